//! One agreement: what happened to it, added up anew whenever it is asked.

use std::collections::BTreeMap;

use aftercare_interface::sla_escrow::{AgreementStatus, BondParts, EndReason, PlanTerms};

use crate::Account;

/// A booked miss: ticket, metric, cycle, ordinal.
pub(crate) type Key = (u64, u8, u32, u32);

/// What a key wants, what it was credited, and in which period.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Booked {
    pub want: u128,
    pub credited: u128,
    pub period: u32,
}

/// An agreement.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Who is served.
    pub customer: Account,
    /// Who paid.
    pub payer: Account,
    /// Who serves.
    pub provider: Account,
    /// Its plan, from 1.
    pub plan: u64,
    /// Its terms.
    pub terms: PlanTerms,
    /// First covered second.
    pub from: u64,
    /// Periods that are kept.
    pub periods: u32,
    /// Periods that were paid out.
    pub settled: u32,
    /// Why and when it ends, where somebody ended it.
    pub end: Option<(EndReason, u64)>,
    /// Whether everything has left.
    pub ended: bool,
    /// Since when a part of the bond has to be refilled.
    pub short: Option<u64>,
    /// What is left of the bond.
    pub bond: BondParts,
    pub(crate) keys: BTreeMap<Key, Booked>,
    /// By period: what its credits took from its fee.
    pub(crate) from_fee: BTreeMap<u32, u128>,
    /// By settled period: what is kept back.
    pub(crate) withheld: BTreeMap<u32, u128>,
    /// By period of the clock: tips given in it.
    pub(crate) tips: BTreeMap<u64, u32>,
    /// By period of the clock: tickets that it covered, and urgent ones.
    pub(crate) opened: BTreeMap<u64, (u32, u32)>,
    pub(crate) totals: Totals,
}

/// What moved, ever.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub deposited: u128,
    pub refunded: u128,
    pub from_bond: u128,
    pub as_debt: u128,
    pub debt_paid: u128,
    pub termination_credit: u128,
    pub tipped: u128,
    pub paid: u128,
    pub fees: u128,
    pub burnt: u128,
}

/// The named accounts of an agreement, in the order of the escrow's ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums(pub [u128; 18]);

impl Agreement {
    /// What the provider owes the customer.
    #[must_use]
    pub const fn debt(&self) -> u128 {
        self.totals.as_debt - self.totals.debt_paid
    }

    /// The first second of a period.
    pub(crate) fn start_of(&self, period: u32) -> u64 {
        self.from + self.terms.period_length.0 * u64::from(period)
    }

    /// The first second that is no longer covered.
    #[must_use]
    pub fn until(&self) -> u64 {
        let whole = self.start_of(self.periods);
        self.end.map_or(whole, |(_, at)| at.min(whole))
    }

    /// The kept period that contains an instant.
    pub(crate) fn period_of(&self, at: u64) -> Option<u32> {
        let inside = |period: &u32| self.start_of(*period) <= at && at < self.start_of(period + 1);
        (0..self.periods).find(inside).filter(|_| at < self.until())
    }

    /// What the provider earns of a period's fee before credits.
    pub(crate) fn earned(&self, period: u32) -> u128 {
        let start = self.start_of(period);
        let end = self.start_of(period + 1).min(self.until());
        let served = u128::from(end.saturating_sub(start));
        self.terms.fee.u128() * served / u128::from(self.terms.period_length.0)
    }

    pub(crate) fn taken(&self, period: u32) -> u128 {
        self.from_fee.get(&period).copied().unwrap_or_default()
    }

    /// What a credit still finds of a period's fee.
    pub(crate) fn left(&self, period: u32) -> u128 {
        match self.withheld.get(&period) {
            Some(kept) => *kept,
            None if period < self.settled => 0,
            None => self.earned(period) - self.taken(period),
        }
    }

    pub(crate) fn credited_in(&self, periods: impl Fn(u32) -> bool) -> u128 {
        let inside = self.keys.values().filter(|key| periods(key.period));
        inside.map(|key| key.credited).sum()
    }

    /// The last second of the cooling-off, where there is one.
    #[must_use]
    pub fn cooling_off_until(&self) -> Option<u64> {
        let span = self.terms.cooling_off.0;
        (span > 0).then_some(self.from + span)
    }

    /// The first second in which a period may be settled.
    #[must_use]
    pub fn settleable_from(&self, period: u32) -> u64 {
        let end = self.start_of(period + 1).min(self.until());
        let held = end + self.terms.hold_back.0 + 1;
        self.cooling_off_until()
            .map_or(held, |last| held.max(last + 1))
    }

    /// Where it is in its life.
    #[must_use]
    pub fn status(&self, now: u64) -> AgreementStatus {
        let reason = self.end.map_or(EndReason::Completed, |(reason, _)| reason);
        if self.ended {
            AgreementStatus::Ended(reason)
        } else if now >= self.until() {
            AgreementStatus::AwaitingSettlement
        } else if self.end.is_some() {
            AgreementStatus::Ending
        } else {
            AgreementStatus::Active
        }
    }

    /// Its named accounts.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let totals = &self.totals;
        let escrowed = (self.settled..self.periods).map(|period| self.left(period));
        let bond = [self.bond.credit, self.bond.termination, self.bond.tips];
        let [credit, termination, tips] = bond.map(|part| part.u128());
        Sums([
            totals.deposited,
            escrowed.sum(),
            self.withheld.values().sum(),
            credit,
            termination,
            tips,
            self.debt(),
            totals.debt_paid,
            self.credited_in(|_| true),
            totals.from_bond,
            totals.as_debt,
            totals.refunded,
            totals.termination_credit,
            totals.tipped,
            totals.paid,
            totals.fees,
            totals.burnt,
            u128::from(self.settled),
        ])
    }
}

impl Agreement {
    /// When time has something to decide, or has had for a while.
    #[must_use]
    pub fn next_due(&self) -> Option<u64> {
        let open = (self.settled < self.periods).then_some(self.settled);
        let kept = self.withheld.keys().next().copied();
        let due = open.into_iter().chain(kept);
        let due = due.map(|period| self.settleable_from(period)).min();
        due.filter(|_| !self.ended)
    }

    /// Ends of cooling-off, periods, hold-backs and waits, and the last seconds of notices.
    pub(crate) fn deadlines(&self) -> Vec<u64> {
        const SIXTY_DAYS: u64 = 60 * 86_400;
        let mut all = vec![self.until()];
        all.extend(self.cooling_off_until());
        for period in self.settled..self.periods {
            let start = self.start_of(period);
            all.extend([start, start.saturating_sub(self.terms.notice.0)]);
            all.push(self.settleable_from(period));
        }
        let waits = self.withheld.keys();
        all.extend(waits.map(|period| self.settleable_from(*period) + SIXTY_DAYS));
        all
    }
}
