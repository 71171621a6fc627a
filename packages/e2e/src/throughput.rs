//! What one node carries: bank sends, token transfers and our own messages, from many accounts at once, a
//! message a transaction and ten.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use aftercare_chain_engine::{Chain, Client, Key, Message, Node};
use aftercare_domain::policy::Level;
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_testing::{commitment, default_terms, World, EURO};
use anyhow::{ensure, Context};
use clap::Args;
use cosmwasm_std::{coin, Addr, Uint128};
use cw20::{Cw20Coin, Cw20ExecuteMsg};
use serde_json::{json, Value};

use crate::ground::{self, give_purses};
use crate::token;

/// What the measurement takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Accounts at the same time.
    #[arg(long, default_value_t = 24)]
    accounts: u32,
    /// Transactions of one message that each account sends; of ten messages it sends a third of it.
    #[arg(long, default_value_t = 150)]
    transactions: u64,
    /// The folder of the Wasm of other people's contracts.
    #[arg(long, default_value = "out/peers")]
    peers: PathBuf,
    /// Where the figures are written, as JSON.
    #[arg(long)]
    figures: PathBuf,
    /// Where they are written for people.
    #[arg(long)]
    page: PathBuf,
}

/// Messages of one transaction, beside one.
const BATCH: u64 = 10;
/// Tokens that each account begins with.
const TOKENS: u128 = 1_000_000;

/// One account's part: the message that it sends again and again.
#[derive(Clone)]
struct Sender {
    client: Client,
    key: Key,
    message: Message,
}

/// Measures each kind of message in both ways, one after the other.
pub fn run(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let mut world = ground.world()?;
    let names: Vec<String> = (0..arguments.accounts)
        .map(|number| format!("sender {}/{number}", world.now().0))
        .collect();
    give_purses(
        &mut world,
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    )?;
    let kinds = [
        ("bank send", sends(&mut world, &names)?),
        (
            "cw20-base 2.0 transfer",
            transfers(&mut world, &names, &arguments.peers)?,
        ),
        ("ticket-registry reply", replies(&mut world, &names)?),
    ];
    let mut rows = vec![];
    for (kind, senders) in kinds {
        for (batch, times) in [
            (1, arguments.transactions),
            (BATCH, arguments.transactions / 3),
        ] {
            rows.push(measure(kind, &senders, (batch, times))?);
        }
    }
    std::fs::write(&arguments.page, page(arguments.accounts, &rows))?;
    let figures = json!({ "accounts": arguments.accounts, "rows": rows });
    std::fs::write(
        &arguments.figures,
        serde_json::to_string_pretty(&figures)? + "\n",
    )?;
    Ok(())
}

fn senders(
    world: &mut World<Chain>,
    names: &[String],
    message: impl Fn(&Addr) -> anyhow::Result<Message>,
) -> anyhow::Result<Vec<Sender>> {
    let client = world.engine.client().clone();
    let make = |name: &String| {
        let key = world.engine.wallet().key(name)?;
        let message = message(&world.person(name))?;
        Ok(Sender {
            client: client.clone(),
            key,
            message,
        })
    };
    names.iter().map(make).collect()
}

fn sends(world: &mut World<Chain>, names: &[String]) -> anyhow::Result<Vec<Sender>> {
    senders(world, names, |account| {
        Ok(Message::Send {
            to: account.to_string(),
            amount: vec![coin(1, EURO)],
        })
    })
}

fn transfers(
    world: &mut World<Chain>,
    names: &[String],
    peers: &Path,
) -> anyhow::Result<Vec<Sender>> {
    let mut purse = |name: &String| Cw20Coin {
        address: world.person(name).to_string(),
        amount: Uint128::new(TOKENS),
    };
    let purses = names.iter().map(&mut purse).collect();
    let token = token::make(world, peers, purses)?;
    let recipient = world.person("owner").to_string();
    senders(world, names, |_| {
        let transfer = Cw20ExecuteMsg::Transfer {
            recipient: recipient.clone(),
            amount: Uint128::one(),
        };
        execute(&token, &transfer)
    })
}

/// Each account is a customer that says one thing after another on a ticket of its own.
fn replies(world: &mut World<Chain>, names: &[String]) -> anyhow::Result<Vec<Sender>> {
    let provider = format!("carrier {}", world.now().0);
    give_purses(world, &[&provider])?;
    let mut terms = default_terms(&world.euro.clone(), None);
    // A thousandth of the usual fee, and the bond that goes with it: one purse holds the bonds of all accounts.
    terms.fee = Uint128::new(1_000_000);
    terms.bond.credit = Uint128::new(300_000);
    terms.bond.termination = Uint128::new(200_000);
    terms.capacity = u32::try_from(names.len())?;
    let plan = world.offer(&provider, &terms)?;
    let mut tickets = vec![];
    for name in names {
        let agreement = world.subscribe(name, plan, 1)?;
        let levels = (Level::High, Level::High);
        let ticket = world.open(name, (agreement, &provider), levels, "Down")?;
        tickets.push((world.person(name), ticket));
    }
    let registry = world.suite.registry.clone();
    senders(world, names, |account| {
        let found = tickets.iter().find(|(customer, _)| customer == account);
        let (_, ticket) = found.context("a customer without a ticket")?;
        let reply = ExecuteMsg::Reply {
            ticket: *ticket,
            content: commitment("Still down"),
            expects_answer: true,
        };
        execute(&registry, &reply)
    })
}

fn execute(contract: &Addr, message: &impl serde::Serialize) -> anyhow::Result<Message> {
    Ok(Message::Execute {
        contract: contract.to_string(),
        body: serde_json::to_vec(message)?,
        funds: vec![],
    })
}

/// Sends from all accounts at once, and waits until the chain has taken everything.
fn measure(kind: &str, senders: &[Sender], (batch, times): (u64, u64)) -> anyhow::Result<Value> {
    let node = senders.first().context("no accounts")?.client.node();
    let (begun, from) = (Instant::now(), node.status()?.height);
    let threads: Vec<_> = senders
        .iter()
        .cloned()
        .map(|sender| thread::spawn(move || sender.work(batch, times)))
        .collect();
    for thread in threads {
        let outcome = thread.join();
        outcome.map_err(|_| anyhow::anyhow!("a sender's thread ended"))??;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let sent = times * senders.len() as u64;
    let carried = carried(node, from)?;
    ensure!(
        carried == sent,
        "{kind}: {sent} transactions were sent, {carried} carried out"
    );
    let (per, each) = (sent as f64 / seconds, (sent * batch) as f64 / seconds);
    println!("  {kind}, {batch} a transaction: {per:.0} transactions, {each:.0} messages a second");
    Ok(json!({
        "message": kind, "batch": batch, "transactions": sent,
        "transactions_a_second": per.round(), "messages_a_second": each.round(),
    }))
}

/// The page for people.
fn page(accounts: u32, rows: &[Value]) -> String {
    let mut text = format!(
        "# What one node carries\n\nWritten by `scripts/e2e throughput`: one validator on two cores, {accounts} \
         accounts that send at once, the client that signs on the same machine; from the first message sent to \
         the last one in a block.\n\n| message | a transaction | transactions a second | messages a second |\n\
         | --- | ---: | ---: | ---: |\n"
    );
    for row in rows {
        let cell = |name: &str| row[name].to_string().trim_end_matches(".0").to_owned();
        text += &format!(
            "| {} | {} | {} | {} |\n",
            row["message"].as_str().unwrap_or_default(),
            cell("batch"),
            cell("transactions_a_second"),
            cell("messages_a_second")
        );
    }
    text
}

/// Transactions in the blocks after a height that went through.
fn carried(node: &Node, from: u64) -> anyhow::Result<u64> {
    let mut carried = 0;
    for height in from + 1..=node.status()?.height {
        let results = node.ask("block_results", &json!({ "height": height.to_string() }))?;
        let results = results["txs_results"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        carried += results.iter().filter(|result| result["code"] == 0).count() as u64;
    }
    Ok(carried)
}

impl Sender {
    fn work(&self, batch: u64, times: u64) -> anyhow::Result<()> {
        let messages: Vec<Message> = (0..batch).map(|_| self.message.clone()).collect();
        let mut account = self.client.account(&self.key)?;
        let gas = self.client.gas(&self.key, &messages, account)?;
        let last = account.sequence + times;
        while account.sequence < last {
            self.client.post((&self.key, account), &messages, gas)?;
            account.sequence += 1;
        }
        while self.client.account(&self.key)?.sequence < last {
            let height = self.client.node().status()?.height;
            self.client.wait_after(height)?;
        }
        Ok(())
    }
}
