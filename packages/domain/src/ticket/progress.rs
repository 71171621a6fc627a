//! What people did on a ticket so far, and what time makes of it.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::act::Act;
use super::clocks::{Clocks, Tiers, Used};
use super::stage::{Rules, Stage};
use super::table::{next, runs, Illegal};
use super::updates::{Counted, Updates};
use super::words::{Action, Role, State};
use crate::clock::{Clock, Phase};
use crate::policy::{Metric, Targets};
use crate::time::{Seconds, UnixTime};

/// Stage and clocks of a ticket's current cycle: every change is a new value.
#[derive(Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Where people left it; time may have moved it on, see [`Progress::settled`].
    pub stage: Stage,
    /// The clocks.
    pub clocks: Clocks,
    /// 0 until the first reopening.
    pub cycle: u32,
    /// Proposals that the customer rejected in this cycle.
    pub rejections: u8,
    /// Words that the customer flagged as hollow in this cycle.
    pub hollow: u8,
    /// How long holds of this ticket have lasted that are over.
    pub held: Seconds,
    /// When a human of the provider said the last word that nobody flagged.
    pub last_word: Option<UnixTime>,
}

impl Progress {
    /// A new ticket; without targets it has no clocks.
    #[must_use]
    pub fn open(targets: Option<&Targets>, at: UnixTime) -> Self {
        Self {
            stage: Stage::Open,
            clocks: targets.map_or_else(Clocks::default, |targets| Clocks::start(targets, at)),
            cycle: 0,
            rejections: 0,
            hollow: 0,
            held: Seconds::ZERO,
            last_word: None,
        }
    }

    /// The state in which people left it.
    #[must_use]
    pub const fn state(&self) -> State {
        self.stage.state()
    }

    /// The first window that passed without a word by `now`, as the progress after it and the instant of
    /// the lapse; `None` where none did. The last second of a window is in time, the lapse is in the one
    /// after it.
    #[must_use]
    pub fn lapsed(&self, rules: &Rules<'_>, now: UnixTime) -> Option<(Self, UnixTime)> {
        let end = self.stage.window_end().filter(|end| now > *end)?;
        let at = end.plus(Seconds(1));
        let lapse = Act::new((Action::Lapse, Role::Anyone), at);
        Some((self.act(&lapse, rules).ok()?, at))
    }

    /// What it means at `now` under these rules: every window that has passed has lapsed.
    #[must_use]
    pub fn settled(self, rules: &Rules<'_>, now: UnixTime) -> Self {
        let mut settled = self;
        while let Some((lapsed, _)) = settled.lapsed(rules, now) {
            settled = lapsed;
        }
        settled
    }

    /// The progress after an act. The caller has let lapse what had passed before.
    ///
    /// # Errors
    /// [`Illegal`] where the table does not hold the move.
    pub fn act(&self, act: &Act, rules: &Rules<'_>) -> Result<Self, Illegal> {
        let to = next(self.state(), act.action, act.role)?;
        if act.action == Action::Reopen {
            return Ok(self.reopened(rules, act.at));
        }
        let stage = act.stage(&self.stage, to, rules);
        let mut clocks = self.counted_for(act, rules).0.clocks;
        if self.state() == State::Suggested && stage.state() == State::Closed {
            clocks = clocks.automated(&self.stage, rules, act.at);
        }
        if act.answers() {
            clocks = clocks.answered(rules, act.at);
        }
        if act.action == Action::Reject {
            clocks.resolution = clocks
                .resolution
                .map(|clock| self.waited(clock, act, rules));
        }
        clocks = clocks.map(|metric, clock| shift(clock, metric, &stage, (rules, act.at)));
        if act.asks() {
            clocks = clocks.asked(rules, act.at);
        }
        Ok(self.told(act).moved(stage, clocks, act.at))
    }

    /// Missed updates are counted up to an act that ends an interval or its clock, before it does so; the
    /// counts are what such an act books.
    #[must_use]
    pub fn counted_for(&self, act: &Act, rules: &Rules<'_>) -> (Self, Vec<Counted>) {
        let goes_on = |to| to == self.state() || runs(to, Metric::Update);
        let to = next(self.state(), act.action, act.role);
        if !act.answers() && to.is_ok_and(goes_on) {
            return (self.clone(), vec![]);
        }
        // What a human says ends a bot's suggestion; the customer's confirmation makes it stand.
        let limit = self.suggested().filter(|_| !act.answers());
        self.counted(rules, act.at, limit)
    }

    /// Missed updates are counted up to `at`, of those whose due is not after `limit`.
    #[must_use]
    pub fn counted(
        &self,
        rules: &Rules<'_>,
        at: UnixTime,
        limit: Option<UnixTime>,
    ) -> (Self, Vec<Counted>) {
        let Some(updates) = self.clocks.update else {
            return (self.clone(), vec![]);
        };
        let (updates, counted) = updates.count(rules, at, limit);
        let mut progress = self.clone();
        progress.clocks.update = Some(updates);
        (progress, counted)
    }

    /// When a bot proposed what waits for the customer's word now.
    #[must_use]
    pub const fn suggested(&self) -> Option<UnixTime> {
        match self.stage {
            Stage::Suggested { since, .. } => Some(since),
            _ => None,
        }
    }

    /// More urgent targets hold from `at` on, in what hours ever. `rules` are those up to `at`.
    #[must_use]
    pub fn raised(&self, rules: &Rules<'_>, targets: &Targets, at: UnixTime) -> Self {
        let counted = self.counted(rules, at, None).0;
        let raised = counted.clocks.raise(rules, targets, at);
        // Nobody waits any more for a first word that was said, whatever was promised when it was.
        let first = match (self.state(), raised.first_response) {
            (State::Open, None) if self.cycle == 0 => targets
                .first_response
                .map(|target| Clock::start(target, at)),
            (State::Open, first) => first,
            _ => self.clocks.first_response,
        };
        let mut progress = self.clone();
        let clocks = Clocks {
            first_response: first,
            ..raised
        };
        // What the state does not run waits; what has ended stays ended.
        let state = self.state();
        progress.clocks = clocks.map(|metric, clock| match runs(state, metric) {
            true => clock,
            false => clock.pause(&rules.hours, at),
        });
        progress
    }

    /// Less urgent targets hold from `at` on, in what hours ever. `rules` are those up to `at`.
    #[must_use]
    pub fn lowered(&self, rules: &Rules<'_>, targets: &Targets, at: UnixTime) -> Self {
        let mut progress = self.counted(rules, at, None).0;
        progress.clocks = progress.clocks.lower(rules, targets, at);
        progress
    }

    /// At least as much is used here at `at` as on a ticket that this one takes up; and the updates that this
    /// makes missed.
    #[must_use]
    pub fn absorbed(
        &self,
        used: &Used,
        rules: &Rules<'_>,
        at: UnixTime,
    ) -> (Self, Option<Counted>) {
        let mut progress = self.counted(rules, at, None).0;
        progress.clocks = progress.clocks.absorb(used, rules, at);
        let Some(updates) = progress.clocks.update else {
            return (progress, None);
        };
        let (updates, counted) = updates.used_up(rules, at);
        progress.clocks.update = Some(updates);
        (progress, counted)
    }

    /// What the resolution has used at `at`; nothing where none is promised.
    #[must_use]
    pub fn resolution_used(&self, rules: &Rules<'_>, at: UnixTime) -> Seconds {
        let clock = self.clocks.resolution.as_ref();
        clock.map_or(Seconds::ZERO, |clock| clock.used_at(&rules.hours, at))
    }

    /// How long this ticket was held by `at`.
    #[must_use]
    pub fn held_at(&self, at: UnixTime) -> Seconds {
        self.held.plus(self.stage.held(at))
    }

    /// The earliest instant at which time alone changes something: a window lapses, or a clock reaches
    /// something worth booking. `None` where nothing will come by itself.
    #[must_use]
    pub fn next_change(&self, rules: &Rules<'_>, tiers: &Tiers) -> Option<UnixTime> {
        let lapse = self.stage.window_end().map(|end| end.plus(Seconds(1)));
        let waits = |clock: &Clock| {
            let due = clock.due_at(&rules.hours);
            due.is_some_and(|due| self.stage.withholds(due))
        };
        let running = self.clocks.iter().filter(|(_, clock)| !waits(clock));
        let bookings = running.filter_map(|(metric, clock)| {
            clock.next_step_at(&rules.hours, &tiers.thresholds(metric, clock.target))
        });
        bookings.chain(lapse).min()
    }

    /// Whether the credit tiers matter for what comes next: a clock that runs on after it was booked, or
    /// updates that may be due.
    #[must_use]
    pub fn needs_tiers(&self) -> bool {
        let runs = |clock: &Clock| matches!(clock.phase, Phase::Running(_));
        self.clocks
            .timed()
            .any(|(_, clock)| clock.booked.is_some() && runs(clock))
    }

    /// From the second rejection of a proposal in a cycle on, the time that the customer took for it counts
    /// as well, as far as a next response may take.
    fn waited(&self, clock: Clock, act: &Act, rules: &Rules<'_>) -> Clock {
        match (&self.stage, rules.target(Metric::NextResponse)) {
            (
                Stage::Resolved {
                    since,
                    unanswered: false,
                    ..
                },
                Some(most),
            ) if self.rejections > 0 => {
                let end = rules.hours.deadline(*since, most).unwrap_or(act.at);
                clock.resume(*since).pause(&rules.hours, end.min(act.at))
            }
            _ => clock,
        }
    }

    /// What is remembered of an act beside stage and clocks.
    fn told(&self, act: &Act) -> Self {
        let mut told = self.clone();
        if act.answers() {
            told.last_word = Some(act.at);
        }
        let proposed = matches!(
            self.stage,
            Stage::Resolved {
                unanswered: false,
                ..
            }
        );
        if act.action == Action::Reject && proposed {
            told.rejections = told.rejections.saturating_add(1);
        }
        if act.action == Action::FlagHollow {
            told.hollow = told.hollow.saturating_add(1);
            told.last_word = None;
        }
        told
    }

    fn moved(self, stage: Stage, clocks: Clocks, at: UnixTime) -> Self {
        let held = if self.stage == stage {
            self.held
        } else {
            self.held_at(at)
        };
        Self {
            stage,
            clocks,
            held,
            ..self
        }
    }

    /// The next cycle: no first response, the next response at once, and for the resolution, where it is still
    /// promised, what was left of its target or a quarter of it, rounded up, whichever is more.
    fn reopened(&self, rules: &Rules<'_>, at: UnixTime) -> Self {
        let promised = rules.target(Metric::Resolution).is_some();
        let resolution = self.clocks.resolution.filter(|_| promised);
        let resolution = resolution.map(|clock| {
            let left = clock.target.minus(clock.used);
            let quarter = Seconds(clock.target.0.div_ceil(4));
            Clock::start(left.max(quarter), at)
        });
        let every = rules.target(Metric::Update);
        let clocks = Clocks {
            first_response: None,
            next_response: None,
            update: every.map(|every| Updates::start(every, at)),
            resolution,
        };
        Self {
            stage: Stage::Open,
            clocks: clocks.asked(rules, at),
            cycle: self.cycle.saturating_add(1),
            rejections: 0,
            hollow: 0,
            held: self.held,
            last_word: None,
        }
    }
}

/// What a stage does to a clock. Once the provider has answered, the first response is over for good; a
/// resolution waits until it is rejected or stands.
fn shift(
    clock: Clock,
    metric: Metric,
    stage: &Stage,
    (rules, at): (&Rules<'_>, UnixTime),
) -> Clock {
    match stage {
        _ if runs(stage.state(), metric) => clock.resume(at),
        Stage::Closed { reason, .. } if !reason.is_resolved() => clock.abandon(&rules.hours, at),
        Stage::Closed { .. } => clock.stop(&rules.hours, at),
        _ if metric == Metric::FirstResponse => clock.stop(&rules.hours, at),
        _ => clock.pause(&rules.hours, at),
    }
}

#[cfg(test)]
mod tests;
