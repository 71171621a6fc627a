//! Points' owners are paid what minted epochs have for them.

use aftercare_domain::reward::share;
use aftercare_interface::community::MAX_EPOCHS;
use aftercare_kit::books::{self, Payout};
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Uint128};

use super::epochs::reward;
use super::{plus, told, Call};
use crate::event::PointsClaimed;
use crate::state::{Epoch, Points, Stage, EPOCHS, POINTS};
use crate::ContractError;

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
        stage:
            Stage::Minted {
                minted,
                claimed,
                voided,
                recalled,
            },
    }) = record
    else {
        return Err(ContractError::EpochNotMinted { epoch });
    };
    let tokens = share(minted.u128(), held.points.u128(), points.u128()).into();
    let claimed = plus(claimed, tokens, "claimed")?;
    let stage = Stage::Minted {
        minted,
        claimed,
        voided,
        recalled,
    };
    EPOCHS.save(call.deps.storage, epoch, &Epoch { points, stage });
    let points = held.points;
    POINTS.save(
        call.deps.storage,
        (owner, epoch),
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
    let held = POINTS.may_load(call.deps.storage, (owner, epoch))?;
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
