//! Agreements and tickets as they stand on the chain during a replay.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::policy::{Priority, ServiceHours, ServicePolicy};
use aftercare_domain::time::{Seconds, UnixTime, MINUTE};
use aftercare_interface::ticket_registry::TicketStatus;
use cosmwasm_std::Addr;

/// An agreement of the log on the chain: one subscription after the other where its term is long.
#[derive(Debug, Clone)]
pub struct LiveAgreement {
    pub customer: Addr,
    /// The subscriptions, in order; the last one covers new cases.
    pub terms: Vec<Subscribed>,
}

/// One subscription.
#[derive(Debug, Clone, Copy)]
pub struct Subscribed {
    pub id: u64,
    pub from: UnixTime,
    pub periods: u32,
}

/// A ticket as the replay last saw it.
#[derive(Debug, Clone, Copy)]
pub struct LiveTicket {
    pub id: u64,
    /// The agreement that covers it, on the chain.
    pub agreement: u64,
    pub status: TicketStatus,
    /// When the status began.
    pub since: UnixTime,
}

/// Something that the tool does at a time of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// The agreement's customer subscribes (again).
    Subscribe(u32),
    /// The periods of this agreement on the chain can be settled.
    Settle(u64),
}

/// Tasks in time order.
#[derive(Debug, Default)]
pub struct Agenda(BinaryHeap<Reverse<(UnixTime, Task)>>);

impl Agenda {
    /// Plans a task.
    pub fn add(&mut self, at: UnixTime, task: Task) {
        self.0.push(Reverse((at, task)));
    }

    /// The next task, if its time has come by `now`.
    pub fn next_by(&mut self, now: UnixTime) -> Option<(UnixTime, Task)> {
        let Reverse((at, _)) = self.0.peek()?;
        if *at > now {
            return None;
        }
        self.0.pop().map(|Reverse(task)| task)
    }
}

/// Hours and windows, computed by the functions that the contracts compute them with.
#[derive(Debug)]
pub struct Rules {
    pub policy: ServicePolicy,
    pub calendar: Option<Calendar>,
}

impl Rules {
    /// The hours of a priority's targets.
    pub fn hours(&self, priority: Priority) -> Hours<'_> {
        match (self.policy.of(priority).hours, &self.calendar) {
            (ServiceHours::Calendar(_), Some(calendar)) => Hours::Calendar(calendar),
            _ => Hours::Always,
        }
    }

    /// Whether silence may have moved a ticket on by `now`, so that the contracts have to be asked.
    pub fn may_have_lapsed(&self, ticket: &LiveTicket, now: UnixTime) -> bool {
        let waits = matches!(
            ticket.status,
            TicketStatus::AwaitingCustomer | TicketStatus::Resolved
        );
        waits && now.since(ticket.since) >= self.policy.confirm_window
    }

    /// Whether the confirm window of a proposal ends within the minute that begins `now`. Logs are often
    /// written in minutes, and a desk's own lapse falls into the very minute in which the window ends.
    pub fn lapses_this_minute(
        &self,
        ticket: &LiveTicket,
        priority: Priority,
        now: UnixTime,
    ) -> bool {
        let end = self
            .hours(priority)
            .window_end(ticket.since, self.policy.confirm_window);
        ticket.status == TicketStatus::Resolved && now.plus(Seconds(MINUTE)) > end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agenda_gives_tasks_in_time_order_and_none_too_early() {
        let mut agenda = Agenda::default();
        agenda.add(UnixTime(9), Task::Settle(1));
        agenda.add(UnixTime(5), Task::Subscribe(0));
        assert_eq!(agenda.next_by(UnixTime(4)), None);
        assert_eq!(
            agenda.next_by(UnixTime(9)),
            Some((UnixTime(5), Task::Subscribe(0)))
        );
        assert_eq!(
            agenda.next_by(UnixTime(9)),
            Some((UnixTime(9), Task::Settle(1)))
        );
        assert_eq!(agenda.next_by(UnixTime(9)), None);
    }
}
