//! Missed targets move money to the customer, at once or when nobody can act on it any more.

use aftercare_domain::credit::{Measure, Threshold};
use aftercare_domain::policy::Metric;
use aftercare_interface::sla_escrow::{Miss, PlanTerms, Release, WaitingReason};
use cosmwasm_std::Uint128;

use super::agreement::Agreement;
use super::key::{Booked, Key, Line};
use super::share;
use crate::suite::{require, Done, Suite};

/// Whether a tier that begins there is reached.
pub(crate) fn is_reached(from: Threshold, measure: Measure) -> bool {
    match (from, measure) {
        (Threshold::LateSeconds(least), Measure::Late { late, .. }) => late >= least,
        (Threshold::LateTargetBps(bps), Measure::Late { late, target }) => {
            let (late, target) = (u128::from(late.0), u128::from(target.0));
            late * 10_000 >= target * u128::from(bps.0)
        }
        (Threshold::BelowBps(limit), Measure::Below { share }) => share < limit,
        (Threshold::Count(least), Measure::Count { number }) => number >= least,
        _ => false,
    }
}

/// What the worst tier that was reached credits.
fn wanted(terms: &PlanTerms, miss: &Miss) -> u128 {
    let tiers = terms.schedule.of(miss.metric).iter();
    let reached = tiers.filter(|tier| is_reached(tier.from, miss.measure));
    let worst = reached.map(|tier| tier.credit.0).max().unwrap_or_default();
    share(terms.fee.u128(), worst)
}

/// What of an agreement has become whose, and leaves at the end of the message.
#[derive(Default)]
pub(super) struct Till {
    pub customer: u128,
    pub payer: u128,
}

impl Suite {
    /// The registry books tickets, the monitoring availability; whom they owe the booking to is thanked.
    pub(crate) fn book(
        &mut self,
        sender: &str,
        agreement: u64,
        (misses, keeper): (&[Miss], Option<&str>),
    ) -> Done {
        let at = self.find(agreement)?;
        require((1..=30).contains(&misses.len()), "KIT-006")?;
        let monitoring = self.desk.monitoring_at(self.agreements[at].accepted);
        let monitors = monitoring == Some(sender);
        let registers = sender == self.peers.registry;
        let is_right = |miss: &Miss| match miss.metric {
            Metric::Availability => monitors,
            _ => registers,
        };
        require(misses.iter().all(is_right), "SLA-010")?;
        let (mut till, mut raised) = (Till::default(), 0);
        for miss in misses {
            raised += u32::from(self.agreements[at].credit(miss, self.now, &mut till));
        }
        self.empty(at, &till)?;
        if let Some(keeper) = keeper {
            self.thank(at, keeper, raised);
        }
        Ok(())
    }

    /// What a message has made theirs leaves.
    pub(super) fn empty(&mut self, at: usize, till: &Till) -> Done {
        let one = &self.agreements[at];
        let (customer, payer) = (one.customer.clone(), one.payer.clone());
        self.pay_party(at, &customer, till.customer)?;
        self.pay_party(at, &payer, till.payer)
    }
}

impl Agreement {
    /// Whether a miss changes something: its due has passed inside the term, its key's period is open, and it
    /// is worse than what was booked.
    fn credit(&mut self, miss: &Miss, now: u64, till: &mut Till) -> bool {
        let Some(of_due) = self.period_of(miss.due.0) else {
            return false;
        };
        let key = (miss.subject, miss.metric.index(), miss.cycle, miss.ordinal);
        let mut booked = self.keys.get(&key).cloned().unwrap_or(Booked {
            period: of_due,
            due: miss.due.0,
            ..Booked::default()
        });
        let want = wanted(self.terms_of(booked.period), miss);
        let raises = want > booked.want && booked.stands != Some(false);
        if !raises || !self.is_open(booked.period) || miss.due.0 >= now {
            return false;
        }
        booked.want = want;
        booked.due = booked.due.max(miss.due.0);
        let times = (miss.due.0, now);
        self.enter((key, booked), times, till);
        true
    }

    /// Credits a key what it wants and the caps leave; how much that is.
    pub(super) fn enter(
        &mut self,
        (key, mut booked): (Key, Booked),
        (due, now): (u64, u64),
        till: &mut Till,
    ) -> u128 {
        let added = booked.missing().min(self.room(key, booked.period));
        let wait = self.waits_for(&booked, (due, now));
        booked.credited += added;
        if added > 0 {
            let unfunded = self.draw(booked.period, added, now);
            match wait {
                None => till.customer += added - unfunded,
                Some((reason, until)) => booked.add(Line {
                    amount: added,
                    unfunded,
                    reason,
                    until,
                }),
            }
        }
        if booked.is_cut() && self.can_cancel() {
            self.starved.insert(key);
        }
        self.keys.insert(key, booked);
        added
    }

    /// Money leaves the fee, then the bond; what neither has.
    fn draw(&mut self, period: u32, added: u128, now: u64) -> u128 {
        let from_fee = added.min(self.left(period));
        let from_bond = (added - from_fee).min(self.bond.credit.u128());
        let unfunded = added - from_fee - from_bond;
        let drawn = self.drawn.entry(period).or_default();
        drawn.fee += from_fee;
        drawn.bond += from_bond;
        drawn.debt += unfunded;
        if let Some(kept) = self.withheld.get_mut(&period) {
            *kept -= from_fee;
        }
        self.bond.credit -= Uint128::new(from_bond);
        if from_bond > 0 && self.bond.credit < self.asked(now).0.credit {
            self.short = self.short.or(Some(now));
        }
        unfunded
    }

    /// What an addition waits for, and until when, by the due for which it was booked.
    fn waits_for(&self, booked: &Booked, (due, now): (u64, u64)) -> Option<(WaitingReason, u64)> {
        let terms = self.terms_of(booked.period);
        if booked.dispute.is_some() {
            let mut lines = booked.waiting.iter();
            let line = lines.find(|line| line.reason == WaitingReason::Ruling)?;
            return (now <= line.until).then_some((line.reason, line.until));
        }
        if terms.excusable.0 > 0 && self.is_excused(due) {
            let until = now + terms.policy.confirm_window.0;
            return Some((WaitingReason::Objection, until));
        }
        match terms.release {
            Release::Immediate => None,
            Release::AfterContest { window } => Some((WaitingReason::Contest, now + window.0)),
        }
    }

    /// Whether somebody declared before an instant that it is excused.
    fn is_excused(&self, due: u64) -> bool {
        self.declared
            .iter()
            .any(|one| one.declared.0 < due && one.from.0 <= due && due <= one.until.0)
    }

    /// Whether credits under terms that still matter can be cancelled.
    fn can_cancel(&self) -> bool {
        let last_two = self.later.iter().rev().skip(1).map(|later| &later.terms);
        let before = last_two.chain([&self.terms]).next();
        let mut both = before.into_iter().chain([self.last_terms()]);
        both.any(|terms| terms.release != Release::Immediate || terms.excusable.0 > 0)
    }

    /// What the caps of ticket, period and block leave. An observation is no ticket of the same number.
    fn room(&self, (ticket, metric, ..): Key, period: u32) -> u128 {
        let terms = self.terms_of(period);
        let cap = |bps: u32| share(terms.fee.u128(), bps);
        let observed = |metric: u8| metric == Metric::Availability.index();
        let of_ticket = self
            .keys
            .iter()
            .filter(|(key, booked)| {
                key.0 == ticket && observed(key.1) == observed(metric) && booked.period == period
            })
            .map(|(_, booked)| booked.credited)
            .sum();
        let of_period = self.credited_in(|other| other == period);
        let of_block = self.credited_in(|other| other / 12 == period / 12);
        let caps = &terms.caps;
        let left = [
            cap(caps.ticket.0).saturating_sub(of_ticket),
            cap(caps.period.0).saturating_sub(of_period),
            cap(caps.block.0).saturating_sub(of_block),
        ];
        left.into_iter().min().unwrap_or_default()
    }
}
