//! The networks file: where chains are, and what a deployment on each chooses.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::ChainError;

/// All networks of a file, by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Networks(BTreeMap<String, Network>);

/// A chain and the way to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// The chain's id; a node of another chain is refused.
    pub chain_id: String,
    /// Address of a node's RPC, e.g. `http://127.0.0.1:26657`.
    pub rpc: String,
    /// What the chain's addresses begin with, e.g. `wasm`.
    pub prefix: String,
    /// The coin that fees are paid in.
    pub fee_denom: String,
    /// Fee of one unit of gas, in base units of that coin.
    pub gas_price: f64,
    /// Gas asked for, as a multiple of what a simulation used.
    #[serde(default = "default_adjustment")]
    pub gas_adjustment: f64,
    /// What a deployment here chooses.
    pub suite: SuiteSettings,
}

/// What a deployment chooses, in the words of the networks file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuiteSettings {
    /// Receives the part of protocol fees that is not burnt; the deployer where it is absent.
    pub fee_sink: Option<String>,
    /// Protocol fee in basis points.
    pub protocol_fee_bps: u32,
    /// Burnt share of it in basis points.
    pub burn_share_bps: u32,
    /// Assets for plans and bounties.
    pub assets: Vec<Listing>,
}

/// One asset and the points that a burnt base unit of it makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// A coin's denomination; either this or `cw20`.
    pub denom: Option<String>,
    /// A token's address; either this or `denom`.
    pub cw20: Option<String>,
    /// Points a base unit, e.g. `1` or `0.5`.
    pub rate: String,
}

const fn default_adjustment() -> f64 {
    1.4
}

impl Networks {
    /// Reads a networks file.
    ///
    /// # Errors
    /// Where it cannot be read, or is no networks file.
    pub fn read(file: &Path) -> Result<Self, ChainError> {
        let wrong = |cause: String| ChainError::File {
            file: file.to_owned(),
            cause,
        };
        let text = std::fs::read_to_string(file)
            .map_err(|error| wrong(format!("cannot be read ({error}); name it with --networks")))?;
        toml::from_str(&text).map_err(|error| wrong(error.to_string()))
    }

    /// The network of that name in that file.
    ///
    /// # Errors
    /// Where the file cannot be used, or has no such network.
    pub fn find(file: &Path, name: &str) -> Result<Network, ChainError> {
        let mut networks = Self::read(file)?;
        let known = networks.0.keys().cloned().collect::<Vec<_>>().join(", ");
        networks
            .0
            .remove(name)
            .ok_or_else(|| ChainError::NoNetwork {
                name: name.to_owned(),
                file: file.to_owned(),
                known,
            })
    }
}
