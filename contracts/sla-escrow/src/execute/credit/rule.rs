//! The arbitrator decides a contested credit: an address of any kind, named in the terms.

use aftercare_interface::sla_escrow::WaitingReason;
use cosmwasm_std::Response;

use super::super::conclude::conclude;
use super::super::{Call, Deed};
use super::till::Till;
use crate::agreement::Agreement;
use crate::error::{refuse, ContractError, Refusal};
use crate::event::Ruled;
use crate::state::DISPUTES;

pub(crate) fn rule(call: Call, number: u64, credit_stands: bool) -> Result<Response, Refusal> {
    let now = call.now();
    let dispute = DISPUTES.may_load(call.deps.storage, number)?;
    let dispute = dispute.ok_or(ContractError::UnknownDispute { dispute: number })?;
    let until = dispute.until;
    let mut agreement = Agreement::load(call.deps.storage, dispute.agreement)?;
    let mut deed = Deed::new("rule");
    let mut till = Till::new(call.deps.storage, (&mut agreement, &mut deed), now);
    let mut held = till.load(dispute.key)?;
    let arbitration = till.agreement.arbitration_of(held.record.period)?;
    if arbitration.arbitrator != call.sender {
        return refuse(ContractError::NotArbitrator {
            dispute: number,
            arbitrator: arbitration.arbitrator.clone(),
        });
    }
    if dispute.stands.is_some() || now > until {
        return refuse(ContractError::DisputeClosed {
            dispute: number,
            until,
        });
    }
    till.deed.tell(Ruled {
        dispute: number,
        agreement: dispute.agreement,
        by: call.sender,
        credit_stands,
    });
    till.close(&mut held, credit_stands)?;
    let line = held.take(&[WaitingReason::Ruling])?;
    if credit_stands {
        till.release(&held, &line)?;
    } else {
        till.cancel(&mut held, &line)?;
    }
    till.save(&held);
    till.pay(&call.env.contract.address)?;
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}
