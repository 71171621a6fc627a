//! What the owner may do: announce another minter, lower cap and budget, hand over. Nothing that moves, makes
//! or destroys a token.

use aftercare_interface::raw::{EmissionFact, EMISSION_KEY};
use aftercare_interface::reward_token::{NextMinter, MINTER_NOTICE};
use aftercare_kit::{now, ownership, raw};
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Storage, Uint128};
use cw_ownable::Action;

use super::tokens::emission;
use crate::event::{BudgetLowered, CapLowered, MinterAnnounced, OwnershipUpdated};
use crate::ContractError;

/// The minter in force stays in force for the whole notice; naming it withdraws what was announced.
pub fn update_minter(
    deps: DepsMut<'_>,
    env: &Env,
    by: Addr,
    wish: Option<Addr>,
) -> Result<Response, ContractError> {
    let fact = owned(deps.storage, &by)?;
    let minter = fact.minter_at(now(env)).cloned();
    let from = now(env).plus(MINTER_NOTICE);
    let next_minter = (wish != minter).then_some(NextMinter { minter: wish, from });
    let fact = EmissionFact {
        minter,
        next_minter,
        ..fact
    };
    raw::save(deps.storage, EMISSION_KEY, &fact);
    let next_from = fact.next_minter.as_ref().map(|next| next.from);
    let event = MinterAnnounced {
        by,
        minter: fact.minter,
        next_minter: fact.next_minter.and_then(|next| next.minter),
        next_from,
    };
    Ok(told("update_minter", event))
}

pub fn lower_cap(
    deps: DepsMut<'_>,
    env: &Env,
    by: Addr,
    cap: Uint128,
) -> Result<Response, ContractError> {
    let mut fact = owned(deps.storage, &by)?;
    let refused = ContractError::CapNotLower {
        asked: cap,
        minted: fact.emission.minted.into(),
        cap: fact.emission.cap.into(),
    };
    fact.emission = fact.emission.with_cap(cap.u128()).ok_or(refused)?;
    raw::save(deps.storage, EMISSION_KEY, &fact);
    let left = fact.at(now(env)).left.into();
    Ok(told("lower_cap", CapLowered { by, cap, left }))
}

pub fn lower_budget(
    deps: DepsMut<'_>,
    env: &Env,
    by: Addr,
    budget: Uint128,
) -> Result<Response, ContractError> {
    let mut fact = owned(deps.storage, &by)?;
    let refused = ContractError::BudgetNotLower {
        asked: budget,
        budget: fact.emission.budget.into(),
    };
    let lowered = fact.emission.with_budget(now(env), budget.u128());
    fact.emission = lowered.ok_or(refused)?;
    raw::save(deps.storage, EMISSION_KEY, &fact);
    let standing = fact.at(now(env));
    let event = BudgetLowered {
        by,
        budget,
        epoch: standing.epoch,
        carried: standing.carried.into(),
        minted_in_epoch: standing.minted_in_epoch.into(),
        left: standing.left.into(),
    };
    Ok(told("lower_budget", event))
}

pub fn update_ownership(
    deps: DepsMut<'_>,
    env: &Env,
    by: &Addr,
    action: Action,
) -> Result<Response, ContractError> {
    let now = ownership::update(deps, env, by, action)?;
    let event = OwnershipUpdated {
        owner: now.owner,
        pending_owner: now.pending_owner,
        pending_until: now.pending_expiry.map(|until| until.to_string()),
    };
    Ok(told("update_ownership", event))
}

/// The record, for the owner's hands.
fn owned(storage: &dyn Storage, sender: &Addr) -> Result<EmissionFact, ContractError> {
    ownership::assert_owner(storage, sender)?;
    emission(storage)
}

fn told(action: &str, event: impl Into<Event>) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_event(event)
}
