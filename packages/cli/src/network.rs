//! What every command that speaks to a chain takes.

use std::path::PathBuf;

use aftercare_chain_engine::{ChainError, Client, Key, Networks};
use clap::Args;

/// Which chain, as whom, and how much is said.
#[derive(Debug, Args)]
pub struct Way {
    /// The network's name in the networks file.
    #[arg(long)]
    pub network: String,
    /// The networks file.
    #[arg(long, default_value = "networks.toml")]
    pub networks: PathBuf,
    /// The file that holds the sender's mnemonic. A mnemonic is never an argument: arguments can be seen.
    #[arg(long, env = "AFTERCARE_KEY")]
    pub key: PathBuf,
}

/// How much is said, and how.
#[derive(Clone, Copy, Debug, Args)]
pub struct Voice {
    /// One JSON object on standard output, and nothing else there.
    #[arg(long)]
    pub json: bool,
    /// Nothing but errors.
    #[arg(long, conflicts_with = "json")]
    pub quiet: bool,
}

impl Way {
    /// Connects, and takes the key.
    pub fn open(&self) -> Result<(Client, Key), ChainError> {
        let network = Networks::find(&self.networks, &self.network)?;
        let key = Key::from_file(&self.key, &network.prefix)?;
        Ok((Client::connect(network)?, key))
    }
}

impl Voice {
    /// For people.
    pub fn say(self, line: impl AsRef<str>) {
        if !self.json && !self.quiet {
            println!("{}", line.as_ref());
        }
    }

    /// For programs.
    pub fn tell(self, value: &serde_json::Value) {
        if self.json {
            println!("{value}");
        }
    }
}
