//! The contracts' state machine, driven with the model's acts, and compared with it.

use aftercare_clock_model as model;
use aftercare_clock_model::Act as Done;
use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::clock::{Clock, Verdict};
use aftercare_domain::policy::{ServiceHours, Targets};
use aftercare_domain::ticket::{
    next, Act, Action, Extra, Progress, Role, Rules, Tiers, Used as Taken,
};
use aftercare_domain::time::{Seconds, UnixTime};

use crate::edge;

/// A ticket of the contracts.
pub struct Subject<'a> {
    calendar: &'a Calendar,
    targets: Targets,
    window: Seconds,
    progress: Progress,
    now: UnixTime,
}

/// What is compared of a clock: target, used seconds, verdict, and its due where it was missed.
type Said = (i64, i64, model::Verdict, Option<i64>);

impl<'a> Subject<'a> {
    /// Opened at `now`.
    #[must_use]
    pub fn open(calendar: &'a Calendar, promised: (&model::Promise<'_>, i64), now: i64) -> Self {
        let (targets, now) = (targets(promised.0), edge::instant(now));
        Self {
            calendar,
            progress: Progress::open(Some(&targets), now),
            targets,
            window: edge::span(promised.1),
            now,
        }
    }

    /// Lets time pass.
    pub fn pass(&mut self, to: i64) {
        self.now = edge::instant(to);
        self.progress = self.with_rules(|progress, rules, now| progress.settled(rules, now));
    }

    /// An instant at which time alone will change something.
    #[must_use]
    pub fn edge(&self) -> Option<i64> {
        let rules = self.rules();
        let change = self.progress.next_change(&rules, &Tiers::default());
        change.map(|at| at.0.cast_signed())
    }

    /// Books what is due.
    pub fn poke(&mut self) {
        self.progress = self.with_rules(|progress, rules, now| {
            let suggested = progress.suggested();
            let mut booked = progress.counted(rules, now, suggested).0;
            let withheld = |clock: &Clock| {
                let miss = clock.miss_at(&rules.hours, now);
                miss.is_some_and(|miss| booked.stage.withholds(miss.due))
            };
            booked.clocks = booked.clocks.map(|_, clock| {
                if withheld(&clock) {
                    clock
                } else {
                    clock.book(&rules.hours, now)
                }
            });
            booked
        });
    }

    /// Does what the model does; whether it was possible.
    pub fn act(&mut self, done: &Done<'_>) -> bool {
        let (action, role, extra) = named(done);
        if next(self.progress.state(), action, role).is_err() {
            return false;
        }
        let act = Act::new((action, role), self.now).saying(extra);
        self.progress = self.with_rules(|progress, rules, now| match done {
            Done::Raise(promise) => progress.raised(rules, &targets(promise), now),
            Done::Lower(promise) => progress.lowered(rules, &targets(promise), now),
            Done::TakeUp(used) => progress.absorbed(&taken(used), rules, now).0,
            _ => progress.act(&act, rules).unwrap_or(progress),
        });
        if let Done::Raise(promise) | Done::Lower(promise) = done {
            self.targets = targets(promise);
        }
        true
    }

    /// Compares every clock; how many there are, and how many of them are missed.
    ///
    /// # Errors
    /// The first difference.
    pub fn compare(&self, ticket: &model::Ticket<'_>) -> Result<(u64, u64), String> {
        let state = format!("{:?}", self.progress.state());
        let modelled = match ticket.state {
            model::State::Awaiting => "AwaitingCustomer".to_owned(),
            state => format!("{state:?}"),
        };
        same("state", (&modelled, &state))?;
        let clocks = &self.progress.clocks;
        let turn = clocks.next_response.as_ref();
        let turns = ticket
            .turns
            .last()
            .map(|turn| (turn.ordinal, said(&turn.clock)));
        let pairs = [
            (
                "first response",
                ticket.first_response.as_ref(),
                clocks.first_response.as_ref(),
            ),
            (
                "resolution",
                ticket.resolution.as_ref(),
                clocks.resolution.as_ref(),
            ),
        ];
        let mut missed = 0;
        for (name, one, other) in pairs {
            let found = other.map(|clock| self.says(clock));
            same(name, (&one.map(said), &found))?;
            missed += u64::from(found.is_some_and(|said| said.3.is_some()));
        }
        let found = turn.map(|turn| (turn.ordinal, self.says(&turn.clock)));
        same("next response", (&turns, &found))?;
        missed += u64::from(found.is_some_and(|said| said.1 .3.is_some()));
        let intervals = ticket.updates.as_ref();
        let modelled = intervals.map(|updates| (updates.clock.used, updates.missed.len()));
        let found = self.updates();
        same("update", (&modelled, &found))?;
        missed += found.map_or(0, |found| found.1 as u64);
        Ok((4, missed))
    }

    /// Counted seconds since the last word, and how many intervals were missed.
    fn updates(&self) -> Option<(i64, usize)> {
        let rules = self.rules();
        let counted = self.progress.counted(&rules, self.now, None).0;
        let updates = counted.clocks.update?;
        let used = updates.clock.used_at(&rules.hours, self.now);
        Some((used.0.cast_signed(), updates.missed as usize))
    }

    fn says(&self, clock: &Clock) -> Said {
        let hours = self.rules().hours;
        let verdict = match clock.verdict_at(&hours, self.now) {
            Verdict::Running => model::Verdict::Pending,
            Verdict::Met => model::Verdict::Met,
            Verdict::Missed { late } => model::Verdict::Missed(late.0.cast_signed()),
            Verdict::NotMeasured => model::Verdict::NotMeasured,
        };
        let due = clock.miss_at(&hours, self.now);
        (
            clock.target.0.cast_signed(),
            clock.used_at(&hours, self.now).0.cast_signed(),
            verdict,
            due.map(|miss| miss.due.0.cast_signed()),
        )
    }

    fn rules(&self) -> Rules<'_> {
        Rules {
            hours: match self.targets.hours {
                ServiceHours::Always => Hours::Always,
                ServiceHours::Calendar(_) => Hours::Calendar(self.calendar),
            },
            window: self.window,
            targets: Some(&self.targets),
            periods: None,
        }
    }

    fn with_rules(
        &self,
        change: impl FnOnce(Progress, &Rules<'_>, UnixTime) -> Progress,
    ) -> Progress {
        change(self.progress.clone(), &self.rules(), self.now)
    }
}

fn said(clock: &model::Clock) -> Said {
    (clock.target, clock.used, clock.verdict(), clock.missed())
}

fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    (model, contracts): (&T, &T),
) -> Result<(), String> {
    if model == contracts {
        return Ok(());
    }
    Err(format!(
        "{what}: the model says {model:?}, the contracts say {contracts:?}"
    ))
}

fn targets(promise: &model::Promise<'_>) -> Targets {
    let of = |target: Option<i64>| target.map(edge::span);
    Targets {
        hours: match promise.hours {
            model::Hours::Always => ServiceHours::Always,
            model::Hours::Drawn(_) => ServiceHours::Calendar(1),
        },
        first_response: of(promise.first_response),
        next_response: of(promise.next_response),
        update: of(promise.update),
        resolution: of(promise.resolution),
    }
}

fn taken(used: &model::Used) -> Taken {
    let of = |used: Option<i64>| used.map(edge::span);
    Taken {
        first_response: of(used.first_response),
        next_response: of(used.next_response),
        update: of(used.update),
        resolution: of(used.resolution),
    }
}

/// The contracts' word for what the model does.
fn named(done: &Done<'_>) -> (Action, Role, Extra) {
    use Role::{Bot, Customer, Provider};
    let (action, role) = match done {
        Done::CustomerReply { .. } => (Action::Reply, Customer),
        Done::Reply => (Action::Reply, Provider),
        Done::Ask => (Action::Ask, Provider),
        Done::ProposeHold => (Action::ProposeHold, Provider),
        Done::AgreeHold { .. } => (Action::AgreeHold, Customer),
        Done::EndPause => (Action::EndPause, Customer),
        Done::FlagHollow => (Action::FlagHollow, Customer),
        Done::Propose => (Action::Propose, Provider),
        Done::BotReply => (Action::Reply, Bot),
        Done::BotPropose => (Action::Propose, Bot),
        Done::Accept => (Action::Accept, Customer),
        Done::Reject => (Action::Reject, Customer),
        Done::Escalate => (Action::Escalate, Customer),
        Done::Raise(_) => (Action::Raise, Customer),
        Done::Lower(_) => (Action::Lower, Customer),
        // The ticket that takes another up needs no move of its own but has to be in conversation.
        Done::TakeUp(_) => (Action::Raise, Customer),
        Done::Merge => (Action::Merge, Customer),
        Done::Cancel => (Action::Cancel, Customer),
        Done::Reopen => (Action::Reopen, Customer),
    };
    let extra = match done {
        Done::CustomerReply { expects_answer } if !expects_answer => Extra::NoAnswerNeeded,
        Done::AgreeHold { until } => Extra::Until(edge::instant(*until)),
        _ => Extra::Nothing,
    };
    (action, role, extra)
}
