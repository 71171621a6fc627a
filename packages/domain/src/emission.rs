//! How many reward tokens may exist, and when: a cap, and a budget for each epoch that shrinks by a fixed
//! share and rolls over once.
//!
//! budget(n) = floor(budget × rⁿ), r = 1 − decay ÷ 10,000, raised by squaring in 18-decimal fixed point,
//! each step rounded down. What epoch n leaves, its own carry included, is carried into epoch n + 1, up to
//! budget(n + 1).
//!
//! The carry needs no walk over idle epochs. Let e be the epoch of the last mint. In e + 1 the carry is
//! min(budget(e + 1), budget(e) + carried(e) − minted(e)). An epoch that mints nothing leaves at least its
//! whole budget, and no later budget is larger, so from e + 2 on the carry is the epoch's own budget.
//! (Where rⁿ has sunk to its last digits, neighbouring budgets may come out of order by units of 10⁻¹⁸ of
//! the first one; the carry is then still never more than the epoch's own budget.)

use thiserror::Error;

use crate::money::{mul_div_floor, Bps};
use crate::time::{Seconds, UnixTime, DAY, HOUR};

/// One, in 18-decimal fixed point.
const ONE: u128 = 1_000_000_000_000_000_000;
/// What one basis point is of [`ONE`].
const BASIS_POINT: u128 = 100_000_000_000_000;
/// The shortest epoch.
pub const MIN_EPOCH: Seconds = Seconds(HOUR);
/// The longest epoch.
pub const MAX_EPOCH: Seconds = Seconds(366 * DAY);

/// Cap, schedule, and where minting stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emission {
    /// The most that may ever be minted.
    pub cap: u128,
    /// Minted, ever.
    pub minted: u128,
    /// First second of epoch 0; nothing may be minted before.
    pub start: UnixTime,
    /// Length of an epoch.
    pub epoch_length: Seconds,
    /// Budget of epoch 0.
    pub budget: u128,
    /// What each epoch's budget loses against the one before.
    pub decay: Bps,
    /// The epoch of the last mint.
    pub epoch: u64,
    /// Minted in that epoch.
    pub minted_in_epoch: u128,
    /// Budget carried over into that epoch.
    pub carried: u128,
}

/// What an instant allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The epoch; 0 also before the start.
    pub epoch: u64,
    /// Budget of this epoch, without what rolled over.
    pub budget: u128,
    /// What rolled over into this epoch.
    pub carried: u128,
    /// Minted in this epoch.
    pub minted_in_epoch: u128,
    /// What may be minted now, cap included.
    pub left: u128,
}

/// Why a schedule or a mint is refused.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmissionError {
    /// An epoch is shorter than an hour or longer than 366 days.
    #[error("schedule.epoch_length is {value} s; from {MIN_EPOCH} to {MAX_EPOCH} s")]
    EpochLength {
        /// What was asked.
        value: Seconds,
    },
    /// An epoch cannot lose more than its whole budget.
    #[error("schedule.decay is {value} bp; at most {} bp", Bps::WHOLE)]
    Decay {
        /// What was asked.
        value: Bps,
    },
    /// More would exist than the cap allows.
    #[error("minted would pass the cap: {asked} asked, {left} left of {cap}")]
    Cap {
        /// What was asked.
        asked: u128,
        /// What the cap leaves.
        left: u128,
        /// The cap.
        cap: u128,
    },
    /// More would be minted in this epoch than its budget and carry allow.
    #[error("minted would pass the budget of epoch {epoch}: {asked} asked, {left} left")]
    Budget {
        /// What was asked.
        asked: u128,
        /// What the epoch leaves; 0 before the schedule starts.
        left: u128,
        /// The epoch.
        epoch: u64,
    },
}

impl Emission {
    /// Refuses a schedule that cannot be followed.
    ///
    /// # Errors
    /// [`EmissionError::EpochLength`], [`EmissionError::Decay`], [`EmissionError::Cap`] where more exists
    /// already than the cap allows.
    pub fn check(&self) -> Result<(), EmissionError> {
        if self.epoch_length < MIN_EPOCH || self.epoch_length > MAX_EPOCH {
            let value = self.epoch_length;
            return Err(EmissionError::EpochLength { value });
        }
        if self.decay > Bps::WHOLE {
            return Err(EmissionError::Decay { value: self.decay });
        }
        if self.minted > self.cap {
            return Err(self.past_cap(self.minted, self.cap));
        }
        Ok(())
    }

    /// What `now` allows. Cost: a few dozen multiplications, however long ago the last mint was.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> Standing {
        let epoch = self.epoch_at(now);
        let budget = self.budget_of(epoch);
        let carried = self.carried_into(epoch, budget);
        let minted_in_epoch = if epoch == self.epoch {
            self.minted_in_epoch
        } else {
            0
        };
        let in_budget = budget
            .saturating_add(carried)
            .saturating_sub(minted_in_epoch);
        let in_cap = self.cap.saturating_sub(self.minted);
        let started = now >= self.start;
        Standing {
            epoch,
            budget,
            carried,
            minted_in_epoch,
            left: if started { in_budget.min(in_cap) } else { 0 },
        }
    }

    /// The state after `amount` was minted at `now`.
    ///
    /// # Errors
    /// [`EmissionError::Cap`], [`EmissionError::Budget`].
    pub fn mint(&self, now: UnixTime, amount: u128) -> Result<Self, EmissionError> {
        let standing = self.at(now);
        let in_cap = self.cap.saturating_sub(self.minted);
        if amount > in_cap {
            return Err(self.past_cap(amount, in_cap));
        }
        if amount > standing.left {
            return Err(EmissionError::Budget {
                asked: amount,
                left: standing.left,
                epoch: standing.epoch,
            });
        }
        Ok(Self {
            minted: self.minted.saturating_add(amount),
            epoch: standing.epoch,
            minted_in_epoch: standing.minted_in_epoch.saturating_add(amount),
            carried: standing.carried,
            ..*self
        })
    }

    /// floor(budget × rⁿ).
    #[must_use]
    pub fn budget_of(&self, epoch: u64) -> u128 {
        let kept = u128::from(Bps::WHOLE.0.saturating_sub(self.decay.0));
        let rate = power(kept.saturating_mul(BASIS_POINT), epoch);
        mul_div_floor(self.budget, rate, ONE).unwrap_or(0)
    }

    /// Never an earlier epoch than that of the last mint.
    fn epoch_at(&self, now: UnixTime) -> u64 {
        let passed = now.since(self.start).0;
        let epoch = passed.checked_div(self.epoch_length.0).unwrap_or(0);
        epoch.max(self.epoch)
    }

    /// See the head of this file.
    fn carried_into(&self, epoch: u64, budget: u128) -> u128 {
        match epoch.saturating_sub(self.epoch) {
            0 => self.carried,
            1 => {
                let had = self.budget_of(self.epoch).saturating_add(self.carried);
                budget.min(had.saturating_sub(self.minted_in_epoch))
            }
            _ => budget,
        }
    }

    fn past_cap(&self, asked: u128, left: u128) -> EmissionError {
        EmissionError::Cap {
            asked,
            left,
            cap: self.cap,
        }
    }
}

/// `base`ⁿ by squaring; `base` ≤ 1, so that no product passes 128 bits and each step rounds down.
fn power(base: u128, exponent: u64) -> u128 {
    let (mut result, mut square, mut left) = (ONE, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = mul_div_floor(result, square, ONE).unwrap_or(0);
        }
        square = mul_div_floor(square, square, ONE).unwrap_or(0);
        left >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WEEK: Seconds = Seconds(crate::time::WEEK);

    fn token() -> Emission {
        Emission {
            cap: 1_000_000_000_000_000,
            minted: 0,
            start: UnixTime(1_000_000),
            epoch_length: WEEK,
            budget: 5_000_000_000_000,
            decay: Bps(50),
            epoch: 0,
            minted_in_epoch: 0,
            carried: 0,
        }
    }

    fn in_epoch(token: &Emission, epoch: u64) -> UnixTime {
        UnixTime(token.start.0 + epoch * token.epoch_length.0)
    }

    /// Walks over every epoch since the last mint.
    fn naive_carry(token: &Emission, epoch: u64) -> u128 {
        let (mut carried, mut minted) = (token.carried, token.minted_in_epoch);
        for n in token.epoch..epoch {
            let unused = token.budget_of(n) + carried - minted;
            carried = unused.min(token.budget_of(n + 1));
            minted = 0;
        }
        carried
    }

    #[test]
    fn the_default_schedule_shrinks_by_half_a_percent_an_epoch() {
        let token = token();
        assert_eq!(token.budget_of(0), 5_000_000_000_000);
        assert_eq!(token.budget_of(1), 4_975_000_000_000);
        assert_eq!(token.budget_of(2), 4_950_125_000_000);
        assert_eq!(token.budget_of(u64::MAX), 0);
        let sum: u128 = (0..20_000).map(|n| token.budget_of(n)).sum();
        assert!(sum <= token.cap && sum > token.cap - 1_000_000);
    }

    #[test]
    fn nothing_may_be_minted_before_the_first_second() {
        let token = token();
        let early = token.at(UnixTime(token.start.0 - 1));
        assert_eq!((early.epoch, early.left), (0, 0));
        assert_eq!(token.at(token.start).left, token.budget);
        let refused = EmissionError::Budget {
            asked: 1,
            left: 0,
            epoch: 0,
        };
        assert_eq!(token.mint(UnixTime(token.start.0 - 1), 1), Err(refused));
    }

    #[test]
    fn an_epoch_begins_in_its_first_second() {
        let token = token();
        let next = in_epoch(&token, 1);
        assert_eq!(token.at(UnixTime(next.0 - 1)).epoch, 0);
        assert_eq!(token.at(next).epoch, 1);
    }

    #[test]
    fn what_an_epoch_leaves_rolls_over_once() {
        let token = token().mint(in_epoch(&token(), 0), 4_999_999_999_990);
        let token = token.unwrap();
        assert_eq!(token.at(in_epoch(&token, 1)).carried, 10);
        let idle = token.at(in_epoch(&token, 2));
        assert_eq!(idle.carried, idle.budget);
        assert_eq!(idle.left, 2 * idle.budget);
    }

    #[test]
    fn a_mint_past_cap_or_budget_is_refused_with_what_is_left() {
        let token = Emission {
            cap: 100,
            budget: 60,
            ..token()
        };
        let now = in_epoch(&token, 0);
        let budget = EmissionError::Budget {
            asked: 61,
            left: 60,
            epoch: 0,
        };
        assert_eq!(token.mint(now, 61), Err(budget));
        let used = token.mint(now, 60).unwrap();
        let cap = EmissionError::Cap {
            asked: 41,
            left: 40,
            cap: 100,
        };
        assert_eq!(used.mint(in_epoch(&token, 5), 41), Err(cap));
        assert_eq!(used.mint(in_epoch(&token, 5), 40).unwrap().minted, 100);
    }

    #[test]
    fn bounds_of_the_schedule() {
        let epoch_length = |value| {
            Emission {
                epoch_length: Seconds(value),
                ..token()
            }
            .check()
        };
        for (value, accepted) in [
            (3_599, false),
            (3_600, true),
            (31_622_400, true),
            (31_622_401, false),
        ] {
            assert_eq!(epoch_length(value).is_ok(), accepted, "{value} s");
        }
        for (value, accepted) in [(0, true), (10_000, true), (10_001, false)] {
            let decay = Emission {
                decay: Bps(value),
                ..token()
            };
            assert_eq!(decay.check().is_ok(), accepted, "{value} bp");
        }
        let full = Emission {
            minted: 11,
            cap: 10,
            ..token()
        };
        assert_eq!(
            full.check(),
            Err(EmissionError::Cap {
                asked: 11,
                left: 10,
                cap: 10
            })
        );
    }

    proptest! {
        #[test]
        fn the_closed_carry_is_that_of_a_walk_over_every_epoch(
            budget in 0u128..1_000_000_000_000_000_000_000_000,
            decay in 0u32..=1_000,
            last in 0u64..50,
            used_bps in 0u32..=10_000,
            idle in 0u64..100,
        ) {
            let token = Emission { cap: u128::MAX, budget, decay: Bps(decay), ..token() };
            let now = in_epoch(&token, last);
            let used = Bps(used_bps).of(token.at(now).left).unwrap();
            let token = token.mint(now, used).unwrap();
            let epoch = last + idle;
            prop_assert_eq!(token.at(in_epoch(&token, epoch)).carried, naive_carry(&token, epoch));
        }

        #[test]
        fn no_history_of_mints_passes_cap_or_budget(
            cap in 0u128..=2_000_000_000,
            decay in 0u32..=10_000,
            acts in prop::collection::vec((0u64..3 * 604_800, 0u128..40_000_000), 1..60),
        ) {
            let mut token = Emission { cap, budget: 10_000_000, decay: Bps(decay), ..token() };
            let mut now = UnixTime(token.start.0 - 604_800);
            let mut per_epoch = std::collections::BTreeMap::<u64, u128>::new();
            for (pause, amount) in acts {
                now = now.plus(Seconds(pause));
                let before = token.at(now);
                prop_assert!(before.carried <= before.budget);
                let Ok(after) = token.mint(now, amount) else {
                    prop_assert!(amount > before.left);
                    continue;
                };
                let minted = per_epoch.entry(before.epoch).or_default();
                *minted += amount;
                prop_assert!(*minted <= before.budget + before.carried);
                prop_assert_eq!(after.minted, token.minted + amount);
                prop_assert!(after.minted <= cap);
                prop_assert!(amount == 0 || now >= token.start);
                prop_assert_eq!(after.at(now).left, before.left - amount);
                token = after;
            }
            // R2: what was minted to date never passes the sum of the budgets to date.
            let last = token.at(now).epoch;
            let budgets: u128 = (0..=last).map(|n| token.budget_of(n)).sum();
            prop_assert!(per_epoch.values().sum::<u128>() <= budgets);
        }

        #[test]
        fn budgets_never_grow(decay in 0u32..=1_000, epoch in 0u64..150) {
            let token = Emission { decay: Bps(decay), ..token() };
            prop_assert!(token.budget_of(epoch + 1) <= token.budget_of(epoch));
        }
    }
}
