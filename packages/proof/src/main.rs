//! `proof PART`: one part of the audit.

use std::process::ExitCode;

use aftercare_engine::Failure;
use aftercare_proof::matrix;
use clap::{Parser, Subcommand};

/// One part of the audit; `scripts/audit` runs them all.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Every message from every role in every state, against the published table.
    Matrix(matrix::command::Arguments),
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
    }
}
