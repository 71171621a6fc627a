//! An agreement ends before all its periods were served.

use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, Ground};
use cosmwasm_std::Uint128;

use super::agreement::Agreement;
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
                let until = one.short.map(|since| since + one.terms.notice.0);
                require(until.is_some_and(|until| until < self.now), "SLA-047")?;
                one.for_cause(self.now)
            }
            Ground::BlockCap { block } => {
                let running = one.period_of(self.now).unwrap_or_default();
                require(*block <= running / 12, "KIT-008")?;
                let credited = one.credited_in(|period| period / 12 == *block);
                let cap = share(one.terms.fee.u128(), one.terms.caps.block.0);
                require(credited >= cap.max(1), "SLA-046")?;
                one.for_cause(self.now)
            }
            _ => return refuse("unspoken"),
        };
        self.leave(at, &leaving)
    }

    fn leave(&mut self, at: usize, leaving: &Leaving) -> Done {
        let one = &mut self.agreements[at];
        let shifted = leaving.from_bond + leaving.as_debt;
        if shifted > 0 {
            let running = leaving.periods.saturating_sub(1);
            *one.from_fee.entry(running).or_default() -= shifted;
        }
        one.totals.refunded += leaving.from_escrow + shifted;
        one.totals.termination_credit += leaving.credit;
        one.totals.from_bond += leaving.from_bond;
        one.totals.as_debt += leaving.as_debt;
        one.bond.credit -= Uint128::new(leaving.from_bond);
        one.bond.termination -= Uint128::new(leaving.credit);
        one.end = Some((leaving.reason, leaving.at));
        one.periods = leaving.periods;
        let (payer, customer) = (one.payer.clone(), one.customer.clone());
        let asset = one.terms.asset.clone();
        self.push(&payer, &asset, leaving.from_escrow + leaving.from_bond)?;
        self.push(&customer, &asset, leaving.credit)?;
        self.conclude(at);
        Ok(())
    }
}

impl Agreement {
    /// The period that contains now + notice is the last.
    fn by_notice(&self, now: u64) -> Option<Leaving> {
        let last = self.period_of(now + self.terms.notice.0)?;
        let kept = last + 1;
        let refund = self.terms.fee.u128() * u128::from(self.periods - kept);
        let end = (EndReason::TerminatedByCustomer, self.start_of(kept));
        let leaving = Leaving::all_from_escrow(end, kept, refund);
        Some(leaving).filter(|_| kept < self.periods)
    }

    /// All that is in escrow comes back, as if nothing had been covered.
    fn cooled_off(&self) -> Leaving {
        let all = (0..self.periods).map(|period| self.left(period)).sum();
        Leaving::all_from_escrow((EndReason::CooledOff, self.from), 0, all)
    }

    /// As if the provider left, who pays nothing for it.
    fn for_cause(&self, now: u64) -> Leaving {
        Leaving {
            reason: EndReason::ForCause,
            credit: 0,
            ..self.by_provider(now)
        }
    }

    /// The running period is earned pro rata, later ones come back, and the bond pays for leaving.
    fn by_provider(&self, now: u64) -> Leaving {
        let fee = self.terms.fee.u128();
        let running = self.period_of(now).unwrap_or_default();
        let served = u128::from(now - self.start_of(running));
        let earned = fee * served / u128::from(self.terms.period_length.0);
        let later = fee * u128::from(self.periods - running - 1);
        let unearned = fee - earned;
        let from_escrow = unearned.min(fee - self.taken(running));
        let from_bond = (unearned - from_escrow).min(self.bond.credit.u128());
        Leaving {
            reason: EndReason::TerminatedByProvider,
            at: now,
            periods: running + 1,
            from_escrow: from_escrow + later,
            from_bond,
            as_debt: unearned - from_escrow - from_bond,
            credit: share(fee, self.terms.termination_credit.0),
        }
    }
}
