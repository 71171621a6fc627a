//! `proof PART`: one part of the audit.

use std::path::PathBuf;
use std::process::ExitCode;

use aftercare_engine::Failure;
use aftercare_proof::{faults, machine, matrix};
use clap::{Args, Parser, Subcommand};

/// One part of the audit; `scripts/audit` runs them all.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Random lives on the contracts and on the model of the suite.
    Machine(MachineArguments),
    /// Every message from every role in every state, against the published table.
    Matrix(matrix::command::Arguments),
    /// Sub-messages that fail, migrations and pauses beside each message of scenarios, stories and lives.
    Faults(faults::Arguments),
}

#[derive(Args)]
struct MachineArguments {
    /// Steps, those of earlier runs included.
    #[arg(long, default_value_t = 1_600_000)]
    steps: u64,
    /// Minutes of this run.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Of which state of the sources.
    #[arg(long, default_value = "")]
    sources: String,
    /// Where the figures are kept.
    #[arg(long)]
    evidence: PathBuf,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.part {
        Part::Matrix(arguments) => matrix::command::run_all(&arguments),
        Part::Machine(of) => {
            let bounds = machine::Bounds {
                steps: of.steps,
                minutes: of.minutes,
            };
            machine::run(bounds, (&of.evidence, &of.sources))
        }
        Part::Faults(arguments) => faults::run(&arguments),
    }
}
