//! What records and block time mean together; execute and query share it.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::HOLD;
use aftercare_kit::KitError;
use cosmwasm_std::{Decimal, StdResult, Storage, Uint128};

use crate::state::{Config, Rate, Thanks, THANKS};
use crate::ContractError;

pub mod questions;

impl Rate {
    /// In force at an instant.
    pub fn at(&self, now: UnixTime) -> Decimal {
        match &self.next {
            Some(next) if now >= next.from => next.rate,
            _ => self.rate,
        }
    }
}

impl Config {
    /// The epoch at an instant; 0 also before the first one.
    pub fn epoch_at(&self, now: UnixTime) -> u64 {
        let passed = now.since(self.epoch_start).0;
        passed.checked_div(self.epoch_length.0).unwrap_or(0)
    }

    /// First second of an epoch.
    pub fn starts_at(&self, epoch: u64) -> UnixTime {
        self.epoch_start
            .plus(Seconds(epoch.saturating_mul(self.epoch_length.0)))
    }

    /// First second that is no longer in an epoch.
    pub fn ends_at(&self, epoch: u64) -> UnixTime {
        self.starts_at(epoch.saturating_add(1))
    }

    /// The first second in which an epoch's points can be claimed.
    pub fn claimable_from(&self, epoch: u64) -> UnixTime {
        self.ends_at(epoch).plus(HOLD)
    }
}

impl Thanks {
    /// Notes points of the epoch that is, and forgets epochs whose points can no longer be voided.
    pub fn earn(
        &mut self,
        (config, now): (&Config, UnixTime),
        points: Uint128,
    ) -> Result<(), ContractError> {
        let epoch = config.epoch_at(now);
        let before = self.earned_in(epoch);
        let held = |of: u64| of != epoch && now < config.claimable_from(of);
        self.recent.retain(|(of, _)| held(*of));
        let overflow = |_| KitError::Overflow { field: "thanks" };
        let points = before.checked_add(points).map_err(overflow)?;
        self.recent.push((epoch, points));
        Ok(())
    }

    /// Points of an epoch whose hold was not over when it was last thanked.
    pub fn earned_in(&self, epoch: u64) -> Uint128 {
        let earned = self.recent.iter().find(|(of, _)| *of == epoch);
        earned.map_or(Uint128::zero(), |(_, points)| *points)
    }
}

/// Of an item, by its storage key.
pub fn thanks(storage: &dyn Storage, key: (u64, u32)) -> StdResult<Thanks> {
    Ok(THANKS.may_load(storage, key)?.unwrap_or_default())
}
