//! Questions about one agreement. What time makes of it, and what a message would do, is answered by the
//! functions that the messages use.

use aftercare_interface::sla_escrow::{
    AgreementResponse, CreditQuote, Declaration, DisputeResponse, ExtensionQuote, Ground,
    LedgerResponse, Miss, TerminationQuote, WaitingReason,
};

use super::Ask;
use crate::agreement::Agreement;
use crate::error::{ContractError, Refusal};
use crate::execute::{credit, extend, terminate};
use crate::state::{miss_cursor, Line, DECLARATIONS, DISPUTES, MISSES};

pub(super) fn one(ask: &Ask, id: u64) -> Result<AgreementResponse, Refusal> {
    Ok(row(ask, Agreement::load(ask.deps.storage, id)?))
}

pub(super) fn row(ask: &Ask, agreement: Agreement) -> AgreementResponse {
    let (term, now) = (agreement.term(), ask.now());
    AgreementResponse {
        agreement: agreement.id,
        from: term.from,
        until: term.until(),
        periods: term.periods,
        settled: agreement.money.settled,
        status: agreement.status(now),
        next_due: agreement.money.due,
        asset: agreement.asset().clone(),
        terms_id: agreement.cover.terms_at(now),
        next_terms: agreement.cover.next,
        renews: agreement.cover.renews,
        plan: agreement.cover.plan,
        revision: agreement.cover.revision,
        customer: agreement.cover.customer,
        payer: agreement.cover.payer,
        provider: agreement.cover.provider,
        as_of: now,
    }
}

pub(super) fn ledger(ask: &Ask, id: u64) -> Result<LedgerResponse, Refusal> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    let asset = agreement.asset().clone();
    let (money, totals) = (agreement.money.clone(), agreement.money.totals);
    Ok(LedgerResponse {
        agreement: id,
        asset,
        deposited: totals.deposited.into(),
        escrowed: money.escrowed.into(),
        withheld: money.withheld.into(),
        waiting: money.waiting.into(),
        bond: money.bond,
        debt: money.debt.into(),
        debt_paid: totals.debt_paid.into(),
        credited: totals.credited.into(),
        credited_from_bond: totals.credited_from_bond.into(),
        credited_as_debt: totals.credited_as_debt.into(),
        refunded: totals.refunded.into(),
        termination_credit: totals.termination_credit.into(),
        tipped: totals.tipped.into(),
        paid_to_provider: totals.paid.into(),
        protocol_fees: totals.protocol_fees.into(),
        burnt: totals.burnt.into(),
    })
}

pub(super) fn credit(ask: &Ask, id: u64, miss: &Miss) -> Result<CreditQuote, Refusal> {
    let storage = ask.deps.storage;
    let agreement = Agreement::load(storage, id)?;
    Ok(credit::assess(storage, &agreement, (miss, ask.now()))?.quote())
}

pub(super) fn termination(
    ask: &Ask,
    id: u64,
    ground: &Ground,
) -> Result<TerminationQuote, Refusal> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    terminate::quote(ask.deps, &agreement, (ground, ask.now()))
}

pub(super) fn extension(ask: &Ask, id: u64, periods: u32) -> Result<ExtensionQuote, Refusal> {
    let storage = ask.deps.storage;
    let agreement = Agreement::load(storage, id)?;
    extend::quote(storage, &agreement, (periods, ask.now()))
}

pub(super) fn declarations(ask: &Ask, id: u64) -> Result<Vec<Declaration>, Refusal> {
    Agreement::load(ask.deps.storage, id)?;
    let declared = DECLARATIONS.may_load(ask.deps.storage, id)?;
    Ok(declared.unwrap_or_default())
}

/// Time decides as `poke` will write it down.
pub(super) fn dispute(ask: &Ask, number: u64) -> Result<DisputeResponse, Refusal> {
    let storage = ask.deps.storage;
    let dispute = DISPUTES.may_load(storage, number)?;
    let dispute = dispute.ok_or(ContractError::UnknownDispute { dispute: number })?;
    let agreement = Agreement::load(storage, dispute.agreement)?;
    let record = MISSES.load(storage, (dispute.agreement, dispute.key))?;
    let ruling = |line: &&Line| line.reason == WaitingReason::Ruling;
    let line = record.waiting.iter().find(ruling);
    let over = (ask.now() > dispute.until).then_some(true);
    Ok(DisputeResponse {
        dispute: number,
        agreement: dispute.agreement,
        miss: miss_cursor(dispute.key)?,
        arbitrator: agreement.arbitration_of(record.period)?.arbitrator.clone(),
        until: dispute.until,
        waiting: line.map_or(0, |line| line.amount).into(),
        credit_stands: dispute.stands.or(over),
    })
}
