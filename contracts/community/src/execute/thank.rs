//! Thanks and objections: points from one's own allowance, or from the curators' pool, for or against an item.

use aftercare_domain::reputation::Change;
use aftercare_interface::community::Item;
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Uint128};

use super::pool::{self, Draw};
use super::{allowance, decide, epochs, plus, told, Call};
use crate::event::{Objected, Thanked};
use crate::find::{self, Target};
use crate::state::people::{Account, ACCOUNTS};
use crate::state::{knowledge, Config, Thanks, GIVEN, STANDINGS, THANKS};
use crate::{rules, ContractError};

/// Points on their way to an item.
struct Gift {
    config: Config,
    item: Item,
    target: Target,
    points: Uint128,
    thanks: bool,
}

/// Where points were taken from, and what is left there.
struct Purse {
    from_pool: bool,
    left: Uint128,
}

pub fn thank(mut call: Call<'_>, item: Item, points: Uint128) -> Result<Response, ContractError> {
    let gift = gift(&call, (item, true), points)?;
    let (response, purse, tally) = give(&mut call, told("thank"), &gift)?;
    let author = gift.target.author;
    let (response, added) = epochs::add(&mut call, (&gift.config, response), (&author, points))?;
    let (question, answer, knowledge) = ids(item);
    Ok(response.add_event(Thanked {
        question,
        answer,
        knowledge,
        by: call.sender,
        author,
        points,
        epoch: added.epoch,
        author_points: added.owner_points,
        thanks: tally.points,
        thanked_by: tally.accounts,
        from_pool: purse.from_pool,
        allowance: purse.left,
    }))
}

pub fn object(mut call: Call<'_>, item: Item, points: Uint128) -> Result<Response, ContractError> {
    let gift = gift(&call, (item, false), points)?;
    let (response, purse, tally) = give(&mut call, told("object"), &gift)?;
    let (question, answer, knowledge) = ids(item);
    Ok(response.add_event(Objected {
        question,
        answer,
        knowledge,
        by: call.sender,
        author: gift.target.author,
        points,
        objections: tally.objections,
        from_pool: purse.from_pool,
        allowance: purse.left,
    }))
}

/// An item's numbers, as events carry them.
pub fn ids(item: Item) -> (Option<u64>, Option<u32>, Option<u64>) {
    match item {
        Item::Answer { question, answer } => (Some(question), Some(answer), None),
        Item::Knowledge { item } => (None, None, Some(item)),
    }
}

/// Nobody votes on what is the own.
fn gift(
    call: &Call<'_>,
    (item, thanks): (Item, bool),
    points: Uint128,
) -> Result<Gift, ContractError> {
    check::range(points.u128(), "points", 1, u128::MAX)?;
    let target = find::target(call.deps.storage, item)?;
    if target.author == call.sender {
        return Err(own(item));
    }
    if thanks {
        target.refuse_idle(item, call.now())?;
    }
    let config = call.config()?;
    Ok(Gift {
        config,
        item,
        target,
        points,
        thanks,
    })
}

fn own(item: Item) -> ContractError {
    match item {
        Item::Answer { question, answer } => ContractError::OwnAnswer { question, answer },
        Item::Knowledge { item } => ContractError::OwnKnowledge { item },
    }
}

fn give(
    call: &mut Call<'_>,
    response: Response,
    gift: &Gift,
) -> Result<(Response, Purse, Thanks), ContractError> {
    // A decision that is due must not see thanks that come after its time.
    let response = match gift.item {
        Item::Answer { question, .. } if gift.target.may_be_due(call.now()) => {
            decide::by_silence(call, response, question)?
        }
        _ => response,
    };
    let (purse, response) = spend(call, response, gift)?;
    let tally = count(call, gift, purse.from_pool)?;
    weigh(call, gift)?;
    Ok((response, purse, tally))
}

/// Takes the points out of the sender's part of the curators' pool or, for who has none left that is long
/// enough, out of the own thanks allowance.
fn spend(
    call: &mut Call<'_>,
    response: Response,
    gift: &Gift,
) -> Result<(Purse, Response), ContractError> {
    let (owner, now) = (call.sender.clone(), call.now());
    let accrual = allowance::accrued(call.deps.as_ref(), (&gift.config, now), &owner)?;
    let (mut account, events) = allowance::note(call, &owner, accrual)?;
    let drawn = pool::draw(call, (&gift.config, &mut account), gift.points)?;
    let purse = match drawn {
        Draw::Left(left) => Purse {
            from_pool: true,
            left,
        },
        _ => own_purse(&owner, (&mut account, drawn), gift.points)?,
    };
    ACCOUNTS.save(call.deps.storage, &owner, &account);
    Ok((purse, response.add_events(events)))
}

fn own_purse(
    owner: &Addr,
    (held, drawn): (&mut Account, Draw),
    asked: Uint128,
) -> Result<Purse, ContractError> {
    if held.lots.spend(asked.u128()).is_some() {
        let left = held.lots.left().1.into();
        return Ok(Purse {
            from_pool: false,
            left,
        });
    }
    let account = owner.clone();
    let allowance = held.lots.left().1.into();
    Err(match drawn {
        Draw::Short { part } => ContractError::PartShort {
            account,
            part,
            allowance,
            asked,
        },
        _ => ContractError::ThanksShort {
            account,
            allowance,
            asked,
        },
    })
}

/// Each account counts once for an item, however often it thanks.
fn count(call: &mut Call<'_>, gift: &Gift, from_pool: bool) -> Result<Thanks, ContractError> {
    let (key, now) = (knowledge::key(gift.item), call.now());
    let storage = &mut *call.deps.storage;
    let mut tally = rules::thanks(storage, key)?;
    let mut given = GIVEN
        .may_load(storage, (&call.sender, key))?
        .unwrap_or_default();
    if gift.thanks {
        let first = u32::from(given.thanks.is_zero());
        tally.accounts = tally.accounts.saturating_add(first);
        tally.checked |= from_pool;
        tally.points = plus(tally.points, gift.points, "thanks")?;
        tally.earn((&gift.config, now), gift.points)?;
        given.thanks = plus(given.thanks, gift.points, "thanks")?;
    } else {
        tally.objections = plus(tally.objections, gift.points, "objections")?;
        given.objections = plus(given.objections, gift.points, "objections")?;
    }
    GIVEN.save(storage, (&call.sender, key), &given);
    THANKS.save(storage, key, &tally);
    Ok(tally)
}

/// What the author is held for in the topic.
fn weigh(call: &mut Call<'_>, gift: &Gift) -> Result<(), ContractError> {
    let (points, now) = (gift.points.u128(), call.now());
    let change = if gift.thanks {
        Change::Thanked(points)
    } else {
        Change::Objected(points)
    };
    let key = (&gift.target.author, gift.target.topic.as_str());
    let standing = STANDINGS.may_load(call.deps.storage, key)?;
    let standing = standing.unwrap_or_default().changed(now, change);
    STANDINGS.save(call.deps.storage, key, &standing);
    Ok(())
}
