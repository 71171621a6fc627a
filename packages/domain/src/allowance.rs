//! What an account may release by a rating and give away by thanking: lots, each of the epoch in which its
//! fees were seen, the oldest spent first, gone when they have lapsed.

use crate::reward::PointsSplit;

/// Epochs after the one in which a lot's fees were seen, to the end of which it can be used.
pub const LAPSE: u64 = 26;

/// Allowance of fees that were seen in one epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lot {
    /// When its fees were seen.
    pub epoch: u64,
    /// Released by a registered rating.
    pub feedback: u128,
    /// Given away by thanking.
    pub thanks: u128,
}

impl Lot {
    fn is_spent(&self) -> bool {
        self.feedback == 0 && self.thanks == 0
    }
}

/// An account's lots, oldest first: at most one an epoch, so at most [`LAPSE`] + 1, however many epochs pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lots(pub Vec<Lot>);

impl Lots {
    /// Feedback and thanks allowance left.
    #[must_use]
    pub fn left(&self) -> (u128, u128) {
        let sum = |part: fn(&Lot) -> u128| self.0.iter().map(part).fold(0, u128::saturating_add);
        (sum(|lot| lot.feedback), sum(|lot| lot.thanks))
    }

    /// Drops what has lapsed. It goes nowhere: nobody is given its points.
    pub fn lapse(&mut self, epoch: u64) {
        self.0
            .retain(|lot| lot.epoch.saturating_add(LAPSE) >= epoch && !lot.is_spent());
    }

    /// Adds what was seen in an epoch that no lot lies behind. `None` where the sum of all lots would pass
    /// 128 bits; nothing changes then, nor where nothing comes in: nothing is there that could lapse.
    pub fn add(&mut self, epoch: u64, split: PointsSplit) -> Option<()> {
        if split.feedback == 0 && split.thanks == 0 {
            return Some(());
        }
        let (feedback, thanks) = self.left();
        feedback.checked_add(split.feedback)?;
        thanks.checked_add(split.thanks)?;
        if self.0.last().is_none_or(|lot| lot.epoch < epoch) {
            self.0.push(Lot {
                epoch,
                ..Lot::default()
            });
        }
        let lot = self.0.last_mut()?;
        lot.feedback = lot.feedback.checked_add(split.feedback)?;
        lot.thanks = lot.thanks.checked_add(split.thanks)?;
        Some(())
    }

    /// Takes the whole feedback allowance.
    pub fn release(&mut self) -> u128 {
        let released = self.left().0;
        self.0.iter_mut().for_each(|lot| lot.feedback = 0);
        self.0.retain(|lot| !lot.is_spent());
        released
    }

    /// Takes points out of the thanks allowance, oldest first. `None` where there are fewer; nothing changes
    /// then.
    pub fn spend(&mut self, points: u128) -> Option<()> {
        if self.left().1 < points {
            return None;
        }
        let mut rest = points;
        for lot in &mut self.0 {
            let part = lot.thanks.min(rest);
            lot.thanks = lot.thanks.saturating_sub(part);
            rest = rest.saturating_sub(part);
        }
        self.0.retain(|lot| !lot.is_spent());
        Some(())
    }
}
