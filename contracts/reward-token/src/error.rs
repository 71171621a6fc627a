//! What the token refuses.

use aftercare_domain::emission::EmissionError;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, StdError, Uint128};
use cw20::Expiration;
use thiserror::Error;

/// Refusals. Codes are never reused.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// What all contracts refuse.
    #[error(transparent)]
    Kit(#[from] KitError),
    /// Only the minter mints.
    #[error("RWD-001 sender: {sender} is not the minter, {minter} is", minter = or_none(.minter))]
    NotMinter {
        /// Who sent the message.
        sender: Addr,
        /// Who may mint; absent where nobody may.
        minter: Option<Addr>,
    },
    // RWD-002 refused every change of the minter, before there was a time lock for it.
    /// Nobody needs an allowance over an own balance.
    #[error("RWD-003 spender: {spender} is the owner")]
    OwnAccount {
        /// The spender named.
        spender: Addr,
    },
    /// The balance does not cover the amount.
    #[error("RWD-004 amount: {asked} asked, balance of {owner} is {balance}")]
    BalanceShort {
        /// Whose balance.
        owner: Addr,
        /// The balance.
        balance: Uint128,
        /// What was asked.
        asked: Uint128,
    },
    /// The owner gave this spender no allowance.
    #[error("RWD-005 owner: {owner} gave {spender} no allowance")]
    NoAllowance {
        /// The owner.
        owner: Addr,
        /// The spender.
        spender: Addr,
    },
    /// The allowance has expired.
    #[error("RWD-006 owner: the allowance that {owner} gave {spender} expired, {expires}")]
    AllowanceExpired {
        /// The owner.
        owner: Addr,
        /// The spender.
        spender: Addr,
        /// When it expired.
        expires: Expiration,
    },
    /// The allowance does not cover the amount.
    #[error("RWD-007 amount: {asked} asked, {owner} allows {spender} {allowance}")]
    AllowanceShort {
        /// The owner.
        owner: Addr,
        /// The spender.
        spender: Addr,
        /// What is allowed.
        allowance: Uint128,
        /// What was asked.
        asked: Uint128,
    },
    /// An allowance that is given must not have expired already.
    #[error("RWD-008 expires: {expires} is not in the future")]
    ExpiryPast {
        /// What was asked.
        expires: Expiration,
    },
    /// Outside cap, budget or the bounds of a schedule.
    #[error("RWD-009 {0}")]
    Emission(#[from] EmissionError),
    /// The symbol is not one that wallets show.
    #[error("RWD-010 symbol: {symbol}, 3 to 12 letters or hyphens needed")]
    Symbol {
        /// What was asked.
        symbol: String,
    },
    /// Only the marketing address changes marketing data.
    #[error("RWD-011 sender: {sender} is not the marketing address")]
    NotMarketing {
        /// Who sent the message.
        sender: Addr,
    },
    /// The embedded logo is too large.
    #[error("RWD-012 logo: {length} bytes, at most {max} allowed")]
    LogoSize {
        /// Its length in bytes.
        length: usize,
        /// The most.
        max: usize,
    },
    /// The embedded logo is not what it is said to be.
    #[error("RWD-013 logo: does not begin as {need} does")]
    LogoFormat {
        /// What it has to be.
        need: &'static str,
    },
    /// The cap goes down only, and not below what was minted.
    #[error("RWD-014 cap: {asked} asked, at least {minted} and below {cap} needed")]
    CapNotLower {
        /// What was asked.
        asked: Uint128,
        /// Minted to date.
        minted: Uint128,
        /// The cap.
        cap: Uint128,
    },
    /// The budget goes down only.
    #[error("RWD-015 budget: {asked} asked, below {budget} needed")]
    BudgetNotLower {
        /// What was asked.
        asked: Uint128,
        /// The schedule's first budget.
        budget: Uint128,
    },
}

fn or_none(minter: &Option<Addr>) -> &str {
    minter.as_ref().map_or("none", Addr::as_str)
}

impl From<StdError> for ContractError {
    fn from(error: StdError) -> Self {
        Self::Kit(error.into())
    }
}
