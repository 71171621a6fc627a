//! What money is made of: native coins and CW20 tokens, named the same way everywhere.

use std::fmt;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

/// A kind of money. A contract accepts only assets that its owner has listed, and compares a message's
/// asset with that list byte for byte, so that another spelling of an address is an unlisted asset.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub enum Asset {
    /// A coin of the chain.
    Native {
        /// The denomination, e.g. `uusdc`.
        denom: String,
    },
    /// A CW20 token.
    Cw20 {
        /// The token's contract, in canonical spelling.
        address: Addr,
    },
}

impl Asset {
    /// A coin of the chain.
    pub fn native(denom: impl Into<String>) -> Self {
        Self::Native {
            denom: denom.into(),
        }
    }

    /// A CW20 token.
    #[must_use]
    pub fn cw20(address: &Addr) -> Self {
        Self::Cw20 {
            address: address.clone(),
        }
    }

    /// The asset as one text: `native/<denom>` or `cw20/<address>`. It is the asset's key in storage, in
    /// raw keys and in events; no denomination and no address can make two assets collide.
    #[must_use]
    pub fn key(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Native { denom } => write!(f, "native/{denom}"),
            Self::Cw20 { address } => write!(f, "cw20/{address}"),
        }
    }
}

/// An amount of one asset, in base units.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AssetAmount {
    /// The asset.
    pub asset: Asset,
    /// How many base units of it.
    pub amount: Uint128,
}

/// A listed asset.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ListedAsset {
    /// The asset.
    pub asset: Asset,
    /// Whether it takes new money.
    pub open: bool,
}

/// The balance of a contract in one asset against its books: `holdings = accounts + surplus`.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct Solvency {
    /// The asset.
    pub asset: Asset,
    /// What the bank or the token says this contract holds.
    pub holdings: Uint128,
    /// The sum of all named accounts.
    pub accounts: Uint128,
    /// What nobody is owed: unsolicited transfers.
    pub surplus: Uint128,
    /// What is missing; zero unless a token has taken balances away.
    pub shortfall: Uint128,
}

/// One claim: money that is its owner's and waits to be withdrawn.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct Claim {
    /// Whose claim.
    pub owner: Addr,
    /// In which asset.
    pub asset: Asset,
    /// How much, in base units.
    pub amount: Uint128,
}
