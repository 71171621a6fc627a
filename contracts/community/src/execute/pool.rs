//! The curators' pool: points that fees made for it, an equal part of which each curator and expert may give
//! away in an epoch.

use aftercare_domain::time::UnixTime;
use cosmwasm_std::{Storage, Uint128};

use super::{plus, Call};
use crate::circles;
use crate::state::people::{Account, Pool, POOL};
use crate::state::Config;
use crate::ContractError;

/// The pool, and each member's part of the epoch: what was in it when the epoch was first asked about,
/// divided by who was a member when it began. What nobody gives away stays for the next one.
pub fn in_epoch(
    storage: &dyn Storage,
    (config, now): (&Config, UnixTime),
) -> Result<Pool, ContractError> {
    let epoch = config.epoch_at(now);
    let pool = POOL.may_load(storage)?.unwrap_or_default();
    if pool.epoch == Some(epoch) {
        return Ok(pool);
    }
    let members = circles::members(storage, config.starts_at(epoch))?;
    let members = Uint128::from(u64::try_from(members).unwrap_or(u64::MAX));
    let part = pool.points.checked_div(members).unwrap_or_default();
    Ok(Pool {
        epoch: Some(epoch),
        part,
        ..pool
    })
}

/// Fixes this epoch's parts, before who is a member changes.
pub fn fix_parts(call: &mut Call<'_>) -> Result<(), ContractError> {
    let (config, now) = (call.config()?, call.now());
    let pool = in_epoch(call.deps.storage, (&config, now))?;
    POOL.save(call.deps.storage, &pool);
    Ok(())
}

/// What is left of a member's part of this epoch; `None` for who is no member, or was none when the epoch
/// began.
pub fn part_left(
    pool: &Pool,
    account: &Account,
    (config, now): (&Config, UnixTime),
) -> Option<Uint128> {
    let epoch = config.epoch_at(now);
    let sits = account.is_member(config.starts_at(epoch)) && account.is_member(now);
    let left = pool.part.saturating_sub(drawn(account, epoch));
    sits.then(|| left.min(pool.points))
}

/// What it gave of the pool in an epoch.
fn drawn(account: &Account, epoch: u64) -> Uint128 {
    let drawn = account.member.as_ref().and_then(|member| member.drawn);
    let drawn = drawn.filter(|(drawn_in, _)| *drawn_in == epoch);
    drawn.map_or(Uint128::zero(), |(_, points)| points)
}

/// Takes points out of a member's part and says what is left of it, or, with nothing changed, that they are
/// more than that. The caller saves the account.
pub fn draw(
    call: &mut Call<'_>,
    (config, account): (&Config, &mut Account),
    points: Uint128,
) -> Result<Draw, ContractError> {
    let now = call.now();
    if !account.is_member(now) {
        return Ok(Draw::NoMember);
    }
    let mut pool = in_epoch(call.deps.storage, (config, now))?;
    let Some(part) = part_left(&pool, account, (config, now)) else {
        return Ok(Draw::NoMember);
    };
    let Ok(left) = part.checked_sub(points) else {
        return Ok(Draw::Short { part });
    };
    let epoch = config.epoch_at(now);
    let given = plus(drawn(account, epoch), points, "part")?;
    account.member.get_or_insert_default().drawn = Some((epoch, given));
    pool.points = pool.points.saturating_sub(points);
    POOL.save(call.deps.storage, &pool);
    Ok(Draw::Left(left))
}

/// What came of drawing on the pool.
pub enum Draw {
    /// The account has no part of it.
    NoMember,
    /// Its part is too short.
    Short {
        /// What is left of it.
        part: Uint128,
    },
    /// Drawn; so much is left.
    Left(Uint128),
}
