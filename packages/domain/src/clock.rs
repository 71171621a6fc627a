//! The state of one SLA clock: it stores used seconds, never deadlines.
//!
//! A deadline, what is left and how late it is are views of the record, the hours and an instant. Which acts
//! run, pause and stop a clock is the ticket's business; a clock only says what that does to its seconds.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::Hours;
use crate::time::{is_met, Seconds, UnixTime};

/// Whether a clock counts, and if not, why.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Phase {
    /// It counts, and `used` is what it had counted at this instant.
    Running(UnixTime),
    /// It waits and may run again.
    Paused,
    /// For good: what it measures has happened.
    Stopped,
    /// For good: what it measures never happened, and nobody waits for it any more.
    Abandoned,
    /// For good: it was late only after what the customer has taken as the end of the matter.
    Waived,
}

/// One clock. Every change is a new value; a change that does not fit the phase changes nothing, so that
/// running a running clock, or pausing one that has stopped, is no error.
///
/// Instants are given in order: no change is earlier than the one before it.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Counted seconds until it is late.
    pub target: Seconds,
    /// Counted seconds up to the last change of phase. Never falls.
    pub used: Seconds,
    /// Whether it counts.
    pub phase: Phase,
    /// Once a miss is latched: the instant at which the target was used up. Never cleared but by a waiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed_due: Option<UnixTime>,
    /// The lateness that was last booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked: Option<Seconds>,
}

/// What a clock says about its target.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verdict {
    /// Running or paused, and not late so far.
    Running,
    /// It stopped within its target.
    Met,
    /// It used more than its target, whatever happens later.
    Missed {
        /// Counted seconds beyond the target, so far.
        late: Seconds,
    },
    /// It was abandoned before it was late.
    NotMeasured,
}

/// A target that was missed.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Miss {
    /// The instant at which the target was used up: the last that still met it, on the clock's hours.
    pub due: UnixTime,
    /// Counted seconds beyond the target, so far; at least one.
    pub late: Seconds,
}

impl Clock {
    /// A clock that runs from `at` on.
    #[must_use]
    pub const fn start(target: Seconds, at: UnixTime) -> Self {
        Self {
            target,
            used: Seconds::ZERO,
            phase: Phase::Running(at),
            missed_due: None,
            booked: None,
        }
    }

    /// Stops counting for now. What was counted is kept, and a miss is latched.
    #[must_use]
    pub fn pause(self, hours: &Hours<'_>, at: UnixTime) -> Self {
        match self.phase {
            Phase::Running(_) => self.settle(hours, at, Phase::Paused),
            _ => self,
        }
    }

    /// Counts again from `at` on, with the used seconds kept.
    #[must_use]
    pub fn resume(self, at: UnixTime) -> Self {
        match self.phase {
            Phase::Paused => Self {
                phase: Phase::Running(at),
                ..self
            },
            _ => self,
        }
    }

    /// Ends the clock because what it measures happened at `at`; a paused clock keeps what it had used.
    #[must_use]
    pub fn stop(self, hours: &Hours<'_>, at: UnixTime) -> Self {
        self.end(hours, at, Phase::Stopped)
    }

    /// Ends the clock because nobody waits any more for what it measures. A miss up to `at` stays a miss.
    #[must_use]
    pub fn abandon(self, hours: &Hours<'_>, at: UnixTime) -> Self {
        self.end(hours, at, Phase::Abandoned)
    }

    /// Latches a miss and keeps its lateness at `at` as booked. Of several bookings the latest lateness counts;
    /// a clock that is not late is unchanged.
    #[must_use]
    pub fn book(self, hours: &Hours<'_>, at: UnixTime) -> Self {
        match self.miss_at(hours, at) {
            Some(miss) => Self {
                missed_due: Some(miss.due),
                booked: self.booked.max(Some(miss.late)),
                ..self
            },
            None => self,
        }
    }

    /// Ends the clock without a miss, whatever it has used.
    #[must_use]
    pub fn waive(self, hours: &Hours<'_>, at: UnixTime) -> Self {
        Self {
            missed_due: None,
            ..self.end(hours, at, Phase::Waived)
        }
    }

    /// Another, more urgent promise of `full` counted seconds holds from `at` on: the target can only become
    /// shorter, and no shorter than what is used with a whole new target after it. What was abandoned
    /// because nothing was promised any more runs again.
    #[must_use]
    pub fn raise(self, hours: &Hours<'_>, at: UnixTime, full: Seconds) -> Self {
        let fixed = self.fix(hours, at);
        let target = fixed.used.plus(full);
        match fixed.phase {
            Phase::Abandoned => Self {
                phase: Phase::Running(at),
                target,
                ..fixed
            },
            Phase::Stopped | Phase::Waived => self,
            _ => Self {
                target: fixed.target.min(target),
                ..fixed
            },
        }
    }

    /// A less urgent promise holds from `at` on: the target can only become longer. A miss up to `at` stays
    /// one, with the lateness that it has.
    #[must_use]
    pub fn lower(self, hours: &Hours<'_>, at: UnixTime, full: Seconds) -> Self {
        if self.has_ended() {
            return self;
        }
        let fixed = self.book(hours, at).fix(hours, at);
        Self {
            target: fixed.target.max(full),
            ..fixed
        }
    }

    /// At least `used` seconds were used at `at`, because another clock has counted them. What makes it late
    /// at once makes it late in `at`: its due is the second before, the last in which it could be met.
    #[must_use]
    pub fn absorb(self, hours: &Hours<'_>, at: UnixTime, used: Seconds) -> Self {
        if self.has_ended() {
            return self;
        }
        let fixed = self.fix(hours, at);
        let used = fixed.used.max(used);
        let late = !is_met(used, fixed.target);
        Self {
            used,
            missed_due: fixed.missed_due.or(late.then(|| at.minus(Seconds(1)))),
            ..fixed
        }
    }

    /// Whether the clock has ended, so that nothing changes it any more but a booking.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        matches!(
            self.phase,
            Phase::Stopped | Phase::Abandoned | Phase::Waived
        )
    }

    /// Counted seconds up to `at`.
    #[must_use]
    pub fn used_at(&self, hours: &Hours<'_>, at: UnixTime) -> Seconds {
        match self.phase {
            Phase::Running(since) => self.used.plus(hours.elapsed(since, at)),
            _ => self.used,
        }
    }

    /// Counted seconds that remain at `at` before the clock is late.
    #[must_use]
    pub fn left_at(&self, hours: &Hours<'_>, at: UnixTime) -> Seconds {
        self.target.minus(self.used_at(hours, at))
    }

    /// Counted seconds beyond the target at `at`, and at least what was booked before the target became a
    /// longer one; `None` while the target is met.
    #[must_use]
    pub fn lateness_at(&self, hours: &Hours<'_>, at: UnixTime) -> Option<Seconds> {
        if self.phase == Phase::Waived {
            return None;
        }
        let used = self.used_at(hours, at);
        let late = (!is_met(used, self.target)).then(|| used.minus(self.target));
        late.max(self.booked)
    }

    /// The instant at which the target is used up if nothing changes: the past one of a latched miss, the
    /// coming one of a running clock. `None` while the clock does not run, or where no hours are open for so
    /// long. A clock that was paused with its whole target used is due at the instant at which it ran again.
    #[must_use]
    pub fn due_at(&self, hours: &Hours<'_>) -> Option<UnixTime> {
        self.missed_due.or_else(|| self.reaches(hours, self.target))
    }

    /// The miss, latched or not, with its lateness at `at`.
    #[must_use]
    pub fn miss_at(&self, hours: &Hours<'_>, at: UnixTime) -> Option<Miss> {
        let late = self.lateness_at(hours, at)?;
        let due = self.due_at(hours)?;
        Some(Miss { due, late })
    }

    /// What the clock says at `at`.
    #[must_use]
    pub fn verdict_at(&self, hours: &Hours<'_>, at: UnixTime) -> Verdict {
        match (self.lateness_at(hours, at), self.phase) {
            (Some(late), _) => Verdict::Missed { late },
            (None, Phase::Running(_) | Phase::Paused) => Verdict::Running,
            (None, Phase::Stopped) => Verdict::Met,
            (None, Phase::Abandoned | Phase::Waived) => Verdict::NotMeasured,
        }
    }

    /// The earliest instant at which there is something to book: where nothing was booked, the first second
    /// that is late; afterwards, the second whose lateness reaches the least of `thresholds` above what was
    /// booked. For a clock that does not run, the past `due` of a miss of which that much is not booked yet.
    /// `None` where nothing will come by itself.
    #[must_use]
    pub fn next_step_at(&self, hours: &Hours<'_>, thresholds: &[Seconds]) -> Option<UnixTime> {
        let late = match self.booked {
            None => Seconds(1),
            Some(booked) => thresholds.iter().copied().filter(|t| *t > booked).min()?,
        };
        let used = self.target.plus(late);
        match self.phase {
            Phase::Running(_) => self.reaches(hours, used),
            _ => self.missed_due.filter(|_| self.used >= used),
        }
    }

    /// Counts up to `at` and goes on as before.
    fn fix(self, hours: &Hours<'_>, at: UnixTime) -> Self {
        match self.phase {
            Phase::Running(_) => self.settle(hours, at, Phase::Running(at)),
            _ => self,
        }
    }

    /// The instant at which a running clock has used `used` seconds; where it had them before it ran, the
    /// instant since which it runs.
    pub(crate) fn reaches(&self, hours: &Hours<'_>, used: Seconds) -> Option<UnixTime> {
        match self.phase {
            Phase::Running(since) => hours.deadline(since, used.minus(self.used)),
            _ => None,
        }
    }

    fn end(self, hours: &Hours<'_>, at: UnixTime, phase: Phase) -> Self {
        if self.has_ended() {
            self
        } else {
            self.settle(hours, at, phase)
        }
    }

    /// Counts up to `at`, latches a miss, and takes another phase.
    fn settle(self, hours: &Hours<'_>, at: UnixTime, phase: Phase) -> Self {
        Self {
            used: self.used_at(hours, at),
            phase,
            missed_due: self
                .missed_due
                .or_else(|| self.miss_at(hours, at).map(|miss| miss.due)),
            ..self
        }
    }
}
