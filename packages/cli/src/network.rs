//! What every command that speaks to a chain takes.

use std::path::PathBuf;

use aftercare_chain_engine::{ChainError, Client, Key, Network, Networks};
use aftercare_engine::Failure;
use clap::Args;
use serde::de::DeserializeOwned;
use serde::Serialize;

/// Which chain.
#[derive(Debug, Args)]
pub struct Where {
    /// The network's name in the networks file.
    #[arg(long)]
    pub network: String,
    /// The networks file.
    #[arg(long, default_value = "networks.toml")]
    pub networks: PathBuf,
}

/// Which chain, and as whom.
#[derive(Debug, Args)]
pub struct Way {
    #[command(flatten)]
    pub chain: Where,
    /// The file that holds the sender's mnemonic. A mnemonic is never an argument: arguments can be seen.
    #[arg(long, env = "AFTERCARE_KEY")]
    pub key: PathBuf,
}

impl Where {
    /// The network in the file.
    fn find(&self) -> Result<Network, ChainError> {
        Networks::find(&self.networks, &self.network)
    }

    /// Connects, to ask only.
    pub fn open(&self) -> Result<Client, ChainError> {
        Client::connect(self.find()?)
    }
}

impl Way {
    /// Connects, and takes the key.
    pub fn open(&self) -> Result<(Client, Key), ChainError> {
        let network = self.chain.find()?;
        let key = Key::from_file(&self.key, &network.prefix)?;
        Ok((Client::connect(network)?, key))
    }
}

/// A contract's answer as of a block; height 0 is the newest.
pub fn ask<Answer: DeserializeOwned>(
    client: &Client,
    at: (&str, u64),
    question: &impl Serialize,
) -> Result<Answer, ChainError> {
    let odd = |error: serde_json::Error| {
        ChainError::Refused(Failure::new(format!("an answer of another shape: {error}")))
    };
    let question = serde_json::to_vec(question).map_err(odd)?;
    serde_json::from_slice(&client.node().smart_at(at, question)?).map_err(odd)
}
