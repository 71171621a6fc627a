//! Questions about one agreement. What time makes of it, and what a message would do, is answered by the
//! functions that the messages use.

use aftercare_interface::sla_escrow::{
    AgreementResponse, CreditQuote, LedgerResponse, Miss, TerminationQuote,
};
use cosmwasm_std::Uint128;

use super::Ask;
use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::execute::{credit, terminate};

pub(super) fn one(ask: &Ask, id: u64) -> Result<AgreementResponse, ContractError> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    let (term, now) = (agreement.term(), ask.now());
    Ok(AgreementResponse {
        agreement: id,
        from: term.from,
        until: term.until(),
        periods: term.periods,
        settled: agreement.ledger.settled,
        status: agreement.status(now),
        next_due: agreement.next_due(),
        plan: agreement.head.plan,
        revision: agreement.head.revision,
        terms_id: agreement.head.terms_id,
        customer: agreement.head.customer,
        provider: agreement.head.provider,
        registry: agreement.head.registry,
        asset: agreement.terms.asset,
        as_of: now,
    })
}

pub(super) fn ledger(ask: &Ask, id: u64) -> Result<LedgerResponse, ContractError> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    let deposited = agreement.fee_of(agreement.head.periods)?;
    let refunded = minus(deposited, agreement.fee_of(agreement.ledger.periods)?)?;
    let ledger = agreement.ledger;
    Ok(LedgerResponse {
        agreement: id,
        asset: agreement.terms.asset,
        deposited,
        escrowed: ledger.escrowed,
        bond: ledger.bond,
        debt: ledger.debt,
        credited: ledger.credited,
        credited_from_bond: ledger.credited_from_bond,
        refunded,
        paid_to_provider: ledger.paid,
        protocol_fees: ledger.protocol_fees,
        burnt: ledger.burnt,
    })
}

pub(super) fn credit(ask: &Ask, id: u64, miss: &Miss) -> Result<CreditQuote, ContractError> {
    let storage = ask.deps.storage;
    let agreement = Agreement::load(storage, id)?;
    Ok(credit::assess(storage, &agreement, (miss, ask.now()))?.quote())
}

pub(super) fn termination(ask: &Ask, id: u64) -> Result<TerminationQuote, ContractError> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    terminate::quote(&agreement, ask.now())
}

fn minus(a: Uint128, b: Uint128) -> Result<Uint128, ContractError> {
    a.checked_sub(b).map_err(|_| overflow("refunded"))
}
