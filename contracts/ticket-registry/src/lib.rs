//! `ticket-registry`: tickets, SLA clocks, calendars, agents, histories and ratings. It holds no money.
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

mod authority;
mod booking;
mod case;
mod context;
pub mod contract;
mod desk;
pub mod error;
pub mod event;
mod execute;
pub mod history;
pub mod migrate;
mod query;
mod quota;
mod scope;
mod scorecard;
pub mod state;
mod tally;

pub use error::ContractError;
