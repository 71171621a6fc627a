//! Priorities that change: raised and lowered by customers, proposed by providers.

use aftercare_clock_model::{Act, Promise, State};
use aftercare_domain::policy::{Level, Priority};
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope};

use super::promise::{is_urgent, priority, promise, targets, NOTHING};
use super::ticket::{instant, Offer, Ticket, DAY};
use super::who::{Right, Role, CUSTOMERS, STAFF};
use crate::suite::{require, Done, Suite};
use crate::Refused;

/// Open days without an objection that lower a priority.
const CONSENT_DAYS: usize = 2;

impl Suite {
    pub(super) fn raise(&mut self, sender: &str, (ticket, levels): (u64, (Level, Level))) -> Done {
        let at = self.talking_for((sender, CUSTOMERS), ticket, DelegateScope::Reply)?;
        let (now, one, to) = (self.now, &self.tickets[at], priority(levels.0, levels.1));
        let from = one.priority;
        require(to < from, "TKT-038")?;
        if let Some(agreement) = one.agreement {
            self.use_urgent(agreement, (from, to))?;
        }
        let raises = &mut self.tickets[at].raises;
        let soon = raises.last().is_some_and(|last| now < last + DAY);
        require(!soon && raises.len() < 3, "TKT-039")?;
        raises.push(now);
        self.raise_to(sender, at, to)
    }

    /// What becomes urgent uses the quota of the period that is running.
    fn use_urgent(&mut self, agreement: u64, (from, to): (Priority, Priority)) -> Done {
        if is_urgent(from) || !is_urgent(to) {
            return Ok(());
        }
        let at = self.find(agreement)?;
        let most = self.agreements[at].terms_at(self.now).quotas.urgent;
        let used = self.used_now(at);
        require(most.is_none_or(|most| used.1 < most), "TKT-075")?;
        used.1 += 1;
        Ok(())
    }

    fn raise_to(&mut self, sender: &str, at: usize, to: Priority) -> Done {
        let promised = self.promised(at, to);
        let one = &mut self.tickets[at];
        (one.hours, one.priority, one.lower) = (promised.hours, to, None);
        self.act(sender, at, &Act::Raise(promised))
    }

    pub(super) fn lower(&mut self, sender: &str, (ticket, levels): (u64, (Level, Level))) -> Done {
        let at = self.talking_for((sender, CUSTOMERS), ticket, DelegateScope::Confirm)?;
        let to = priority(levels.0, levels.1);
        require(to > self.tickets[at].priority, "TKT-038")?;
        let offer = self.offer(at, (to, self.now));
        self.tickets[at].lower_to(&offer);
        self.spoken(sender, at)
    }

    /// More urgent at once, less urgent where the customer does not object.
    pub(super) fn propose_triage(
        &mut self,
        sender: &str,
        (ticket, levels): (u64, (Level, Level)),
    ) -> Done {
        let at = self.talking_for((sender, STAFF), ticket, AgentScope::Triage)?;
        let (now, to) = (instant(self.now), priority(levels.0, levels.1));
        let one = &self.tickets[at];
        require(to != one.priority, "TKT-038")?;
        if to < one.priority {
            return self.raise_to(sender, at, to);
        }
        let until = one.hours.window_end(now, one.window(), CONSENT_DAYS);
        let until = until.ok_or(Refused("no window"))?;
        let offer = self.offer(at, (to, until.unsigned_abs()));
        self.tickets[at].lower = Some(offer);
        self.spoken(sender, at)
    }

    /// The customer agrees to the lower priority, or objects.
    pub(super) fn answer_triage(&mut self, sender: &str, (ticket, agrees): (u64, bool)) -> Done {
        let at = self.settled_for((sender, CUSTOMERS), ticket, DelegateScope::Confirm)?;
        let one = &mut self.tickets[at];
        let ended = [State::Suggested, State::Closed].contains(&one.clocks.state);
        require(!ended, "TKT-015")?;
        let offer = one.lower.take().ok_or(Refused("TKT-040"))?;
        if agrees {
            one.lower_to(&offer);
        }
        self.spoken(sender, at)
    }

    /// A ticket on which nothing is proposed, for one side of it.
    pub(super) fn talking_for(
        &mut self,
        who: (&str, &[Role]),
        ticket: u64,
        right: impl Into<Right>,
    ) -> Result<usize, Refused> {
        use State::{Awaiting, InProgress, OnHold, Open};
        let at = self.settled_for(who, ticket, right)?;
        let talking = [Open, InProgress, Awaiting, OnHold];
        require(talking.contains(&self.tickets[at].clocks.state), "TKT-015")?;
        Ok(at)
    }
}

impl Suite {
    /// What another priority promises here. The same calendar stays the version that it was.
    fn promised(&self, at: usize, to: Priority) -> Promise<'static> {
        let one = &self.tickets[at];
        let Some(terms) = &one.terms else {
            return NOTHING;
        };
        let (before, after) = (targets(terms, one.priority), targets(terms, to));
        let hours = if before.hours == after.hours {
            one.hours
        } else {
            self.hours_now(after.hours)
        };
        promise(after, hours)
    }

    fn offer(&self, at: usize, (priority, until): (Priority, u64)) -> Offer {
        Offer {
            priority,
            until,
            promised: self.promised(at, priority),
        }
    }

    /// A new cycle is counted by the newest version of its calendar.
    pub(super) fn renew_hours(&mut self, at: usize) {
        let one = &self.tickets[at];
        let Some(terms) = &one.terms else {
            return;
        };
        let hours = self.hours_now(targets(terms, one.priority).hours);
        let one = &mut self.tickets[at];
        one.hours = hours;
        one.clocks.renew(hours);
    }
}

impl Ticket {
    /// A less urgent priority holds from now on; what was late until now stays late.
    pub(super) fn lower_to(&mut self, offer: &Offer) {
        if self.terms.is_some() {
            self.note_late(|_, _| true);
            self.count_updates(None, |_| true);
        }
        (self.hours, self.priority, self.lower) = (offer.promised.hours, offer.priority, None);
        self.clocks.lower(offer.promised);
    }
}
