//! `proof PART`: one part of the audit.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aftercare_engine::Failure;
use aftercare_proof::coverage::Coverage;
use aftercare_proof::lives::{self, Bounds};
use aftercare_proof::{faults, fixtures, fuzz, machine, matrix, people};
use clap::{Args, Parser, Subcommand};

/// One part of the audit; `scripts/audit` runs them all.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Counts the lines that ran, out of an lcov file.
    Coverage {
        /// The lcov file.
        #[arg(long)]
        lines: PathBuf,
        /// Of which state of the sources.
        #[arg(long, default_value = "")]
        sources: String,
        /// Where the figures are kept.
        #[arg(long)]
        evidence: PathBuf,
    },
    /// Grows a world and freezes it under `fixtures/`.
    Fixtures {
        /// Writes the files of the present release.
        #[arg(long, required = true)]
        write: bool,
    },
    /// Drawn and mutated messages to every entry point, and numbers to the pure core.
    Fuzz(fuzz::command::Arguments),
    /// Random lives on the contracts and on the model of the suite.
    Machine(LivesArguments),
    /// Every message from every role in every state, against the published table.
    Matrix(matrix::command::Arguments),
    /// Sub-messages that fail, migrations and pauses beside each message of scenarios, stories and lives.
    Faults(faults::Arguments),
    /// Random lives on community and reward token and on their model.
    People(LivesArguments),
}

#[derive(Args)]
struct LivesArguments {
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
        Part::Coverage {
            lines,
            sources,
            evidence,
        } => {
            print!("{}", Coverage::keep(&lines, (&evidence, &sources))?);
            Ok(())
        }
        Part::Faults(arguments) => faults::run(&arguments),
        Part::Fixtures { .. } => {
            print!("{}", fixtures::write(Path::new("."))?);
            Ok(())
        }
        Part::Fuzz(arguments) => fuzz::command::run_all(&arguments),
        Part::Machine(of) => live(machine::PART, &of),
        Part::Matrix(of) => matrix::command::run_all(&of),
        Part::People(of) => live(people::PART, &of),
    }
}

fn live(part: lives::Part, of: &LivesArguments) -> Result<(), Failure> {
    let bounds = Bounds {
        steps: of.steps,
        minutes: of.minutes,
    };
    lives::run(part, bounds, (&of.evidence, &of.sources))
}
