//! The beginning of every agreement, however it came about: the plan's place, the provider's bond, the
//! records and indexes.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::Cover;
use aftercare_interface::sla_escrow::{BondParts, PlanTerms};
use aftercare_interface::Asset;
use aftercare_kit::ids;
use cosmwasm_std::{Addr, Storage};

use super::conclude::conclude;
use super::provider::{self, Account};
use super::Deed;
use crate::agreement::Agreement;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::event::Subscribed;
use crate::state::{Money, Totals, BY_CUSTOMER, BY_PLAN, BY_PROVIDER, LAST_AGREEMENT, LIVE};

/// What both sides have accepted, and what it took of each.
pub(super) struct Accepted {
    pub cover: Cover,
    pub terms: PlanTerms,
    /// Periods that are paid for.
    pub periods: u32,
    /// What was paid for them: it is in the contract and in no account yet.
    pub total: u128,
    /// The proposal that was accepted.
    pub proposal: Option<u64>,
    /// Whether the bond is reserved already, because the provider made that proposal.
    pub reserved: bool,
}

/// The cover of a bespoke agreement that begins now, paid by its customer: what every other one adds to.
pub(super) fn cover(
    (customer, provider): (Addr, Addr),
    (terms, period_length): (u64, Seconds),
    now: UnixTime,
) -> Cover {
    Cover {
        customer,
        provider,
        payer: None,
        plan: None,
        revision: 0,
        terms,
        next: None,
        renews: None,
        accepted: now,
        from: now,
        until: now,
        period_length,
        ended_at: None,
    }
}

/// Makes the agreement; its number.
pub(super) fn begin(
    storage: &mut dyn Storage,
    accepted: Accepted,
    deed: &mut Deed,
) -> Result<u64, Refusal> {
    let id = ids::next(storage, &LAST_AGREEMENT, "agreement")?;
    let live = take_place(storage, &accepted)?;
    reserve(storage, &accepted, deed)?;
    index(storage, &accepted.cover, id);
    deed.tell(subscribed(&accepted, id, live));
    let money = opening(&accepted);
    let mut agreement = Agreement::new(id, accepted.cover, accepted.terms, money);
    agreement.cover.until = agreement.term().until();
    agreement.save_cover(storage);
    conclude(storage, &mut agreement, deed)?;
    Ok(id)
}

fn opening(accepted: &Accepted) -> Money {
    Money {
        periods: accepted.periods,
        escrowed: accepted.total,
        bond: accepted.terms.bond,
        totals: Totals {
            deposited: accepted.total,
            ..Totals::default()
        },
        ..Money::default()
    }
}

/// One more live agreement of the plan.
fn take_place(storage: &mut dyn Storage, accepted: &Accepted) -> Result<Option<u32>, Refusal> {
    let Some(plan) = accepted.cover.plan else {
        return Ok(None);
    };
    let live = place(storage, (plan, accepted.terms.capacity))?;
    LIVE.save(storage, plan, &live);
    Ok(Some(live))
}

/// How many agreements of a plan are live with one more.
pub(super) fn place(storage: &dyn Storage, (plan, capacity): (u64, u32)) -> Result<u32, Refusal> {
    let live = LIVE.may_load(storage, plan)?.unwrap_or(0);
    if live >= capacity {
        return refuse(ContractError::CapacityReached { plan, capacity });
    }
    live.checked_add(1).ok_or_else(|| overflow("live"))
}

fn reserve(storage: &mut dyn Storage, accepted: &Accepted, deed: &mut Deed) -> Result<(), Refusal> {
    let mut bond = BondParts::default();
    if !accepted.reserved {
        bond = accepted.terms.bond;
    }
    let of = (&accepted.cover.provider, &accepted.terms.asset);
    let mut account = reserved(storage, of, &bond)?;
    let record = &mut account.record;
    record.agreements = record.agreements.saturating_add(1);
    account.save(storage, deed);
    Ok(())
}

/// A provider's account with a bond reserved: no free bond, no agreement, and none for a debtor.
pub(super) fn reserved<'a>(
    storage: &dyn Storage,
    (provider, asset): (&'a Addr, &'a Asset),
    bond: &BondParts,
) -> Result<Account<'a>, Refusal> {
    let mut account = Account::load(storage, provider, asset)?;
    account.refuse_debtor()?;
    account.reserve(provider::total(bond)?)?;
    Ok(account)
}

fn index(storage: &mut dyn Storage, cover: &Cover, id: u64) {
    BY_CUSTOMER.save(storage, (&cover.customer, id), &());
    BY_PROVIDER.save(storage, (&cover.provider, id), &());
    if let Some(plan) = cover.plan {
        BY_PLAN.save(storage, (plan, id), &());
    }
}

fn subscribed(accepted: &Accepted, id: u64, live: Option<u32>) -> Subscribed {
    let cover = &accepted.cover;
    Subscribed {
        agreement: id,
        plan: cover.plan,
        revision: cover.revision,
        proposal: accepted.proposal,
        renews: cover.renews,
        terms_id: cover.terms,
        customer: cover.customer.clone(),
        payer: cover.payer.clone(),
        provider: cover.provider.clone(),
        asset: accepted.terms.asset.key(),
        total: accepted.total,
        accepted: cover.accepted,
        from: cover.from,
        period_length: cover.period_length,
        live,
    }
}
