//! Who lives, under which address.

use std::collections::BTreeMap;

use aftercare_engine::Engine;
use aftercare_testing::World;
use cosmwasm_std::Addr;

/// Everybody who has a purse.
pub const CAST: [&str; 9] = [
    "provider",
    "rival",
    "agent",
    "customer",
    "member",
    "neighbour",
    "keeper",
    "judge",
    "monitor",
];
/// Those who offer.
pub const PROVIDERS: [&str; 2] = ["provider", "rival"];
/// Those whom providers may name their agents, and who has a ticket in hand.
pub const AGENTS: [&str; 5] = ["agent", "agent", "keeper", "rival", "member"];
/// Those whom customers may name their delegates.
pub const DELEGATES: [&str; 5] = ["monitor", "neighbour", "keeper", "agent", "judge"];
/// Those who buy.
pub const CUSTOMERS: [&str; 3] = ["customer", "member", "neighbour"];

/// Names and addresses.
#[derive(Clone, Debug)]
pub struct People(BTreeMap<String, String>, Addr);

impl People {
    /// Of a world.
    pub fn of<E: Engine>(world: &mut World<E>) -> Self {
        let everybody = CAST.iter().chain(&["fee sink", "owner"]);
        let judge = world.person("judge");
        Self(
            everybody
                .map(|name| ((*name).to_owned(), world.person(name).to_string()))
                .collect(),
            judge,
        )
    }

    /// Who rules.
    #[must_use]
    pub const fn judge(&self) -> &Addr {
        &self.1
    }

    /// The address of a name.
    #[must_use]
    pub fn address(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// The name of an address.
    #[must_use]
    pub fn name(&self, address: &str) -> String {
        let mut all = self.0.iter();
        let found = all.find(|(_, of)| *of == address);
        found.map_or_else(|| address.to_owned(), |(name, _)| name.clone())
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}
