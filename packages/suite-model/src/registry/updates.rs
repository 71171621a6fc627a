//! Intervals without a word of the provider: how many were missed, in each period of the agreement.

use aftercare_clock_model::{Act, State};
use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::Miss;

use super::ticket::{instant, Ticket};
use crate::escrow::is_reached;

/// How many updates of a cycle were missed in a period: before, and now.
pub(super) struct Counted {
    before: u32,
    now: u32,
}

impl Ticket {
    /// What was missed is counted before a word ends the interval, or a state the clock. What the customer
    /// confirms was solved when the bot suggested it.
    pub(super) fn count_before(&mut self, act: &Act<'_>) {
        let state = self.clocks.state;
        let Ok(to) = act.leads_to(state) else {
            return;
        };
        let runs = [State::Open, State::InProgress, State::Suggested].contains(&to);
        let goes_on = to == state || runs;
        let ends = act.is_answer() || matches!(act, Act::Raise(_)) || !goes_on;
        if ends {
            let suggested = self.suggested().filter(|_| !act.is_answer());
            self.count_updates(suggested, |_| true);
        }
    }

    /// Of a clock that runs on, the escrow hears of what reaches a tier.
    pub(super) fn count_running(&mut self) {
        let terms = self.terms.as_ref();
        let tiers = terms.map_or(vec![], |terms| terms.schedule.update.clone());
        self.count_updates(self.suggested(), |counted| {
            let reached = |number| move |from| is_reached(from, Measure::Count { number });
            let (before, now) = (reached(counted.before), reached(counted.now));
            tiers
                .iter()
                .any(|tier| now(tier.from) && !before(tier.from))
        });
    }

    /// Counts what is due by `limit`, period by period.
    pub(super) fn count_updates(
        &mut self,
        limit: Option<i64>,
        is_worth: impl Fn(&Counted) -> bool,
    ) {
        let Some(updates) = &self.clocks.updates else {
            return;
        };
        let in_time = |due: &&i64| limit.is_none_or(|limit| **due <= limit);
        let dues: Vec<i64> = updates.missed.iter().take_while(in_time).copied().collect();
        let (old, new) = dues.split_at(self.counted_updates.min(dues.len()));
        let mut periods: Vec<u64> = new.iter().map(|due| self.period_of(*due)).collect();
        periods.dedup();
        for period in periods {
            let inside = |dues: &[i64]| -> Vec<i64> {
                let dues = dues.iter().copied();
                dues.filter(|due| self.period_of(*due) == period).collect()
            };
            let (before, fresh) = (inside(old), inside(new));
            let counted = Counted {
                before: before.len() as u32,
                now: (before.len() + fresh.len()) as u32,
            };
            self.history.add();
            if is_worth(&counted) {
                let due = fresh.last().copied().unwrap_or_default();
                self.noted
                    .push(self.missed(period as u32, due, counted.now));
            }
        }
        self.counted_updates = dues.len().max(self.counted_updates);
    }

    fn missed(&self, period: u32, due: i64, number: u32) -> Miss {
        Miss {
            subject: self.number,
            metric: Metric::Update,
            cycle: self.clocks.cycle,
            ordinal: period,
            due: UnixTime(due.unsigned_abs()),
            measure: Measure::Count { number },
        }
    }

    /// When a bot suggested what waits for the customer's word.
    fn suggested(&self) -> Option<i64> {
        let waits = self.clocks.state == State::Suggested;
        waits.then(|| self.clocks.since())
    }

    /// The period of the agreement in which an instant lies.
    fn period_of(&self, at: i64) -> u64 {
        let length = self.terms.as_ref().map_or(1, |terms| terms.period_length.0);
        (at - instant(self.covered_from)).unsigned_abs() / length
    }
}
