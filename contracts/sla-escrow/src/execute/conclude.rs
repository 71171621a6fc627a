//! The end of every message about an agreement: what it came to is saved and told, and where nothing is
//! left to happen the bond is free again.

use cosmwasm_std::Storage;

use super::provider::{self, Account};
use super::Deed;
use crate::agreement::Agreement;
use crate::error::{overflow, Refusal};
use crate::event::{AgreementEnded, AgreementUpdated};
use crate::state::{Totals, LIVE};

/// Saves an agreement, ends it where it is done, and tells its accounts.
pub(crate) fn conclude(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    deed: &mut Deed,
) -> Result<(), Refusal> {
    if agreement.is_done() && !agreement.money.concluded {
        end(storage, agreement, deed)?;
    }
    agreement.save(storage)?;
    deed.tell(updated(agreement));
    Ok(())
}

/// What is left of the bond is free, and the plan has room for another agreement.
fn end(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    deed: &mut Deed,
) -> Result<(), Refusal> {
    agreement.money.concluded = true;
    agreement.money.refill = None;
    let was_short = agreement.money.short_since.take().is_some();
    let bond = std::mem::take(&mut agreement.money.bond);
    let bond = provider::total(&bond)?;
    let mut account = Account::load(storage, &agreement.cover.provider, agreement.asset())?;
    account.release(bond)?;
    let fee = agreement.last_terms().fee.u128();
    let record = &mut account.record;
    if was_short {
        record.short = record.short.saturating_sub(1);
    }
    record.ended = record.ended.saturating_add(1);
    record.ended_fees = record.ended_fees.saturating_add(fee);
    account.save(storage, deed);
    let live = match agreement.cover.plan {
        Some(plan) => Some(give_place(storage, plan)?),
        None => None,
    };
    deed.tell(AgreementEnded {
        agreement: agreement.id,
        reason: agreement.end_reason(),
        bond,
        live,
    });
    Ok(())
}

fn give_place(storage: &mut dyn Storage, plan: u64) -> Result<u32, Refusal> {
    let live = LIVE.may_load(storage, plan)?.unwrap_or(0);
    let live = live.checked_sub(1).ok_or_else(|| overflow("live"))?;
    LIVE.save(storage, plan, &live);
    Ok(live)
}

/// An amount as an event carries it: nothing where it is zero.
fn some(amount: u128) -> Option<u128> {
    Some(amount).filter(|amount| *amount > 0)
}

fn updated(agreement: &Agreement) -> AgreementUpdated {
    let money = &agreement.money;
    let Totals {
        deposited,
        refunded,
        credited,
        credited_from_bond,
        credited_as_debt,
        debt_paid,
        termination_credit,
        tipped,
        paid,
        protocol_fees,
        burnt,
    } = money.totals;
    AgreementUpdated {
        agreement: agreement.id,
        periods: money.periods,
        settled: money.settled,
        until: agreement.term().until(),
        end: money.end.map(|(reason, _)| reason),
        due: money.due,
        escrowed: some(money.escrowed),
        withheld: some(money.withheld),
        waiting: some(money.waiting),
        bond_credit: some(money.bond.credit.u128()),
        bond_termination: some(money.bond.termination.u128()),
        bond_tips: some(money.bond.tips.u128()),
        short_since: money.short_since,
        debt: some(money.debt),
        deposited: some(deposited),
        refunded: some(refunded),
        credited: some(credited),
        credited_from_bond: some(credited_from_bond),
        credited_as_debt: some(credited_as_debt),
        debt_paid: some(debt_paid),
        termination_credit: some(termination_credit),
        tipped: some(tipped),
        paid: some(paid),
        protocol_fees: some(protocol_fees),
        burnt: some(burnt),
    }
}
