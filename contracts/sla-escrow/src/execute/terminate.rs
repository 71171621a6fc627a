//! An agreement ends before all its periods were served: on one of the grounds that its terms give.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{EndReason, Ground, TerminationQuote};
use cosmwasm_std::{Response, Storage};

use super::conclude::conclude;
use super::{add_to, payout, take_from, Call, Deed};
use crate::agreement::Agreement;
use crate::error::ContractError;
use crate::event::Terminated;

pub(crate) fn terminate(call: Call, id: u64, ground: &Ground) -> Result<Response, ContractError> {
    let now = call.now();
    let storage = call.deps.storage;
    let mut agreement = Agreement::load(storage, id)?;
    if agreement.cover.customer != call.sender {
        return Err(ContractError::NotCustomer {
            agreement: id,
            customer: agreement.cover.customer,
        });
    }
    let quote = quote(storage, &agreement, (ground, now))?;
    let mut deed = Deed::new("terminate");
    apply(&mut agreement, &quote)?;
    agreement.save_cover(storage);
    let payer = agreement.payer().clone();
    let contract = &call.env.contract.address;
    let refund = quote.from_escrow.u128();
    payout::push(
        storage,
        (contract, now),
        (&agreement, &payer, refund),
        &mut deed,
    )?;
    deed.tell(Terminated {
        agreement: id,
        by: call.sender,
        reason: quote.reason,
        until: quote.until,
        periods: quote.periods,
        refund: quote.refund.u128(),
        from_bond: quote.from_bond.u128(),
        as_debt: quote.as_debt.u128(),
        termination_credit: quote.termination_credit.u128(),
    });
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// What an end on this ground does now.
pub(crate) fn quote(
    _storage: &dyn Storage,
    agreement: &Agreement,
    (ground, now): (&Ground, UnixTime),
) -> Result<TerminationQuote, ContractError> {
    match ground {
        Ground::Notice {} => notice(agreement, now),
        _ => Err(ContractError::NoDebt {
            agreement: agreement.id,
        }),
    }
}

/// No credit was taken from a period that is returned, because a miss is booked only once its due has
/// passed; so each comes back whole.
fn notice(agreement: &Agreement, now: UnixTime) -> Result<TerminationQuote, ContractError> {
    let (id, term) = (agreement.id, agreement.term());
    let until = term.until();
    if agreement.money.end.is_some() {
        return Err(ContractError::AlreadyEnding {
            agreement: id,
            until,
        });
    }
    let kept = term.kept_after_notice(now, agreement.terms_at(now).notice);
    let periods = kept.ok_or(ContractError::NothingToReturn {
        agreement: id,
        until,
    })?;
    let refund = agreement.fees(periods, term.periods)?;
    Ok(TerminationQuote {
        reason: EndReason::TerminatedByCustomer,
        until: term.start_of(periods),
        periods,
        refund: refund.into(),
        earned: 0u128.into(),
        from_escrow: refund.into(),
        from_bond: 0u128.into(),
        as_debt: 0u128.into(),
        termination_credit: 0u128.into(),
    })
}

fn apply(agreement: &mut Agreement, quote: &TerminationQuote) -> Result<(), ContractError> {
    let money = &mut agreement.money;
    let returned = quote.from_escrow.u128();
    take_from(&mut money.escrowed, returned, "refund")?;
    add_to(&mut money.totals.refunded, returned, "refund")?;
    money.periods = quote.periods;
    money.end = Some((quote.reason, quote.until));
    agreement.cover.ended_at = Some(quote.until);
    Ok(())
}
