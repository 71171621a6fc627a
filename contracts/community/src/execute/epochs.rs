//! Epochs take points, are closed once they are over, mint once, and pay their points' owners.

use aftercare_domain::reward::{epoch_mint, share};
use aftercare_interface::community::MAX_EPOCHS;
use aftercare_interface::reward_token::ExecuteMsg as TokenMsg;
use aftercare_interface::Asset;
use aftercare_kit::books::{self, Payout};
use aftercare_kit::{check, reply as ids, KitError};
use cosmwasm_std::{
    to_json_binary, Addr, DepsMut, Env, Event, Response, StdResult, Storage, SubMsg, Uint128,
    WasmMsg,
};

use super::{plus, told, Call, MINT};
use crate::event::{EpochClosed, EpochMinted, EpochUnminted, PointsClaimed};
use crate::state::{Epoch, Points, Stage, EPOCHS, OPEN_EPOCH, POINTS, TOKEN};
use crate::{peers, ContractError};

/// Where points went.
pub struct Added {
    pub epoch: u64,
    pub owner_points: Uint128,
}

/// Adds points to the epoch that is, once the last one that has any is closed: at most one is ever open.
pub fn add(
    call: &mut Call<'_>,
    response: Response,
    (owner, points): (&Addr, Uint128),
) -> Result<(Response, Added), ContractError> {
    let epoch = call.config()?.epoch_at(call.now());
    let storage = &mut *call.deps.storage;
    let mut held = POINTS
        .may_load(storage, (epoch, owner))?
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
    POINTS.save(storage, (epoch, owner), &held);
    let open = OPEN_EPOCH.may_load(call.deps.storage)?;
    let response = close_before(call, response, (open, epoch))?;
    let storage = &mut *call.deps.storage;
    let none = Epoch {
        points: Uint128::zero(),
        stage: Stage::Open,
    };
    let mut record = EPOCHS.may_load(storage, epoch)?.unwrap_or(none);
    record.points = plus(record.points, points, "points")?;
    EPOCHS.save(storage, epoch, &record);
    if open != Some(epoch) {
        OPEN_EPOCH.save(storage, &epoch);
    }
    Ok((response, added))
}

pub fn close(mut call: Call<'_>) -> Result<Response, ContractError> {
    let epoch = call.config()?.epoch_at(call.now());
    let open = OPEN_EPOCH.may_load(call.deps.storage)?;
    if open.is_none_or(|open| open >= epoch) {
        return Err(ContractError::NothingToClose { epoch });
    }
    close_before(&mut call, told("close_epoch"), (open, epoch))
}

/// Closes the open epoch where it lies before `epoch`.
fn close_before(
    call: &mut Call<'_>,
    response: Response,
    (open, epoch): (Option<u64>, u64),
) -> Result<Response, ContractError> {
    let Some(open) = open.filter(|open| *open < epoch) else {
        return Ok(response);
    };
    OPEN_EPOCH.remove(call.deps.storage);
    let points = EPOCHS.load(call.deps.storage, open)?.points;
    let response = response.add_event(EpochClosed {
        epoch: open,
        points,
    });
    mint(call, response, (open, points))
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

/// Asks the token for what the epoch's points allow and the token can give. Nothing else depends on the
/// outcome, which arrives in [`minted`].
fn mint(
    call: &mut Call<'_>,
    response: Response,
    (epoch, points): (u64, Uint128),
) -> Result<Response, ContractError> {
    let token = TOKEN.may_load(call.deps.storage)?;
    let left = token.as_ref().map_or(0, |token| {
        peers::mintable(call.deps.as_ref(), token, call.now())
    });
    let asked = epoch_mint(points.u128(), left);
    let wanted = epoch_mint(points.u128(), u128::MAX);
    let Some(token) = token.filter(|_| asked > 0) else {
        return nothing_minted(call, response, (epoch, points, wanted));
    };
    let asked = Uint128::new(asked);
    let stage = Stage::Minting { asked };
    EPOCHS.save(call.deps.storage, epoch, &Epoch { points, stage });
    Ok(response.add_submessage(mint_message(&call.env, &token, (epoch, asked))?))
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
    let claimed = Uint128::zero();
    Stage::Minted { minted, claimed }
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
        stage: Stage::Minting { asked },
    }) = record
    else {
        return Err(unknown.into());
    };
    let stage = if accepted {
        done(asked)
    } else {
        Stage::Unminted
    };
    EPOCHS.save(deps.storage, epoch, &Epoch { points, stage });
    if !accepted {
        return Ok(EpochUnminted { epoch, asked }.into());
    }
    let asset = reward(deps.storage)?;
    books::receive(deps.storage, &asset, asked)?;
    Ok(EpochMinted {
        epoch,
        minted: asked,
    }
    .into())
}

fn reward(storage: &dyn Storage) -> Result<Asset, ContractError> {
    let token = TOKEN.may_load(storage)?.ok_or(ContractError::NotWired)?;
    Ok(Asset::cw20(&token))
}

pub fn claim(mut call: Call<'_>, owner: Addr, epochs: Vec<u64>) -> Result<Response, ContractError> {
    check::count(epochs.len(), "epochs", 1, MAX_EPOCHS)?;
    check::each_once(&epochs, "epochs")?;
    let mut response = told("claim");
    let mut sum = Uint128::zero();
    for epoch in epochs {
        let claimed = claim_one(&mut call, &owner, epoch)?;
        sum = plus(sum, claimed.tokens, "tokens")?;
        response = response.add_event(claimed);
    }
    let asset = reward(call.deps.storage)?;
    let payout = Payout {
        owner,
        asset,
        amount: sum,
    };
    let push = books::push(call.deps.storage, &call.env.contract.address, payout)?;
    Ok(response.add_submessages(push))
}

fn claim_one(
    call: &mut Call<'_>,
    owner: &Addr,
    epoch: u64,
) -> Result<PointsClaimed, ContractError> {
    let held = claimable(call, owner, epoch)?;
    let record = EPOCHS.may_load(call.deps.storage, epoch)?;
    let Some(Epoch {
        points,
        stage: Stage::Minted { minted, claimed },
    }) = record
    else {
        return Err(ContractError::EpochNotMinted { epoch });
    };
    let tokens = share(minted.u128(), held.points.u128(), points.u128()).into();
    let claimed = plus(claimed, tokens, "claimed")?;
    let stage = Stage::Minted { minted, claimed };
    EPOCHS.save(call.deps.storage, epoch, &Epoch { points, stage });
    let points = held.points;
    POINTS.save(
        call.deps.storage,
        (epoch, owner),
        &Points {
            points,
            claimed: true,
        },
    );
    Ok(PointsClaimed {
        owner: owner.clone(),
        epoch,
        points,
        tokens,
        claimed,
    })
}

/// The owner's points of an epoch, where they are not claimed and not held any more.
fn claimable(call: &Call<'_>, owner: &Addr, epoch: u64) -> Result<Points, ContractError> {
    let held = POINTS.may_load(call.deps.storage, (epoch, owner))?;
    let owner = owner.clone();
    let held = match held {
        None => return Err(ContractError::NoPoints { owner, epoch }),
        Some(held) if held.claimed => return Err(ContractError::AlreadyClaimed { owner, epoch }),
        Some(held) => held,
    };
    let (now, claimable_from) = (call.now(), call.config()?.claimable_from(epoch));
    if now < claimable_from {
        return Err(ContractError::PointsHeld {
            epoch,
            claimable_from,
            now,
        });
    }
    Ok(held)
}
