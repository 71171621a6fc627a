//! `proof PART`: one part of the audit.

use std::path::PathBuf;
use std::process::ExitCode;

use aftercare_engine::Failure;
use aftercare_proof::{faults, machine};
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
    /// Sub-messages that fail, migrations and pauses beside each message of scenarios, stories and lives.
    Faults(FaultsArguments),
}

#[derive(Args)]
struct FaultsArguments {
    /// Lives, those of earlier runs included.
    #[arg(long, default_value_t = 300)]
    lives: u64,
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
        Part::Machine(of) => {
            let bounds = machine::Bounds {
                steps: of.steps,
                minutes: of.minutes,
            };
            machine::run(bounds, (&of.evidence, &of.sources))
        }
        Part::Faults(of) => {
            let bounds = faults::Bounds {
                lives: of.lives,
                minutes: of.minutes,
            };
            faults::run(bounds, (&of.evidence, &of.sources))
        }
    }
}
