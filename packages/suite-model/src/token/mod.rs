//! The reward token. Balances are purses; the rest is here.

mod act;
mod emission;
mod moves;

use std::collections::BTreeMap;

use aftercare_domain::time::UnixTime;

pub use act::{Expiry, Handover, TokenAct};
pub use emission::Emission;

use crate::ownership::Ownership;
use crate::{Account, Asset};

/// What a spender may spend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// How much.
    pub amount: u128,
    /// Until when.
    pub expires: Expiry,
}

/// The token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub address: Account,
    /// Who may make it scarcer.
    pub ownership: Ownership,
    /// By owner and spender.
    pub allowances: BTreeMap<(Account, Account), Allowance>,
    /// The sum of all balances.
    pub supply: u128,
    /// What may be minted.
    pub emission: Emission,
    /// Who mints.
    pub minter: Option<Account>,
    /// Who mints from when on.
    pub next_minter: Option<(Option<Account>, UnixTime)>,
}

impl Token {
    /// The token as an asset.
    #[must_use]
    pub fn asset(&self) -> Asset {
        Asset::Cw20(self.address.clone())
    }

    /// Who may mint at an instant.
    #[must_use]
    pub fn minter_at(&self, now: UnixTime) -> Option<Account> {
        match &self.next_minter {
            Some((next, from)) if now >= *from => next.clone(),
            _ => self.minter.clone(),
        }
    }
}
