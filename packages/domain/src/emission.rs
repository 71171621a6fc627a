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
//! Lowering the budget is such a mint of nothing, whose carry is cut to the lower budget.
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
    /// The epoch of the last mint, or of the last lowering of the budget.
    pub epoch: u64,
    /// Minted in that epoch.
    pub minted_in_epoch: u128,
    /// Budget carried over into that epoch.
    pub carried: u128,
}

/// What an epoch to come may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Its first second.
    pub from: UnixTime,
    /// Its budget, without what rolls over.
    pub budget: u128,
    /// The most that may have been minted, ever, when it ends: at most a few units too high.
    pub minted_at_most: u128,
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

    /// The state with a lower cap. `None` where it is not lower, or more exists already.
    #[must_use]
    pub fn with_cap(&self, cap: u128) -> Option<Self> {
        (self.minted <= cap && cap < self.cap).then_some(Self { cap, ..*self })
    }

    /// The state with a lower first budget, from which every later one follows: it counts from `now` on, for
    /// what rolled over as well. `None` where it is not lower.
    #[must_use]
    pub fn with_budget(&self, now: UnixTime, budget: u128) -> Option<Self> {
        let (standing, lower) = (self.at(now), Self { budget, ..*self });
        (budget < self.budget).then(|| Self {
            epoch: standing.epoch,
            minted_in_epoch: standing.minted_in_epoch,
            carried: standing.carried.min(lower.budget_of(standing.epoch)),
            ..lower
        })
    }

    /// What `epoch`, the present one or a later one, may bring, seen from `now`.
    #[must_use]
    pub fn outlook(&self, now: UnixTime, epoch: u64) -> Outlook {
        let standing = self.at(now);
        let rest = standing
            .budget
            .saturating_add(standing.carried)
            .saturating_sub(standing.minted_in_epoch);
        let later = self.budgets_at_most(standing.epoch.saturating_add(1), epoch);
        let minted = self.minted.saturating_add(rest).saturating_add(later);
        let passed = epoch.saturating_mul(self.epoch_length.0);
        Outlook {
            from: self.start.plus(Seconds(passed)),
            budget: self.budget_of(epoch),
            minted_at_most: minted.min(self.cap),
        }
    }

    /// Not less than the budgets of the epochs `first` to `last` together, as a geometric series:
    /// budget × (r^first − r^(last + 1)) ÷ decay. A power of n is at most 2n of its last digits too low.
    fn budgets_at_most(&self, first: u64, last: u64) -> u128 {
        let Some(distance) = last.checked_sub(first) else {
            return 0;
        };
        let epochs = u128::from(distance).saturating_add(1);
        let decay = u128::from(self.decay.0).saturating_mul(BASIS_POINT);
        if decay == 0 {
            return self.budget.saturating_mul(epochs);
        }
        let slack = u128::from(first).saturating_mul(2);
        let begins = self.rate(first).saturating_add(slack).min(ONE);
        let falls = begins.saturating_sub(self.rate(last.saturating_add(1)));
        let sum = mul_div_floor(self.budget, falls, decay).unwrap_or(u128::MAX);
        sum.saturating_add(1)
    }

    /// floor(budget × rⁿ).
    #[must_use]
    pub fn budget_of(&self, epoch: u64) -> u128 {
        mul_div_floor(self.budget, self.rate(epoch), ONE).unwrap_or(0)
    }

    /// rⁿ.
    fn rate(&self, epoch: u64) -> u128 {
        let kept = u128::from(Bps::WHOLE.0.saturating_sub(self.decay.0));
        power(kept.saturating_mul(BASIS_POINT), epoch)
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
