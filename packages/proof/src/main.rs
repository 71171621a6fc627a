//! `proof PART`: one part of the audit.

use std::path::PathBuf;
use std::process::ExitCode;

use aftercare_engine::Failure;
use aftercare_proof::fuzz::{Bounds, Target};
use clap::{Args, Parser, Subcommand};

/// One part of the audit; `scripts/audit` runs them all.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Drawn and mutated messages to every entry point, and numbers to the pure core.
    Fuzz(FuzzArguments),
}

#[derive(Args)]
struct FuzzArguments {
    /// Which of the six; all of them where none is named.
    target: Option<Target>,
    /// Cases of each target, those of earlier runs included; a third of them mutated.
    #[arg(long, default_value_t = 3_000_000)]
    cases: u64,
    /// Minutes for all together.
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
        Part::Fuzz(arguments) => fuzz(&arguments),
    }
}

fn fuzz(arguments: &FuzzArguments) -> Result<(), Failure> {
    let targets = arguments.target.map_or(Target::ALL.to_vec(), |it| vec![it]);
    let bounds = Bounds {
        cases: arguments.cases,
        minutes: arguments.minutes,
    };
    aftercare_proof::fuzz::run(&targets, bounds, (&arguments.evidence, &arguments.sources))
}
