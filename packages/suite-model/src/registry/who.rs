//! Who acts on a ticket, and with which right.

use aftercare_interface::ticket_registry::{AgentScope, DelegateScope};

use crate::suite::{require, Done, Suite};
use crate::Refused;

/// For whom somebody acts on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Customer,
    Provider,
    /// For the provider, but no human.
    Bot,
}

/// Who can say what customers say.
pub(super) const CUSTOMERS: &[Role] = &[Role::Customer];
/// Who can say what stops clocks.
pub(super) const HUMANS: &[Role] = &[Role::Provider];
/// Who can do what stops none.
pub(super) const STAFF: &[Role] = &[Role::Provider, Role::Bot];

/// What a word takes of those who say it in another's place; nothing where the other side alone says it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Right {
    agent: Option<AgentScope>,
    delegate: Option<DelegateScope>,
}

/// Both sides talk.
pub(super) const TALK: Right = Right {
    agent: Some(AgentScope::Reply),
    delegate: Some(DelegateScope::Reply),
};

impl From<AgentScope> for Right {
    fn from(scope: AgentScope) -> Self {
        Self {
            agent: Some(scope),
            ..Self::default()
        }
    }
}

impl From<DelegateScope> for Right {
    fn from(scope: DelegateScope) -> Self {
        Self {
            delegate: Some(scope),
            ..Self::default()
        }
    }
}

impl Suite {
    /// Parties first, then the provider's agents, then the customer's delegates; anybody else is a stranger.
    pub(super) fn role(&self, sender: &str, at: usize, right: Right) -> Result<Role, Refused> {
        let ticket = &self.tickets[at];
        if ticket.customer == sender {
            return Ok(Role::Customer);
        }
        if ticket.provider == sender {
            return Ok(Role::Provider);
        }
        if let Some(agent) = self.agent(&ticket.provider, sender) {
            let has = right.agent.is_none_or(|it| agent.scopes.contains(&it));
            require(has, "TKT-060")?;
            let automated = agent.automated;
            return Ok(if automated { Role::Bot } else { Role::Provider });
        }
        let given = self.delegated((&ticket.customer, ticket.named()), sender);
        let given = given.ok_or(Refused("TKT-014"))?;
        let has = right.delegate.is_none_or(|it| given.contains(&it));
        require(has, "TKT-060")?;
        Ok(Role::Customer)
    }

    /// A ticket that is settled, where the sender says this for one side and that side can.
    pub(super) fn settled_for(
        &mut self,
        (sender, roles): (&str, &[Role]),
        ticket: u64,
        right: impl Into<Right>,
    ) -> Result<usize, Refused> {
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, right.into())?;
        require(roles.contains(&role), "TKT-015")?;
        Ok(at)
    }

    /// What every word leaves behind: a line of the history; a customer's side or holder that was heard of; a
    /// delegate that has dealt with the provider; what stopped late is booked.
    pub(super) fn spoken(&mut self, sender: &str, at: usize) -> Done {
        let (now, ticket) = (self.now, &mut self.tickets[at]);
        ticket.history.add();
        let (customer, provider) = (ticket.customer.clone(), ticket.provider.clone());
        let is_customer = sender == customer;
        let is_delegate = !is_customer && !self.serves(&provider, sender);
        if is_delegate {
            self.served.insert((provider, sender.to_owned()));
        }
        if let Some(holder) = &mut self.tickets[at].holder {
            if is_customer || is_delegate || holder.agent == sender {
                holder.heard = now;
            }
        }
        self.book_stopped(at);
        Ok(())
    }
}
