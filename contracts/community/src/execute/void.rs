//! Curators take points back that an item should not have earned, while they are held.

use aftercare_domain::reward::share;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::Item;
use aftercare_interface::Commitment;
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, StdResult, Storage, Uint128};

use super::{plus, thank, told, Call};
use crate::ballot::{self, Motion, Outcome, Vote};
use crate::event::{PointsVoided, VoidVoted};
use crate::state::{knowledge, Epoch, Points, Stage, CARRY, EPOCHS, OPEN_EPOCH, POINTS, THANKS};
use crate::{find, rules, ContractError};

/// What is to be void.
pub struct Charge {
    pub epoch: u64,
    pub owner: Addr,
    pub item: Item,
}

pub fn void_points(
    call: Call<'_>,
    charge: Charge,
    evidence: &Commitment,
) -> Result<Response, ContractError> {
    check::commitment(evidence, "evidence")?;
    let until = in_time(&call, charge.epoch)?;
    check_author(&call, &charge)?;
    let earned = earned(&call, &charge)?;
    let motion = Motion {
        kind: ballot::VOID,
        number: charge.epoch,
        about: knowledge::key(charge.item),
    };
    let vote = Vote {
        voter: &call.sender,
        aye: true,
        now: call.now(),
        until,
    };
    let outcome = ballot::cast(call.deps.storage, motion, &vote)?;
    let (question, answer, knowledge) = thank::ids(charge.item);
    let votes = ballot::votes(call.deps.storage, motion)?.map_or(0, |ballot| ballot.ayes.len());
    let response = told("void_points").add_event(VoidVoted {
        epoch: charge.epoch,
        question,
        answer,
        knowledge,
        curator: call.sender.clone(),
        votes: votes.try_into().unwrap_or(u32::MAX),
    });
    match outcome {
        Outcome::Carried => {
            let event = void(call.deps.storage, &charge, earned)?;
            Ok(response.add_event(event))
        }
        Outcome::Open | Outcome::Rejected => Ok(response),
    }
}

/// The last second in which points of an epoch can be voided.
fn in_time(call: &Call<'_>, epoch: u64) -> Result<UnixTime, ContractError> {
    let (config, now) = (call.config()?, call.now());
    let from = config.ends_at(epoch);
    let until = config.claimable_from(epoch).minus(Seconds(1));
    if now < from || now > until {
        return Err(ContractError::VoidOutOfTime {
            epoch,
            from,
            until,
            now,
        });
    }
    Ok(until)
}

fn check_author(call: &Call<'_>, charge: &Charge) -> Result<(), ContractError> {
    let author = find::target(call.deps.storage, charge.item)?.author;
    if author != charge.owner {
        let owner = charge.owner.clone();
        return Err(ContractError::NotAuthor { owner, author });
    }
    Ok(())
}

/// What the item earned in the epoch, where it is not void already.
fn earned(call: &Call<'_>, charge: &Charge) -> Result<Uint128, ContractError> {
    let tally = rules::thanks(call.deps.storage, knowledge::key(charge.item))?;
    let earned = tally.earned_in(charge.epoch);
    if earned.is_zero() {
        let epoch = charge.epoch;
        return Err(ContractError::NothingToVoid { epoch });
    }
    Ok(earned)
}

/// Before the epoch is minted its points are simply fewer. Afterwards everybody else's share stays what it
/// was, and the tokens of the void points are what the next closing mints less.
fn void(
    storage: &mut dyn Storage,
    charge: &Charge,
    points: Uint128,
) -> Result<PointsVoided, ContractError> {
    let key = (&charge.owner, charge.epoch);
    let held = POINTS.may_load(storage, key)?.unwrap_or_default();
    let left = held.points.saturating_sub(points);
    let tokens = recall(storage, charge.epoch, (held.points, left))?;
    POINTS.save(
        storage,
        key,
        &Points {
            points: left,
            ..held
        },
    );
    let mut tally = rules::thanks(storage, knowledge::key(charge.item))?;
    tally.recent.retain(|(epoch, _)| *epoch != charge.epoch);
    THANKS.save(storage, knowledge::key(charge.item), &tally);
    let (question, answer, knowledge) = thank::ids(charge.item);
    Ok(PointsVoided {
        epoch: charge.epoch,
        owner: charge.owner.clone(),
        question,
        answer,
        knowledge,
        points,
        owner_points: left,
        tokens,
        carry: CARRY.may_load(storage)?.unwrap_or_default(),
    })
}

/// Takes an owner's points out of the epoch; the tokens that went to the carry.
fn recall(
    storage: &mut dyn Storage,
    epoch: u64,
    (held, left): (Uint128, Uint128),
) -> Result<Uint128, ContractError> {
    let void = held.saturating_sub(left);
    let Some(record) = EPOCHS.may_load(storage, epoch)? else {
        return Ok(still_open(storage, epoch, void)?);
    };
    let Epoch { points, stage } = record;
    let (record, tokens) = match stage {
        Stage::Minted {
            minted,
            claimed,
            voided,
            recalled,
        } => {
            let brings = |held: Uint128| share(minted.u128(), held.u128(), points.u128());
            let tokens = Uint128::new(brings(held).saturating_sub(brings(left)));
            let stage = Stage::Minted {
                minted,
                claimed,
                voided: plus(voided, void, "voided")?,
                recalled: plus(recalled, tokens, "recalled")?,
            };
            (Epoch { points, stage }, tokens)
        }
        Stage::Unminted => {
            let points = points.saturating_sub(void);
            (Epoch { points, stage }, Uint128::zero())
        }
        // The token has the word: what it was asked for counts on these points.
        Stage::Minting { .. } => return Err(ContractError::NothingToVoid { epoch }),
    };
    EPOCHS.save(storage, epoch, &record);
    if !tokens.is_zero() {
        let carry = CARRY.may_load(storage)?.unwrap_or_default();
        CARRY.save(storage, &plus(carry, tokens, "carry")?);
    }
    Ok(tokens)
}

/// Over, and not closed yet.
fn still_open(storage: &mut dyn Storage, epoch: u64, void: Uint128) -> StdResult<Uint128> {
    if let Some(mut open) = OPEN_EPOCH
        .may_load(storage)?
        .filter(|open| open.epoch == epoch)
    {
        open.points = open.points.saturating_sub(void);
        OPEN_EPOCH.save(storage, &open);
    }
    Ok(Uint128::zero())
}
