//! One agreement as handlers and queries see it: what was accepted, what has happened since, and what the
//! block time makes of both.

use aftercare_domain::billing::Term;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{cover_key, Cover};
use aftercare_interface::sla_escrow::{
    AgreementStatus, Arbitration, BondParts, EndReason, PlanTerms,
};
use aftercare_kit::raw;
use cosmwasm_std::{Addr, StdResult, Storage, Uint128};

use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::life::{self, Act};
use crate::state::{decided_from, MissKey, Money, DUE, MONEY, TERMS, WAITING, WITHHELD};

pub(crate) struct Agreement {
    pub id: u64,
    pub cover: Cover,
    pub money: Money,
    terms: PlanTerms,
    next: Option<PlanTerms>,
}

impl Agreement {
    /// A new one; nothing is saved yet.
    pub fn new(id: u64, cover: Cover, terms: PlanTerms, money: Money) -> Self {
        Self {
            id,
            cover,
            money,
            terms,
            next: None,
        }
    }

    pub fn load(storage: &dyn Storage, id: u64) -> Result<Self, Refusal> {
        let unknown = ContractError::UnknownAgreement { agreement: id };
        let cover: Cover = raw::load(storage, &cover_key(id))?.ok_or(unknown)?;
        let next = cover.next.map(|(_, terms)| TERMS.load(storage, terms));
        Ok(Self {
            id,
            terms: TERMS.load(storage, cover.terms)?,
            next: next.transpose()?,
            money: MONEY.load(storage, id)?,
            cover,
        })
    }

    /// Saves what messages rewrite, and moves the agreement's one row in [`DUE`] to where time has
    /// something to decide next.
    pub fn save(&mut self, storage: &mut dyn Storage) -> Result<(), Refusal> {
        let due = self.next_due(storage)?;
        if due != self.money.due {
            if let Some(old) = self.money.due {
                DUE.remove(storage, (old.0, self.id));
            }
            if let Some(new) = due {
                DUE.save(storage, (new.0, self.id), &());
            }
            self.money.due = due;
        }
        MONEY.save(storage, self.id, &self.money);
        Ok(())
    }

    /// Saves what rarely changes.
    pub fn save_cover(&self, storage: &mut dyn Storage) {
        raw::save(storage, &cover_key(self.id), &self.cover);
    }

    /// The periods that are kept.
    pub fn term(&self) -> Term {
        Term {
            from: self.cover.from,
            period_length: self.cover.period_length,
            periods: self.money.periods,
            cut: self.money.end.map(|(_, at)| at),
        }
    }

    /// The terms of a period.
    pub fn terms_of(&self, period: u32) -> &PlanTerms {
        match (&self.next, self.cover.next) {
            (Some(next), Some((from, _))) if self.term().start_of(period) >= from => next,
            _ => &self.terms,
        }
    }

    /// The terms in force at an instant.
    pub fn terms_at(&self, at: UnixTime) -> &PlanTerms {
        match (&self.next, self.cover.next) {
            (Some(next), Some((from, _))) if at >= from => next,
            _ => &self.terms,
        }
    }

    /// The terms in force at the end: an early one drops those that would have begun after it.
    pub fn last_terms(&self) -> &PlanTerms {
        self.next.as_ref().unwrap_or(&self.terms)
    }

    /// The bond that the terms in force and those in force at the end ask for, part by part the larger; and the
    /// larger tip. With the signature under later terms their bond is there already: what is drawn of it before they
    /// begin has to be refilled as well, or they would begin with less than they promise.
    pub fn bond_asked(&self, at: UnixTime) -> (BondParts, Uint128) {
        let (now, last) = (self.terms_at(at), self.last_terms());
        (larger(&now.bond, &last.bond), now.tip.max(last.tip))
    }

    /// Who rules on contested credits of a period, and how.
    pub fn arbitration_of(&self, period: u32) -> Result<&Arbitration, Refusal> {
        let arbitration = self.terms_of(period).arbitration.as_ref();
        arbitration.ok_or_else(|| ContractError::NoArbitrator.into())
    }

    /// Whether a credit of it can be cancelled, and so another find room again.
    pub fn can_cancel(&self) -> bool {
        self.terms.is_contestable() || self.last_terms().is_contestable()
    }

    /// What its money is in; amendments keep it.
    pub fn asset(&self) -> &aftercare_interface::Asset {
        &self.terms.asset
    }

    /// Whom unearned money returns to.
    pub fn payer(&self) -> &Addr {
        self.cover.payer.as_ref().unwrap_or(&self.cover.customer)
    }

    /// Whether an address is the customer or who paid for it.
    pub fn is_customer_side(&self, address: &Addr) -> bool {
        self.cover.customer == *address || self.payer() == address
    }

    /// What the record means at an instant. `Active`, `Ending` and `AwaitingSettlement` are warm: time alone
    /// moves the first two to the third. `Ended` is cold.
    pub fn status(&self, now: UnixTime) -> AgreementStatus {
        if self.money.concluded {
            AgreementStatus::Ended(self.end_reason())
        } else if now >= self.term().until() {
            AgreementStatus::AwaitingSettlement
        } else if self.money.end.is_some() {
            AgreementStatus::Ending
        } else {
            AgreementStatus::Active
        }
    }

    /// Refuses everybody but the provider.
    pub fn only_provider(&self, sender: &Addr) -> Result<(), Refusal> {
        if self.cover.provider == *sender {
            return Ok(());
        }
        let provider = self.cover.provider.clone();
        refuse(ContractError::NotProvider { provider })
    }

    /// Refuses everybody but the customer.
    pub fn only_customer(&self, sender: &Addr) -> Result<(), Refusal> {
        if self.cover.customer == *sender {
            return Ok(());
        }
        refuse(ContractError::NotCustomer {
            agreement: self.id,
            customer: self.cover.customer.clone(),
        })
    }

    /// Refuses everybody but the customer and who paid for it.
    pub fn customer_side(&self, sender: &Addr) -> Result<(), Refusal> {
        if self.is_customer_side(sender) {
            return Ok(());
        }
        refuse(ContractError::NotCustomerSide { agreement: self.id })
    }

    /// Refuses what the agreement's stage does not allow.
    pub fn require(&self, act: Act, now: UnixTime) -> Result<(), Refusal> {
        let status = self.status(now);
        if life::allows(status.into(), act) {
            return Ok(());
        }
        let (agreement, until) = (self.id, self.term().until());
        refuse(match status {
            AgreementStatus::Ending => ContractError::AlreadyEnding { agreement, until },
            _ => ContractError::CoverOver { agreement, until },
        })
    }

    /// Its end is decided. Terms that would have begun later never do.
    pub fn end(&mut self, (reason, at): (EndReason, UnixTime), periods: u32) {
        self.money.periods = periods;
        self.money.end = Some((reason, at));
        self.cover.ended_at = Some(at);
        if self.cover.next.is_some_and(|(from, _)| from >= at) {
            self.cover.next = None;
            self.next = None;
        }
    }

    /// Other terms from an instant on. Those that have begun become the first ones; those that have not are
    /// replaced.
    pub fn amend(&mut self, (from, id): (UnixTime, u64), terms: PlanTerms, now: UnixTime) {
        let begun = self.cover.next.filter(|(at, _)| *at <= now);
        if let (Some((_, old)), Some(next)) = (begun, self.next.take()) {
            self.cover.terms = old;
            self.terms = next;
        }
        self.cover.next = Some((from, id));
        self.next = Some(terms);
    }

    pub fn end_reason(&self) -> EndReason {
        self.money
            .end
            .map_or(EndReason::Completed, |(reason, _)| reason)
    }

    /// Whether every period is settled and nothing is kept back or waits.
    pub fn is_done(&self) -> bool {
        let money = &self.money;
        money.settled >= money.periods && money.withheld_rows == 0 && money.waiting_keys == 0
    }

    /// The first second in which a period may be settled: after its hold-back, and after the cooling-off
    /// of the first terms. A renewal has no cooling-off.
    pub fn settleable_from(&self, period: u32) -> UnixTime {
        let after_hold_back = self
            .term()
            .settleable_from(period, self.terms_of(period).hold_back);
        after_hold_back.max(self.cooling_off_until().plus(Seconds(1)))
    }

    /// The last second of the cooling-off; the second before the start where there is none.
    pub fn cooling_off_until(&self) -> UnixTime {
        let span = match self.cover.renews {
            None => self.terms.cooling_off,
            Some(_) => Seconds::ZERO,
        };
        if span == Seconds::ZERO {
            return self.cover.from.minus(Seconds(1));
        }
        self.cover.from.plus(span)
    }

    /// When time has something to decide next, or has had for a while: never late.
    pub fn next_due(&self, storage: &dyn Storage) -> Result<Option<UnixTime>, Refusal> {
        if self.money.concluded {
            return Ok(None);
        }
        let unsettled = self.next_settlement();
        let waiting = self.first_waiting(storage)?.map(decided_from);
        let withheld = self.first_withheld(storage)?;
        // A cancelled credit made room, and nobody has looked yet who finds it.
        let refill = self.money.refill.map(|_| self.cover.from);
        let dues = unsettled.into_iter().chain(waiting).chain(withheld);
        let dues = dues.chain(refill);
        Ok(dues.min())
    }

    /// The first second in which the oldest unsettled period can be settled.
    pub fn next_settlement(&self) -> Option<UnixTime> {
        let open = self.money.settled < self.money.periods;
        open.then(|| self.settleable_from(self.money.settled))
    }

    /// The last second in which somebody can act on the first of the waiting credits.
    fn first_waiting(&self, storage: &dyn Storage) -> StdResult<Option<UnixTime>> {
        Ok(self.first_waiting_key(storage)?.map(|(at, _)| at))
    }

    /// That credit's key beside it.
    pub fn first_waiting_key(
        &self,
        storage: &dyn Storage,
    ) -> StdResult<Option<(UnixTime, MissKey)>> {
        if self.money.waiting_keys == 0 {
            return Ok(None);
        }
        let mut rows = WAITING.of(storage, self.id, (None, None));
        let first = rows.next().transpose()?;
        Ok(first.map(|((at, key), ())| (UnixTime(at), key)))
    }

    /// A row that is kept back can be paid as soon as the last ticket is settled, which nobody tells this
    /// contract: it has been due since its period was.
    pub fn first_withheld(&self, storage: &dyn Storage) -> StdResult<Option<UnixTime>> {
        if self.money.withheld_rows == 0 {
            return Ok(None);
        }
        let first = WITHHELD.of(storage, self.id, (None, None)).next();
        let first = first.transpose()?;
        Ok(first.map(|(period, _)| self.settleable_from(period)))
    }

    /// The fees of the periods from one on to before another.
    pub fn fees(&self, from: u32, to: u32) -> Result<u128, Refusal> {
        let next = self.cover.next.map(|(at, _)| at);
        let turn = next.and_then(|at| self.period_at(at)).unwrap_or(to);
        let before = turn.clamp(from.min(to), to);
        let sum = |terms: &PlanTerms, periods: u32| fee_of(terms, periods);
        let first = sum(&self.terms, before.saturating_sub(from))?;
        let second = sum(self.last_terms(), to.saturating_sub(before))?;
        first.checked_add(second).ok_or_else(|| overflow("fee"))
    }

    /// The number of the period that begins at an instant or contains it, whether it is kept or not.
    pub fn period_at(&self, at: UnixTime) -> Option<u32> {
        let passed = at.since(self.cover.from).0;
        u32::try_from(passed.checked_div(self.cover.period_length.0)?).ok()
    }
}

/// Part by part the larger of two bonds.
pub(crate) fn larger(one: &BondParts, other: &BondParts) -> BondParts {
    BondParts {
        credit: one.credit.max(other.credit),
        termination: one.termination.max(other.termination),
        tips: one.tips.max(other.tips),
    }
}

/// The fee of some periods under one set of terms.
pub(crate) fn fee_of(terms: &PlanTerms, periods: u32) -> Result<u128, Refusal> {
    let fee = terms.fee.checked_mul(Uint128::from(periods));
    fee.map(|fee| fee.u128()).map_err(|_| overflow("fee"))
}
