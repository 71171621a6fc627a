//! What escrows and registries say: kept for the model, and written where the community reads it.

use std::collections::BTreeMap;

use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::UnixTime;
use aftercare_engine::Native;
use aftercare_interface::raw::{agent_key, fact_key, fee_key, Layout, TicketFact, PAUSED_KEY};
use aftercare_suite_model::{Asset, ClosedTicket};

use super::message::{address, asset};

/// One of them changes.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Fact {
    Paused {
        escrow: String,
        until: UnixTime,
    },
    Burnt {
        escrow: String,
        account: String,
        asset: Asset,
        ever: u128,
    },
    Closed {
        registry: String,
        number: u64,
        ticket: ClosedTicket,
    },
    Agent {
        registry: String,
        provider: String,
        agent: String,
        until: UnixTime,
    },
}

/// All that they say.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The escrow of each registry.
    pub escrows: BTreeMap<String, String>,
    /// By escrow.
    pub paused: BTreeMap<String, UnixTime>,
    /// By escrow, account and asset.
    pub burnt: BTreeMap<(String, String, Asset), u128>,
    /// By registry and number.
    pub tickets: BTreeMap<(String, u64), ClosedTicket>,
    /// By registry, provider and agent.
    pub agents: BTreeMap<(String, String, String), UnixTime>,
}

impl Facts {
    /// Notes a fact, and writes it down for the community.
    pub fn note(&mut self, fact: &Fact, engine: &mut Native) {
        match fact.clone() {
            Fact::Paused { escrow, until } => {
                engine.put(&address(&escrow), PAUSED_KEY, &until.encode());
                self.paused.insert(escrow, until);
            }
            Fact::Burnt {
                escrow,
                account,
                asset: of,
                ever,
            } => {
                let key = fee_key(&address(&account), &asset(&of));
                engine.put(&address(&escrow), &key, &ever.encode());
                self.burnt.insert((escrow, account, of), ever);
            }
            Fact::Closed {
                registry,
                number,
                ticket,
            } => {
                let fact = fact_of(&ticket);
                engine.put(&address(&registry), &fact_key(number), &fact.encode());
                self.tickets.insert((registry, number), ticket);
            }
            Fact::Agent {
                registry,
                provider,
                agent,
                until,
            } => {
                let key = agent_key(&address(&provider), &address(&agent));
                engine.put(&address(&registry), &key, &until.encode());
                self.agents.insert((registry, provider, agent), until);
            }
        }
    }
}

fn fact_of(ticket: &ClosedTicket) -> TicketFact {
    TicketFact {
        agreement: ticket.covered.then_some(1),
        customer: address(&ticket.customer),
        provider: address(&ticket.provider),
        final_at: ticket.final_at,
        reason: CloseReason::Confirmed.index(),
        rated: ticket.rated,
        cited: ticket.cited.clone(),
    }
}

impl aftercare_suite_model::Facts for Facts {
    fn paused_until(&self, escrow: &str) -> Option<UnixTime> {
        self.paused.get(escrow).copied()
    }

    fn burnt(&self, escrow: &str, account: &str, asset: &Asset) -> u128 {
        let key = (escrow.to_owned(), account.to_owned(), asset.clone());
        self.burnt.get(&key).copied().unwrap_or_default()
    }

    fn ticket(&self, registry: &str, ticket: u64) -> Option<ClosedTicket> {
        self.tickets.get(&(registry.to_owned(), ticket)).cloned()
    }

    fn agent_until(&self, registry: &str, provider: &str, agent: &str) -> Option<UnixTime> {
        let key = (registry.to_owned(), provider.to_owned(), agent.to_owned());
        self.agents.get(&key).copied()
    }

    fn escrow_of(&self, registry: &str) -> Option<String> {
        self.escrows.get(registry).cloned()
    }
}
