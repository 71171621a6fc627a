//! Each message of the gas table with ever less gas: with all that it needs it does what it did, with less it
//! changes nothing, however much of it had been done when the gas ran out.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

use std::process::ExitCode;
use std::rc::Rc;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{ended, Failure};
use aftercare_proof::evidence::{Evidence, Kept};
use aftercare_testing::scenario::{scenarios, Scenario, PEOPLE};
use aftercare_testing::World;
use aftercare_vm_engine::{Machine, Meter, Vm, OUT_OF_GAS};
use clap::Parser;
use indicatif::{ProgressBar, ProgressIterator};

/// Monday, 2 March 2026, 09:00 UTC.
const START: UnixTime = UnixTime(1_772_442_000);
/// Into how many equal parts a message's gas is cut.
const PARTS: u64 = 40;

/// Sweeps gas downward through every message; from the folder of the repository.
#[derive(Parser)]
struct Arguments {
    /// The evidence.
    #[command(flatten)]
    kept: Kept,
}

fn main() -> ExitCode {
    ended(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let machine = Rc::new(Machine::new(Meter::default())?);
    let mut evidence = Evidence::of(&arguments.kept.sources);
    let all = scenarios::<Vm>();
    let bar = ProgressBar::new(all.len() as u64);
    for scenario in all.iter().progress_with(bar) {
        let swept = sweep(&machine, scenario);
        let name = (scenario.contract, scenario.name);
        let limits = swept.map_err(|failure| Failure::new(format!("{name:?}: {failure}")))?;
        evidence.add("messages", 1);
        evidence.add("gas limits at which nothing changed", limits);
    }
    evidence.write(&arguments.kept.evidence)?;
    print!("{evidence}");
    Ok(())
}

/// Plays a scenario, then its last transaction again and again; returns at how many limits.
fn sweep(machine: &Rc<Machine>, scenario: &Scenario<Vm>) -> Result<u64, Failure> {
    let mut world = World::new(Vm::on(machine, START)?, &PEOPLE)?;
    world.engine.keep_transactions();
    (scenario.play)(&mut world)?;
    let vm = &mut world.engine;
    let after = vm.snapshot();
    let none = || Failure::new("it sent nothing");
    let transaction = vm.transaction().cloned().ok_or_else(none)?;
    let [_, last] = vm.last();
    let needed = last.gas;
    let mut limits = 0;
    for gas in (0..PARTS)
        .map(|part| needed * part / PARTS)
        .chain([needed - 1])
    {
        let outcome = vm.again(&transaction, gas);
        if !outcome.is_err_and(|failure| failure.text.contains(OUT_OF_GAS)) {
            return Err(Failure::new(format!("{gas} gas of {needed} was enough")));
        }
        if !vm.is_as(transaction.before()) {
            return Err(Failure::new(format!(
                "{gas} gas of {needed} did a part of it"
            )));
        }
        limits += 1;
    }
    vm.again(&transaction, needed)?;
    if !vm.is_as(&after) {
        return Err(Failure::new("with what it needs it did something else"));
    }
    Ok(limits)
}
