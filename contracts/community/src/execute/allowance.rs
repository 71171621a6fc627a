//! Burnt fees become points the next time their account's allowance is touched.

use aftercare_domain::reward::{points_of, split_points, PointsSplit};
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::MAX_RATES;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Deps, Event, StdResult, Uint128};

use super::{plus, Call};
use crate::event::FeesCounted;
use crate::peers::{self, Source};
use crate::state::people::{Account, Seen, ACCOUNTS, POOL};
use crate::state::{Config, Rate, RATES};
use crate::ContractError;

/// New fees in one asset.
struct NewFees {
    asset: String,
    burnt: Uint128,
    points: u128,
    split: PointsSplit,
}

/// An account with all fees burnt by now, and what its storage does not know of yet.
pub struct Accrual {
    pub account: Account,
    new: Vec<NewFees>,
}

/// One raw read for each pair of contracts and asset with a rate.
pub fn accrued(
    deps: Deps<'_>,
    (config, now): (&Config, UnixTime),
    account: &Addr,
) -> Result<Accrual, ContractError> {
    let rates: Vec<Rate> = RATES
        .range(deps.storage, None, None)
        .take(MAX_RATES)
        .map(|entry| entry.map(|(_, rate)| rate))
        .collect::<StdResult<_>>()?;
    let mut accrual = Accrual {
        account: ACCOUNTS
            .may_load(deps.storage, account)?
            .unwrap_or_default(),
        new: vec![],
    };
    let epoch = config.epoch_at(now);
    accrual.account.lots.lapse(epoch);
    for source in peers::in_force(deps.storage, config, now)? {
        for rate in &rates {
            let burnt = || peers::burnt(deps, &source.escrow, (account, &rate.asset));
            accrual.see(&source, (rate, now, epoch), burnt)?;
        }
    }
    Ok(accrual)
}

impl Accrual {
    /// Fees that make no whole point yet wait until they do. What an account has seen of a pair never counts
    /// again, and what it sees counts from this epoch on.
    fn see(
        &mut self,
        source: &Source,
        (rate, now, epoch): (&Rate, UnixTime, u64),
        burnt: impl FnOnce() -> StdResult<u128>,
    ) -> Result<(), ContractError> {
        let in_force = rate.at(now);
        if in_force.is_zero() {
            return Ok(());
        }
        let burnt = Uint128::new(burnt()?);
        let of = (source.peers, rate.number);
        let overflow = KitError::Overflow { field: "points" };
        let new = burnt.saturating_sub(self.account.seen_of(of));
        let points = points_of(new.u128(), in_force.atomics().u128()).ok_or(overflow)?;
        if points == 0 {
            return Ok(());
        }
        self.account.has_seen(of, burnt);
        let split = split_points(points);
        let overflow = KitError::Overflow { field: "allowance" };
        self.account.lots.add(epoch, split).ok_or(overflow)?;
        let asset = rate.asset.key();
        self.new.push(NewFees {
            asset,
            burnt,
            points,
            split,
        });
        Ok(())
    }
}

impl Account {
    /// Burnt fees that became points already.
    fn seen_of(&self, of: (u8, u16)) -> Uint128 {
        let mut seen = self.seen.iter();
        seen.find(|seen| seen.is_of(of))
            .map_or(Uint128::zero(), |seen| seen.burnt)
    }

    fn has_seen(&mut self, (peers, asset): (u8, u16), burnt: Uint128) {
        self.seen.retain(|seen| !seen.is_of((peers, asset)));
        self.seen.push(Seen {
            peers,
            asset,
            burnt,
        });
    }
}

impl Seen {
    fn is_of(&self, of: (u8, u16)) -> bool {
        (self.peers, self.asset) == of
    }
}

/// Puts the curators' part of new fees into their pool. The caller saves the account, which it changes.
pub fn note(
    call: &mut Call<'_>,
    owner: &Addr,
    accrual: Accrual,
) -> Result<(Account, Vec<Event>), ContractError> {
    if !accrual.new.is_empty() {
        let mut pool = POOL.may_load(call.deps.storage)?.unwrap_or_default();
        for fees in &accrual.new {
            pool.points = plus(pool.points, fees.split.curators.into(), "curators_pool")?;
        }
        POOL.save(call.deps.storage, &pool);
    }
    let events = accrual.new.into_iter().map(|fees| event(owner, fees));
    Ok((accrual.account, events.collect()))
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
