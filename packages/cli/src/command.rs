//! The command line.

use std::process::ExitCode;

use aftercare_engine::Native;
use clap::{Parser, Subcommand};

use crate::{backtest, build, case, demo, deploy, keeper, statement, verify};

/// After-sales service that a chain enforces.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The whole story on the embedded engine, told step by step.
    Demo(demo::Arguments),
    /// What would these terms have cost us? Replays a help desk's log through the contracts.
    Backtest(backtest::Arguments),
    /// Builds the Wasm artifacts: sizes before and after, checksums.
    Build(build::Arguments),
    /// Puts the four contracts onto a chain, once, however often it is begun.
    Deploy(deploy::Arguments),
    /// Settles what time has made due, on any chain, and reports its tips.
    Keeper(keeper::Arguments),
    /// The books of one agreement as CSV: one line a movement, compared with the contract to the unit.
    Statement(statement::Arguments),
    /// Case files from a node: everything about a ticket, or about each of an agreement, to be checked offline.
    Export(case::export::Arguments),
    /// Is this the history of that ticket, and do its clocks say what they should? Takes case files alone.
    Verify(verify::Arguments),
}

/// Does what the command line says.
#[must_use]
pub fn main() -> ExitCode {
    let result = match Command::parse().what {
        What::Demo(arguments) => demo::run_on(&arguments, (Native::new(demo::BEGIN), "in process")),
        What::Backtest(arguments) => backtest::run_on(&arguments, |start| Ok(Native::new(start))),
        What::Build(arguments) => build::run(&arguments),
        What::Deploy(arguments) => deploy::run(&arguments),
        What::Keeper(arguments) => keeper::run(&arguments),
        What::Statement(arguments) => statement::run(&arguments),
        What::Export(arguments) => case::export::run(&arguments),
        What::Verify(arguments) => verify::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
