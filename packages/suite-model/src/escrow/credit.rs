//! Missed targets move money back to the customer.

use aftercare_domain::credit::{Measure, Threshold};
use aftercare_interface::sla_escrow::{Miss, PlanTerms};

use super::agreement::{Agreement, Booked};
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

impl Suite {
    /// The registry books; whom it owes the booking to is thanked.
    pub(crate) fn book(
        &mut self,
        sender: &str,
        agreement: u64,
        (misses, keeper): (&[Miss], Option<&str>),
    ) -> Done {
        let at = self.find(agreement)?;
        require((1..=30).contains(&misses.len()), "KIT-006")?;
        require(sender == self.peers.registry, "SLA-010")?;
        let (mut paid, mut raised) = (0, 0);
        for miss in misses {
            if let Some(amount) = self.agreements[at].credit(miss, self.now) {
                paid += amount;
                raised += 1;
            }
        }
        let one = &self.agreements[at];
        let (customer, asset) = (one.customer.clone(), one.terms.asset.clone());
        self.push(&customer, &asset, paid)?;
        if let Some(keeper) = keeper {
            self.thank(at, keeper, raised);
        }
        Ok(())
    }
}

impl Agreement {
    /// What leaves for the customer; nothing where the miss changes nothing.
    fn credit(&mut self, miss: &Miss, now: u64) -> Option<u128> {
        let of_due = self.period_of(miss.due.0)?;
        let key = (miss.subject, miss.metric.index(), miss.cycle, miss.ordinal);
        let first = Booked {
            period: of_due,
            ..Booked::default()
        };
        let before = self.keys.get(&key).copied().unwrap_or(first);
        let want = wanted(&self.terms, miss);
        let open = before.period >= self.settled || self.withheld.contains_key(&before.period);
        if want <= before.want || !open || miss.due.0 >= now {
            return None;
        }
        let added = (want - before.credited).min(self.room(miss.subject, before.period));
        let from_fee = added.min(self.left(before.period));
        let from_bond = (added - from_fee).min(self.bond.credit.u128());
        self.keys.insert(
            key,
            Booked {
                want,
                credited: before.credited + added,
                period: before.period,
            },
        );
        *self.from_fee.entry(before.period).or_default() += from_fee;
        if let Some(kept) = self.withheld.get_mut(&before.period) {
            *kept -= from_fee;
        }
        self.bond.credit -= cosmwasm_std::Uint128::new(from_bond);
        if from_bond > 0 {
            self.short = self.short.or(Some(now));
        }
        self.totals.from_bond += from_bond;
        self.totals.as_debt += added - from_fee - from_bond;
        Some(from_fee + from_bond)
    }

    /// What the caps of ticket, period and block leave.
    fn room(&self, ticket: u64, period: u32) -> u128 {
        let cap = |bps: u32| share(self.terms.fee.u128(), bps);
        let of_ticket = self
            .keys
            .iter()
            .filter(|(key, booked)| key.0 == ticket && booked.period == period)
            .map(|(_, booked)| booked.credited)
            .sum();
        let of_period = self.credited_in(|other| other == period);
        let of_block = self.credited_in(|other| other / 12 == period / 12);
        let caps = &self.terms.caps;
        let left = [
            cap(caps.ticket.0).saturating_sub(of_ticket),
            cap(caps.period.0).saturating_sub(of_period),
            cap(caps.block.0).saturating_sub(of_block),
        ];
        left.into_iter().min().unwrap_or_default()
    }
}
