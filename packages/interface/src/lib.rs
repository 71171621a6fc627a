//! Messages, responses and raw keys of every Aftercare contract: what a program needs to speak with them.
//!
//! No logic lives here. A contract depends on this crate and never on another contract.
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

pub mod asset;
pub mod commitment;
pub mod community;
pub mod next_step;
pub mod packed;
pub mod page;
pub mod raw;
pub mod reward_token;
pub mod sla_escrow;
pub mod ticket_registry;

pub use asset::{Asset, AssetAmount};
pub use commitment::{Commitment, Scheme};
pub use next_step::{NextStep, Role};
pub use page::Page;
