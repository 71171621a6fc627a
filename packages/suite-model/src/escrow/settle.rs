//! Periods are paid out.

use super::agreement::Agreement;
use super::share;
use crate::suite::{of, require, Done, Suite};

/// How long a settled period's money may wait for tickets.
const SIXTY_DAYS: u64 = 60 * 86_400;
/// One per cent of what was earned, of which one half is burnt.
const PROTOCOL_FEE: u32 = 100;
const BURNT: u32 = 5_000;

impl Suite {
    pub(super) fn settle(&mut self, sender: &str, agreement: u64, most: u32) -> Done {
        require((1..=30).contains(&most), "KIT-008")?;
        let at = self.find(agreement)?;
        let counts = self.tickets_of.get(&agreement);
        let waits = counts.is_some_and(|(_, unsettled)| *unsettled > 0);
        let (now, one) = (self.now, &mut self.agreements[at]);
        let mut rows = one.released(now, waits, most);
        one.settle_due((now, waits), &mut rows, most);
        require(!rows.is_empty(), "SLA-028")?;
        self.pay_out(at, &rows)?;
        let acts = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        self.thank(at, sender, acts);
        self.conclude(at);
        Ok(())
    }

    fn pay_out(&mut self, at: usize, rows: &[u128]) -> Done {
        let (mut provider, mut sink, mut burnt) = (0, 0, 0);
        for earned in rows {
            let fee = share(*earned, PROTOCOL_FEE);
            let fire = share(fee, BURNT);
            provider += earned - fee;
            sink += fee - fire;
            burnt += fire;
        }
        let one = &mut self.agreements[at];
        one.totals.paid += provider;
        one.totals.fees += sink + burnt;
        one.totals.burnt += burnt;
        let netted = provider.min(one.debt());
        one.totals.debt_paid += netted;
        let (customer, to) = (one.customer.clone(), one.provider.clone());
        let asset = one.terms.asset.clone();
        let peers = self.peers.clone();
        self.pay_party(at, &to, provider - netted)?;
        self.pay_party(at, &customer, netted)?;
        self.push(&peers.escrow, &asset, burnt)?;
        self.claims.put(&peers.sink, &of(&asset), sink);
        self.burnt.put(&customer, &of(&asset), burnt);
        Ok(())
    }
}

impl Agreement {
    fn may_wait(&self, (now, waits): (u64, bool), period: u32) -> bool {
        waits && now < self.settleable_from(period) + SIXTY_DAYS
    }

    /// Rows that were kept back and need not wait any more, of the oldest ones.
    fn released(&mut self, now: u64, waits: bool, most: u32) -> Vec<u128> {
        let mut rows = vec![];
        let mut looked = 0;
        for period in 0..self.settled {
            let kept = self.withheld.get(&period).copied();
            if let Some(kept) = kept.filter(|_| looked < most) {
                looked += 1;
                if !self.may_wait((now, waits), period) {
                    self.withheld.remove(&period);
                    rows.push(kept);
                }
            }
        }
        rows
    }

    fn settle_due(&mut self, at: (u64, bool), rows: &mut Vec<u128>, most: u32) {
        let is_full = |rows: &Vec<u128>| u32::try_from(rows.len()).is_ok_and(|rows| rows >= most);
        while self.settled < self.periods
            && !is_full(rows)
            && at.0 >= self.settleable_from(self.settled)
        {
            let period = self.settled;
            let left = self.left(period);
            self.settled += 1;
            let kept = self.kept_back(at, period, left);
            if let Some(kept) = kept {
                self.withheld.insert(period, kept);
            }
            rows.push(left - kept.unwrap_or_default());
        }
    }

    /// Of a running agreement one period's cap in all, of the last period what its cap leaves.
    fn kept_back(&self, at: (u64, bool), period: u32, left: u128) -> Option<u128> {
        let cap = share(self.fee(period), self.terms_of(period).caps.period.0);
        let credited = self.credited_in(|other| other == period);
        let room = cap.saturating_sub(credited).min(left);
        let last = self.settled >= self.periods;
        let held: u128 = self.withheld.values().sum();
        let kept = if last {
            room
        } else {
            room.min(cap.saturating_sub(held))
        };
        let keeps = (last || kept > 0) && self.may_wait(at, period);
        keeps.then_some(kept)
    }
}
