//! One agreement as handlers and queries see it: what was accepted, what has happened since, and what the
//! block time makes of both.

use aftercare_domain::billing::{FeeRates, Term};
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, PlanTerms};
use cosmwasm_std::{Storage, Uint128};

use crate::error::{overflow, ContractError};
use crate::state::{Head, Ledger, HEADS, LEDGERS, TERMS};

pub(crate) struct Agreement {
    pub id: u64,
    pub head: Head,
    pub terms: PlanTerms,
    pub ledger: Ledger,
}

impl Agreement {
    pub fn load(storage: &dyn Storage, id: u64) -> Result<Self, ContractError> {
        let unknown = ContractError::UnknownAgreement { agreement: id };
        let head = HEADS.may_load(storage, id)?.ok_or(unknown)?;
        Ok(Self {
            id,
            terms: TERMS.load(storage, head.terms_id)?.0,
            ledger: LEDGERS.load(storage, id)?,
            head,
        })
    }

    pub fn save(&self, storage: &mut dyn Storage) -> Result<(), ContractError> {
        Ok(LEDGERS.save(storage, self.id, &self.ledger)?)
    }

    /// The periods that are kept.
    pub fn term(&self) -> Term {
        Term {
            from: self.head.from,
            period_length: self.terms.period_length,
            periods: self.ledger.periods,
        }
    }

    /// What the record means at an instant. `Active`, `Ending` and `AwaitingSettlement` are warm: time alone
    /// moves the first two to the third. `Ended` is cold.
    pub fn status(&self, now: UnixTime) -> AgreementStatus {
        if self.ledger.settled >= self.ledger.periods {
            AgreementStatus::Ended(self.end_reason())
        } else if now >= self.term().until() {
            AgreementStatus::AwaitingSettlement
        } else if self.ledger.notice {
            AgreementStatus::Ending
        } else {
            AgreementStatus::Active
        }
    }

    pub fn end_reason(&self) -> EndReason {
        if self.ledger.notice {
            EndReason::TerminatedByCustomer
        } else {
            EndReason::Completed
        }
    }

    /// The first second in which the oldest unsettled period can be settled; `None` where all are.
    pub fn next_due(&self) -> Option<UnixTime> {
        let open = self.ledger.settled < self.ledger.periods;
        open.then(|| {
            self.term()
                .settleable_from(self.ledger.settled, self.terms.hold_back)
        })
    }

    pub fn is_settleable(&self, now: UnixTime) -> bool {
        self.ledger.settled < self.ledger.periods
            && self
                .term()
                .is_settleable(self.ledger.settled, self.terms.hold_back, now)
    }

    pub fn rates(&self) -> FeeRates {
        FeeRates {
            protocol: self.head.protocol_fee,
            burnt: self.head.burn_share,
        }
    }

    /// The fee of some periods.
    pub fn fee_of(&self, periods: u32) -> Result<Uint128, ContractError> {
        fee_of(&self.terms, periods)
    }
}

/// The fee of some periods of a plan.
pub(crate) fn fee_of(terms: &PlanTerms, periods: u32) -> Result<Uint128, ContractError> {
    let fee = terms.fee.checked_mul(Uint128::from(periods));
    fee.map_err(|_| overflow("fee"))
}
