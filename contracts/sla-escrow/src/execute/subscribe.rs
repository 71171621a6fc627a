//! A customer accepts a plan's newest revision and prepays; the provider's bond moves behind it.

use aftercare_domain::billing::Term;
use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw::Cover;
use aftercare_interface::sla_escrow::{Subscription, SubscriptionQuote, MAX_PERIODS};
use aftercare_kit::{books, check as limits, pause};
use cosmwasm_std::{Addr, Deps, Env, Response};

use super::begin::{self, place, reserved, Accepted};
use super::{provider, renew, Call, Deed};
use crate::agreement::{fee_of, Agreement};
use crate::error::Refusal;

pub(crate) mod check;

use check::Offer;

pub(crate) fn subscribe(
    mut call: Call,
    paid: &AssetAmount,
    asked: &Subscription,
) -> Result<Response, Refusal> {
    let mut deed = Deed::new("subscribe");
    accept(&mut call, paid, (asked, None), &mut deed)?;
    Ok(deed.done())
}

/// What every subscription takes; a renewal names the agreement that it continues. Its number.
pub(super) fn accept(
    call: &mut Call,
    paid: &AssetAmount,
    (asked, old): (&Subscription, Option<&Agreement>),
    deed: &mut Deed,
) -> Result<u64, Refusal> {
    pause::refuse_paused(call.deps.storage, call.now())?;
    books::require_open(call.deps.storage, &paid.asset)?;
    let offer = check::offer(call.deps.storage, asked.plan)?;
    check::is_what_was_read(&offer, asked)?;
    check::paid(&offer.terms, (asked.periods, asked.total), paid)?;
    let customer = beneficiary(call, asked)?;
    check::may_take(call.deps.as_ref(), &call.env, (&offer, &customer))?;
    check::is_no_arbitrator(&offer.terms, &call.sender)?;
    let mut cover = cover(call, &offer, &customer);
    if let Some(old) = old {
        renew::continues(old, &mut cover)?;
    }
    let storage = &mut *call.deps.storage;
    books::receive(storage, &paid.asset, paid.amount)?;
    let accepted = Accepted {
        cover,
        terms: offer.terms,
        periods: asked.periods,
        total: paid.amount.u128(),
        proposal: None,
        reserved: false,
    };
    begin::begin(storage, accepted, deed)
}

fn beneficiary(call: &Call, asked: &Subscription) -> Result<Addr, Refusal> {
    match &asked.beneficiary {
        Some(address) => Ok(call.deps.api.addr_validate(address)?),
        None => Ok(call.sender.clone()),
    }
}

fn cover(call: &Call, offer: &Offer, customer: &Addr) -> Cover {
    let payer = Some(&call.sender).filter(|payer| *payer != customer);
    let parties = (customer.clone(), offer.provider.clone());
    let terms = (offer.terms_id, offer.terms.period_length);
    Cover {
        payer: payer.cloned(),
        plan: Some(offer.plan),
        revision: offer.revision,
        ..begin::cover(parties, terms, call.now())
    }
}

/// What subscribing now takes, refused for the reasons for which subscribing is.
pub(crate) fn quote(
    deps: Deps,
    env: &Env,
    (plan, customer, periods): (u64, &Addr, u32),
) -> Result<SubscriptionQuote, Refusal> {
    let storage = deps.storage;
    pause::refuse_paused(storage, aftercare_kit::now(env))?;
    let offer = check::offer(storage, plan)?;
    let terms = &offer.terms;
    books::require_open(storage, &terms.asset)?;
    limits::range(periods, "periods", 1, MAX_PERIODS)?;
    check::may_take(deps, env, (&offer, customer))?;
    place(storage, (plan, terms.capacity))?;
    reserved(storage, (&offer.provider, &terms.asset), &terms.bond)?;
    Ok(SubscriptionQuote {
        revision: offer.revision,
        asset: terms.asset.clone(),
        total: fee_of(terms, periods)?.into(),
        bond: provider::total(&terms.bond)?.into(),
        until: until(&offer, (periods, aftercare_kit::now(env))),
        terms_hash: offer.hash,
    })
}

fn until(offer: &Offer, (periods, from): (u32, UnixTime)) -> UnixTime {
    let term = Term {
        from,
        period_length: offer.terms.period_length,
        periods,
        cut: None,
    };
    term.until()
}
