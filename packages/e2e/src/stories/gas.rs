//! The chain's own gas beside the metered engine's: scenarios whose messages need no days, above the floor
//! of the same chain.

use std::collections::BTreeMap;

use aftercare_chain_engine::Message;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::Asset;
use aftercare_testing::scenario::{scenarios, Scenario, Share, PEOPLE};
use aftercare_testing::{World, EURO, PURSE};
use anyhow::{bail, ensure, Context};
use cosmwasm_std::{coin, Addr, Empty, Uint128};
use cw20::Cw20ExecuteMsg;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{say, Told};
use crate::hasty::Hasty;
use crate::token;

/// What the metered engine takes the floor for where a figure holds it: that of a chain without fees. Here
/// a fee is taken from every transaction, which uses gas as well.
const FLOOR: u64 = 98_450;
/// By how many per cent the two may differ.
const ALLOWED: u64 = 5;
/// The scenarios, by contract and name.
const CHOSEN: [(&str, &str); 14] = [
    ("sla-escrow", "publish a plan"),
    ("sla-escrow", "subscribe with a coin"),
    ("ticket-registry", "open a ticket under an agreement"),
    ("ticket-registry", "reply in time"),
    ("ticket-registry", "ten replies in one transaction, each"),
    ("ticket-registry", "propose a resolution"),
    ("ticket-registry", "accept it (closes)"),
    ("ticket-registry", "rate"),
    (
        "ticket-registry",
        "poke: a second's target missed, coin refund pushed",
    ),
    ("ticket-registry", "each further poke of such a target"),
    ("community", "ask without a bounty"),
    ("community", "ask with a coin bounty"),
    ("community", "answer"),
    ("cw20-base 2.0", "transfer"),
];

/// One figure on both.
#[derive(Debug, Serialize)]
struct Row {
    contract: &'static str,
    name: &'static str,
    chain: u64,
    vm: u64,
}

/// What the metered engine's table says.
#[derive(Deserialize)]
struct Table {
    rows: Vec<Figure>,
}

#[derive(Deserialize)]
struct Figure {
    contract: String,
    name: String,
    gas: u64,
}

/// All figures of one run.
#[derive(Debug, Serialize)]
pub struct Compared {
    bank_send: u64,
    floor: u64,
    rows: Vec<Row>,
}

/// Measures, prints both side by side, and says where they differ by more than 5 %.
pub fn compare(told: &mut Told<'_>) -> anyhow::Result<Compared> {
    let table = std::fs::read_to_string("docs/gas.json").context("docs/gas.json")?;
    let table: Table = serde_json::from_str(&table)?;
    let figures = table.rows.into_iter();
    let vm: BTreeMap<_, _> = figures.map(|it| ((it.contract, it.name), it.gas)).collect();
    let (mut world, bank_send) = hasty(told)?;
    let floor = floor(told, &mut world)?;
    let mut rows = vec![];
    for scenario in scenarios::<Hasty>().iter().filter(|it| chosen(it)) {
        let (contract, name) = (scenario.contract, scenario.name);
        let chain = figure(&mut world, scenario, floor).context(name)?;
        let vm = vm.get(&(contract.to_owned(), name.to_owned()));
        let vm = *vm.with_context(|| format!("docs/gas.json has no row {contract}: {name}"))?;
        rows.push(Row {
            contract,
            name,
            chain,
            vm,
        });
    }
    Ok(Compared {
        bank_send,
        floor,
        rows,
    })
}

fn chosen(scenario: &Scenario<Hasty>) -> bool {
    CHOSEN.contains(&(scenario.contract, scenario.name))
}

/// People of their own, with purses; what the last plain payment to them used.
fn hasty(told: &mut Told<'_>) -> anyhow::Result<(World<Hasty>, u64)> {
    let world = told.ground.world()?;
    let engine = Hasty {
        chain: world.engine,
        run: told.world.now().0,
    };
    let dollar = told.world.dollar.clone();
    let mut world = World {
        engine,
        suite: world.suite,
        euro: world.euro,
        dollar,
        doubted: None,
    };
    let faucet = told.world.person("faucet");
    let mut used = 0;
    for name in PEOPLE {
        let payment = Message::Send {
            to: world.person(name).to_string(),
            amount: vec![coin(PURSE, EURO)],
        };
        used = told.world.engine.send(&faucet, &[payment])?.gas_used;
    }
    for name in ["customer", "member"] {
        let recipient = world.person(name).to_string();
        let amount = Uint128::new(PURSE);
        let transfer = Cw20ExecuteMsg::Transfer { recipient, amount };
        give_tokens(told, &transfer)?;
    }
    Ok((world, used))
}

fn give_tokens(told: &mut Told<'_>, transfer: &Cw20ExecuteMsg) -> anyhow::Result<()> {
    let Asset::Cw20 { address } = told.world.dollar.clone() else {
        bail!("no story made a token");
    };
    told.world.send("owner", &address, transfer, &[])?;
    Ok(())
}

/// An empty message to a contract that does nothing, from each of the people: their first transaction also
/// stores a public key, so that the second ones are the floor, and what follows is charged no key.
fn floor(told: &mut Told<'_>, world: &mut World<Hasty>) -> anyhow::Result<u64> {
    let probe = probe(told)?;
    let nothing = json!({ "nop": {} });
    for name in PEOPLE {
        let person = world.person(name);
        world.engine.execute(&person, &probe, &nothing, &[])?;
    }
    let person = world.person("keeper");
    world.engine.execute(&person, &probe, &nothing, &[])?;
    let [first, second] = world.engine.chain.last();
    say(&format!(
        "gas of an empty message to a contract: {second}; of an account's first: {first}"
    ));
    Ok(second)
}

fn probe(told: &mut Told<'_>) -> anyhow::Result<Addr> {
    let owner = told.world.person("owner");
    let wasm = token::wasm(&told.arguments.peers, "probe")?;
    let engine = &mut told.world.engine;
    let code = engine.store(&owner, ("probe", wasm))?;
    Ok(engine.instantiate_code(&owner, (code, "probe"), &Empty {})?)
}

fn figure(
    world: &mut World<Hasty>,
    scenario: &Scenario<Hasty>,
    floor: u64,
) -> Result<u64, Failure> {
    (scenario.play)(world)?;
    let [before, last] = world.engine.chain.last();
    Ok(match scenario.share {
        Share::Whole => last.saturating_sub(floor),
        Share::Further => last.saturating_sub(before),
        Share::Each(messages) => (FLOOR + last.saturating_sub(floor)) / messages,
    })
}

impl Compared {
    /// Prints both side by side.
    ///
    /// # Errors
    /// Names every figure that differs by more than 5 %.
    pub fn check(&self) -> anyhow::Result<()> {
        say(&format!(
            "gas of a bank send: {}; below, gas above the floor of {}: chain, vm, difference",
            self.bank_send, self.floor
        ));
        for row in &self.rows {
            say(&row.line());
        }
        let apart: Vec<_> = self.rows.iter().filter(|row| row.is_apart()).collect();
        ensure!(
            apart.is_empty(),
            "chain and vm differ by more than {ALLOWED} % (is docs/gas.json of these contracts? scripts/bench): {apart:?}"
        );
        Ok(())
    }
}

impl Row {
    fn line(&self) -> String {
        let (chain, vm) = (i128::from(self.chain), i128::from(self.vm));
        let tenths = (chain - vm) * 1_000 / vm.max(1);
        let sign = if tenths < 0 { '-' } else { '+' };
        let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
        format!(
            "gas {:<16} {:<38} {:>8} {:>8} {sign}{whole}.{tenth} %",
            self.contract, self.name, self.chain, self.vm
        )
    }

    fn is_apart(&self) -> bool {
        self.chain.abs_diff(self.vm) * 100 > self.vm * ALLOWED
    }
}
