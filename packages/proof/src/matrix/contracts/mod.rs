//! The contracts: states of their objects, and messages about them.

mod token;

use aftercare_engine::Failure;

use super::Contract;

/// Contracts of the suite that have no part of the table yet, with their schemas.
const WITHOUT: [(&str, &str); 3] = [
    (
        "ticket-registry",
        include_str!("../../../../../schema/ticket-registry.json"),
    ),
    (
        "sla-escrow",
        include_str!("../../../../../schema/sla-escrow.json"),
    ),
    (
        "community",
        include_str!("../../../../../schema/community.json"),
    ),
];

/// All that are covered.
#[must_use]
pub fn contracts() -> Vec<Contract> {
    vec![token::contract()]
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
            rules: "",
            subjects: vec![],
        };
        Ok((name, contract.variants()?.len()))
    };
    WITHOUT.into_iter().map(count).collect()
}
