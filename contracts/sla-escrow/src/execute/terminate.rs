//! Notice: the agreement ends with the period in which it runs out, and whole later periods come back.

use aftercare_domain::time::UnixTime;
use aftercare_interface::raw;
use aftercare_interface::sla_escrow::TerminationQuote;
use aftercare_kit::books::{self, Payout};
use cosmwasm_std::Response;

use super::subscribe::cover;
use super::{told, Call};
use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::event::NoticeGiven;

pub(crate) fn terminate(call: Call, id: u64) -> Result<Response, ContractError> {
    let now = call.now();
    let storage = call.deps.storage;
    let mut agreement = Agreement::load(storage, id)?;
    if agreement.head.customer != call.sender {
        let customer = agreement.head.customer;
        return Err(ContractError::NotCustomer {
            agreement: id,
            customer,
        });
    }
    let notice = quote(&agreement, now)?;
    apply(&mut agreement, &notice)?;
    agreement.save(storage)?;
    aftercare_kit::raw::save(storage, &raw::cover_key(id), &cover(&agreement));
    let payout = Payout {
        owner: call.sender,
        asset: agreement.terms.asset.clone(),
        amount: notice.refund,
    };
    let push = books::push(storage, &call.env.contract.address, payout)?;
    Ok(told("terminate", given(&agreement, &notice)).add_submessages(push))
}

/// What a notice given now does. No credit was taken from a period that is returned, because a miss is
/// booked only once its due has passed; so each comes back whole.
pub(crate) fn quote(
    agreement: &Agreement,
    now: UnixTime,
) -> Result<TerminationQuote, ContractError> {
    let (id, term) = (agreement.id, agreement.term());
    let until = term.until();
    if agreement.ledger.notice {
        return Err(ContractError::AlreadyEnding {
            agreement: id,
            until,
        });
    }
    let kept = term.kept_after_notice(now, agreement.terms.notice);
    let periods = kept.ok_or(ContractError::NothingToReturn {
        agreement: id,
        until,
    })?;
    Ok(TerminationQuote {
        until: term.start_of(periods),
        periods,
        refund: agreement.fee_of(term.periods.saturating_sub(periods))?,
    })
}

fn apply(agreement: &mut Agreement, notice: &TerminationQuote) -> Result<(), ContractError> {
    let ledger = &mut agreement.ledger;
    let left = ledger.escrowed.checked_sub(notice.refund);
    ledger.escrowed = left.map_err(|_| overflow("refund"))?;
    ledger.periods = notice.periods;
    ledger.notice = true;
    Ok(())
}

fn given(agreement: &Agreement, notice: &TerminationQuote) -> NoticeGiven {
    NoticeGiven {
        agreement: agreement.id,
        customer: agreement.head.customer.clone(),
        until: notice.until,
        periods: notice.periods,
        refund: notice.refund,
        escrowed: agreement.ledger.escrowed,
    }
}
