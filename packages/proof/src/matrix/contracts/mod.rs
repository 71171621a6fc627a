//! The contracts: states of their objects, and messages about them.

mod community;
mod escrow;
mod ground;
mod registry;
mod rows;
mod token;

use super::Contract;

/// All of the suite.
#[must_use]
pub fn contracts() -> Vec<Contract> {
    vec![
        token::contract(),
        registry::contract(),
        escrow::contract(),
        community::contract(),
    ]
}
