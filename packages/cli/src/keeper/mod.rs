//! `aftercare keeper`: pokes what time has made due on a deployed suite, and reports its tips.

mod due;
mod tips;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use aftercare_chain_engine::{ChainError, Client, Key, Message};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use crate::deploy::record::{place, Record};
use crate::network::Way;
use crate::voice::Voice;
use due::{Item, Suite};
use tips::Tips;

/// What a keeper takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    way: Way,
    #[command(flatten)]
    voice: Voice,
    /// How many rounds; without it, until it is ended.
    #[arg(long)]
    rounds: Option<u64>,
    /// Seconds between rounds.
    #[arg(long, default_value_t = 5)]
    every: u64,
    /// Most items of one transaction.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=30))]
    batch: u16,
    /// Where `deploy` keeps what it did.
    #[arg(long, default_value = "deployments")]
    deployments: PathBuf,
}

/// Seconds of block time for which an item that had nothing to do is left alone: hints may be early.
const REST: u64 = 30;

/// A keeper at work.
struct Keeper<'a> {
    client: &'a Client,
    key: &'a Key,
    suite: Suite,
    batch: usize,
    voice: Voice,
    resting: BTreeMap<Item, u64>,
    report: Report,
}

/// What it did.
#[derive(Default)]
struct Report {
    done: u64,
    idle: u64,
    refused: u64,
    gas: u64,
    tips: Tips,
}

/// Keeps, round by round. A round that fails ends it: what was sent stands, the rest is asked anew by the
/// next run.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (client, key) = arguments.way.open()?;
    client.account(&key)?;
    let file = place(&arguments.deployments, &client.network().chain_id);
    let record = Record::read(&file)?
        .with_context(|| format!("{} does not exist: aftercare deploy writes it; or name another folder with --deployments", file.display()))?;
    let mut keeper = Keeper {
        client: &client,
        key: &key,
        suite: Suite::of(&record, &client)?,
        batch: usize::from(arguments.batch),
        voice: arguments.voice,
        resting: BTreeMap::new(),
        report: Report::default(),
    };
    let mut round = 0;
    let outcome = loop {
        if arguments.rounds == Some(round) {
            break Ok(());
        }
        if round > 0 {
            std::thread::sleep(Duration::from_secs(arguments.every));
        }
        round += 1;
        if let Err(error) = keeper.round(round) {
            break Err(error);
        }
    };
    keeper.tell(round);
    outcome.with_context(|| format!("round {round} was not finished; what was sent before stands, the next run asks the chain anew"))
}

impl Keeper<'_> {
    fn round(&mut self, round: u64) -> anyhow::Result<()> {
        let now = self.client.node().status()?.time;
        self.resting.retain(|_, since| *since + REST > now);
        let mut items = self.suite.due(self.client, now)?;
        items.retain(|item| !self.resting.contains_key(item));
        self.voice
            .say(format!("round {round}: {} due", items.len()));
        for kind in items.chunk_by(|one, other| one.contract == other.contract) {
            for batch in kind.chunks(self.batch) {
                self.settle(batch, now)?;
            }
        }
        Ok(())
    }

    /// One transaction for all; where the chain refuses it, one each, so that one item stops no other.
    fn settle(&mut self, batch: &[Item], now: u64) -> anyhow::Result<()> {
        match self.send(batch, now) {
            Err(ChainError::Refused(_)) if batch.len() > 1 => {
                for item in batch {
                    self.settle(std::slice::from_ref(item), now)?;
                }
                Ok(())
            }
            Err(ChainError::Refused(failure)) => {
                for item in batch {
                    self.report.refused += 1;
                    self.resting.insert(item.clone(), now);
                    self.voice.say(format!("  {item}: refused, {failure}"));
                }
                Ok(())
            }
            other => Ok(other?),
        }
    }

    fn send(&mut self, batch: &[Item], now: u64) -> Result<(), ChainError> {
        let messages: Vec<Message> = self.suite.messages(batch);
        let receipt = self.client.send(self.key, &messages)?;
        self.report.gas += receipt.gas_used;
        self.report.tips.add(&receipt.events, self.key.address());
        for item in batch {
            if item.changed(&receipt.events) {
                self.report.done += 1;
                self.voice
                    .say(format!("  {item}: settled in block {}", receipt.height));
            } else {
                self.report.idle += 1;
                self.resting.insert(item.clone(), now);
            }
        }
        Ok(())
    }

    fn tell(&self, rounds: u64) {
        let Report {
            done,
            idle,
            refused,
            gas,
            tips,
        } = &self.report;
        self.voice.say(format!(
            "{rounds} rounds: {done} settled, {idle} had nothing to do yet, {refused} refused; gas {gas}; tips {tips}"
        ));
        self.voice.tell(&json!({ "rounds": rounds, "settled": done, "idle": idle, "refused": refused, "gas": gas, "tips": tips.json() }));
    }
}
