//! Holds, and words of the provider that were none.

use aftercare_clock_model::{Act, State};
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope};

use super::ticket::{instant, DAY};
use super::who::{CUSTOMERS, HUMANS};
use crate::suite::{require, Done, Suite};
use crate::Refused;

impl Suite {
    pub(super) fn propose_hold(&mut self, sender: &str, (ticket, until): (u64, UnixTime)) -> Done {
        let ahead = self.now + 1..=self.now + 14 * DAY;
        require(ahead.contains(&until.0), "TKT-033")?;
        let at = self.settled_for((sender, HUMANS), ticket, AgentScope::Reply)?;
        self.act(sender, at, &Act::ProposeHold)?;
        self.tickets[at].hold = Some(until.0);
        Ok(())
    }

    pub(super) fn agree_hold(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.answered_for(sender, (ticket, DelegateScope::Confirm))?;
        let (now, one) = (self.now, &self.tickets[at]);
        let until = one.hold.filter(|until| *until > now);
        let until = until.ok_or(Refused("TKT-034"))?;
        let all = one.held_at(now) + until - now;
        require(all <= 30 * DAY, "TKT-035")?;
        let until = instant(until);
        self.act(sender, at, &Act::AgreeHold { until })
    }

    pub(super) fn flag_hollow(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.answered_for(sender, (ticket, DelegateScope::Reply))?;
        let (last, flagged) = self.tickets[at].words;
        let fresh = last.is_some_and(|at| self.now <= at + 3 * DAY);
        require(fresh, "TKT-036")?;
        require(flagged < 3, "TKT-037")?;
        self.act(sender, at, &Act::FlagHollow)
    }

    /// A ticket on which the provider has said something, for its customer.
    fn answered_for(
        &mut self,
        sender: &str,
        (ticket, scope): (u64, DelegateScope),
    ) -> Result<usize, Refused> {
        let at = self.settled_for((sender, CUSTOMERS), ticket, scope)?;
        let answered = [State::InProgress, State::Awaiting, State::OnHold];
        require(answered.contains(&self.tickets[at].clocks.state), "TKT-015")?;
        Ok(at)
    }
}
