//! Tickets and their clocks, who may do what on them, and what the escrow hears of it.

mod delegates;
mod desk;
mod history;
mod hours;
mod many;
mod merge;
mod misses;
mod open;
mod pause;
mod people;
mod promise;
mod rating;
mod ticket;
mod updates;
mod urgency;
mod who;

use aftercare_clock_model::{Act, State};
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope, ExecuteMsg};

pub use delegates::{Delegate, Grant};
pub use history::History;
pub use hours::{Published, LAST};
pub use people::Agent;
pub(crate) use people::LINK_MEMORY;
pub use ticket::{Clocks, Ticket};
pub(crate) use ticket::{DAY, TWO_WEEKS};

use crate::suite::{refuse, require, Done, Suite};
use crate::Refused;
use who::{Right, Role, CUSTOMERS, HUMANS, STAFF, TALK};

impl Suite {
    pub(crate) fn registry(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::PublishCalendar { calendar } => self.publish_calendar(sender, calendar),
            M::PublishCalendarVersion {
                calendar_id,
                calendar,
            } => self.revise_calendar(sender, (*calendar_id, calendar)),
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
            M::Acknowledge { ticket } => self.acknowledge(sender, *ticket),
            M::Poke { ticket } => self.poke(sender, *ticket),
            M::PokeMany { tickets } => self.poke_many(sender, tickets),
            M::Rate {
                ticket, answers, ..
            } => self.rate(sender, *ticket, answers),
            M::Reopen { ticket, .. } => self.reopen(sender, *ticket),
            M::Purge { ticket, lines } => self.purge((*ticket, *lines)),
            M::Decline { ticket } => self.decline(sender, *ticket),
            M::RateAgreement {
                agreement, answers, ..
            } => self.rate_agreement(sender, (*agreement, answers)),
            M::Disclose {
                ticket, category, ..
            } => self.disclose(sender, (*ticket, *category)),
            M::SetDelegate(delegate) => self.set_delegate(sender, delegate),
            M::RemoveDelegate { agreement, who } => self.remove_delegate(sender, (*agreement, who)),
            _ => self.at_desk(sender, message),
        }
    }

    /// What those who serve do among themselves.
    fn at_desk(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::SetAway {
                provider,
                until,
                cover,
            } => self.set_away(sender, (provider, *until, cover.as_deref())),
            M::SetQueues(catalogue) => self.set_queues(sender, catalogue),
            M::Claim { ticket } => self.claim(sender, *ticket),
            M::Assign { ticket, agent } => self.assign(sender, (*ticket, agent)),
            M::HandOver { ticket, agent } => self.hand_over(sender, (*ticket, agent)),
            M::Queue { ticket, queue } => self.queue(sender, (*ticket, *queue)),
            M::Note { ticket, .. } => self.note(sender, *ticket),
            M::Link { ticket, to } => self.link(sender, (*ticket, *to)),
            M::ProposeMerge {
                ticket,
                into,
                duplicate,
            } => self.propose_merge(sender, (*ticket, *into, *duplicate)),
            M::AgreeMerge { ticket } => self.agree_merge(sender, *ticket),
            _ => self.triage(sender, message),
        }
    }

    /// How urgent it is, and how long it can wait.
    fn triage(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::ProposeTriage {
                ticket,
                impact,
                urgency,
                ..
            } => self.propose_triage(sender, (*ticket, (*impact, *urgency))),
            M::ConsentTriage { ticket } => self.answer_triage(sender, (*ticket, true)),
            M::ObjectTriage { ticket, .. } => self.answer_triage(sender, (*ticket, false)),
            M::Raise {
                ticket,
                impact,
                urgency,
                ..
            } => self.raise(sender, (*ticket, (*impact, *urgency))),
            M::Lower {
                ticket,
                impact,
                urgency,
            } => self.lower(sender, (*ticket, (*impact, *urgency))),
            M::ProposeHold { ticket, until, .. } => self.propose_hold(sender, (*ticket, *until)),
            M::AgreeHold { ticket } => self.agree_hold(sender, *ticket),
            M::FlagHollow { ticket } => self.flag_hollow(sender, *ticket),
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
            } => self.reply(sender, (*ticket, *expects_answer)).map(drop),
            M::ReplyMany { replies } => self.reply_many(sender, replies),
            M::Relay { ticket, agent, .. } => self.relay(sender, (*ticket, agent)),
            M::AskCustomer { ticket, .. } => {
                let at = self.settled_for((sender, HUMANS), *ticket, AgentScope::Reply)?;
                self.act(sender, at, &Act::Ask)
            }
            M::ProposeResolution { ticket, cites, .. } => {
                require(cites.len() <= 3, "KIT-006")?;
                self.propose_resolution(sender, *ticket)
            }
            _ => self.answer(sender, message),
        }
    }

    /// What customers say.
    fn answer(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use DelegateScope::{Confirm, Escalate, Open, Reply};
        use ExecuteMsg as M;
        let (ticket, scope, act) = match message {
            M::Accept { ticket } => (ticket, Confirm, Act::Accept),
            M::Reject { ticket, .. } => (ticket, Confirm, Act::Reject),
            M::EndPause { ticket } => (ticket, Reply, Act::EndPause),
            M::Escalate { ticket, .. } => (ticket, Escalate, Act::Escalate),
            M::Cancel { ticket } => (ticket, Open, Act::Cancel),
            _ => return refuse("unspoken"),
        };
        let at = self.settled_for((sender, CUSTOMERS), *ticket, scope)?;
        self.act(sender, at, &act)
    }

    /// The customer's word or the provider's; whose.
    fn reply(
        &mut self,
        sender: &str,
        (ticket, expects_answer): (u64, bool),
    ) -> Result<Role, Refused> {
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, TALK)?;
        let act = match role {
            Role::Customer => Act::CustomerReply { expects_answer },
            Role::Provider => Act::Reply,
            Role::Bot => Act::BotReply,
        };
        self.act(sender, at, &act)?;
        Ok(role)
    }

    /// A bot only suggests, and not while a lower priority waits for consent.
    fn propose_resolution(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.settled_for((sender, STAFF), ticket, AgentScope::Resolve)?;
        if self.role(sender, at, Right::default())? == Role::Provider {
            return self.act(sender, at, &Act::Propose);
        }
        let one = &self.tickets[at];
        let at_work = [State::Open, State::InProgress].contains(&one.clocks.state);
        require(at_work, "TKT-015")?;
        require(one.lower.is_none(), "TKT-041")?;
        self.act(sender, at, &Act::BotPropose)
    }

    /// An act that the state allows.
    fn act(&mut self, sender: &str, at: usize, act: &Act<'static>) -> Done {
        self.tickets[at].act(act, self.now)?;
        self.count_closed(at);
        self.spoken(sender, at)
    }

    /// Where a ticket is.
    fn place_of(&self, ticket: u64) -> Result<usize, Refused> {
        let at = self.tickets.iter().position(|one| one.number == ticket);
        at.ok_or(Refused("TKT-004"))
    }

    /// A ticket as time has left it.
    fn settled(&mut self, ticket: u64) -> Result<usize, Refused> {
        let (at, now) = (self.place_of(ticket)?, self.now);
        self.tickets[at].pass(now);
        self.count_closed(at);
        Ok(at)
    }

    /// A ticket that is closed counts no longer and is in nobody's hands; one that is open again counts.
    fn count_closed(&mut self, at: usize) {
        let ticket = &mut self.tickets[at];
        let is_open = ticket.ending.is_none();
        let (was_open, agreement) = (ticket.counted, ticket.agreement);
        ticket.counted = is_open;
        ticket.holder = ticket.holder.take().filter(|_| is_open);
        let Some(agreement) = agreement else {
            return;
        };
        let (_, unsettled) = self.tickets_of.entry(agreement).or_default();
        *unsettled += u32::from(is_open && !was_open);
        *unsettled -= u32::from(was_open && !is_open);
    }
}
