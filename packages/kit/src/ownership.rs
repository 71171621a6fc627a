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

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::{mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
    use cosmwasm_std::OwnedDeps;

    type Deps = OwnedDeps<MockStorage, MockApi, MockQuerier>;

    fn person(name: &str) -> Addr {
        MockApi::default().addr_make(name)
    }

    fn owned() -> Deps {
        let mut deps = mock_dependencies();
        initialize(&mut deps.storage, &person("owner"));
        deps
    }

    fn after(seconds: u64) -> Env {
        let mut env = mock_env();
        env.block.time = env.block.time.plus_seconds(seconds);
        env
    }

    fn within(seconds: u64) -> Option<Expiration> {
        Some(Expiration::AtTime(after(seconds).block.time))
    }

    /// The owner proposes, to be accepted within so many seconds.
    fn propose(deps: &mut Deps, expiry: Option<Expiration>) -> Result<Ownership<Addr>, KitError> {
        let new_owner = person("next").to_string();
        let action = Action::TransferOwnership { new_owner, expiry };
        update(deps.as_mut(), &after(0), &person("owner"), action)
    }

    fn accept(deps: &mut Deps, name: &str, seconds: u64) -> Result<Ownership<Addr>, KitError> {
        let action = Action::AcceptOwnership;
        update(deps.as_mut(), &after(seconds), &person(name), action)
    }

    #[test]
    fn whoever_is_proposed_owns_once_it_accepts() {
        let mut deps = owned();
        let none = OwnershipError::TransferNotFound.into();
        assert_eq!(accept(&mut deps, "next", 0), Err(none));
        let proposed = propose(&mut deps, within(60)).unwrap();
        assert_eq!(proposed.owner, Some(person("owner")));
        assert_eq!(proposed.pending_owner, Some(person("next")));
        let expiry = Timestamp::from_seconds(after(60).block.time.seconds());
        assert_eq!(proposed.pending_expiry, Some(Expiration::AtTime(expiry)));
        let stranger = OwnershipError::NotPendingOwner.into();
        assert_eq!(accept(&mut deps, "stranger", 59), Err(stranger));
        let taken = accept(&mut deps, "next", 59).unwrap();
        assert_eq!(
            (taken.owner, taken.pending_owner),
            (Some(person("next")), None)
        );
        assert_eq!(assert_owner(&deps.storage, &person("next")), Ok(()));
        let former = OwnershipError::NotOwner.into();
        assert_eq!(assert_owner(&deps.storage, &person("owner")), Err(former));
        assert_eq!(
            propose(&mut deps, within(60)),
            Err(OwnershipError::NotOwner.into())
        );
    }

    #[test]
    fn a_proposal_lapses_in_the_second_of_its_expiry() {
        let mut deps = owned();
        propose(&mut deps, within(60)).unwrap();
        let late = OwnershipError::TransferExpired.into();
        assert_eq!(accept(&mut deps, "next", 60), Err(late));
        assert_eq!(assert_owner(&deps.storage, &person("owner")), Ok(()));
    }

    #[test]
    fn a_proposal_expires_later_than_now_and_within_30_days() {
        let mut deps = owned();
        let (now, latest) = (now(&after(0)), now(&after(MAX_HAND_OVER.0)));
        let height = Some(Expiration::AtHeight(u64::MAX));
        for expiry in [within(0), within(MAX_HAND_OVER.0 + 1), height, None] {
            let refused = KitError::Expiry { now, latest };
            assert_eq!(propose(&mut deps, expiry), Err(refused));
        }
        for seconds in [1, MAX_HAND_OVER.0] {
            assert!(propose(&mut deps, within(seconds)).is_ok(), "{seconds} s");
        }
    }

    #[test]
    fn nobody_leaves_the_role_empty() {
        let mut deps = owned();
        let action = Action::RenounceOwnership;
        let refused = update(deps.as_mut(), &after(0), &person("owner"), action);
        assert_eq!(refused, Err(KitError::Renounced));
    }
}
