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

pub mod books;
pub mod check;
#[cfg(target_arch = "wasm32")]
pub mod entry;
pub mod error;
pub mod event;
pub mod funds;
pub mod ids;
pub mod migrate;
pub mod ownership;
pub mod page;
pub mod parsed;
pub mod pause;
pub mod raw;
pub mod reply;
pub mod store;

use aftercare_domain::time::UnixTime;
use cosmwasm_std::Env;

pub use error::KitError;
pub use parsed::Parsed;

/// The one clock of every contract: block time in whole seconds.
#[must_use]
pub fn now(env: &Env) -> UnixTime {
    UnixTime(env.block.time.seconds())
}
