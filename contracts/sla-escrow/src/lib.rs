//! `sla-escrow`: plans, agreements, prepaid fees, bonds, service credits and payouts.
//!
//! A customer prepays periods of service; a missed target, booked by the ticket registry, moves money back
//! to the customer in the same transaction; what is left of a period's fee becomes the provider's once its
//! hold-back is over.
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

mod agreement;
pub mod contract;
pub mod error;
pub mod event;
mod execute;
pub mod life;
pub mod migrate;
mod query;
pub mod state;

pub use error::ContractError;
