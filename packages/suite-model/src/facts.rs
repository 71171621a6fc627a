//! What the community reads of its peers without asking them.

use aftercare_domain::time::UnixTime;

use crate::{Account, Asset};

/// A closed ticket, as its registry wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedTicket {
    /// Whether an agreement covered it.
    pub covered: bool,
    /// Whose it is.
    pub customer: Account,
    /// Who served it.
    pub provider: Account,
    /// The last second in which it could be reopened.
    pub final_at: UnixTime,
    /// Whether it carries a rating.
    pub rated: bool,
    /// Knowledge that its resolution cites.
    pub cited: Vec<u64>,
}

/// Answers of the escrows and registries that the community is told of, by the contracts' addresses.
pub trait Facts {
    /// The last second of an escrow's last pause.
    fn paused_until(&self, escrow: &str) -> Option<UnixTime>;
    /// Protocol fee that an escrow has burnt for an account, ever.
    fn burnt(&self, escrow: &str, account: &str, asset: &Asset) -> u128;
    /// A closed ticket of a registry.
    fn ticket(&self, registry: &str, ticket: u64) -> Option<ClosedTicket>;
    /// The last second in which an address is an agent of a provider in a registry.
    fn agent_until(&self, registry: &str, provider: &str, agent: &str) -> Option<UnixTime>;
    /// The escrow that a registry books in; nothing where it is no registry.
    fn escrow_of(&self, registry: &str) -> Option<Account>;
}
