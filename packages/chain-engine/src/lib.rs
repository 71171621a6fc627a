//! The [`aftercare_engine::Engine`] over a chain's public RPC: what ran in process runs here unchanged,
//! with signatures, fees, blocks and a node that may die.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod address;
mod artifact;
mod chain;
mod client;
mod error;
mod history;
mod mempool;
mod message;
mod network;
mod node;
mod receipt;
mod rpc;
mod spent;
mod wallet;

pub use address::{checked, foreseen};
pub use artifact::{name as artifact_name, Artifact, Shelf};
pub use chain::Chain;
pub use client::Client;
pub use error::ChainError;
pub use history::Past;
pub use message::Message;
pub use network::{Listing, Network, Networks, SuiteSettings};
pub use node::{AccountState, CodeState, ContractState, Node, Status};
pub use receipt::Receipt;
pub use spent::Spent;
pub use wallet::{Key, Wallet, FAUCET};
