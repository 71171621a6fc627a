//! Epochs take points, are closed once they are over, and mint once.

use aftercare_domain::reward::{epoch_mint, less_carry};
use aftercare_interface::reward_token::ExecuteMsg as TokenMsg;
use aftercare_interface::Asset;
use aftercare_kit::{books, reply as ids, KitError};
use cosmwasm_std::{
    to_json_binary, Addr, DepsMut, Env, Event, Response, StdResult, Storage, SubMsg, Uint128,
    WasmMsg,
};

use super::{plus, told, Call, MINT};
use crate::event::{EpochClosed, EpochMinted, EpochUnminted};
use crate::state::{Config, Epoch, OpenEpoch, Stage, CARRY, EPOCHS, OPEN_EPOCH, POINTS, TOKEN};
use crate::{peers, ContractError};

/// Where points went.
pub struct Added {
    pub epoch: u64,
    pub owner_points: Uint128,
}

/// Adds points to the epoch that is, once the last one that has any is closed: at most one is ever open.
pub fn add(
    call: &mut Call<'_>,
    (config, response): (&Config, Response),
    (owner, points): (&Addr, Uint128),
) -> Result<(Response, Added), ContractError> {
    let epoch = config.epoch_at(call.now());
    let storage = &mut *call.deps.storage;
    let mut held = POINTS
        .may_load(storage, (owner, epoch))?
        .unwrap_or_default();
    held.points = plus(held.points, points, "points")?;
    let owner_points = held.points;
    let added = Added {
        epoch,
        owner_points,
    };
    if points.is_zero() {
        return Ok((response, added));
    }
    POINTS.save(storage, (owner, epoch), &held);
    let open = OPEN_EPOCH.may_load(storage)?;
    let before = open.as_ref().filter(|open| open.epoch == epoch);
    let before = before.map_or(Uint128::zero(), |open| open.points);
    let response = close_before(call, response, (open, epoch))?;
    let points = plus(before, points, "points")?;
    OPEN_EPOCH.save(call.deps.storage, &OpenEpoch { epoch, points });
    Ok((response, added))
}

pub fn close(mut call: Call<'_>) -> Result<Response, ContractError> {
    let epoch = call.config()?.epoch_at(call.now());
    let open = OPEN_EPOCH.may_load(call.deps.storage)?;
    if open.as_ref().is_none_or(|open| open.epoch >= epoch) {
        return Err(ContractError::NothingToClose { epoch });
    }
    close_before(&mut call, told("close_epoch"), (open, epoch))
}

/// Closes the open epoch where it lies before `epoch`.
fn close_before(
    call: &mut Call<'_>,
    response: Response,
    (open, epoch): (Option<OpenEpoch>, u64),
) -> Result<Response, ContractError> {
    let Some(OpenEpoch { epoch, points }) = open.filter(|open| open.epoch < epoch) else {
        return Ok(response);
    };
    OPEN_EPOCH.remove(call.deps.storage);
    let response = response.add_event(EpochClosed { epoch, points });
    mint(call, response, (epoch, points))
}

pub fn mint_again(mut call: Call<'_>, epoch: u64) -> Result<Response, ContractError> {
    match EPOCHS.may_load(call.deps.storage, epoch)? {
        Some(Epoch {
            points,
            stage: Stage::Unminted,
        }) => mint(&mut call, told("mint_epoch"), (epoch, points)),
        _ => Err(ContractError::EpochNotUnminted { epoch }),
    }
}

/// Asks the token for what the epoch's points allow and the token can give, less what is carried from void
/// points. Nothing else depends on the outcome, which arrives in [`minted`].
fn mint(
    call: &mut Call<'_>,
    response: Response,
    (epoch, points): (u64, Uint128),
) -> Result<Response, ContractError> {
    let token = TOKEN.may_load(call.deps.storage)?;
    let left = token.as_ref().map_or(0, |token| {
        peers::mintable(call.deps.as_ref(), token, call.now())
    });
    let carry = CARRY.may_load(call.deps.storage)?.unwrap_or_default();
    let part = epoch_mint(points.u128(), left);
    let (asked, carried) = less_carry(part, carry.u128());
    let (asked, carried) = (Uint128::new(asked), Uint128::new(carried));
    let Some(token) = token.filter(|_| part > 0) else {
        let wanted = epoch_mint(points.u128(), u128::MAX);
        return nothing_minted(call, response, (epoch, points, wanted));
    };
    if !carried.is_zero() {
        CARRY.save(call.deps.storage, &carry.saturating_sub(carried));
    }
    if asked.is_zero() {
        return Ok(response.add_event(settled(
            call.deps.storage,
            (epoch, points),
            (asked, carried),
        )?));
    }
    let stage = Stage::Minting { asked, carried };
    EPOCHS.save(call.deps.storage, epoch, &Epoch { points, stage });
    Ok(response.add_submessage(mint_message(&call.env, &token, (epoch, asked))?))
}

/// The points of an epoch share what was minted for it and what it got of the carry.
fn settled(
    storage: &mut dyn Storage,
    (epoch, points): (u64, Uint128),
    (asked, carried): (Uint128, Uint128),
) -> Result<EpochMinted, ContractError> {
    let minted = plus(asked, carried, "minted")?;
    let stage = done(minted);
    EPOCHS.save(storage, epoch, &Epoch { points, stage });
    Ok(EpochMinted {
        epoch,
        minted,
        carried,
    })
}

/// Where points ask for nothing, nothing is what they get; otherwise the epoch waits.
fn nothing_minted(
    call: &mut Call<'_>,
    response: Response,
    (epoch, points, wanted): (u64, Uint128, u128),
) -> Result<Response, ContractError> {
    let nothing = Uint128::zero();
    let (stage, event): (Stage, Event) = match wanted {
        0 => (
            done(nothing),
            EpochMinted {
                epoch,
                minted: nothing,
                carried: nothing,
            }
            .into(),
        ),
        _ => (
            Stage::Unminted,
            EpochUnminted {
                epoch,
                asked: nothing,
            }
            .into(),
        ),
    };
    EPOCHS.save(call.deps.storage, epoch, &Epoch { points, stage });
    Ok(response.add_event(event))
}

fn done(minted: Uint128) -> Stage {
    let none = Uint128::zero();
    Stage::Minted {
        minted,
        claimed: none,
        voided: none,
        recalled: none,
    }
}

fn mint_message(env: &Env, token: &Addr, (epoch, amount): (u64, Uint128)) -> StdResult<SubMsg> {
    let message = TokenMsg::Mint {
        recipient: env.contract.address.to_string(),
        amount,
    };
    let message = WasmMsg::Execute {
        contract_addr: token.to_string(),
        msg: to_json_binary(&message)?,
        funds: vec![],
    };
    Ok(SubMsg::reply_always(message, ids::id(MINT, epoch)))
}

/// The token's answer to a mint.
pub fn minted(deps: DepsMut<'_>, (epoch, accepted): (u64, bool)) -> Result<Event, ContractError> {
    let unknown = KitError::UnknownReply {
        id: ids::id(MINT, epoch),
    };
    let record = EPOCHS.may_load(deps.storage, epoch)?;
    let Some(Epoch {
        points,
        stage: Stage::Minting { asked, carried },
    }) = record
    else {
        return Err(unknown.into());
    };
    if !accepted {
        return refused(deps.storage, (epoch, points), (asked, carried));
    }
    let asset = reward(deps.storage)?;
    books::receive(deps.storage, &asset, asked)?;
    Ok(settled(deps.storage, (epoch, points), (asked, carried))?.into())
}

/// Nothing was minted: the epoch waits, and the carry has its part back.
fn refused(
    storage: &mut dyn Storage,
    (epoch, points): (u64, Uint128),
    (asked, carried): (Uint128, Uint128),
) -> Result<Event, ContractError> {
    if !carried.is_zero() {
        let carry = CARRY.may_load(storage)?.unwrap_or_default();
        CARRY.save(storage, &plus(carry, carried, "carry")?);
    }
    let stage = Stage::Unminted;
    EPOCHS.save(storage, epoch, &Epoch { points, stage });
    Ok(EpochUnminted { epoch, asked }.into())
}

/// The reward token.
pub fn reward(storage: &dyn Storage) -> Result<Asset, ContractError> {
    let token = TOKEN.may_load(storage)?.ok_or(ContractError::NotWired)?;
    Ok(Asset::cw20(&token))
}
