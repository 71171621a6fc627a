//! The `aftercare` command.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod backtest;
mod build;
mod case;
mod demo;
mod deploy;
mod keeper;
mod network;
mod report;
mod statement;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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

fn main() -> ExitCode {
    let result = match Command::parse().what {
        What::Demo(arguments) => demo::run(&arguments),
        What::Backtest(arguments) => backtest::run(&arguments),
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
