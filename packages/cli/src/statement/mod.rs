//! `aftercare statement`: the books of one agreement, one line a movement, read from what the chain told and
//! compared with what the contract answers.

pub mod accounts;
mod chain;
pub mod heard;
pub mod lines;
#[cfg(test)]
mod tests;
mod word;
pub mod write;
mod wrong;

use std::path::PathBuf;

use clap::Args;

use crate::network::{Voice, Where};

/// What a statement takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The agreement's number.
    agreement: u64,
    #[command(flatten)]
    chain: Where,
    #[command(flatten)]
    voice: Voice,
    /// Where `deploy` keeps what it did.
    #[arg(long, default_value = "deployments")]
    deployments: PathBuf,
}

/// Prints the statement, as of the block before the newest: state and index of that one are written. A statement that is not what the contract answers is an error, and nothing is
/// printed.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (statement, as_of) = chain::read(arguments)?;
    let Voice { json, quiet } = arguments.voice;
    if json {
        arguments.voice.tell(&write::json(&statement, as_of));
    } else if !quiet {
        write::csv(&statement, as_of, std::io::stdout().lock())?;
    }
    Ok(())
}
