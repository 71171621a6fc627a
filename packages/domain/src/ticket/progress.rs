//! What people did on a ticket so far, and what time makes of it.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clocks::{Clocks, Tiers};
use super::stage::{Rules, Stage};
use super::table::{next, runs, Illegal};
use super::words::{Action, Role, State};
use super::CloseReason;
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
}

impl Progress {
    /// A new ticket; without targets it has no clocks.
    #[must_use]
    pub fn open(targets: Option<&Targets>, at: UnixTime) -> Self {
        Self {
            stage: Stage::Open,
            clocks: targets.map_or_else(Clocks::default, |targets| Clocks::start(targets, at)),
            cycle: 0,
        }
    }

    /// The state in which people left it.
    #[must_use]
    pub const fn state(&self) -> State {
        self.stage.state()
    }

    /// The first window that passed without a word by `now`, as the progress after it; `None` where none
    /// did. The last second of a window is in time, the lapse is in the one after it.
    #[must_use]
    pub fn lapsed(&self, rules: &Rules<'_>, now: UnixTime) -> Option<Self> {
        let end = self.stage.window_end(rules).filter(|end| now > *end)?;
        let lapse = Act {
            action: Action::Lapse,
            role: Role::Anyone,
            at: end.plus(Seconds(1)),
        };
        self.done(&lapse, rules).ok()
    }

    /// What it means at `now`: every window that has passed has lapsed.
    #[must_use]
    pub fn settled(self, rules: &Rules<'_>, now: UnixTime) -> Self {
        let mut settled = self;
        while let Some(lapsed) = settled.lapsed(rules, now) {
            settled = lapsed;
        }
        settled
    }

    /// The progress after a party's act at `at`. The caller has let lapse what had passed before.
    ///
    /// # Errors
    /// [`Illegal`] where the table does not hold the move.
    pub fn act(
        &self,
        (action, role): (Action, Role),
        rules: &Rules<'_>,
        at: UnixTime,
    ) -> Result<Self, Illegal> {
        self.done(&Act { action, role, at }, rules)
    }

    /// The same progress with a proposed resolution that cites these items.
    #[must_use]
    pub fn citing(self, items: Vec<u64>) -> Self {
        let stage = match self.stage {
            Stage::Resolved { since, .. } => Stage::Resolved {
                since,
                cited: items,
            },
            stage => stage,
        };
        Self { stage, ..self }
    }

    /// The earliest instant at which time alone changes something: a window lapses, or a clock reaches a
    /// lateness worth booking. `None` where nothing will come by itself.
    #[must_use]
    pub fn next_change(&self, rules: &Rules<'_>, tiers: &Tiers) -> Option<UnixTime> {
        let lapse = self.stage.window_end(rules).map(|end| end.plus(Seconds(1)));
        let bookings = self.clocks.iter().filter_map(|(metric, clock)| {
            clock.next_step_at(&rules.hours, &tiers.thresholds(metric, clock.target))
        });
        bookings.chain(lapse).min()
    }

    /// Whether the credit tiers matter for what comes next: a clock that runs on after it was booked.
    #[must_use]
    pub fn needs_tiers(&self) -> bool {
        self.clocks
            .iter()
            .any(|(_, clock)| clock.booked.is_some() && matches!(clock.phase, Phase::Running(_)))
    }

    fn done(&self, act: &Act, rules: &Rules<'_>) -> Result<Self, Illegal> {
        let to = next(self.state(), act.action, act.role)?;
        if act.action == Action::Reopen {
            return Ok(self.reopened(act.at));
        }
        let stage = act.stage(&self.stage, to);
        Ok(Self {
            clocks: self
                .clocks
                .map(|metric, clock| shift(clock, metric, &stage, (rules, act.at))),
            cycle: self.cycle,
            stage,
        })
    }

    /// The next cycle: no first response, and for the resolution what was left of its target or a quarter
    /// of it, rounded up, whichever is more.
    fn reopened(&self, at: UnixTime) -> Self {
        let resolution = self.clocks.resolution.map(|clock| {
            let left = clock.target.minus(clock.used);
            let quarter = Seconds(clock.target.0.div_ceil(4));
            Clock::start(left.max(quarter), at)
        });
        Self {
            stage: Stage::Open,
            clocks: Clocks {
                first_response: None,
                resolution,
            },
            cycle: self.cycle.saturating_add(1),
        }
    }
}

struct Act {
    action: Action,
    role: Role,
    at: UnixTime,
}

impl Act {
    /// The stage after this act. A word that leaves the state as it is leaves its window as it is; only a
    /// new question starts the window anew.
    fn stage(&self, before: &Stage, to: State) -> Stage {
        if before.state() == to && self.action != Action::Ask {
            return before.clone();
        }
        match to {
            State::Open => Stage::Open,
            State::InProgress => Stage::InProgress,
            State::AwaitingCustomer => Stage::AwaitingCustomer { since: self.at },
            State::Resolved => Stage::Resolved {
                since: self.at,
                cited: vec![],
            },
            State::Closed => Stage::Closed {
                at: self.at,
                reason: self.reason(),
                cited: before.cited().to_vec(),
            },
        }
    }

    const fn reason(&self) -> CloseReason {
        match self.action {
            Action::Lapse => CloseReason::Lapsed,
            Action::Cancel => CloseReason::Cancelled,
            Action::Decline => CloseReason::Declined,
            _ => CloseReason::Confirmed,
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
mod tests {
    use super::*;
    use crate::calendar::Hours;
    use crate::clock::Verdict;
    use crate::credit::Threshold;
    use crate::policy::ServiceHours;

    const DAY: u64 = 86_400;
    const RULES: Rules<'static> = Rules {
        hours: Hours::Always,
        window: Seconds(5 * DAY),
    };

    fn opened(resolution: u64) -> Progress {
        let targets = Targets {
            hours: ServiceHours::Always,
            first_response: Some(Seconds(60)),
            next_response: None,
            update: None,
            resolution: Some(Seconds(resolution)),
        };
        Progress::open(Some(&targets), UnixTime(1_000))
    }

    fn after(progress: &Progress, action: Action, role: Role, at: u64) -> Progress {
        let settled = progress.clone().settled(&RULES, UnixTime(at));
        settled.act((action, role), &RULES, UnixTime(at)).unwrap()
    }

    fn resolution(progress: &Progress) -> Clock {
        progress.clocks.resolution.unwrap()
    }

    #[test]
    fn any_first_word_of_the_provider_ends_the_first_response_for_good() {
        for action in [Action::Reply, Action::Ask, Action::Propose] {
            let answered = after(&opened(600), action, Role::Provider, 1_050);
            let clock = answered.clocks.first_response.unwrap();
            assert_eq!((clock.used, clock.phase), (Seconds(50), Phase::Stopped));
        }
    }

    #[test]
    fn a_pause_keeps_the_used_time_and_the_customers_word_resumes() {
        let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
        let back = after(&asked, Action::Reply, Role::Customer, 5_000);
        let used = resolution(&back).used_at(&RULES.hours, UnixTime(5_050));
        assert_eq!(used, Seconds(150));
    }

    #[test]
    fn silence_makes_a_question_a_resolution_and_a_resolution_an_end() {
        let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
        let end = 1_100 + 5 * DAY;
        let at = |now| asked.clone().settled(&RULES, UnixTime(now));
        assert_eq!(at(end).state(), State::AwaitingCustomer);
        assert_eq!(at(end + 1).state(), State::Resolved);
        assert_eq!(at(end + 1 + 5 * DAY).state(), State::Resolved);
        let closed = Stage::Closed {
            at: UnixTime(end + 2 + 5 * DAY),
            reason: CloseReason::Lapsed,
            cited: vec![],
        };
        assert_eq!(at(end + 2 + 5 * DAY).stage, closed);
        assert_eq!(at(end * 9).stage, closed);
    }

    #[test]
    fn a_second_question_starts_the_window_anew_and_a_remark_does_not() {
        let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
        let remark = after(&asked, Action::Reply, Role::Provider, 2_000);
        assert_eq!(remark.stage, asked.stage);
        let again = after(&asked, Action::Ask, Role::Provider, 2_000);
        let since = UnixTime(2_000);
        assert_eq!(again.stage, Stage::AwaitingCustomer { since });
    }

    #[test]
    fn cancelling_in_time_is_not_measured_and_too_late_stays_missed() {
        for (at, verdict) in [
            (1_600, Verdict::NotMeasured),
            (1_601, Verdict::Missed { late: Seconds(1) }),
        ] {
            let cancelled = after(&opened(600), Action::Cancel, Role::Customer, at);
            let found = resolution(&cancelled).verdict_at(&RULES.hours, UnixTime(9_999));
            assert_eq!(found, verdict);
        }
    }

    #[test]
    fn a_reopened_ticket_has_what_was_left_or_a_quarter_rounded_up() {
        for (target, proposed, expected) in
            [(601, 1_100, 501), (601, 1_600, 151), (601, 9_000, 151)]
        {
            let resolved = after(&opened(target), Action::Propose, Role::Provider, proposed);
            let closed = after(&resolved, Action::Accept, Role::Customer, proposed + 5);
            let reopened = after(&closed, Action::Reopen, Role::Customer, proposed + 9);
            assert_eq!(resolution(&reopened).target, Seconds(expected));
            assert_eq!(reopened.clocks.first_response, None);
            assert_eq!((reopened.cycle, reopened.state()), (1, State::Open));
        }
    }

    #[test]
    fn the_next_change_is_the_first_late_second_then_the_next_tier_then_the_lapse() {
        let tiers = Tiers {
            first_response: vec![],
            resolution: vec![Threshold::LateSeconds(Seconds(100))],
        };
        let progress = opened(600);
        let next = |progress: &Progress| progress.next_change(&RULES, &tiers);
        assert_eq!(next(&progress), Some(UnixTime(1_061)));
        let mut answered = after(&progress, Action::Reply, Role::Provider, 1_010);
        assert_eq!(next(&answered), Some(UnixTime(1_601)));
        assert!(!answered.needs_tiers());
        answered.clocks = answered
            .clocks
            .map(|_, clock| clock.book(&RULES.hours, UnixTime(1_601)));
        assert!(answered.needs_tiers());
        assert_eq!(next(&answered), Some(UnixTime(1_700)));
        let asked = after(&answered, Action::Ask, Role::Provider, 1_650);
        assert_eq!(next(&asked), Some(UnixTime(1_651 + 5 * DAY)));
    }
}
