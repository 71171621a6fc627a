//! What more than one contract refuses.

use aftercare_domain::time::UnixTime;
use aftercare_interface::Asset;
use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;

/// Refusals that all contracts share. Codes are never reused.
#[derive(Error, Debug, PartialEq)]
pub enum KitError {
    /// Storage, JSON or an address that the chain refuses.
    #[error("KIT-001 {0}")]
    Std(#[from] StdError),
    /// A message that expects no funds came with some.
    #[error("KIT-002 funds: {coins} coins sent, none expected")]
    UnexpectedFunds {
        /// How many coins came.
        coins: usize,
    },
    /// A message that expects one coin came with none, several, or nothing of it.
    #[error("KIT-003 funds: {coins} coins sent, exactly one of at least 1 unit expected")]
    OneCoin {
        /// How many coins came.
        coins: usize,
    },
    /// A text is too long, or empty where it must not be.
    #[error("KIT-004 {field}: {length} bytes, from {min} to {max} allowed")]
    Length {
        /// Which field.
        field: &'static str,
        /// Its length in bytes.
        length: usize,
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
    },
    /// A text holds characters that could hide or mislead.
    #[error("KIT-005 {field}: holds a character that is not allowed, {allowed} only")]
    Characters {
        /// Which field.
        field: &'static str,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A list is too long, or empty where it must not be.
    #[error("KIT-006 {field}: {count} items, from {min} to {max} allowed")]
    Count {
        /// Which field.
        field: &'static str,
        /// How many items came.
        count: usize,
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
    /// The same item stands twice in a list.
    #[error("KIT-007 {field}: {value} stands twice")]
    Duplicate {
        /// Which field.
        field: &'static str,
        /// What stands twice.
        value: String,
    },
    /// A number is out of its range.
    #[error("KIT-008 {field}: {value}, from {min} to {max} allowed")]
    Range {
        /// Which field.
        field: &'static str,
        /// What was asked.
        value: u128,
        /// The least value.
        min: u128,
        /// The greatest value.
        max: u128,
    },
    /// A sum passes what can be counted.
    #[error("KIT-009 {field}: the sum passes 2^128 − 1")]
    Overflow {
        /// What was added up.
        field: &'static str,
    },
    /// The asset was never listed.
    #[error("KIT-010 asset: {asset} is not listed")]
    AssetUnlisted {
        /// The asset.
        asset: Asset,
    },
    /// The asset takes no new money.
    #[error("KIT-011 asset: {asset} is closed for new agreements")]
    AssetClosed {
        /// The asset.
        asset: Asset,
    },
    /// The text is no denomination, or the address no CW20 token in canonical spelling.
    #[error("KIT-012 asset: {asset} is not a denomination or a CW20 token in canonical spelling")]
    AssetInvalid {
        /// The asset.
        asset: Asset,
    },
    /// The books hold less than was asked for: refused before anything moves.
    #[error("KIT-013 accounts of {asset}: {held} held, {asked} asked")]
    AccountShort {
        /// The asset.
        asset: Asset,
        /// What the books hold.
        held: Uint128,
        /// What was asked.
        asked: Uint128,
    },
    /// There is no claim to pay.
    #[error("KIT-014 claim: {owner} has none in {asset}")]
    NothingToPay {
        /// The owner.
        owner: Addr,
        /// The asset.
        asset: Asset,
    },
    /// A reply that no message of this contract asked for.
    #[error("KIT-015 reply: id {id} is not known")]
    UnknownReply {
        /// The id.
        id: u64,
    },
    /// Ownership cannot be given up, only handed over.
    #[error("KIT-016 ownership: renouncing is not possible, hand it over instead")]
    Renounced,
    /// A hand-over must lapse: within 30 days, and by time.
    #[error("KIT-017 expiry: must be a time after {now} and at most {latest}")]
    Expiry {
        /// Block time.
        now: UnixTime,
        /// The latest time allowed.
        latest: UnixTime,
    },
    /// Only the owner may do this, or the step does not fit the hand-over that is under way.
    #[error("KIT-018 ownership: {0}")]
    Ownership(#[from] cw_ownable::OwnershipError),
    /// The code is to replace a contract of another name.
    #[error("KIT-019 contract: found {found}, need {need}")]
    ForeignContract {
        /// The stored contract name.
        found: String,
        /// This code's contract name.
        need: &'static str,
    },
    /// The code is not newer than what it is to replace.
    #[error("KIT-020 version: stored {stored}, new code {new}, which must be newer")]
    NotNewer {
        /// The stored version.
        stored: String,
        /// This code's version.
        new: &'static str,
    },
    /// Nothing is left of a counter.
    #[error("KIT-021 {counter}: no number is left")]
    CounterExhausted {
        /// Which counter.
        counter: &'static str,
    },
    /// More assets are listed than the books take.
    #[error("KIT-022 assets: {max} are listed, no more fit")]
    AssetsFull {
        /// The most.
        max: u16,
    },
    /// A commitment is not well formed.
    #[error("KIT-023 {field}: the hash has {length} bytes, 32 needed")]
    Hash {
        /// Which field.
        field: &'static str,
        /// Its length in bytes.
        length: usize,
    },
    /// A pause stops this message, and nothing else.
    #[error("KIT-024 message: paused until {until}")]
    Paused {
        /// The last second of the pause.
        until: UnixTime,
    },
    /// Only the pauser may pause.
    #[error("KIT-025 sender: {sender} is not the pauser")]
    NotPauser {
        /// Who tried.
        sender: Addr,
    },
    /// Two pauses are 14 days apart.
    #[error("KIT-026 pause: not possible before {from}")]
    PauseTooSoon {
        /// The first second in which it is.
        from: UnixTime,
    },
    /// There is no pause to end.
    #[error("KIT-027 pause: there is none")]
    NotPaused,
}

impl From<semver::Error> for KitError {
    fn from(error: semver::Error) -> Self {
        Self::Std(StdError::generic_err(error.to_string()))
    }
}
