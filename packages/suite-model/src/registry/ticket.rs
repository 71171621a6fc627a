//! One ticket: the brute-force clocks, and why it closed.

use std::collections::BTreeMap;

use aftercare_clock_model::{Act, Clock, Hours, Promise, State, Ticket as Course, Verdict};
use aftercare_domain::policy::{Metric, Priority};
use aftercare_domain::ticket::CloseReason;
use aftercare_interface::sla_escrow::{Miss, PlanTerms};

use super::history::History;
use crate::suite::Done;
use crate::{Account, Refused};

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

/// A lower priority that waits for consent.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub(crate) priority: Priority,
    /// The last second to object.
    pub until: u64,
    pub(crate) promised: Promise<'static>,
}

/// A ticket.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// From 1.
    pub number: u64,
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
    /// Whether it does not say what it is about.
    pub confidential: bool,
    /// The queue that somebody chose; 0 for that of its category.
    pub(crate) chosen_queue: u8,
    /// In whose hands it was put.
    pub(crate) holder: Option<Holder>,
    /// The seconds that count for it.
    pub(crate) hours: Hours<'static>,
    /// State and clocks.
    pub clocks: Course<'static>,
    /// The last second of the hold that is proposed.
    pub hold: Option<u64>,
    /// How long holds have lasted that are over.
    pub(crate) held: u64,
    /// When the customer raised its priority.
    pub raises: Vec<u64>,
    /// The lower priority that waits for consent.
    pub lower: Option<Offer>,
    /// When the provider said the last word that nobody flagged, and how many of this cycle were flagged.
    pub words: (Option<u64>, u32),
    /// Where it is to go on, and whether it is the same matter.
    pub merge: Option<(u64, bool)>,
    /// The first second of its agreement.
    pub(crate) covered_from: u64,
    /// How many of the missed updates of this cycle were counted.
    pub(crate) counted_updates: usize,
    /// Misses under targets that hold no longer, which the escrow has not heard of.
    pub(crate) noted: Vec<Miss>,
    /// Why it is closed, and since when.
    pub ending: Option<(CloseReason, u64)>,
    /// The line of its history that rates this cycle.
    pub rated: Option<u32>,
    /// What of its history is left.
    pub history: History,
    /// Whether its agreement counts it as not settled.
    pub(crate) counted: bool,
    /// By metric and ordinal of this cycle: the lateness that the escrow has heard of.
    pub(crate) booked: BTreeMap<(Metric, u32), i64>,
}

pub(crate) const DAY: u64 = 86_400;
/// How long a closed ticket can be reopened and rated, and a period that is over rated.
pub(crate) const TWO_WEEKS: u64 = 14 * DAY;
/// How long a proposal waits where nothing else is promised.
pub(crate) const DEFAULT_WINDOW: i64 = 5 * 86_400;

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

    /// How long a proposal waits.
    pub(crate) fn window(&self) -> i64 {
        let terms = self.terms.as_ref();
        terms.map_or(DEFAULT_WINDOW, |it| instant(it.policy.confirm_window.0))
    }

    /// Whether it takes a place among those without an agreement.
    pub(crate) fn takes_slot(&self) -> bool {
        self.named().is_none()
    }

    pub(crate) fn is_with(&self, agent: &str) -> bool {
        self.holder.as_ref().is_some_and(|it| it.agent == agent)
    }

    /// Time passes: nobody objects to a lower priority in time, windows lapse.
    pub(crate) fn pass(&mut self, now: u64) {
        if let Some(offer) = self.lower.filter(|offer| offer.until < now) {
            self.lapse(instant(offer.until));
            let _ = self.clocks.pass_through(instant(offer.until));
            if self.clocks.state != State::Closed {
                self.lower_to(&offer);
                self.history.add();
            }
        }
        self.lapse(instant(now));
        let _ = self.clocks.pass(instant(now));
        if self.clocks.state == State::Closed && self.ending.is_none() {
            self.ending = Some((CloseReason::Lapsed, self.clocks.since().unsigned_abs()));
        }
    }

    /// Every window that ends before an instant lapses in the second after it. No life is longer than the drawn
    /// calendar.
    fn lapse(&mut self, to: i64) {
        while let Some(until) = self.clocks.until().filter(|until| *until < to) {
            if self.clocks.state == State::OnHold {
                self.held += (until - self.clocks.since()).unsigned_abs();
            }
            let _ = self.clocks.pass(until + 1);
            self.history.add();
        }
    }

    /// As it is at an instant.
    #[must_use]
    pub fn at(&self, now: u64) -> Self {
        let mut seen = self.clone();
        seen.pass(now);
        seen
    }

    /// How long it was held by an instant.
    pub(crate) fn held_at(&self, now: u64) -> u64 {
        let since = self.clocks.since().unsigned_abs();
        match self.clocks.state {
            State::OnHold => self.held + now - since,
            _ => self.held,
        }
    }

    /// Somebody acts, where the state allows it.
    pub(crate) fn act(&mut self, act: &Act<'static>, now: u64) -> Done {
        let (held, since) = (self.held_at(now), self.clocks.since());
        let state = self.clocks.state;
        self.count_before(act);
        let done = self.clocks.act(act).ok_or(Refused("no window"))?;
        done.map_err(|_| Refused("TKT-015"))?;
        if self.clocks.state != state || self.clocks.since() != since {
            self.held = held;
        }
        self.note(act, (state, now));
        Ok(())
    }

    /// What is remembered of an act beside the clocks.
    fn note(&mut self, act: &Act<'_>, (was, now): (State, u64)) {
        match act {
            Act::Accept => {
                let by_bot = was == State::Suggested;
                let reason = if by_bot {
                    CloseReason::Automated
                } else {
                    CloseReason::Confirmed
                };
                self.ending = Some((reason, now));
            }
            Act::Cancel => self.ending = Some((CloseReason::Cancelled, now)),
            Act::Reply | Act::Ask | Act::ProposeHold | Act::Propose => self.words.0 = Some(now),
            Act::FlagHollow => self.words = (None, self.words.1 + 1),
            Act::AgreeHold { .. } => self.hold = None,
            Act::Reopen => {
                self.ending = None;
                self.rated = None;
                self.booked.clear();
                self.counted_updates = 0;
                (self.hold, self.lower, self.merge) = (None, None, None);
                self.words = (None, 0);
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

    /// What the clocks say; of several waits for an answer the last one, of an update the present interval.
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
        let updates = self.clocks.updates.iter().map(|updates| {
            let (metric, ordinal, target, used, _, runs) = row((Metric::Update, 0, &updates.clock));
            (metric, ordinal, target, used, updates.verdict(), runs)
        });
        rows.map(row).chain(updates).collect()
    }

    /// Ends of windows and targets, of the time to reopen and to rate.
    pub(crate) fn deadlines(&self, now: u64) -> Vec<u64> {
        let seen = self.at(now);
        let mut all: Vec<u64> = vec![];
        all.extend(seen.clocks.until().map(i64::unsigned_abs));
        all.extend(seen.ending.map(|(_, at)| at + TWO_WEEKS));
        all.extend(
            seen.lower
                .map(|offer| offer.until)
                .filter(|_| seen.ending.is_none()),
        );
        let updates = seen.clocks.updates.iter().map(|updates| &updates.clock);
        for clock in seen.timed().into_iter().map(|row| row.2).chain(updates) {
            let steps = [1, 2, 4].map(|times| clock.target * times - clock.used);
            let to_come = steps.iter().filter(|left| clock.is_running() && **left > 0);
            let reached = to_come.filter_map(|left| self.hours.reach(instant(now), *left));
            all.extend(reached.map(i64::unsigned_abs));
        }
        all
    }
}
