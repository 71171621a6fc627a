//! Tickets that have to do with each other, and two that become one.

use aftercare_clock_model::{Act, State, Updates, Used};
use aftercare_domain::ticket::CloseReason;
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope};

use super::ticket::Ticket;
use super::who::{CUSTOMERS, HUMANS, STAFF};
use crate::suite::{require, Done, Suite};
use crate::Refused;

impl Suite {
    pub(super) fn link(&mut self, sender: &str, (ticket, to): (u64, u64)) -> Done {
        let at = self.live_for((sender, STAFF), (ticket, AgentScope::Reply))?;
        let other = self.seen(to)?;
        let alike = other.provider == self.tickets[at].provider && to != ticket;
        require(alike, "TKT-079")?;
        self.spoken(sender, at)
    }

    pub(super) fn propose_merge(
        &mut self,
        sender: &str,
        (ticket, into, same): (u64, u64, bool),
    ) -> Done {
        let at = self.talking_for((sender, HUMANS), ticket, AgentScope::Resolve)?;
        let other = self.seen(into)?;
        require(self.tickets[at].can_go_on_in(&other), "TKT-042")?;
        self.tickets[at].merge = Some((into, same));
        self.spoken(sender, at)
    }

    /// What is overdue on both is booked; one closes, the other has used at least as much.
    pub(super) fn agree_merge(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.talking_for((sender, CUSTOMERS), ticket, DelegateScope::Confirm)?;
        let (into, same) = self.tickets[at].merge.ok_or(Refused("TKT-043"))?;
        let other = self.settled(into)?;
        let fits = self.tickets[at].can_go_on_in(&self.tickets[other]);
        require(fits, "TKT-042")?;
        self.book_running(at);
        self.book_running(other);
        let used = self.tickets[at].used();
        let reason = if same {
            CloseReason::Duplicate
        } else {
            CloseReason::Merged
        };
        self.tickets[at].ending = Some((reason, self.now));
        self.act(sender, at, &Act::Merge)?;
        self.tickets[other].clocks.take_up(&used);
        self.tickets[other].count_updates(None, |_| true);
        self.tickets[other].history.add();
        self.book_stopped(other);
        Ok(())
    }

    fn seen(&self, ticket: u64) -> Result<Ticket, Refused> {
        let at = self.place_of(ticket)?;
        Ok(self.tickets[at].at(self.now))
    }
}

impl Ticket {
    /// Only an open ticket of the same customer, provider and agreement takes another one up.
    fn can_go_on_in(&self, other: &Self) -> bool {
        let parties = self.customer == other.customer && self.provider == other.provider;
        let ends = [State::Suggested, State::Resolved, State::Closed];
        let open = !ends.contains(&other.clocks.state);
        parties && open && self.agreement == other.agreement && self.number != other.number
    }

    /// What its clocks have used; an answer that was given is not waited for.
    fn used(&self) -> Used {
        let course = &self.clocks;
        let last = course.turns.last().filter(|turn| turn.clock.is_running());
        Used {
            first_response: course.first_response.as_ref().map(|clock| clock.used),
            next_response: last.map(|turn| turn.clock.used),
            update: course.updates.as_ref().and_then(Updates::present),
            resolution: course.resolution.as_ref().map(|clock| clock.used),
        }
    }
}
