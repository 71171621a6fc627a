//! Ownership moves in two steps and lapses if it is not accepted.

use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, DepsMut, Env, StdResult, Storage};
use cw_ownable::{Action, Expiration, Ownership};

use crate::{now, KitError};

/// The longest that a proposed owner may take to accept.
pub const MAX_HAND_OVER: Seconds = Seconds::days(30);

/// Refuses everybody but the owner.
///
/// # Errors
/// [`KitError::Ownership`].
pub fn assert_owner(storage: &dyn Storage, sender: &Addr) -> Result<(), KitError> {
    Ok(cw_ownable::assert_owner(storage, sender)?)
}

/// Owner and pending owner.
///
/// # Errors
/// Where the record does not parse.
pub fn get(storage: &dyn Storage) -> StdResult<Ownership<Addr>> {
    cw_ownable::get_ownership(storage)
}

/// Takes one step of a hand-over. An owner proposes, with an expiry by time within 30 days; the proposed
/// owner accepts before it. Nobody can leave the role empty.
///
/// # Errors
/// [`KitError::Renounced`], [`KitError::Expiry`], [`KitError::Ownership`].
pub fn update(
    deps: DepsMut<'_>,
    env: &Env,
    sender: &Addr,
    action: Action,
) -> Result<Ownership<Addr>, KitError> {
    match &action {
        Action::RenounceOwnership => return Err(KitError::Renounced),
        Action::TransferOwnership { expiry, .. } => check_expiry(env, *expiry)?,
        Action::AcceptOwnership => {}
    }
    Ok(cw_ownable::update_ownership(
        deps, &env.block, sender, action,
    )?)
}

fn check_expiry(env: &Env, expiry: Option<Expiration>) -> Result<(), KitError> {
    let (now, latest) = (now(env), now(env).plus(MAX_HAND_OVER));
    match expiry {
        Some(Expiration::AtTime(at)) if within(UnixTime(at.seconds()), now, latest) => Ok(()),
        _ => Err(KitError::Expiry { now, latest }),
    }
}

fn within(at: UnixTime, now: UnixTime, latest: UnixTime) -> bool {
    now < at && at <= latest
}
