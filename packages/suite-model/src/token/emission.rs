//! What may be minted when: a walk over every epoch.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};

use crate::arithmetic::part;

/// One, with 18 decimals.
const ONE: u128 = 1_000_000_000_000_000_000;

/// The schedule, and where the walk over the epochs stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    /// The most that may ever be minted.
    pub cap: u128,
    /// Minted, ever.
    pub minted: u128,
    /// The first second of epoch 0.
    pub start: UnixTime,
    /// How long an epoch is.
    pub epoch_length: Seconds,
    /// Budget of epoch 0.
    pub budget: u128,
    /// What each epoch's budget loses against the one before.
    pub decay: Bps,
    /// The epoch in which the walk stands.
    pub epoch: u64,
    /// Minted in it.
    pub minted_in_epoch: u128,
    /// Carried into it.
    pub carried: u128,
}

impl Emission {
    /// The budget of an epoch: the first one times r to the epoch's power, by squaring, each step rounded
    /// down.
    #[must_use]
    pub fn budget_of(&self, epoch: u64) -> u128 {
        let kept = u128::from(10_000 - self.decay.0) * (ONE / 10_000);
        let (mut power, mut square) = (ONE, kept);
        for bit in 0..64 {
            if epoch >> bit & 1 == 1 {
                power = power * square / ONE;
            }
            square = square * square / ONE;
        }
        part(self.budget, power, ONE)
    }

    /// The walk goes on to the epoch of an instant: what an epoch leaves is carried into the next one, up to
    /// that one's budget.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> Self {
        let mut walk = self.clone();
        let there = now.0.saturating_sub(self.start.0) / self.epoch_length.0;
        while walk.epoch < there {
            let left = walk.left_of_epoch();
            walk.epoch += 1;
            walk.carried = left.min(walk.budget_of(walk.epoch));
            walk.minted_in_epoch = 0;
        }
        walk
    }

    /// What budget and carry of the epoch leave.
    fn left_of_epoch(&self) -> u128 {
        let all = self.budget_of(self.epoch) + self.carried;
        all.saturating_sub(self.minted_in_epoch)
    }

    /// What may be minted at an instant.
    #[must_use]
    pub fn left(&self, now: UnixTime) -> u128 {
        if now < self.start {
            return 0;
        }
        self.at(now).left_of_epoch().min(self.cap - self.minted)
    }
}
