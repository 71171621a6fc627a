//! `proof PART`: one part of the audit.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aftercare_engine::Failure;
use aftercare_proof::coverage::Coverage;
use clap::{Parser, Subcommand};

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
        Part::Coverage { lines, evidence } => {
            print!("{}", Coverage::keep(&lines, &evidence)?);
            Ok(())
        }
        Part::Fixtures { .. } => {
            print!("{}", aftercare_proof::fixtures::write(Path::new("."))?);
            Ok(())
        }
    }
}
