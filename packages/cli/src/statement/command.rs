//! What the command takes, and what it prints.

use std::path::PathBuf;

use clap::Args;

use super::{chain, json, write};
use crate::network::Where;
use crate::voice::Voice;

/// What a statement takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The agreement's number.
    pub agreement: u64,
    #[command(flatten)]
    pub chain: Where,
    #[command(flatten)]
    pub voice: Voice,
    /// Where `deploy` keeps what it did.
    #[arg(long, default_value = "deployments")]
    pub deployments: PathBuf,
}

/// Prints the statement, as of the block before the newest: state and index of that one are written. A statement that is not what the contract answers is an error, and nothing is
/// printed.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (statement, as_of) = chain::read(arguments)?;
    let Voice { json, quiet } = arguments.voice;
    if json {
        arguments.voice.tell(&json::object(&statement, as_of));
    } else if !quiet {
        write::csv(&statement, as_of, std::io::stdout().lock())?;
    }
    Ok(())
}
