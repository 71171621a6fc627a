//! A new agreement that begins where an old one ends.

use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw::Cover;
use aftercare_interface::sla_escrow::{Subscription, RENEWAL_WINDOW};
use cosmwasm_std::{Response, Storage};

use super::provider::Account;
use super::{subscribe, Call, Deed};
use crate::agreement::Agreement;
use crate::error::{refuse, ContractError, Refusal};
use crate::state::RENEWALS;

pub(crate) fn renew(
    mut call: Call,
    paid: &AssetAmount,
    (id, asked): (u64, &Subscription),
) -> Result<Response, Refusal> {
    let now = call.now();
    let old = Agreement::load(call.deps.storage, id)?;
    old.customer_side(&call.sender)?;
    may_be_renewed(call.deps.storage, &old)?;
    let mut deed = Deed::new("renew");
    let new = subscribe::accept(&mut call, paid, (asked, Some(&old)), &mut deed)?;
    let storage = call.deps.storage;
    RENEWALS.save(storage, id, &new);
    count(storage, (&old, now), &mut deed)?;
    Ok(deed.done())
}

/// Once, so that nobody's figures grow by renewing the same agreement again: then its renewal is renewed.
fn may_be_renewed(storage: &dyn Storage, old: &Agreement) -> Result<(), Refusal> {
    let agreement = old.id;
    if old.money.end.is_some() {
        return refuse(ContractError::AlreadyEnding {
            agreement,
            until: old.term().until(),
        });
    }
    match RENEWALS.may_load(storage, agreement)? {
        Some(by) => refuse(ContractError::AlreadyRenewed { agreement, by }),
        None => Ok(()),
    }
}

/// The parties are those of the old agreement, and cover begins where it ends, or now.
pub(super) fn continues(old: &Agreement, cover: &mut Cover) -> Result<(), Refusal> {
    let before = &old.cover;
    if cover.provider != before.provider {
        return refuse(ContractError::OtherProvider {
            plan: cover.plan.unwrap_or(0),
            provider: before.provider.clone(),
        });
    }
    old.only_customer(&cover.customer)?;
    cover.renews = Some(old.id);
    cover.from = cover.accepted.max(old.term().until());
    Ok(())
}

/// A renewal that comes late says nothing about the provider any more.
fn count(
    storage: &mut dyn Storage,
    (old, now): (&Agreement, UnixTime),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    if now > old.term().until().plus(RENEWAL_WINDOW) {
        return Ok(());
    }
    let mut account = Account::load(storage, &old.cover.provider, old.asset())?;
    let record = &mut account.record;
    record.renewed = record.renewed.saturating_add(1);
    let fee = old.last_terms().fee.u128();
    record.renewed_fees = record.renewed_fees.saturating_add(fee);
    account.save(storage, deed);
    Ok(())
}
