//! Many misses at once, and whether each of them was paid exactly once however often its keeper died.

use std::path::PathBuf;

use aftercare_chain_engine::Chain;
use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_interface::sla_escrow::{LedgerResponse, QueryMsg};
use aftercare_testing::story::{quick_terms, CREDIT};
use aftercare_testing::World;
use anyhow::ensure;
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::ground::{self, give_purses};

/// Where what is owed is noted between two runs.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The note.
    #[arg(long)]
    note: PathBuf,
}

/// As many misses as the period's cap lets pay in full.
const MISSES: u32 = 12;

/// What a customer is owed.
#[derive(Serialize, Deserialize)]
struct Note {
    agreement: u64,
    customer: String,
    before: u128,
}

/// Opens tickets and lets all their targets pass.
pub fn make(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let mut world = ground.world()?;
    let run = world.now().0;
    let (provider, customer) = (format!("late {run}"), format!("waiting {run}"));
    give_purses(&mut world, &[&provider, &customer])?;
    let plan = world.offer(&provider, &quick_terms(&world.euro.clone()))?;
    let agreement = world.subscribe(&customer, plan, 1)?;
    for _ in 0..MISSES {
        let levels = (Level::High, Level::High);
        world.open(&customer, (agreement, &provider), levels, "Down")?;
    }
    let before = euros(&mut world, &customer)?;
    let note = Note {
        agreement,
        customer,
        before,
    };
    std::fs::write(&arguments.note, serde_json::to_string(&note)?)?;
    Ok(world.wait(Seconds(7))?)
}

/// Each miss was credited once, and the money is in the customer's bank balance.
pub fn check(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let mut world = ground.world()?;
    let note: Note = serde_json::from_str(&std::fs::read_to_string(&arguments.note)?)?;
    let question = QueryMsg::Ledger {
        agreement: note.agreement,
    };
    let ledger: LedgerResponse = world.engine.query(&world.suite.escrow.clone(), &question)?;
    let owed = CREDIT * u128::from(MISSES);
    let came = euros(&mut world, &note.customer)? - note.before;
    ensure!(
        ledger.credited.u128() == owed && came == owed,
        "{owed} was owed, {} is credited, {came} came",
        ledger.credited
    );
    println!("  {MISSES} misses: {owed} ueuro credited and in the bank balance, each once");
    Ok(())
}

fn euros(world: &mut World<Chain>, name: &str) -> anyhow::Result<u128> {
    let euro = world.euro.clone();
    Ok(world.balance(name, &euro)?)
}
