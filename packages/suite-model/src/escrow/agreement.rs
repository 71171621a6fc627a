//! One agreement: what happened to it, added up anew whenever it is asked.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_interface::sla_escrow::{
    AgreementStatus, BondParts, Declaration, EndReason, PlanTerms,
};
use cosmwasm_std::Uint128;

use super::key::{Booked, Key};
use super::larger;
use super::payout::Payout;
use crate::Account;

/// Terms that both sides agreed on later.
#[derive(Clone, Debug)]
pub struct Later {
    /// The first period under them.
    pub from: u32,
    /// Under which id they are frozen.
    pub id: u64,
    /// What they say.
    pub terms: PlanTerms,
}

/// What credits took of a period: from its fee, from the bond, as debt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drawn {
    pub fee: u128,
    pub bond: u128,
    pub debt: u128,
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
    /// Its plan, from 1, and the revision; nothing where it has terms of its own.
    pub plan: Option<(u64, u32)>,
    /// Which agreement it renews.
    pub renews: Option<u64>,
    /// Its first terms.
    pub terms: PlanTerms,
    /// Under which id they are frozen.
    pub terms_id: u64,
    /// Other terms since, in order.
    pub later: Vec<Later>,
    /// When it was accepted.
    pub accepted: u64,
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
    /// By which agreement it was renewed.
    pub renewed: Option<u64>,
    /// The fee of its last period when it was renewed in time.
    pub(crate) renewed_fee: Option<u128>,
    pub(crate) keys: BTreeMap<Key, Booked>,
    /// Keys that a cap cut short while credits could be cancelled, until somebody looks.
    pub(crate) starved: BTreeSet<Key>,
    /// After which of them a look for room goes on, where one is due.
    pub(crate) refill: Option<Key>,
    pub(crate) drawn: BTreeMap<u32, Drawn>,
    /// By settled period: what is kept back.
    pub(crate) withheld: BTreeMap<u32, u128>,
    /// By period of the clock: tips given in it.
    pub(crate) tips: BTreeMap<u64, u32>,
    /// By period of the clock: tickets that it covered, and urgent ones.
    pub(crate) opened: BTreeMap<u64, (u32, u32)>,
    /// What was declared to excuse.
    pub(crate) declared: Vec<Declaration>,
    /// Where its parties' money goes.
    pub(crate) payouts: BTreeMap<Account, Payout>,
    /// Every address to which it ever was to go.
    pub(crate) payees: BTreeSet<Account>,
    pub(crate) totals: Totals,
}

/// What moved, ever.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub deposited: u128,
    pub refunded: u128,
    pub debt_paid: u128,
    pub termination_credit: u128,
    pub tipped: u128,
    pub paid: u128,
    pub fees: u128,
    pub burnt: u128,
}

impl Agreement {
    /// The terms of a period.
    #[must_use]
    pub fn terms_of(&self, period: u32) -> &PlanTerms {
        let begun = self.later.iter().rev().find(|later| later.from <= period);
        begun.map_or(&self.terms, |later| &later.terms)
    }

    /// The period that is running by the clock alone, from 0.
    pub(crate) fn running(&self, now: u64) -> u64 {
        now.saturating_sub(self.from) / self.terms.period_length.0
    }

    /// Tickets, and urgent ones, that were opened in the period that is running.
    #[must_use]
    pub fn used(&self, now: u64) -> (u32, u32) {
        let opened = self.opened.get(&self.running(now));
        opened.copied().unwrap_or_default()
    }

    /// The terms in force at an instant.
    #[must_use]
    pub fn terms_at(&self, at: u64) -> &PlanTerms {
        self.terms_of(self.clock(at))
    }

    /// What the terms in force and those at the end ask of the bond, part by part the larger; and the
    /// larger tip.
    pub(super) fn asked(&self, at: u64) -> (BondParts, Uint128) {
        let (now, last) = (self.terms_at(at), self.last_terms());
        (larger(&now.bond, &last.bond), now.tip.max(last.tip))
    }

    /// The terms in force at the end: an early one drops those that would have begun after it.
    #[must_use]
    pub fn last_terms(&self) -> &PlanTerms {
        self.later.last().map_or(&self.terms, |later| &later.terms)
    }

    /// Of the terms in force, and of those that are agreed and have not begun: id, and when they begin.
    #[must_use]
    pub fn terms_ids(&self, now: u64) -> (u64, Option<(u64, u64)>) {
        let (mut id, mut next) = (self.terms_id, None);
        for later in &self.later {
            let begins = self.start_of(later.from);
            if begins <= now {
                id = later.id;
            } else {
                next = Some((begins, later.id));
            }
        }
        (id, next)
    }

    /// The period of the clock, kept or not; before cover begins, the first one.
    pub(crate) fn clock(&self, at: u64) -> u32 {
        let passed = at.saturating_sub(self.from) / self.terms.period_length.0;
        u32::try_from(passed).unwrap_or(u32::MAX)
    }

    /// The fee of a period.
    pub(crate) fn fee(&self, period: u32) -> u128 {
        self.terms_of(period).fee.u128()
    }

    /// The fees of some periods.
    pub(crate) fn fees(&self, periods: std::ops::Range<u32>) -> u128 {
        periods.map(|period| self.fee(period)).sum()
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

    /// The newest period of the clock that has ended, and the first second after it; the last one ends with the
    /// agreement.
    #[must_use]
    pub fn ended_period(&self, now: u64) -> Option<(u32, u64)> {
        let (length, end) = (self.terms.period_length.0, self.until());
        let over = now >= end;
        if over && end == self.from {
            return None;
        }
        let last = if over { end - 1 } else { now };
        let running = last.checked_sub(self.from)? / length;
        let period = u32::try_from(running).ok()?;
        if over {
            return Some((period, end));
        }
        Some((period.checked_sub(1)?, self.from + running * length))
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
        self.fee(period) * served / u128::from(self.terms.period_length.0)
    }

    pub(crate) fn drawn_of(&self, period: u32) -> Drawn {
        self.drawn.get(&period).copied().unwrap_or_default()
    }

    /// What a credit still finds of a period's fee.
    pub(crate) fn left(&self, period: u32) -> u128 {
        match self.withheld.get(&period) {
            Some(kept) => *kept,
            None if period < self.settled => 0,
            None => self.earned(period) - self.drawn_of(period).fee,
        }
    }

    /// Whether a credit still finds a period.
    pub(crate) fn is_open(&self, period: u32) -> bool {
        period >= self.settled || self.withheld.contains_key(&period)
    }

    pub(crate) fn credited_in(&self, periods: impl Fn(u32) -> bool) -> u128 {
        let inside = self.keys.values().filter(|key| periods(key.period));
        inside.map(|key| key.credited).sum()
    }

    /// The last second of the cooling-off, where there is one: a renewal has none.
    #[must_use]
    pub fn cooling_off_until(&self) -> Option<u64> {
        let span = self.terms.cooling_off.0;
        (span > 0 && self.renews.is_none()).then_some(self.from + span)
    }

    /// The first second in which a period may be settled.
    #[must_use]
    pub fn settleable_from(&self, period: u32) -> u64 {
        let end = self.start_of(period + 1).min(self.until());
        let held = end + self.terms_of(period).hold_back.0 + 1;
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

    /// Whether an address is the customer or who paid for it.
    pub(crate) fn is_customer_side(&self, account: &str) -> bool {
        self.customer == account || self.payer == account
    }

    /// When time has something to decide, or has had for a while.
    #[must_use]
    pub fn next_due(&self) -> Option<u64> {
        let open = (self.settled < self.periods).then_some(self.settled);
        let kept = self.withheld.keys().next().copied();
        let settlements = open.into_iter().chain(kept);
        let settlements = settlements.map(|period| self.settleable_from(period));
        let waits = self.waits().map(|line| line.until + 1);
        let room = self.refill.map(|_| self.from);
        let due = settlements.chain(waits).chain(room).min();
        due.filter(|_| !self.ended)
    }

    /// Ends of cooling-off, periods, hold-backs and waits, and the last seconds of notices.
    pub(crate) fn deadlines(&self) -> Vec<u64> {
        const SIXTY_DAYS: u64 = 60 * 86_400;
        let mut all = vec![self.until()];
        all.extend(self.cooling_off_until());
        for period in self.settled..self.periods {
            let start = self.start_of(period);
            let notice = self.terms_of(period.saturating_sub(1)).notice.0;
            all.extend([start, start.saturating_sub(notice)]);
            all.push(self.settleable_from(period));
        }
        let kept = self.withheld.keys();
        all.extend(kept.map(|period| self.settleable_from(*period) + SIXTY_DAYS));
        all.extend(self.waits().map(|line| line.until));
        all
    }
}
