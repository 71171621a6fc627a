//! Tickets and their clocks, who may do what on them, and what the escrow hears of it.

mod hours;
mod misses;
mod open;
mod people;
mod ticket;

use aftercare_clock_model::Act;
use aftercare_interface::ticket_registry::{AgentScope, ExecuteMsg};

pub use hours::LAST;
pub use people::Agent;
pub use ticket::{Clocks, Ticket};

use crate::suite::{refuse, require, Done, Suite};
use crate::Refused;

/// Who acts on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Customer,
    Provider,
}

impl Suite {
    pub(crate) fn registry(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::SetAgent(agent) => self.set_agent(sender, agent),
            M::RemoveAgent { agent } => self.remove_agent(sender, agent),
            M::SetIntake {
                open_to_public,
                max_open,
            } => {
                let intake = (*open_to_public, *max_open);
                self.intakes.insert(sender.to_owned(), intake);
                Ok(())
            }
            M::Open(asked) => self.open(sender, asked),
            M::Poke { ticket } => self.poke(sender, *ticket),
            M::Rate {
                ticket, answers, ..
            } => self.rate(sender, *ticket, answers),
            M::Reopen { ticket, .. } => self.reopen(sender, *ticket),
            M::Decline { ticket } => self.decline(sender, *ticket),
            _ => self.word(sender, message),
        }
    }

    /// What people say to each other.
    fn word(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::Reply {
                ticket,
                expects_answer,
                ..
            } => {
                let expects_answer = *expects_answer;
                let at = self.settled(*ticket)?;
                match self.role(sender, at, Some(AgentScope::Reply))? {
                    Role::Customer => self.act(at, &Act::CustomerReply { expects_answer }),
                    Role::Provider => self.act(at, &Act::Reply),
                }
            }
            M::AskCustomer { ticket, .. } => {
                self.of_provider(sender, (*ticket, AgentScope::Reply), &Act::Ask)
            }
            M::ProposeResolution { ticket, cites, .. } => {
                require(cites.len() <= 3, "KIT-006")?;
                self.of_provider(sender, (*ticket, AgentScope::Resolve), &Act::Propose)
            }
            M::Accept { ticket } => self.of_customer(sender, *ticket, &Act::Accept),
            M::Reject { ticket, .. } => self.of_customer(sender, *ticket, &Act::Reject),
            M::EndPause { ticket } => self.of_customer(sender, *ticket, &Act::EndPause),
            M::Escalate { ticket, .. } => self.of_customer(sender, *ticket, &Act::Escalate),
            M::Cancel { ticket } => self.of_customer(sender, *ticket, &Act::Cancel),
            _ => refuse("unspoken"),
        }
    }

    fn of_provider(
        &mut self,
        sender: &str,
        (ticket, scope): (u64, AgentScope),
        act: &Act<'static>,
    ) -> Done {
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, Some(scope))?;
        require(role == Role::Provider, "TKT-015")?;
        self.act(at, act)
    }

    fn of_customer(&mut self, sender: &str, ticket: u64, act: &Act<'static>) -> Done {
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, None)?;
        require(role == Role::Customer, "TKT-015")?;
        self.act(at, act)
    }

    /// An act that the state allows; what stopped late is booked.
    fn act(&mut self, at: usize, act: &Act<'static>) -> Done {
        let (now, ticket) = (self.now, &mut self.tickets[at]);
        let before = ticket.clocks.state;
        let done = ticket.clocks.act(act).ok_or(Refused("no window"))?;
        done.map_err(|_| Refused("TKT-015"))?;
        ticket.note(act, (before, now));
        self.count_closed(at);
        self.book_stopped(at)
    }

    /// A ticket as time has left it.
    fn settled(&mut self, ticket: u64) -> Result<usize, Refused> {
        let at = (1u64..)
            .zip(0..self.tickets.len())
            .find(|(number, _)| *number == ticket);
        let (_, at) = at.ok_or(Refused("TKT-004"))?;
        let now = self.now;
        self.tickets[at].pass(now);
        self.count_closed(at);
        Ok(at)
    }

    /// Whoever is no party is a stranger; an agent needs the scope.
    fn role(&self, sender: &str, at: usize, scope: Option<AgentScope>) -> Result<Role, Refused> {
        let ticket = &self.tickets[at];
        if ticket.customer == sender {
            return Ok(Role::Customer);
        }
        if ticket.provider == sender {
            return Ok(Role::Provider);
        }
        let agent = self.agent(&ticket.provider, sender);
        let agent = agent.ok_or(Refused("TKT-014"))?;
        let has = scope.is_none_or(|scope| agent.scopes.contains(&scope));
        require(has, "TKT-060")?;
        Ok(Role::Provider)
    }

    /// A ticket that is not closed any more counts no longer, and one that is open again does.
    fn count_closed(&mut self, at: usize) {
        let ticket = &mut self.tickets[at];
        let is_open = ticket.ending.is_none();
        let (was_open, agreement) = (ticket.counted, ticket.agreement);
        ticket.counted = is_open;
        let Some(agreement) = agreement else {
            return;
        };
        let (_, unsettled) = self.tickets_of.entry(agreement).or_default();
        *unsettled += u32::from(is_open && !was_open);
        *unsettled -= u32::from(was_open && !is_open);
    }
}
