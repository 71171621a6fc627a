//! A customer accepts a plan's newest revision and prepays; the provider's bond moves behind it.

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw::{self, Cover};
use aftercare_interface::sla_escrow::Subscription;
use aftercare_kit::{books, ids};
use cosmwasm_std::{Empty, Response, Storage};

use super::{bond, told, Call};
use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::event::Subscribed;
use crate::state::{Bond, Ledger, BY_CUSTOMER, BY_PROVIDER, DUE, HEADS, LAST_AGREEMENT, LIVE};

mod check;

pub(crate) fn subscribe(
    call: Call,
    paid: &AssetAmount,
    asked: &Subscription,
) -> Result<Response, ContractError> {
    books::require_open(call.deps.storage, &paid.asset)?;
    let (head, terms) = check::accepted(&call, asked)?;
    check::money(&terms, asked, paid)?;
    check::parties(&call, &head)?;
    let storage = call.deps.storage;
    let agreement = Agreement {
        id: ids::next(storage, &LAST_AGREEMENT, "agreement")?,
        ledger: Ledger {
            periods: head.periods,
            escrowed: paid.amount,
            bond: terms.bond,
            ..Ledger::default()
        },
        head,
        terms,
    };
    books::receive(storage, &paid.asset, paid.amount)?;
    let live = take_place(storage, &agreement)?;
    let bond = reserve(storage, &agreement)?;
    note(storage, &agreement)?;
    Ok(told("subscribe", subscribed(&agreement, &bond, live)))
}

/// One more live agreement of the plan.
fn take_place(storage: &mut dyn Storage, agreement: &Agreement) -> Result<u32, ContractError> {
    let (plan, capacity) = (agreement.head.plan, agreement.terms.capacity);
    let live = LIVE.may_load(storage, plan)?.unwrap_or(0);
    if live >= capacity {
        return Err(ContractError::CapacityReached { plan, capacity });
    }
    let live = live.checked_add(1).ok_or_else(|| overflow("live"))?;
    LIVE.save(storage, plan, &live)?;
    Ok(live)
}

fn reserve(storage: &mut dyn Storage, agreement: &Agreement) -> Result<Bond, ContractError> {
    let asked = AssetAmount {
        asset: agreement.terms.asset.clone(),
        amount: agreement.terms.bond,
    };
    bond::reserve(storage, &agreement.head.provider, &asked)
}

/// Writes the records, the indexes, and what the registry reads.
fn note(storage: &mut dyn Storage, agreement: &Agreement) -> Result<(), ContractError> {
    let (id, head) = (agreement.id, &agreement.head);
    HEADS.save(storage, id, head)?;
    agreement.save(storage)?;
    BY_CUSTOMER.save(storage, (&head.customer, id), &Empty {})?;
    BY_PROVIDER.save(storage, (&head.provider, id), &Empty {})?;
    if let Some(due) = agreement.next_due() {
        DUE.save(storage, (due.0, id), &Empty {})?;
    }
    aftercare_kit::raw::save(storage, &raw::cover_key(id), &cover(agreement));
    Ok(())
}

/// The registry's view. `until` is what was paid for; after a notice, `ended_at` is the first second that is
/// no longer covered.
pub(super) fn cover(agreement: &Agreement) -> Cover {
    let (head, term) = (&agreement.head, agreement.term());
    let ended_at = agreement.ledger.notice.then(|| term.until());
    Cover {
        customer: head.customer.clone(),
        provider: head.provider.clone(),
        terms: head.terms_id,
        from: head.from,
        until: term.start_of(head.periods),
        period_length: term.period_length,
        ended_at,
    }
}

fn subscribed(agreement: &Agreement, bond: &Bond, live: u32) -> Subscribed {
    let (head, terms, ledger) = (&agreement.head, &agreement.terms, &agreement.ledger);
    Subscribed {
        agreement: agreement.id,
        plan: head.plan,
        revision: head.revision,
        terms_id: head.terms_id,
        customer: head.customer.clone(),
        provider: head.provider.clone(),
        registry: head.registry.clone(),
        asset: terms.asset.key(),
        total: ledger.escrowed,
        periods: ledger.periods,
        from: head.from,
        until: agreement.term().until(),
        bond: ledger.bond,
        free: bond.free,
        live,
    }
}
