//! A provider's own money: free, or reserved behind live agreements.

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::Asset;
use aftercare_kit::books::{self, Payout};
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Storage, Uint128};

use super::{told, Call};
use crate::error::{overflow, ContractError};
use crate::event::{BondDeposited, BondWithdrawn};
use crate::state::{Bond, BONDS};

pub(crate) fn deposit_bond(call: Call, paid: AssetAmount) -> Result<Response, ContractError> {
    call.refuse_self("provider")?;
    let AssetAmount { asset, amount } = paid;
    check::range(amount.u128(), "amount", 1, u128::MAX)?;
    let storage = call.deps.storage;
    books::require_open(storage, &asset)?;
    books::receive(storage, &asset, amount)?;
    let mut bond = load(storage, &call.sender, &asset)?;
    bond.free = plus(bond.free, amount)?;
    BONDS.save(storage, (&call.sender, &asset.key()), &bond)?;
    let event = BondDeposited {
        provider: call.sender,
        asset: asset.key(),
        amount,
        free: bond.free,
    };
    Ok(told("deposit_bond", event))
}

pub(crate) fn withdraw_free_bond(
    call: Call,
    asked: AssetAmount,
) -> Result<Response, ContractError> {
    let AssetAmount { asset, amount } = asked;
    check::range(amount.u128(), "amount", 1, u128::MAX)?;
    let (storage, provider) = (call.deps.storage, call.sender);
    let mut bond = load(storage, &provider, &asset)?;
    bond.free = taken(&provider, &bond, amount)?;
    BONDS.save(storage, (&provider, &asset.key()), &bond)?;
    let event = BondWithdrawn {
        provider: provider.clone(),
        asset: asset.key(),
        amount,
        free: bond.free,
    };
    let payout = Payout {
        owner: provider,
        asset,
        amount,
    };
    let push = books::push(storage, &call.env.contract.address, payout)?;
    Ok(told("withdraw_free_bond", event).add_submessages(push))
}

pub(crate) fn load(
    storage: &dyn Storage,
    provider: &Addr,
    asset: &Asset,
) -> Result<Bond, ContractError> {
    let bond = BONDS.may_load(storage, (provider, &asset.key()))?;
    Ok(bond.unwrap_or_default())
}

/// Moves an amount from free to reserved; the bond after it.
pub(super) fn reserve(
    storage: &mut dyn Storage,
    provider: &Addr,
    asked: &AssetAmount,
) -> Result<Bond, ContractError> {
    let bond = load(storage, provider, &asked.asset)?;
    let moved = Bond {
        free: taken(provider, &bond, asked.amount)?,
        reserved: plus(bond.reserved, asked.amount)?,
    };
    BONDS.save(storage, (provider, &asked.asset.key()), &moved)?;
    Ok(moved)
}

/// Moves an amount from reserved to free; the bond after it.
pub(super) fn release(
    storage: &mut dyn Storage,
    provider: &Addr,
    ended: &AssetAmount,
) -> Result<Bond, ContractError> {
    let bond = load(storage, provider, &ended.asset)?;
    let moved = Bond {
        free: plus(bond.free, ended.amount)?,
        reserved: minus(bond.reserved, ended.amount)?,
    };
    BONDS.save(storage, (provider, &ended.asset.key()), &moved)?;
    Ok(moved)
}

/// A credit took an amount out of what is reserved.
pub(super) fn draw(
    storage: &mut dyn Storage,
    provider: &Addr,
    drawn: &AssetAmount,
) -> Result<(), ContractError> {
    if drawn.amount.is_zero() {
        return Ok(());
    }
    let bond = load(storage, provider, &drawn.asset)?;
    let left = Bond {
        reserved: minus(bond.reserved, drawn.amount)?,
        ..bond
    };
    Ok(BONDS.save(storage, (provider, &drawn.asset.key()), &left)?)
}

fn taken(provider: &Addr, bond: &Bond, amount: Uint128) -> Result<Uint128, ContractError> {
    let left = bond.free.checked_sub(amount);
    left.map_err(|_| ContractError::BondShort {
        provider: provider.clone(),
        free: bond.free,
        need: amount,
    })
}

fn plus(a: Uint128, b: Uint128) -> Result<Uint128, ContractError> {
    a.checked_add(b).map_err(|_| overflow("bond"))
}

fn minus(a: Uint128, b: Uint128) -> Result<Uint128, ContractError> {
    a.checked_sub(b).map_err(|_| overflow("bond"))
}
