//! Random lives on the release Wasm and on the model of the suite, compared after every step.

use std::process::ExitCode;
use std::rc::Rc;

use aftercare_engine::Failure;
use aftercare_proof::lives::{self, Part};
use aftercare_proof::machine;
use aftercare_vm_engine::{Machine, Meter, Vm};
use clap::Parser;

/// The same lives as `aftercare-proof machine`, on the metered Wasm; from the folder of the repository.
#[derive(Parser)]
struct Command {
    #[command(flatten)]
    of: lives::Arguments,
}

fn main() -> ExitCode {
    match run(&Command::parse().of) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &lives::Arguments) -> Result<(), Failure> {
    let codes = Rc::new(Machine::new(Meter::default())?);
    let part = Part {
        name: "wasm",
        steps: 48_000,
        ..machine::PART
    };
    let one = |seed| machine::one_on(&|start| Vm::on(&codes, start), seed);
    lives::run(part, one, arguments)
}
