//! What `scripts/e2e` does on a real chain. The script starts, kills and restarts nodes; this program tells
//! the stories, makes load, and compares nodes.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod compare;
mod count;
mod ground;
mod hasty;
mod load;
mod owed;
mod stories;
mod throughput;
mod token;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// End to end, on a chain that runs and a suite that is deployed.
#[derive(Debug, Parser)]
struct Command {
    #[command(flatten)]
    ground: ground::Arguments,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The stories that take seconds, one after the other.
    Stories(stories::Arguments),
    /// Tickets from several accounts for a while; every accepted one has to be there at the end.
    Load(load::Arguments),
    /// What one node carries, beside bank sends and token transfers.
    Throughput(throughput::Arguments),
    /// Many misses at once, for a keeper to book.
    Owe(owed::Arguments),
    /// Whether each of them was paid exactly once.
    Paid(owed::Arguments),
    /// Books, events and app hashes of all nodes, block by block.
    Compare(compare::Arguments),
    /// Whether each code was stored and each contract made exactly once.
    Count,
}

fn main() -> ExitCode {
    let command = Command::parse();
    let outcome = match &command.what {
        What::Stories(arguments) => stories::run(&command.ground, arguments),
        What::Load(arguments) => load::run(&command.ground, arguments),
        What::Throughput(arguments) => throughput::run(&command.ground, arguments),
        What::Owe(arguments) => owed::make(&command.ground, arguments),
        What::Paid(arguments) => owed::check(&command.ground, arguments),
        What::Compare(arguments) => compare::run(&command.ground, arguments),
        What::Count => count::run(&command.ground),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
