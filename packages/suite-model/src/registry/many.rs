//! One message about several tickets, of which all is done or nothing; one that says what another said.

use aftercare_interface::ticket_registry::{AgentScope, TicketReply};

use super::people::each_once;
use super::who::Role;
use crate::suite::{require, Done, Suite};
use crate::Refused;

impl Suite {
    pub(super) fn reply_many(&mut self, sender: &str, replies: &[TicketReply]) -> Done {
        require((1..=30).contains(&replies.len()), "KIT-006")?;
        let tickets: Vec<u64> = replies.iter().map(|reply| reply.ticket).collect();
        require(each_once(&tickets), "KIT-007")?;
        for ticket in tickets {
            let role = self.reply(sender, (ticket, false))?;
            require(role != Role::Customer, "TKT-080")?;
        }
        Ok(())
    }

    /// A bridge posts what an agent said elsewhere.
    pub(super) fn relay(&mut self, sender: &str, (ticket, agent): (u64, &str)) -> Done {
        let provider = &self.tickets[self.place_of(ticket)?].provider;
        let bridge = self.agent(provider, sender).ok_or(Refused("TKT-014"))?;
        require(bridge.scopes.contains(&AgentScope::Relay), "TKT-060")?;
        let named = self.agent(provider, agent).ok_or(Refused("TKT-021"))?;
        let may = named.scopes.contains(&AgentScope::Reply) && !named.automated;
        require(may, "TKT-088")?;
        let role = self.reply(agent, (ticket, false))?;
        require(role == Role::Provider, "TKT-088")
    }

    pub(super) fn poke_many(&mut self, sender: &str, tickets: &[u64]) -> Done {
        require((1..=30).contains(&tickets.len()), "KIT-006")?;
        require(each_once(tickets), "KIT-007")?;
        for ticket in tickets {
            self.poke(sender, *ticket)?;
        }
        Ok(())
    }
}
