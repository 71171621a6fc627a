//! What the owner may do: name the token once, set rates, list assets, hand over. Nothing that moves money.

use aftercare_interface::community::{
    NextRate, MAX_ASSETS, MAX_RATE, MAX_RATED, MAX_RATES, RATE_NOTICE,
};
use aftercare_interface::Asset;
use aftercare_kit::{books, check, ownership};
use cosmwasm_std::{Addr, Decimal, Deps, Response, StdResult, Storage};

use super::{told, Call};
use crate::event::{AssetClosed, AssetListed, OwnershipUpdated, RateSet, Wired};
use crate::state::{Rate, LAST_RATED, RATED, RATES, TOKEN};
use crate::{peers, ContractError};

/// Longest denomination of a chain.
const MAX_DENOM: usize = 128;

pub fn wire(call: Call<'_>, token: Addr) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    if let Some(token) = TOKEN.may_load(call.deps.storage)? {
        return Err(ContractError::AlreadyWired { token });
    }
    peers::check_token(call.deps.as_ref(), &token, &call.env.contract.address)?;
    TOKEN.save(call.deps.storage, &token);
    books::list(call.deps, &Asset::cw20(&token), MAX_ASSETS)?;
    Ok(told("wire").add_event(Wired { token }))
}

pub fn set_rate(call: Call<'_>, asset: Asset, rate: Decimal) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    check_spelling(call.deps.as_ref(), &asset)?;
    if rate > MAX_RATE {
        let max = MAX_RATE;
        return Err(ContractError::RateTooHigh { rate, max });
    }
    let key = asset.key();
    let noted = RATES.may_load(call.deps.storage, &key)?;
    let in_force = noted.as_ref().map(|noted| noted.at(call.now()));
    if noted.is_none() && count(call.deps.storage) >= MAX_RATES {
        return Err(ContractError::RatesFull { max: MAX_RATES });
    }
    let number = match noted {
        Some(noted) => noted.number,
        None => number(call.deps.storage, &key)?,
    };
    let rates = (in_force.unwrap_or_default(), rate);
    let record = changed(&call, (asset, number), rates)?;
    save(call.deps.storage, &key, &record)?;
    Ok(told("set_rate").add_event(RateSet {
        asset: key,
        rate: record.rate.to_string(),
        next_rate: record.next.as_ref().map(|next| next.rate.to_string()),
        next_from: record.next.map(|next| next.from),
    }))
}

/// An asset keeps its number for ever, so that what accounts have seen of it stays seen.
fn number(storage: &mut dyn Storage, key: &str) -> Result<u16, ContractError> {
    if let Some(number) = RATED.may_load(storage, key)? {
        return Ok(number);
    }
    let last = LAST_RATED.may_load(storage)?.unwrap_or(0);
    let number = last.checked_add(1).filter(|number| *number <= MAX_RATED);
    let number = number.ok_or(ContractError::RatedFull { max: MAX_RATED })?;
    LAST_RATED.save(storage, &number);
    RATED.save(storage, key, &number);
    Ok(number)
}

/// Lowering counts at once and withdraws what was announced. Raising is announced once the token is named:
/// until then nothing can be minted that a rise would take from anybody.
fn changed(
    call: &Call<'_>,
    (asset, number): (Asset, u16),
    (in_force, rate): (Decimal, Decimal),
) -> StdResult<Rate> {
    if rate <= in_force || TOKEN.may_load(call.deps.storage)?.is_none() {
        let next = None;
        return Ok(Rate {
            asset,
            rate,
            next,
            number,
        });
    }
    let from = call.now().plus(RATE_NOTICE);
    Ok(Rate {
        asset,
        rate: in_force,
        next: Some(NextRate { rate, from }),
        number,
    })
}

/// An asset whose rate is 0, with nothing announced, makes room for another.
fn save(storage: &mut dyn Storage, key: &str, rate: &Rate) -> Result<(), ContractError> {
    if rate.rate.is_zero() && rate.next.is_none() {
        RATES.remove(storage, key);
        return Ok(());
    }
    RATES.save(storage, key, rate);
    Ok(())
}

fn count(storage: &dyn Storage) -> usize {
    RATES.range(storage, None, None).take(MAX_RATES).count()
}

/// The escrow writes fees under canonical keys; a rate under another spelling would never find them.
fn check_spelling(deps: Deps<'_>, asset: &Asset) -> Result<(), ContractError> {
    match asset {
        Asset::Native { denom } => Ok(check::name(denom, "asset", 1, MAX_DENOM)?),
        Asset::Cw20 { address } => {
            deps.api.addr_validate(address.as_str())?;
            Ok(())
        }
    }
}

pub fn list_asset(call: Call<'_>, asset: &Asset) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    books::list(call.deps, asset, MAX_ASSETS)?;
    let asset = asset.key();
    Ok(told("list_asset").add_event(AssetListed { asset }))
}

pub fn close_asset(call: Call<'_>, asset: &Asset) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    books::close(call.deps.storage, asset)?;
    let asset = asset.key();
    Ok(told("close_asset").add_event(AssetClosed { asset }))
}

pub fn update_ownership(
    call: Call<'_>,
    action: cw_ownable::Action,
) -> Result<Response, ContractError> {
    let now = ownership::update(call.deps, &call.env, &call.sender, action)?;
    Ok(told("update_ownership").add_event(OwnershipUpdated {
        owner: now.owner,
        pending_owner: now.pending_owner,
        pending_until: now.pending_expiry.map(|until| until.to_string()),
    }))
}
