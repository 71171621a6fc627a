//! Intervals without a word of the provider, counted by arithmetic: how many were missed, and in which
//! periods, follows from the used seconds alone, whatever their number.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stage::Rules;
use crate::clock::{Clock, Verdict};
use crate::policy::Metric;
use crate::time::{Seconds, UnixTime};

/// The update clock of a cycle.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Updates {
    /// Counted seconds since the provider's last word. Its target is where the present interval ends; with
    /// each missed one it moves on by one interval.
    pub clock: Clock,
    /// The period of the last missed interval.
    pub period: u32,
    /// Missed intervals of this cycle whose due lies in that period.
    pub in_period: u32,
    /// Missed intervals of this cycle.
    pub missed: u32,
}

/// Missed intervals of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The period.
    pub period: u32,
    /// How many of this cycle had their due in it when it was counted last.
    pub before: u32,
    /// How many have it now.
    pub number: u32,
    /// The due of the last of them.
    pub due: UnixTime,
}

impl Updates {
    /// Intervals of that length, from `at` on.
    #[must_use]
    pub const fn start(every: Seconds, at: UnixTime) -> Self {
        Self {
            clock: Clock::start(every, at),
            period: 0,
            in_period: 0,
            missed: 0,
        }
    }

    /// The provider said a word: a new interval begins, and what was missed stays counted.
    #[must_use]
    pub fn heard(self, every: Option<Seconds>, at: UnixTime) -> Self {
        match every {
            Some(every) if !self.clock.has_ended() => Self {
                clock: Clock::start(every, at),
                ..self
            },
            _ => self,
        }
    }

    /// A shorter interval is promised from `at` on; the present one ends no later than a whole new one would.
    /// What was missed before is counted.
    pub(super) fn raise(self, rules: &Rules<'_>, every: Seconds, at: UnixTime) -> Self {
        Self {
            clock: self.clock.raise(&rules.hours, at, every),
            ..self
        }
    }

    /// A longer interval is promised from `at` on. What was missed before is counted.
    pub(super) fn lower(self, rules: &Rules<'_>, every: Seconds, at: UnixTime) -> Self {
        let before = rules.target(Metric::Update).unwrap_or_default();
        let began = self.clock.target.minus(before);
        let longer = began.plus(every);
        Self {
            clock: self.clock.lower(&rules.hours, at, longer),
            ..self
        }
    }

    /// Counts the intervals that were missed by `at`, of those whose due is not after `limit`; by period,
    /// in order. Only a running clock has any: whoever pauses or stops it counts first.
    #[must_use]
    pub fn count(
        self,
        rules: &Rules<'_>,
        at: UnixTime,
        limit: Option<UnixTime>,
    ) -> (Self, Vec<Counted>) {
        let Some(every) = rules.target(Metric::Update) else {
            return (self, vec![]);
        };
        let mut left = self.overdue(rules, every, (at, limit));
        let (mut updates, mut counted) = (self, vec![]);
        // Each turn ends a period, of which an agreement has 120 at most.
        while left > 0 {
            let Some(group) = updates.group(rules, every, left) else {
                break;
            };
            left = left.saturating_sub(group.0);
            updates = updates.advance(every, group);
            counted.push(Counted {
                period: updates.period,
                before: updates.in_period.saturating_sub(group.0),
                number: updates.in_period,
                due: group.2,
            });
        }
        (updates, counted)
    }

    /// Counts the intervals that another ticket's used time has used up here at `at`. They are missed in that
    /// instant, whether the clock runs or waits: their due is the second before.
    pub(super) fn used_up(self, rules: &Rules<'_>, at: UnixTime) -> (Self, Option<Counted>) {
        let every = rules.target(Metric::Update).unwrap_or_default();
        let missed = self.ends_by(every, self.clock.used.minus(Seconds(1)));
        if missed == 0 || self.clock.has_ended() {
            return (self, None);
        }
        let due = at.minus(Seconds(1));
        let period = rules.periods.map_or(0, |periods| periods.of(due));
        let updates = self.advance(every, (missed, period, due));
        let counted = Counted {
            period,
            before: updates.in_period.saturating_sub(missed),
            number: updates.in_period,
            due,
        };
        (updates, Some(counted))
    }

    /// What it says at `at`, with what was counted so far.
    #[must_use]
    pub fn verdict_at(&self, rules: &Rules<'_>, at: UnixTime) -> Verdict {
        let said = self.clock.verdict_at(&rules.hours, at);
        match (said, self.missed) {
            (Verdict::Missed { .. }, _) | (_, 0) => said,
            _ => Verdict::Missed {
                late: Seconds::ZERO,
            },
        }
    }

    /// The seconds of the present interval that are used.
    #[must_use]
    pub fn present(&self, every: Seconds) -> Seconds {
        self.clock.used.minus(self.clock.target.minus(every))
    }

    /// How many intervals are over at `at`.
    fn overdue(
        &self,
        rules: &Rules<'_>,
        every: Seconds,
        (at, limit): (UnixTime, Option<UnixTime>),
    ) -> u32 {
        let used = self.clock.used_at(&rules.hours, at);
        // An interval is missed from the second after its due on.
        let missed = self.ends_by(every, used.minus(Seconds(1)));
        limit.map_or(missed, |limit| {
            let used = self.clock.used_at(&rules.hours, limit);
            missed.min(self.ends_by(every, used))
        })
    }

    /// How many intervals end with at most so many used seconds.
    fn ends_by(&self, every: Seconds, used: Seconds) -> u32 {
        if used < self.clock.target {
            return 0;
        }
        let more = used.minus(self.clock.target).0.checked_div(every.0);
        u32::try_from(more.unwrap_or(0))
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }

    /// How many of the next intervals have their due in the period of the next one, that period, and the
    /// due of the last of them.
    fn group(&self, rules: &Rules<'_>, every: Seconds, left: u32) -> Option<(u32, u32, UnixTime)> {
        let first = self.clock.reaches(&rules.hours, self.clock.target)?;
        let (period, fit) = match rules.periods {
            Some(periods) => {
                let period = periods.of(first);
                let end = periods.last_second(period);
                let used = self.clock.used_at(&rules.hours, end);
                (period, self.ends_by(every, used).clamp(1, left))
            }
            None => (0, left),
        };
        let beyond = every.0.saturating_mul(u64::from(fit.saturating_sub(1)));
        let used = self.clock.target.plus(Seconds(beyond));
        let due = self.clock.reaches(&rules.hours, used)?;
        Some((fit, period, due))
    }

    fn advance(self, every: Seconds, (fit, period, _): (u32, u32, UnixTime)) -> Self {
        let before = if self.missed > 0 && self.period == period {
            self.in_period
        } else {
            0
        };
        let moved = every.0.saturating_mul(u64::from(fit));
        Self {
            clock: Clock {
                target: self.clock.target.plus(Seconds(moved)),
                missed_due: None,
                ..self.clock
            },
            period,
            in_period: before.saturating_add(fit),
            missed: self.missed.saturating_add(fit),
        }
    }
}
