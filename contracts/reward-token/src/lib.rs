//! `reward-token`: a CW20 token that is capped and minted only inside an epoch budget.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unreachable,
    clippy::float_arithmetic,
    clippy::let_underscore_must_use,
    clippy::string_slice
)]

pub mod contract;
pub mod error;
pub mod event;
mod execute;
mod instantiate;
mod logo;
pub mod migrate;
mod query;
pub mod state;

pub use error::ContractError;
