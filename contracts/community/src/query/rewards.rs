//! Rates, allowances, points, epochs.

use aftercare_domain::reward::share;
use aftercare_interface::community::{
    AllowanceResponse, ConfigResponse, EpochResponse, EpochStatus, PointsResponse, RateResponse,
};
use aftercare_interface::Page;
use aftercare_kit::{now, page};
use cosmwasm_std::{Addr, Deps, Env, Uint128};

use super::Window;
use crate::execute::allowance as accrual;
use crate::state::{Epoch, Stage, CONFIG, CURATORS_POOL, EPOCHS, POINTS, RATES, TOKEN};
use crate::ContractError;

pub fn config(deps: Deps<'_>, env: &Env) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let as_of = now(env);
    Ok(ConfigResponse {
        epoch: config.epoch_at(as_of),
        escrow: config.escrow,
        registry: config.registry,
        token: TOKEN.may_load(deps.storage)?,
        epoch_start: config.epoch_start,
        epoch_length: config.epoch_length,
        silence_threshold: config.silence_threshold,
        curators_pool: CURATORS_POOL.may_load(deps.storage)?.unwrap_or_default(),
        as_of,
    })
}

pub fn rates(
    deps: Deps<'_>,
    env: &Env,
    window: Window<String>,
) -> Result<Page<RateResponse, String>, ContractError> {
    let entries = RATES.range(deps.storage, window.start_after.as_deref(), None);
    page::collect(entries, window.limit, |(key, rate)| {
        let row = RateResponse {
            rate: rate.at(now(env)),
            next: rate.next.filter(|next| next.from > now(env)),
            asset: rate.asset,
        };
        Ok((key, Some(row)))
    })
}

pub fn allowance(
    deps: Deps<'_>,
    env: &Env,
    account: &Addr,
) -> Result<AllowanceResponse, ContractError> {
    let held = accrual::accrued(deps, now(env), account)?.allowance;
    Ok(AllowanceResponse {
        feedback: held.feedback,
        thanks: held.thanks,
    })
}

pub fn points(deps: Deps<'_>, owner: &Addr, epoch: u64) -> Result<PointsResponse, ContractError> {
    let held = POINTS
        .may_load(deps.storage, (epoch, owner))?
        .unwrap_or_default();
    let tokens = match EPOCHS.may_load(deps.storage, epoch)? {
        Some(Epoch {
            points,
            stage: Stage::Minted { minted, .. },
        }) => share(minted.u128(), held.points.u128(), points.u128()),
        _ => 0,
    };
    Ok(PointsResponse {
        points: held.points,
        claimed: held.claimed,
        tokens: tokens.into(),
        claimable_from: CONFIG.load(deps.storage)?.claimable_from(epoch),
    })
}

pub fn epoch(deps: Deps<'_>, epoch: u64) -> Result<EpochResponse, ContractError> {
    let ends_at = CONFIG.load(deps.storage)?.ends_at(epoch);
    let record = EPOCHS.may_load(deps.storage, epoch)?;
    let (points, stage) = record.map_or((Uint128::zero(), Stage::Open), |r| (r.points, r.stage));
    let (status, minted, claimed) = match stage {
        Stage::Open => (EpochStatus::Open, Uint128::zero(), Uint128::zero()),
        Stage::Unminted | Stage::Minting { .. } => {
            (EpochStatus::Unminted, Uint128::zero(), Uint128::zero())
        }
        Stage::Minted { minted, claimed } => (EpochStatus::Minted, minted, claimed),
    };
    Ok(EpochResponse {
        epoch,
        ends_at,
        points,
        status,
        minted,
        claimed,
    })
}
