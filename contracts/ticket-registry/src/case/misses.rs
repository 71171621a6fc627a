//! The misses of a ticket at hand: which of them the escrow should hear of.

use aftercare_domain::clock::{Clock, Phase};
use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Counted, Tiers};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::Terms;
use aftercare_interface::sla_escrow::Miss;

use super::Case;
use crate::context::Context;
use crate::event::MissLatched;
use crate::{history, ContractError};

/// A miss that is worse than what was latched before.
#[derive(Clone)]
pub struct Late {
    pub metric: Metric,
    pub cycle: u32,
    /// Which of its metric and cycle; of missed updates, the period.
    pub ordinal: u32,
    pub due: UnixTime,
    pub measure: Measure,
    /// Whether the escrow hears of it now; else with the next tier.
    is_worth: bool,
    /// How many targets it says were missed that nobody had latched before.
    fresh: u32,
}

impl Late {
    const fn of(&self, ticket: u64) -> Miss {
        Miss {
            subject: ticket,
            metric: self.metric,
            cycle: self.cycle,
            ordinal: self.ordinal,
            due: self.due,
            measure: self.measure,
        }
    }
}

impl Case {
    /// Books what a poke books: stopped clocks, and running ones that have reached something new. Whether
    /// there was anything.
    pub fn book_running(&mut self, context: &mut Context<'_>) -> Result<bool, ContractError> {
        let (now, rules) = (context.now, self.rules());
        let progress = &self.course.progress;
        let (counted, groups) = progress.counted(&rules, now, progress.suggested());
        let tiers = self.tiers(context, !groups.is_empty())?;
        self.course.progress = counted;
        self.note_counted(groups, Some(&tiers));
        self.note(|case, clock| case.worth_booking(clock, &tiers, now), now);
        self.latch(context)
    }

    /// Books what stopped late, and what was noted on the way.
    pub(super) fn book_stopped(&mut self, context: &mut Context<'_>) -> Result<(), ContractError> {
        self.note_ended(context.now);
        self.latch(context).map(drop)
    }

    /// Notes the final lateness of clocks that have stopped, before others take their place.
    pub fn note_ended(&mut self, now: UnixTime) {
        self.note(|case, clock| case.stopped_late(clock, now), now);
    }

    /// Notes missed updates that were counted. With tiers at hand the escrow hears of those that reach one.
    pub fn note_counted(
        &mut self,
        groups: impl IntoIterator<Item = Counted>,
        tiers: Option<&Tiers>,
    ) {
        let cycle = self.course.progress.cycle;
        self.late.extend(groups.into_iter().map(|group| Late {
            metric: Metric::Update,
            cycle,
            ordinal: group.period,
            due: group.due,
            measure: Measure::Count {
                number: group.number,
            },
            is_worth: tiers.is_none_or(|tiers| tiers.reached(&group)),
            fresh: group.number.saturating_sub(group.before),
        }));
    }

    /// Notes how late every clock is at `at`, because another target holds from then on.
    pub(super) fn note_late(&mut self, at: UnixTime) {
        self.note(|case, clock| case.lateness(clock, at), at);
    }

    /// The credit tiers, read of the escrow only where they matter. A ticket never waits for the escrow:
    /// where they cannot be read, a running clock is booked no further before it stops.
    pub(super) fn tiers(
        &self,
        context: &Context<'_>,
        counts: bool,
    ) -> Result<Tiers, ContractError> {
        match &self.ticket.promise {
            Some(promise) if counts || self.course.progress.needs_tiers() => {
                context.escrow()?;
                let found = context.terms(promise.terms).ok().flatten();
                Ok(found.as_deref().map(tiers_of).unwrap_or_default())
            }
            _ => Ok(Tiers::default()),
        }
    }

    /// Notes the clocks for which `late` gives a lateness, and takes it as booked.
    fn note(
        &mut self,
        late: impl Fn(&Self, (Metric, &Clock)) -> Option<(UnixTime, Seconds)>,
        at: UnixTime,
    ) {
        if self.ticket.promise.is_none() {
            return;
        }
        let progress = &self.course.progress;
        let found: Vec<Late> = progress
            .clocks
            .timed()
            .filter_map(|(metric, clock)| {
                let (due, late) = late(self, (metric, clock))?;
                Some(Late {
                    metric,
                    cycle: progress.cycle,
                    ordinal: progress.clocks.ordinal(metric),
                    due,
                    measure: Measure::Late {
                        late,
                        target: clock.target,
                    },
                    is_worth: true,
                    fresh: u32::from(clock.booked.is_none()),
                })
            })
            .collect();
        let booked = |metric| found.iter().any(|late| late.metric == metric);
        let rules = self.rules();
        let clocks = progress.clocks.map(|metric, clock| match booked(metric) {
            true => clock.book(&rules.hours, at),
            false => clock,
        });
        self.course.progress.clocks = clocks;
        self.late.extend(found);
    }

    /// How late a clock is at `at`, if the escrow has not heard of it and may.
    fn lateness(&self, (_, clock): (Metric, &Clock), at: UnixTime) -> Option<(UnixTime, Seconds)> {
        let miss = clock.miss_at(&self.rules().hours, at)?;
        let is_new = clock.booked.is_none_or(|booked| miss.late > booked);
        let waits = self.course.progress.stage.withholds(miss.due);
        (is_new && !waits).then_some((miss.due, miss.late))
    }

    /// Of a clock that does not run, its final lateness.
    fn stopped_late(&self, clock: (Metric, &Clock), now: UnixTime) -> Option<(UnixTime, Seconds)> {
        match clock.1.phase {
            Phase::Running(_) => None,
            _ => self.lateness(clock, now),
        }
    }

    /// Of a running clock, the first lateness and each that reaches another tier.
    fn worth_booking(
        &self,
        clock: (Metric, &Clock),
        tiers: &Tiers,
        now: UnixTime,
    ) -> Option<(UnixTime, Seconds)> {
        let (metric, running) = clock;
        if matches!(running.phase, Phase::Running(_)) {
            let thresholds = tiers.thresholds(metric, running.target);
            let reached = running.next_step_at(&self.rules().hours, &thresholds);
            reached.filter(|at| *at <= now)?;
        }
        self.lateness(clock, now)
    }

    /// Writes down what was noted; whether there was anything.
    fn latch(&mut self, context: &mut Context<'_>) -> Result<bool, ContractError> {
        let late = std::mem::take(&mut self.late);
        let Some(agreement) = self.agreement() else {
            return Ok(false);
        };
        for late in &late {
            let detail = history::missed(late, &self.course.progress);
            history::add(context, self, ("missed", detail), None)?;
            let uncounted = self.course.desk.uncounted.get_or_insert_default();
            uncounted.add(late.metric, late.fresh);
            context.tell(latched((self.id, agreement), late));
            if late.is_worth {
                context.outbox.add(agreement, late.of(self.id));
            }
        }
        Ok(!late.is_empty())
    }
}

fn latched((ticket, agreement): (u64, u64), miss: &Late) -> MissLatched {
    let (late, target, missed) = match miss.measure {
        Measure::Late { late, target } => (Some(late), Some(target), None),
        Measure::Count { number } => (None, None, Some(number)),
        Measure::Below { .. } => (None, None, None),
    };
    MissLatched {
        ticket,
        agreement,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
        due: miss.due,
        late,
        target,
        missed,
    }
}

fn tiers_of(terms: &Terms) -> Tiers {
    Tiers {
        first_response: terms.starts_of(Metric::FirstResponse).to_vec(),
        next_response: terms.starts_of(Metric::NextResponse).to_vec(),
        update: terms.starts_of(Metric::Update).to_vec(),
        resolution: terms.starts_of(Metric::Resolution).to_vec(),
    }
}
