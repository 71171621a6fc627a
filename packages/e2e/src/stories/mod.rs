//! The stories that take seconds. Each says what it proved; what needs days is named and skipped.

mod chain;
mod gas;
mod paid;
mod people;
pub mod promise;

use std::path::PathBuf;
use std::process::Command;

use aftercare_chain_engine::Chain;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_testing::World;
use anyhow::{ensure, Context};
use clap::Args;
use serde_json::{json, Value};

use crate::ground;

/// What the stories take.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The `aftercare` command.
    #[arg(long)]
    aftercare: PathBuf,
    /// A build of the reward token one patch version higher.
    #[arg(long)]
    newer: PathBuf,
    /// The folder of the Wasm of other people's contracts.
    #[arg(long, default_value = "out/peers")]
    peers: PathBuf,
    /// Where the gas of every kind of message is written.
    #[arg(long)]
    gas: PathBuf,
}

/// A world and what is needed to act on it from outside.
pub struct Told<'a> {
    world: World<Chain>,
    ground: &'a ground::Arguments,
    arguments: &'a Arguments,
    /// Sets this run's people apart from those of an earlier one on the same chain.
    run: u64,
}

/// Tells them all.
pub fn run(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let world = ground.world()?;
    let run = world.now().0;
    let mut told = Told {
        world,
        ground,
        arguments,
        run,
    };
    promise::in_coins(&mut told).context("a missed target, in coins")?;
    promise::in_tokens(&mut told).context("a missed target, in tokens")?;
    promise::kept(&mut told).context("a promise kept")?;
    let served = paid::ended_by_the_provider(&mut told).context("paid service")?;
    people::ask_thank_accept(&mut told, &served).context("a question")?;
    chain::migrate(&mut told).context("a migration")?;
    chain::hand_over(&mut told).context("a hand-over")?;
    needs_days(&mut told)?;
    let compared = gas::compare(&mut told).context("gas beside the metered engine's")?;
    write_gas(&told, &compared)?;
    compared.check()
}

/// Stories that no chain can tell in a test, by name.
const DAYS: [(&str, u64); 4] = [
    ("a period settles after its hold-back", 30),
    ("silence decides a question", 14),
    ("an accepted answer's bounty vests", 7),
    ("a raised rate counts, an epoch is claimed", 7),
];

fn needs_days(told: &mut Told<'_>) -> anyhow::Result<()> {
    for (story, days) in DAYS {
        let wanted = told.world.now().plus(Seconds::days(days));
        let refused = told.world.engine.advance_to(wanted);
        let why = refused.err().context("a chain jumped")?;
        say(&format!(
            "skipped on the chain: {story} ({days} days); {why}"
        ));
    }
    Ok(())
}

impl Told<'_> {
    /// A person of this run.
    fn name(&self, who: &str) -> String {
        format!("{who} {}", self.run)
    }

    /// The Wasm of somebody else's contract, as scripts/build --peers makes it.
    fn peer(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        let file = self.arguments.peers.join(format!("{name}.wasm"));
        std::fs::read(&file)
            .with_context(|| format!("{}: scripts/build --peers makes it", file.display()))
    }

    /// One round of the keeper, as its own program does it.
    fn keeper(&mut self) -> anyhow::Result<Value> {
        let output = Command::new(&self.arguments.aftercare)
            .args(["keeper", "--rounds", "1", "--json", "--network"])
            .arg(&self.ground.network)
            .arg("--networks")
            .arg(&self.ground.networks)
            .arg("--deployments")
            .arg(&self.ground.deployments)
            .arg("--key")
            .arg(self.ground.accounts.join("keeper.mnemonic"))
            .output()?;
        let words = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the keeper failed: {words}");
        let report: Value = serde_json::from_slice(&output.stdout)?;
        let (settled, gas) = (report["settled"].as_u64(), report["gas"].as_u64());
        if let (Some(1..), Some(gas)) = (settled, gas) {
            let name = format!("registry/poke_many, misses: {}", settled.unwrap_or(0));
            self.world.engine.note(name, gas);
        }
        Ok(report)
    }
}

/// One proven thing.
fn say(line: &str) {
    println!("  {line}");
}

/// The code of a refusal.
fn refused<T>(outcome: Result<T, Failure>, code: &str) -> anyhow::Result<()> {
    let failure = outcome
        .err()
        .with_context(|| format!("accepted, {code} was expected"))?;
    ensure!(
        failure.code.as_deref() == Some(code),
        "{code} was expected: {failure}"
    );
    Ok(())
}

fn write_gas(told: &Told<'_>, compared: &gas::Compared) -> anyhow::Result<()> {
    let spent = told.world.engine.spent();
    let rows: Vec<Value> = spent
        .iter()
        .map(|(name, gas)| json!({ "message": name, "times": gas.times, "least": gas.least, "most": gas.most }))
        .collect();
    let all = json!({ "compared": compared, "messages": rows });
    std::fs::write(&told.arguments.gas, serde_json::to_string_pretty(&all)?)?;
    for (name, gas) in spent {
        say(&format!(
            "gas {name:<26} {:>9} to {:>9}  ({} times)",
            gas.least, gas.most, gas.times
        ));
    }
    Ok(())
}
