//! Rates, allowances, points, epochs.

use aftercare_domain::allowance::LAPSE;
use aftercare_domain::reward::share;
use aftercare_interface::community::{
    AllowanceResponse, ClaimableRow, ConfigResponse, EpochResponse, EpochStatus, PointsResponse,
    RateResponse,
};
use aftercare_interface::Page;
use aftercare_kit::{now, page};
use cosmwasm_std::{Addr, Deps, Env, Uint128};

use super::Window;
use crate::execute::{allowance as accrual, pool};
use crate::state::people::POOL;
use crate::state::{Epoch, Points, Stage, CARRY, CONFIG, EPOCHS, OPEN_EPOCH, POINTS, RATES, TOKEN};
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
        curators_pool: POOL.may_load(deps.storage)?.unwrap_or_default().points,
        carry: CARRY.may_load(deps.storage)?.unwrap_or_default(),
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
    let config = CONFIG.load(deps.storage)?;
    let as_of = now(env);
    let held = accrual::accrued(deps, (&config, as_of), account)?.account;
    let pool = pool::in_epoch(deps.storage, (&config, as_of))?;
    let (feedback, thanks) = held.lots.left();
    let last = held
        .lots
        .0
        .first()
        .map(|lot| lot.epoch.saturating_add(LAPSE));
    Ok(AllowanceResponse {
        feedback: feedback.into(),
        thanks: thanks.into(),
        part: pool::part_left(&pool, &held, (&config, as_of)),
        lapses_at: last.map(|epoch| config.ends_at(epoch)),
        as_of,
    })
}

pub fn points(deps: Deps<'_>, owner: &Addr, epoch: u64) -> Result<PointsResponse, ContractError> {
    let held = POINTS.may_load(deps.storage, (owner, epoch))?;
    owned(deps, epoch, held.unwrap_or_default())
}

fn owned(deps: Deps<'_>, epoch: u64, held: Points) -> Result<PointsResponse, ContractError> {
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

/// An owner's epochs that `claim` would pay now.
pub fn claimable(
    deps: Deps<'_>,
    env: &Env,
    (owner, window): (&Addr, Window<u64>),
) -> Result<Page<ClaimableRow, u64>, ContractError> {
    let entries = POINTS.of(deps.storage, owner, (window.start_after, None));
    page::collect(entries, window.limit, |(epoch, held)| {
        let minted = EPOCHS.may_load(deps.storage, epoch)?;
        let minted = minted.is_some_and(|epoch| matches!(epoch.stage, Stage::Minted { .. }));
        let row = owned(deps, epoch, held)?;
        let ripe = minted && !row.claimed && now(env) >= row.claimable_from;
        let row = ClaimableRow {
            epoch,
            points: row.points,
            tokens: row.tokens,
        };
        Ok((epoch, ripe.then_some(row)))
    })
}

pub fn epochs(
    deps: Deps<'_>,
    window: Window<u64>,
) -> Result<Page<EpochResponse, u64>, ContractError> {
    let open = OPEN_EPOCH.may_load(deps.storage)?.map(|open| open.epoch);
    let open = open.filter(|open| window.start_after.is_none_or(|after| after < *open));
    let closed = EPOCHS.range(deps.storage, window.start_after, None);
    let numbers = closed.map(|entry| entry.map(|(number, _)| number));
    let numbers = numbers.chain(open.map(Ok));
    page::collect(numbers, window.limit, |number| {
        Ok((number, Some(epoch(deps, number)?)))
    })
}

pub fn epoch(deps: Deps<'_>, epoch: u64) -> Result<EpochResponse, ContractError> {
    let open = OPEN_EPOCH.may_load(deps.storage)?;
    let open = open.filter(|open| open.epoch == epoch);
    let closed = EPOCHS.may_load(deps.storage, epoch)?;
    let blank = EpochResponse {
        epoch,
        ends_at: CONFIG.load(deps.storage)?.ends_at(epoch),
        points: open.map_or(Uint128::zero(), |open| open.points),
        status: EpochStatus::Open,
        minted: Uint128::zero(),
        claimed: Uint128::zero(),
        voided: Uint128::zero(),
        recalled: Uint128::zero(),
    };
    Ok(closed.map_or(blank.clone(), |record| shown(blank, record)))
}

fn shown(blank: EpochResponse, Epoch { points, stage }: Epoch) -> EpochResponse {
    let unminted = EpochResponse {
        points,
        status: EpochStatus::Unminted,
        ..blank
    };
    match stage {
        Stage::Unminted | Stage::Minting { .. } => unminted,
        Stage::Minted {
            minted,
            claimed,
            voided,
            recalled,
        } => EpochResponse {
            status: EpochStatus::Minted,
            minted,
            claimed,
            voided,
            recalled,
            ..unminted
        },
    }
}
