//! An agreement ends before all its periods were served.

use std::collections::BTreeSet;

use aftercare_domain::policy::Metric;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, Ground, MissCursor};
use cosmwasm_std::Uint128;

use super::agreement::Agreement;
use super::key::key_of;
use super::share;
use crate::suite::{refuse, require, Done, Suite};

/// What leaves, and how long it is kept.
struct Leaving {
    reason: EndReason,
    at: u64,
    periods: u32,
    from_escrow: u128,
    from_bond: u128,
    as_debt: u128,
    credit: u128,
}

impl Leaving {
    fn all_from_escrow((reason, at): (EndReason, u64), periods: u32, amount: u128) -> Self {
        Self {
            reason,
            at,
            periods,
            from_escrow: amount,
            from_bond: 0,
            as_debt: 0,
            credit: 0,
        }
    }
}

impl Suite {
    pub(super) fn terminate(&mut self, sender: &str, agreement: u64, ground: &Ground) -> Done {
        let at = self.find(agreement)?;
        let one = self.agreements[at].clone();
        if *ground == (Ground::ByProvider {}) {
            require(one.provider == sender, "SLA-008")?;
        } else {
            require(one.customer == sender, "SLA-009")?;
        }
        let notice = *ground == (Ground::Notice {});
        match one.status(self.now) {
            AgreementStatus::Active => {}
            AgreementStatus::Ending if !notice => {}
            AgreementStatus::Ending => return refuse("SLA-026"),
            _ => return refuse("SLA-041"),
        }
        let leaving = match ground {
            Ground::Notice {} => one.by_notice(self.now).ok_or(crate::Refused("SLA-027"))?,
            Ground::CoolingOff {} => {
                let last = one.cooling_off_until();
                require(last.is_some_and(|last| self.now <= last), "SLA-042")?;
                let counts = self.tickets_of.get(&agreement);
                require(counts.is_none_or(|(opened, _)| *opened == 0), "SLA-043")?;
                one.cooled_off()
            }
            Ground::ByProvider {} => one.by_provider(self.now),
            Ground::BondNotRefilled {} => {
                let notice = one.terms_at(self.now).notice.0;
                let short = one.short.filter(|_| !one.is_whole(self.now));
                let until = short.map(|since| since + notice);
                require(until.is_some_and(|until| until < self.now), "SLA-047")?;
                one.for_cause(self.now)
            }
            Ground::BlockCap { block } => {
                one.reached_its_cap(*block, self.now)?;
                one.for_cause(self.now)
            }
            Ground::LateTickets { misses } => {
                one.was_late(misses, self.now)?;
                one.for_cause(self.now)
            }
        };
        self.leave(at, &leaving)
    }

    fn leave(&mut self, at: usize, leaving: &Leaving) -> Done {
        let one = &mut self.agreements[at];
        let shifted = leaving.from_bond + leaving.as_debt;
        if shifted > 0 {
            let running = leaving.periods.saturating_sub(1);
            let drawn = one.drawn.entry(running).or_default();
            drawn.fee -= shifted;
            drawn.bond += leaving.from_bond;
            drawn.debt += leaving.as_debt;
        }
        one.totals.refunded += leaving.from_escrow + shifted;
        one.totals.termination_credit += leaving.credit;
        one.bond.credit -= Uint128::new(leaving.from_bond);
        one.bond.termination -= Uint128::new(leaving.credit);
        one.end = Some((leaving.reason, leaving.at));
        one.periods = leaving.periods;
        let kept = |from: u32| one.from + one.terms.period_length.0 * u64::from(from);
        one.later.retain(|later| kept(later.from) < leaving.at);
        let (payer, customer) = (one.payer.clone(), one.customer.clone());
        self.pay_party(at, &payer, leaving.from_escrow + leaving.from_bond)?;
        self.pay_party(at, &customer, leaving.credit)?;
        self.conclude(at);
        Ok(())
    }
}

impl Agreement {
    /// The period that contains now + notice is the last; before cover begins, the first one.
    fn by_notice(&self, now: u64) -> Option<Leaving> {
        let notice = self.terms_at(now).notice.0;
        let last = self.period_of((now + notice).max(self.from))?;
        let kept = last + 1;
        let refund = self.fees(kept..self.periods.max(kept));
        let end = (EndReason::TerminatedByCustomer, self.start_of(kept));
        let leaving = Leaving::all_from_escrow(end, kept, refund);
        Some(leaving).filter(|_| kept < self.periods)
    }

    /// All that is in escrow comes back, as if nothing had been covered.
    fn cooled_off(&self) -> Leaving {
        let end = (EndReason::CooledOff, self.from);
        Leaving::all_from_escrow(end, 0, self.escrowed())
    }

    /// As if the provider left, who pays nothing for it.
    fn for_cause(&self, now: u64) -> Leaving {
        Leaving {
            reason: EndReason::ForCause,
            credit: 0,
            ..self.by_provider(now)
        }
    }

    /// The running period is earned pro rata, later ones come back, and the bond pays for leaving. Of what
    /// has not begun everything comes back.
    fn by_provider(&self, now: u64) -> Leaving {
        let running = self.period_of(now);
        let (first, terms) = running.map_or((0, self.terms_of(0)), |running| {
            (running + 1, self.terms_of(running))
        });
        let fee = terms.fee.u128();
        let later = self.fees(first..self.periods);
        let (mut unearned, mut from_escrow) = (0, 0);
        if let Some(running) = running {
            let served = u128::from(now - self.start_of(running));
            unearned = fee - fee * served / u128::from(terms.period_length.0);
            from_escrow = unearned.min(fee - self.drawn_of(running).fee);
        }
        let from_bond = (unearned - from_escrow).min(self.bond.credit.u128());
        Leaving {
            reason: EndReason::TerminatedByProvider,
            at: now,
            periods: first,
            from_escrow: from_escrow + later,
            from_bond,
            as_debt: unearned - from_escrow - from_bond,
            credit: share(fee, terms.termination_credit.0),
        }
    }

    /// A block's credits against the cap of its last period that has begun; nothing is no cap.
    fn reached_its_cap(&self, block: u32, now: u64) -> Done {
        let running = self.clock(now);
        require(block <= running / 12, "KIT-008")?;
        let last = running.min(block * 12 + 11);
        let credited = self.credited_in(|period| period / 12 == block);
        let cap = share(self.fee(last), self.terms_of(last).caps.block.0);
        require(credited >= cap.max(1), "SLA-046")
    }

    /// As many late tickets as the terms name, each once, whatever caps made of their credits.
    fn was_late(&self, misses: &[MissCursor], now: u64) -> Done {
        let cause = self.terms_at(now).for_cause;
        let cause = cause.ok_or(crate::Refused("SLA-044"))?;
        let least = usize::try_from(cause.tickets).unwrap_or(usize::MAX);
        require((least..=30).contains(&misses.len()), "KIT-006")?;
        let tickets: BTreeSet<u64> = misses.iter().map(|miss| miss.subject).collect();
        require(tickets.len() == misses.len(), "KIT-007")?;
        let window = now.saturating_sub(cause.window.0)..=now;
        let counts = |miss: &MissCursor| {
            let booked = self.keys.get(&key_of(miss));
            let late = booked.filter(|booked| !booked.is_cancelled());
            miss.metric != Metric::Availability
                && late.is_some_and(|booked| window.contains(&booked.due))
        };
        require(misses.iter().all(counts), "SLA-045")
    }
}
