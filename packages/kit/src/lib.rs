//! What more than one Aftercare contract does on the chain.
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

pub mod event;
