//! A customer accepts a plan's newest revision and prepays; the provider's bond moves behind it.

use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw::Cover;
use aftercare_interface::sla_escrow::Subscription;
use aftercare_kit::{books, pause};
use cosmwasm_std::{Addr, Response};

use super::begin::{begin, Accepted};
use super::{Call, Deed};
use crate::error::ContractError;

pub(crate) mod check;

use check::Offer;

pub(crate) fn subscribe(
    call: Call,
    paid: &AssetAmount,
    asked: &Subscription,
) -> Result<Response, ContractError> {
    pause::refuse_paused(call.deps.storage, call.now())?;
    books::require_open(call.deps.storage, &paid.asset)?;
    let offer = check::offer(call.deps.storage, asked.plan)?;
    check::is_what_was_read(&offer, asked)?;
    check::paid(&offer.terms, (asked.periods, asked.total), paid)?;
    let customer = beneficiary(&call, asked)?;
    check::may_be_customer(call.deps.as_ref(), &call.env, (&customer, &offer.provider))?;
    check::is_listed(call.deps.storage, &offer, &customer)?;
    let from = call.now();
    let cover = cover(&call, &offer, (customer, from));
    let mut deed = Deed::new("subscribe");
    let storage = call.deps.storage;
    books::receive(storage, &paid.asset, paid.amount)?;
    let accepted = Accepted {
        cover,
        terms: offer.terms,
        periods: asked.periods,
        total: paid.amount.u128(),
        proposal: None,
    };
    begin(storage, accepted, &mut deed)?;
    Ok(deed.done())
}

fn beneficiary(call: &Call, asked: &Subscription) -> Result<Addr, ContractError> {
    match &asked.beneficiary {
        Some(address) => Ok(call.deps.api.addr_validate(address)?),
        None => Ok(call.sender.clone()),
    }
}

fn cover(call: &Call, offer: &Offer, (customer, from): (Addr, UnixTime)) -> Cover {
    Cover {
        payer: Some(&call.sender)
            .filter(|payer| **payer != customer)
            .cloned(),
        customer,
        provider: offer.provider.clone(),
        plan: Some(offer.plan),
        revision: offer.revision,
        terms: offer.terms_id,
        next: None,
        renews: None,
        accepted: call.now(),
        from,
        until: from,
        period_length: offer.terms.period_length,
        ended_at: None,
    }
}
