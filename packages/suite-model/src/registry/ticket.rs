//! One ticket: the brute-force clocks, and why it closed.

use std::collections::BTreeMap;

use aftercare_clock_model::{Act, Clock, Hours, State, Ticket as Course, Verdict};
use aftercare_domain::policy::{Metric, Priority};
use aftercare_domain::ticket::CloseReason;
use aftercare_interface::sla_escrow::PlanTerms;

use crate::Account;

/// Of each clock: metric, ordinal, target, used, verdict, whether it runs.
pub type Clocks = Vec<(Metric, u32, i64, i64, Verdict, bool)>;

/// In whose hands a ticket was put, and when that one or the customer was last heard of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The agent.
    pub agent: Account,
    /// The last word.
    pub heard: u64,
}

/// A ticket.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Who asks.
    pub customer: Account,
    /// Who serves.
    pub provider: Account,
    /// The agreement that covers it.
    pub agreement: Option<u64>,
    /// The agreement that was named, where its quota was used up.
    pub beyond: Option<u64>,
    /// The agreement that was named, where an agent opened it and the customer has not taken it up.
    pub offered: Option<u64>,
    /// Who opened it, where it was not the customer.
    pub opener: Option<Account>,
    /// The covering terms.
    pub terms: Option<PlanTerms>,
    /// The priority that was asked for.
    pub asked: Priority,
    /// Its priority.
    pub priority: Priority,
    /// Its category.
    pub category: u16,
    /// The queue that somebody chose; 0 for that of its category.
    pub(crate) chosen_queue: u8,
    /// In whose hands it was put.
    pub(crate) holder: Option<Holder>,
    /// The seconds that count for it.
    pub(crate) hours: Hours<'static>,
    /// State and clocks.
    pub clocks: Course<'static>,
    /// Why it is closed, and since when.
    pub ending: Option<(CloseReason, u64)>,
    /// Whether it was rated in this cycle.
    pub rated: bool,
    /// Whether its agreement counts it as not settled.
    pub(crate) counted: bool,
    /// By metric and ordinal of this cycle: the lateness that the escrow has heard of.
    pub(crate) booked: BTreeMap<(Metric, u32), i64>,
}

/// An instant as the clocks count it.
pub(crate) fn instant(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

impl Ticket {
    /// The agreement that was named, whether it covers the ticket or not.
    #[must_use]
    pub fn named(&self) -> Option<u64> {
        self.agreement.or(self.beyond).or(self.offered)
    }

    /// Whether it takes a place among those without an agreement.
    pub(crate) fn takes_slot(&self) -> bool {
        self.named().is_none()
    }

    pub(crate) fn is_with(&self, agent: &str) -> bool {
        self.holder.as_ref().is_some_and(|it| it.agent == agent)
    }

    /// Time passes.
    pub(crate) fn pass(&mut self, now: u64) {
        // No life is longer than the drawn calendar.
        let _ = self.clocks.pass(instant(now));
        if self.clocks.state == State::Closed && self.ending.is_none() {
            self.ending = Some((CloseReason::Lapsed, self.clocks.since().unsigned_abs()));
        }
    }

    /// As it is at an instant.
    #[must_use]
    pub fn at(&self, now: u64) -> Self {
        let mut seen = self.clone();
        seen.pass(now);
        seen
    }

    /// What is remembered of an act beside the clocks.
    pub(crate) fn note(&mut self, act: &Act<'_>, now: u64) {
        match act {
            Act::Accept => self.ending = Some((CloseReason::Confirmed, now)),
            Act::Cancel => self.ending = Some((CloseReason::Cancelled, now)),
            Act::Reopen => {
                self.ending = None;
                self.rated = false;
                self.booked.clear();
            }
            _ => {}
        }
    }

    /// The clocks of this cycle with metric and ordinal, updates not among them.
    pub(crate) fn timed(&self) -> Vec<(Metric, u32, &Clock)> {
        let course = &self.clocks;
        let mut all = vec![];
        all.extend(
            course
                .first_response
                .iter()
                .map(|it| (Metric::FirstResponse, 0, it)),
        );
        let turns = course.turns.iter();
        all.extend(turns.map(|turn| (Metric::NextResponse, turn.ordinal, &turn.clock)));
        all.extend(
            course
                .resolution
                .iter()
                .map(|it| (Metric::Resolution, 0, it)),
        );
        all
    }

    /// What the clocks say; of several waits for an answer the last one.
    #[must_use]
    pub fn says(&self) -> Clocks {
        let last = self.clocks.turns.last().map(|turn| turn.ordinal);
        let shown =
            |row: &(Metric, u32, &Clock)| row.0 != Metric::NextResponse || Some(row.1) == last;
        let rows = self.timed().into_iter().filter(shown);
        let row = |(metric, ordinal, clock): (Metric, u32, &Clock)| {
            let (target, used) = (clock.target, clock.used);
            (
                metric,
                ordinal,
                target,
                used,
                clock.verdict(),
                clock.is_running(),
            )
        };
        rows.map(row).collect()
    }

    /// Ends of windows and targets, of the time to reopen and to rate.
    pub(crate) fn deadlines(&self, now: u64) -> Vec<u64> {
        let seen = self.at(now);
        let mut all: Vec<u64> = vec![];
        all.extend(seen.clocks.until().map(i64::unsigned_abs));
        all.extend(seen.ending.map(|(_, at)| at + 14 * 86_400));
        for (_, _, clock) in seen.timed() {
            let steps = [1, 2, 4].map(|times| clock.target * times - clock.used);
            let to_come = steps.iter().filter(|left| clock.is_running() && **left > 0);
            let reached = to_come.filter_map(|left| self.hours.reach(instant(now), *left));
            all.extend(reached.map(i64::unsigned_abs));
        }
        all
    }
}
