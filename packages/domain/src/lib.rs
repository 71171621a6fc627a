//! The rules of Aftercare in pure Rust: no chain types, no input or output.
//!
//! What property tests, brute-force models and the contracts run is this one crate, so that a rule is
//! written once and proved where it is written.
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

pub mod allowance;
pub mod billing;
pub mod bounty;
pub mod calendar;
pub mod clock;
pub mod credit;
pub mod emission;
pub mod history;
pub mod money;
pub mod policy;
pub mod quota;
pub mod reputation;
pub mod reward;
pub mod scorecard;
pub mod ticket;
pub mod time;
