//! The clocks of one cycle, and the latenesses that matter.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stage::{Rules, Stage};
use super::updates::{Counted, Updates};
use crate::clock::Clock;
use crate::credit::Threshold;
use crate::policy::{Metric, Targets};
use crate::time::{Seconds, UnixTime};

/// The clocks of one cycle; a metric that is not promised has none.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Until the first word of a human of the provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<Clock>,
    /// From the oldest unanswered message of the customer to the answer; the newest of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_response: Option<Turn>,
    /// From one word of the provider to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Updates>,
    /// Until a proposed resolution that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Clock>,
}

/// One stretch in which the customer waits for an answer.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Which of the cycle, from 0.
    pub ordinal: u32,
    /// Its clock.
    pub clock: Clock,
}

/// What one ticket has used when another takes it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Until the first response.
    pub first_response: Option<Seconds>,
    /// Since the oldest unanswered message; absent where none is.
    pub next_response: Option<Seconds>,
    /// Since the last word or the last missed interval.
    pub update: Option<Seconds>,
    /// Until the resolution.
    pub resolution: Option<Seconds>,
}

/// Where the credit tiers of each metric begin: at these measures a booking is worth something new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    /// Those of a late first response.
    pub first_response: Vec<Threshold>,
    /// Those of a late next response.
    pub next_response: Vec<Threshold>,
    /// Those of missed updates.
    pub update: Vec<Threshold>,
    /// Those of a late resolution.
    pub resolution: Vec<Threshold>,
}

impl Clocks {
    /// The clocks of a first cycle, running from `at` on. Nothing is unanswered yet but the opening itself,
    /// which the first response measures.
    #[must_use]
    pub fn start(targets: &Targets, at: UnixTime) -> Self {
        let start = |target| Clock::start(target, at);
        Self {
            first_response: targets.first_response.map(start),
            next_response: None,
            update: targets.update.map(|every| Updates::start(every, at)),
            resolution: targets.resolution.map(start),
        }
    }

    /// The clock of one metric.
    #[must_use]
    pub fn of(&self, metric: Metric) -> Option<&Clock> {
        match metric {
            Metric::FirstResponse => self.first_response.as_ref(),
            Metric::NextResponse => self.next_response.as_ref().map(|turn| &turn.clock),
            Metric::Update => self.update.as_ref().map(|updates| &updates.clock),
            Metric::Resolution => self.resolution.as_ref(),
            Metric::Availability => None,
        }
    }

    /// Which of its metric and cycle a clock is, from 0.
    #[must_use]
    pub fn ordinal(&self, metric: Metric) -> u32 {
        match (metric, &self.next_response) {
            (Metric::NextResponse, Some(turn)) => turn.ordinal,
            _ => 0,
        }
    }

    /// All clocks, each changed by `change`.
    #[must_use]
    pub fn map(self, mut change: impl FnMut(Metric, Clock) -> Clock) -> Self {
        Self {
            first_response: self
                .first_response
                .map(|clock| change(Metric::FirstResponse, clock)),
            next_response: self.next_response.map(|turn| Turn {
                clock: change(Metric::NextResponse, turn.clock),
                ..turn
            }),
            update: self.update.map(|updates| Updates {
                clock: change(Metric::Update, updates.clock),
                ..updates
            }),
            resolution: self
                .resolution
                .map(|clock| change(Metric::Resolution, clock)),
        }
    }

    /// The clocks that there are.
    pub fn iter(&self) -> impl Iterator<Item = (Metric, &Clock)> {
        Metric::OF_TICKETS
            .into_iter()
            .filter_map(|metric| self.of(metric).map(|clock| (metric, clock)))
    }

    /// Those that are late by seconds, which is all but the update.
    pub fn timed(&self) -> impl Iterator<Item = (Metric, &Clock)> {
        self.iter().filter(|(metric, _)| *metric != Metric::Update)
    }

    /// A human of the provider has answered at `at`.
    pub(super) fn answered(self, rules: &Rules<'_>, at: UnixTime) -> Self {
        let every = rules.target(Metric::Update);
        let stop = |turn: Turn| Turn {
            clock: turn.clock.stop(&rules.hours, at),
            ..turn
        };
        Self {
            next_response: self.next_response.map(stop),
            update: self.update.map(|updates| updates.heard(every, at)),
            ..self
        }
    }

    /// The customer waits for an answer from `at` on. An older unanswered message keeps its clock, and what
    /// comes before the first response waits for that one.
    pub(super) fn asked(self, rules: &Rules<'_>, at: UnixTime) -> Self {
        let waits = |clock: &Clock| !clock.has_ended();
        if self.first_response.as_ref().is_some_and(waits) {
            return self;
        }
        let ordinal = match &self.next_response {
            Some(turn) if waits(&turn.clock) => return self,
            Some(turn) => turn.ordinal.saturating_add(1),
            None => 0,
        };
        let target = rules.target(Metric::NextResponse);
        let turn = target.map(|target| Turn {
            ordinal,
            clock: Clock::start(target, at),
        });
        Self {
            next_response: turn.or(self.next_response),
            ..self
        }
    }

    /// The customer confirmed at `at` what a bot had proposed. What was not late before that proposal never
    /// is, and what no human did is not measured.
    pub(super) fn automated(self, stage: &Stage, rules: &Rules<'_>, at: UnixTime) -> Self {
        self.map(|metric, clock| match clock.miss_at(&rules.hours, at) {
            Some(miss) if stage.withholds(miss.due) => clock.waive(&rules.hours, at),
            None if metric != Metric::Resolution => clock.abandon(&rules.hours, at),
            _ => clock.stop(&rules.hours, at),
        })
    }

    /// More urgent targets hold from `at` on.
    pub(super) fn raise(self, rules: &Rules<'_>, targets: &Targets, at: UnixTime) -> Self {
        let raised = self.map(|metric, clock| match targets.of(metric) {
            Some(_) if metric == Metric::Update => clock,
            Some(full) => clock.raise(&rules.hours, at, full),
            // The hours may change with the priority: what was counted in the old ones is fixed.
            None => clock.absorb(&rules.hours, at, Seconds::ZERO),
        });
        let update = |every| match raised.update {
            Some(updates) => updates.raise(rules, every, at),
            None => Updates::start(every, at),
        };
        let start = |target| Clock::start(target, at);
        Self {
            update: targets.update.map(update).or(raised.update),
            resolution: raised.resolution.or(targets.resolution.map(start)),
            ..raised
        }
    }

    /// Less urgent targets hold from `at` on. What they do not promise any more ends without an outcome,
    /// unless it was late already.
    pub(super) fn lower(self, rules: &Rules<'_>, targets: &Targets, at: UnixTime) -> Self {
        let lowered = self.map(|metric, clock| match targets.of(metric) {
            Some(_) if metric == Metric::Update => clock,
            Some(full) => clock.lower(&rules.hours, at, full),
            None => clock.book(&rules.hours, at).abandon(&rules.hours, at),
        });
        let update = |updates: Updates| match targets.update {
            Some(every) => updates.lower(rules, every, at),
            None => updates,
        };
        Self {
            update: lowered.update.map(update),
            ..lowered
        }
    }

    /// What this ticket has used at `at`, for another that takes it up.
    #[must_use]
    pub fn used(&self, rules: &Rules<'_>, at: UnixTime) -> Used {
        let used = |clock: &Clock| clock.used_at(&rules.hours, at);
        let every = rules.target(Metric::Update).unwrap_or_default();
        let waiting = |turn: &&Turn| !turn.clock.has_ended();
        let fixed = |updates: &Updates| {
            let clock = updates.clock.absorb(&rules.hours, at, Seconds::ZERO);
            Updates { clock, ..*updates }.present(every)
        };
        Used {
            first_response: self.first_response.as_ref().map(used),
            next_response: self
                .next_response
                .as_ref()
                .filter(waiting)
                .map(|turn| used(&turn.clock)),
            update: self.update.as_ref().map(fixed),
            resolution: self.resolution.as_ref().map(used),
        }
    }

    /// At least as much is used here at `at` as on a ticket that this one takes up.
    pub(super) fn absorb(self, used: &Used, rules: &Rules<'_>, at: UnixTime) -> Self {
        let asked = match used.next_response {
            Some(_) => self.asked(rules, at),
            None => self,
        };
        let every = rules.target(Metric::Update).unwrap_or_default();
        asked.map(|metric, clock| {
            let other = match metric {
                Metric::FirstResponse => used.first_response,
                Metric::NextResponse => used.next_response,
                Metric::Update => used
                    .update
                    .map(|present| clock.target.minus(every).plus(present)),
                Metric::Resolution => used.resolution,
                Metric::Availability => None,
            };
            let other = other.unwrap_or_default();
            if metric == Metric::Update && clock.has_ended() {
                return clock;
            }
            clock.absorb(&rules.hours, at, other)
        })
    }
}

impl Tiers {
    /// The latenesses at which the tiers of a metric begin, for a clock of that target.
    #[must_use]
    pub fn thresholds(&self, metric: Metric, target: Seconds) -> Vec<Seconds> {
        let tiers = match metric {
            Metric::FirstResponse => &self.first_response,
            Metric::NextResponse => &self.next_response,
            Metric::Resolution => &self.resolution,
            Metric::Update | Metric::Availability => return vec![],
        };
        let seconds = tiers.iter().filter_map(|tier| tier.seconds(target));
        seconds.collect()
    }

    /// Whether a count of missed updates has reached another tier.
    #[must_use]
    pub fn reached(&self, counted: &Counted) -> bool {
        self.update.iter().any(|tier| match tier {
            Threshold::Count(start) => counted.before < *start && *start <= counted.number,
            _ => false,
        })
    }
}
