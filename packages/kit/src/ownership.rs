//! Ownership moves in two steps and lapses if it is not accepted. Messages and answers are those of
//! `cw_ownable`.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::packed_structs;
use cosmwasm_std::{Addr, DepsMut, Env, StdResult, Storage, Timestamp};
use cw_ownable::{Action, Expiration, Ownership, OwnershipError};

use crate::store::Item;
use crate::{now, KitError};

/// The longest that a proposed owner may take to accept.
pub const MAX_HAND_OVER: Seconds = Seconds::days(30);

/// Written at instantiation and by each step of a hand-over.
const OWNER: Item<Record> = Item::new("owner");

/// Storage names of the ownership; a contract's own must differ from them.
pub const NAMESPACES: [&str; 1] = ["owner"];

/// Who owns, who may take over, and the first second in which it no longer may.
struct Record {
    owner: Addr,
    pending: Option<(Addr, UnixTime)>,
}

packed_structs! { Record { owner, pending } }

/// Names the first owner.
pub fn initialize(storage: &mut dyn Storage, owner: &Addr) {
    let owner = owner.clone();
    OWNER.save(
        storage,
        &Record {
            owner,
            pending: None,
        },
    );
}

/// Refuses everybody but the owner.
///
/// # Errors
/// [`KitError::Ownership`].
pub fn assert_owner(storage: &dyn Storage, sender: &Addr) -> Result<(), KitError> {
    if OWNER.load(storage)?.owner != *sender {
        return Err(OwnershipError::NotOwner.into());
    }
    Ok(())
}

/// Owner and pending owner.
///
/// # Errors
/// Where the record does not parse.
pub fn get(storage: &dyn Storage) -> StdResult<Ownership<Addr>> {
    let Record { owner, pending } = OWNER.load(storage)?;
    let (pending_owner, expiry) = pending.unzip();
    Ok(Ownership {
        owner: Some(owner),
        pending_owner,
        pending_expiry: expiry.map(|at| Expiration::AtTime(Timestamp::from_seconds(at.0))),
    })
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
    let record = match action {
        Action::RenounceOwnership => return Err(KitError::Renounced),
        Action::TransferOwnership { new_owner, expiry } => {
            let expires = checked(env, expiry)?;
            assert_owner(deps.storage, sender)?;
            let next = deps.api.addr_validate(&new_owner)?;
            Record {
                owner: sender.clone(),
                pending: Some((next, expires)),
            }
        }
        Action::AcceptOwnership => accepted(deps.storage, sender, now(env))?,
    };
    OWNER.save(deps.storage, &record);
    Ok(get(deps.storage)?)
}

fn accepted(storage: &dyn Storage, sender: &Addr, now: UnixTime) -> Result<Record, KitError> {
    let Some((next, expires)) = OWNER.load(storage)?.pending else {
        return Err(OwnershipError::TransferNotFound.into());
    };
    if next != *sender {
        return Err(OwnershipError::NotPendingOwner.into());
    }
    if now >= expires {
        return Err(OwnershipError::TransferExpired.into());
    }
    Ok(Record {
        owner: next,
        pending: None,
    })
}

fn checked(env: &Env, expiry: Option<Expiration>) -> Result<UnixTime, KitError> {
    let (now, latest) = (now(env), now(env).plus(MAX_HAND_OVER));
    let asked = match expiry {
        Some(Expiration::AtTime(at)) => Some(UnixTime(at.seconds())),
        _ => None,
    };
    asked
        .filter(|at| now < *at && *at <= latest)
        .ok_or(KitError::Expiry { now, latest })
}
