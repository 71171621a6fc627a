//! The contracts: states of their objects, and messages about them.

mod escrow;
mod ground;
mod registry;
mod rows;
mod token;

use aftercare_engine::Failure;

use super::Contract;

/// Contracts of the suite that have no part of the table yet, with their schemas.
const WITHOUT: [(&str, &str); 1] = [(
    "community",
    include_str!("../../../../../schema/community.json"),
)];

/// All that are covered.
#[must_use]
pub fn contracts() -> Vec<Contract> {
    vec![token::contract(), registry::contract(), escrow::contract()]
}

/// Those that are not, with how many messages each has.
///
/// # Errors
/// Where a schema names no messages.
pub fn uncovered() -> Result<Vec<(&'static str, usize)>, Failure> {
    let count = |(name, schema): (&'static str, &'static str)| {
        let contract = Contract {
            name,
            schema,
            rules: String::new(),
            row: |_| Ok(""),
            beside: None,
            subjects: vec![],
        };
        Ok((name, contract.variants()?.len()))
    };
    WITHOUT.into_iter().map(count).collect()
}
