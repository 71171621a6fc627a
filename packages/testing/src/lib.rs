//! World: named people, a clock and balances for tests and stories across the contracts.
//!
//! A story is written against [`World`] once and runs on every [`aftercare_engine::Engine`].

mod defaults;
pub mod scenario;
pub mod story;
mod verbs;
mod world;

pub use defaults::{commitment, default_terms, human_agent, office_hours};
pub use world::{number, text, Events, Outcome, Payment, World, EURO, PURSE};
