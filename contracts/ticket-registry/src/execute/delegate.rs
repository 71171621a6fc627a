//! Delegates: named by a customer, by itself alone, for one agreement or for all. Their link is written where
//! others read it and outlives the right to act.

use aftercare_domain::time::{Seconds, UnixTime, LATEST};
use aftercare_interface::raw::delegate_key;
use aftercare_interface::ticket_registry::{DelegateScope, NewDelegate, MAX_GRANTS};
use aftercare_kit::{check, raw};
use cosmwasm_std::{Addr, StdResult};

use super::open::cover_of;
use super::Done;
use crate::context::Context;
use crate::event::{DelegateRemoved, DelegateSet};
use crate::scope;
use crate::state::{Grant, DELEGATES};
use crate::{tally, ContractError};

/// Names the sender's delegate, or names it anew.
pub fn set(context: &mut Context<'_>, msg: NewDelegate) -> Done {
    let who = context.deps.api.addr_validate(&msg.who)?;
    let customer = context.sender.clone();
    check(context, &who, msg.expires)?;
    if let Some(agreement) = msg.agreement {
        meet_provider(context, agreement, &who)?;
    }
    let grant = Grant {
        agreement: msg.agreement,
        scopes: scope::bits(&msg.scopes)?,
        until: msg.expires,
    };
    let mut grants = others(context, (&customer, &who), msg.agreement)?;
    grants.push(grant.clone());
    check::count(grants.len(), "grants", 1, MAX_GRANTS)?;
    let linked_until = write(context, (&customer, &who), &grants)?;
    context.tell(DelegateSet {
        customer,
        delegate: who,
        agreement: grant.agreement,
        scopes: scope::words::<DelegateScope>(grant.scopes),
        until: grant.until,
        linked_until,
    });
    Ok("set_delegate")
}

fn check(context: &Context<'_>, who: &Addr, expires: UnixTime) -> Result<(), ContractError> {
    let now = context.now;
    if expires < now || expires > LATEST {
        return Err(ContractError::DelegateExpiry {
            expires,
            now,
            latest: LATEST,
        });
    }
    if *who == context.sender {
        return Err(ContractError::DelegateIsCustomer {
            customer: who.clone(),
        });
    }
    Ok(())
}

/// The agreement must be the sender's, and its provider must not have the delegate for itself, now or later.
fn meet_provider(
    context: &mut Context<'_>,
    agreement: u64,
    who: &Addr,
) -> Result<(), ContractError> {
    let cover = cover_of(context, agreement)?;
    if cover.customer != context.sender {
        return Err(ContractError::NotCustomer {
            agreement,
            found: context.sender.clone(),
            need: cover.customer,
        });
    }
    if context.gate().acts_for(&cover.provider, who)? {
        return Err(ContractError::DelegateLinked {
            delegate: who.clone(),
            provider: cover.provider,
        });
    }
    tally::meet(context, &cover.provider, who);
    Ok(())
}

/// Ends a delegate's right under one agreement, or the one under all.
pub fn remove(context: &mut Context<'_>, agreement: Option<u64>, who: &str) -> Done {
    let who = context.deps.api.addr_validate(who)?;
    let customer = context.sender.clone();
    let key = (&customer, &who);
    let before = DELEGATES.may_load(context.deps.storage, key)?;
    let left = others(context, key, agreement)?;
    if before.is_none_or(|before| before.len() == left.len()) {
        return Err(ContractError::DelegateUnknown {
            delegate: who,
            customer,
        });
    }
    let linked_until = write(context, key, &left)?;
    context.tell(DelegateRemoved {
        customer,
        delegate: who,
        agreement,
        linked_until,
    });
    Ok("remove_delegate")
}

/// What a delegate may do under other agreements than this one.
fn others(
    context: &Context<'_>,
    key: (&Addr, &Addr),
    agreement: Option<u64>,
) -> StdResult<Vec<Grant>> {
    let grants = DELEGATES.may_load(context.deps.storage, key)?;
    let others = grants.unwrap_or_default().into_iter();
    Ok(others
        .filter(|grant| grant.agreement != agreement)
        .collect())
}

/// Writes what a delegate may do, and the last second of its link: of a right that still holds, or of one
/// that has ended, whichever is later.
fn write(
    context: &mut Context<'_>,
    (customer, who): (&Addr, &Addr),
    grants: &[Grant],
) -> StdResult<UnixTime> {
    let before_now = context.now.minus(Seconds(1));
    let storage = &mut *context.deps.storage;
    let key = delegate_key(customer, who);
    let known: Option<UnixTime> = raw::load(storage, &key)?;
    let ended = known.map(|until| until.min(before_now));
    let holds = grants.iter().map(|grant| grant.until).max();
    let until = holds.max(ended).unwrap_or(before_now);
    raw::save(storage, &key, &until);
    if grants.is_empty() {
        DELEGATES.remove(storage, (customer, who));
    } else {
        DELEGATES.save(storage, (customer, who), &grants.to_vec());
    }
    Ok(until)
}
