//! `community`: feedback rewards, questions, answers.
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

mod ballot;
mod case;
mod circles;
pub mod contract;
pub mod error;
pub mod event;
mod execute;
mod find;
mod instantiate;
pub mod migrate;
mod peers;
mod query;
mod rules;
pub mod state;

pub use error::ContractError;
