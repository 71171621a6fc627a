//! Burnt fees become points the next time their account's allowance is touched.

use aftercare_domain::reward::{points_of, split_points, PointsSplit};
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::MAX_RATES;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Deps, Event, StdResult, Uint128};

use super::{plus, Call};
use crate::event::FeesCounted;
use crate::state::{Allowance, Config, Rate, ALLOWANCES, CONFIG, CURATORS_POOL, RATES, SEEN};
use crate::{peers, ContractError};

/// New fees in one asset.
struct NewFees {
    asset: String,
    burnt: Uint128,
    points: u128,
    split: PointsSplit,
}

/// An account's allowance with all fees burnt by now, and what its storage does not know of yet.
pub struct Accrual {
    pub allowance: Allowance,
    new: Vec<NewFees>,
}

/// One raw read for each asset with a rate; at most 16.
pub fn accrued(deps: Deps<'_>, now: UnixTime, account: &Addr) -> Result<Accrual, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let rates: Vec<Rate> = RATES
        .range(deps.storage, None, None)
        .take(MAX_RATES)
        .map(|entry| entry.map(|(_, rate)| rate))
        .collect::<StdResult<_>>()?;
    let mut accrual = Accrual {
        allowance: ALLOWANCES
            .may_load(deps.storage, account)?
            .unwrap_or_default(),
        new: vec![],
    };
    for rate in rates {
        let Some(fees) = new_fees(deps, &config, (&rate, now), account)? else {
            continue;
        };
        accrual.add(fees)?;
    }
    Ok(accrual)
}

impl Accrual {
    fn add(&mut self, fees: NewFees) -> Result<(), ContractError> {
        let (held, split) = (&mut self.allowance, fees.split);
        held.feedback = plus(held.feedback, split.feedback.into(), "feedback")?;
        held.thanks = plus(held.thanks, split.thanks.into(), "thanks")?;
        self.new.push(fees);
        Ok(())
    }
}

/// Fees that make no whole point yet wait until they do.
fn new_fees(
    deps: Deps<'_>,
    config: &Config,
    (rate, now): (&Rate, UnixTime),
    account: &Addr,
) -> Result<Option<NewFees>, ContractError> {
    let in_force = rate.at(now);
    if in_force.is_zero() {
        return Ok(None);
    }
    let asset = rate.asset.key();
    let burnt = peers::burnt(deps, &config.escrow, (account, &rate.asset))?;
    let seen = SEEN
        .may_load(deps.storage, (account, &asset))?
        .unwrap_or_default();
    let new = burnt.saturating_sub(seen.u128());
    let overflow = KitError::Overflow { field: "points" };
    let points = points_of(new, in_force.atomics().u128()).ok_or(overflow)?;
    Ok((points > 0).then(|| NewFees {
        asset,
        burnt: burnt.into(),
        points,
        split: split_points(points),
    }))
}

/// Notes the new fees as seen and the curators' part. The caller saves the allowance, which it changes.
pub fn note(
    call: &mut Call<'_>,
    account: &Addr,
    accrual: Accrual,
) -> Result<(Allowance, Vec<Event>), ContractError> {
    let mut events = vec![];
    for fees in accrual.new {
        SEEN.save(call.deps.storage, (account, &fees.asset), &fees.burnt);
        let pool = CURATORS_POOL
            .may_load(call.deps.storage)?
            .unwrap_or_default();
        let pool = plus(pool, fees.split.curators.into(), "curators_pool")?;
        CURATORS_POOL.save(call.deps.storage, &pool);
        events.push(event(account, fees));
    }
    Ok((accrual.allowance, events))
}

fn event(account: &Addr, fees: NewFees) -> Event {
    FeesCounted {
        account: account.clone(),
        asset: fees.asset,
        burnt: fees.burnt,
        points: fees.points.into(),
        feedback: fees.split.feedback.into(),
        thanks: fees.split.thanks.into(),
        curators: fees.split.curators.into(),
    }
    .into()
}
