//! Random lives on the release Wasm and on the model of the suite, compared after every step.

use std::process::ExitCode;
use std::rc::Rc;

use aftercare_engine::{ended, Failure};
use aftercare_proof::lives::{self, Part};
use aftercare_proof::{long, machine};
use aftercare_vm_engine::{Machine, Meter, Vm};
use clap::Parser;

/// The same lives as `aftercare-proof machine`, on the metered Wasm; from the folder of the repository.
#[derive(Parser)]
struct Command {
    #[command(flatten)]
    of: long::Limits,
}

fn main() -> ExitCode {
    ended(run(&Command::parse().of))
}

fn run(limits: &long::Limits) -> Result<(), Failure> {
    let codes = Rc::new(Machine::new(Meter::default())?);
    let part = Part {
        name: "wasm",
        steps: 48_000,
        ..machine::PART
    };
    let one = |seed| machine::one_on(&|start| Vm::on(&codes, start), seed);
    lives::run(part, one, limits)
}
