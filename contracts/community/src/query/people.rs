//! Curators, experts, pairs of contracts, the curators' pool, who thanked for what, reputation.

use aftercare_domain::reputation::FRACTION_BITS;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    CircleResponse, Item as Named, NextCircle, PeersResponse, PoolResponse, ReputationResponse,
    ThanksRow,
};
use aftercare_interface::Page;
use aftercare_kit::store::Item;
use aftercare_kit::{now, page};
use cosmwasm_std::{Addr, Deps, Env, StdResult};

use super::Window;
use crate::execute::pool as parts;
use crate::peers::FIRST;
use crate::state::people::{Circle, Pair, PAIRS};
use crate::state::{knowledge, CONFIG, GIVEN, STANDINGS};
use crate::{circles, ContractError};

pub fn circle(
    deps: Deps<'_>,
    env: &Env,
    circle: &Item<Circle>,
) -> Result<CircleResponse, ContractError> {
    let as_of = now(env);
    let noted = circle.may_load(deps.storage)?.unwrap_or_default();
    let next = noted.next.filter(|(from, _)| as_of < *from);
    Ok(CircleResponse {
        members: circles::in_force(deps.storage, circle, as_of)?,
        next: next.map(|(from, members)| NextCircle { from, members }),
        as_of,
    })
}

pub fn pool(deps: Deps<'_>, env: &Env) -> Result<PoolResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let as_of = now(env);
    let pool = parts::in_epoch(deps.storage, (&config, as_of))?;
    Ok(PoolResponse {
        points: pool.points,
        epoch: config.epoch_at(as_of),
        part: pool.part,
        as_of,
    })
}

/// The pair of instantiation is the first row, in force from the first second of 1970.
pub fn peers(deps: Deps<'_>, window: Window<u8>) -> Result<Page<PeersResponse, u8>, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let first = Pair {
        escrow: config.escrow,
        registry: config.registry,
        from: UnixTime(0),
    };
    let first = window.start_after.is_none().then_some(Ok((FIRST, first)));
    let later = PAIRS.range(deps.storage, window.start_after, None);
    let entries = first.into_iter().chain(later);
    page::collect(entries, window.limit, |(peers, pair)| {
        let row = PeersResponse {
            peers,
            escrow: pair.escrow,
            registry: pair.registry,
            from: pair.from,
        };
        Ok((peers, Some(row)))
    })
}

pub fn thanks_by(
    deps: Deps<'_>,
    account: &Addr,
    window: Window<Named>,
) -> Result<Page<ThanksRow, Named>, ContractError> {
    let after = window.start_after.map(knowledge::key);
    let entries = GIVEN.of(deps.storage, account, (after, None));
    page::collect(entries, window.limit, |(key, given)| {
        let item = knowledge::named(key);
        let row = ThanksRow {
            item,
            thanks: given.thanks,
            objections: given.objections,
        };
        Ok((item, Some(row)))
    })
}

pub fn reputation(
    deps: Deps<'_>,
    env: &Env,
    (account, topic): (Addr, String),
) -> StdResult<ReputationResponse> {
    let as_of = now(env);
    let standing = STANDINGS.may_load(deps.storage, (&account, &topic))?;
    let score = standing.unwrap_or_default().at(as_of);
    Ok(ReputationResponse {
        account,
        topic,
        negative: score < 0,
        score: score.unsigned_abs().into(),
        points: (score.unsigned_abs() >> FRACTION_BITS).into(),
        as_of,
    })
}
