//! The misses of a ticket at hand: which of them the escrow should hear of.

use aftercare_domain::clock::{Clock, Phase};
use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::Tiers;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::Terms;
use aftercare_interface::sla_escrow::Miss;

use super::Case;
use crate::context::Context;
use crate::event::MissLatched;
use crate::{history, ContractError};

/// A clock that is later than the escrow has heard.
pub struct Late {
    pub metric: Metric,
    pub cycle: u32,
    pub due: UnixTime,
    pub late: Seconds,
    pub target: Seconds,
}

impl Late {
    const fn of(self, ticket: u64) -> Miss {
        Miss {
            subject: ticket,
            metric: self.metric,
            cycle: self.cycle,
            ordinal: 0,
            due: self.due,
            measure: Measure::Late {
                late: self.late,
                target: self.target,
            },
        }
    }
}

impl Case {
    /// Books what a poke books: stopped clocks, and running ones that have reached something new. Whether
    /// there was anything.
    pub fn book_running(&mut self, context: &mut Context<'_>) -> Result<bool, ContractError> {
        let tiers = self.tiers(context)?;
        self.book(context, Some(&tiers))
    }

    /// Books the clocks that have stopped late.
    pub(super) fn book_stopped(&mut self, context: &mut Context<'_>) -> Result<(), ContractError> {
        self.book(context, None).map(drop)
    }

    /// The credit tiers, read of the escrow only where they matter. A ticket never waits for the escrow:
    /// where they cannot be read, a running clock is booked no further before it stops.
    pub(super) fn tiers(&self, context: &Context<'_>) -> Result<Tiers, ContractError> {
        match &self.ticket.promise {
            Some(promise) if self.course.progress.needs_tiers() => {
                context.escrow()?;
                let found = context.terms(promise.terms).ok().flatten();
                Ok(found.as_deref().map(tiers_of).unwrap_or_default())
            }
            _ => Ok(Tiers::default()),
        }
    }

    fn book(
        &mut self,
        context: &mut Context<'_>,
        tiers: Option<&Tiers>,
    ) -> Result<bool, ContractError> {
        let Some(agreement) = self.agreement() else {
            return Ok(false);
        };
        let late: Vec<Late> = self
            .course
            .progress
            .clocks
            .iter()
            .filter_map(|(metric, clock)| self.worth_booking((metric, clock), tiers, context.now))
            .collect();
        for late in &late {
            self.latch(context, agreement, late)?;
        }
        let any = !late.is_empty();
        let misses = late.into_iter().map(|late| late.of(self.id)).collect();
        context.outbox.add(agreement, misses);
        Ok(any)
    }

    /// How late a clock is, if the escrow should hear of it: of a stopped clock its final lateness, of a
    /// running one, where tiers are at hand, the first lateness and each that reaches another tier.
    fn worth_booking(
        &self,
        (metric, clock): (Metric, &Clock),
        tiers: Option<&Tiers>,
        now: UnixTime,
    ) -> Option<Late> {
        let rules = self.rules();
        let miss = clock.miss_at(&rules.hours, now)?;
        let is_new = match (clock.phase, tiers) {
            (Phase::Running(_), Some(tiers)) => {
                let thresholds = tiers.thresholds(metric, clock.target);
                let reached = clock.next_step_at(&rules.hours, &thresholds);
                reached.is_some_and(|at| at <= now)
            }
            (Phase::Running(_), None) => false,
            _ => clock.booked.is_none_or(|booked| miss.late > booked),
        };
        is_new.then_some(Late {
            metric,
            cycle: self.course.progress.cycle,
            due: miss.due,
            late: miss.late,
            target: clock.target,
        })
    }

    fn latch(
        &mut self,
        context: &mut Context<'_>,
        agreement: u64,
        late: &Late,
    ) -> Result<(), ContractError> {
        let known = self.course.progress.clocks.of(late.metric);
        if known.is_some_and(|clock| clock.booked.is_none()) {
            self.course.desk.uncounted.push(late.metric);
        }
        let (now, rules) = (context.now, self.rules());
        let book = |metric, clock: Clock| match metric == late.metric {
            true => clock.book(&rules.hours, now),
            false => clock,
        };
        self.course.progress.clocks = self.course.progress.clocks.map(book);
        history::add(context, self, ("missed", history::missed(late)), None)?;
        context.tell(MissLatched {
            ticket: self.id,
            agreement,
            metric: late.metric,
            cycle: late.cycle,
            due: late.due,
            late: late.late,
            target: late.target,
        });
        Ok(())
    }
}

fn tiers_of(terms: &Terms) -> Tiers {
    Tiers {
        first_response: terms.starts_of(Metric::FirstResponse).to_vec(),
        next_response: vec![],
        update: vec![],
        resolution: terms.starts_of(Metric::Resolution).to_vec(),
    }
}
