//! The share of satisfied customers, and what can be said of it for certain.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::Bps;

/// Answers of 4 and 5 are satisfied ones.
pub const SATISFIED: u8 = 4;

/// Ratings of one kind.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Votes {
    /// How many.
    pub given: u32,
    /// Those of 4 or 5.
    pub satisfied: u32,
}

impl Votes {
    /// Adds one.
    pub fn add(&mut self, satisfaction: u8) {
        self.given = self.given.saturating_add(1);
        if satisfaction >= SATISFIED {
            self.satisfied = self.satisfied.saturating_add(1);
        }
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: Self) {
        self.given = self.given.saturating_add(other.given);
        self.satisfied = self.satisfied.saturating_add(other.satisfied);
    }

    /// What is left of these without others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        let given = self.given.saturating_sub(others.given);
        Self {
            given,
            satisfied: self.satisfied.saturating_sub(others.satisfied).min(given),
        }
    }

    /// The satisfied share, rounded down; `None` of nothing.
    #[must_use]
    pub fn share(self) -> Option<Bps> {
        share(self.satisfied, self.given)
    }

    /// Below this the satisfied share of all customers lies with a probability of 2.5 % at most, as far as
    /// these are a sample of them: the lower end of Wilson's interval at 95 %, rounded down. It ranks few good
    /// ratings below many. `None` of nothing.
    #[must_use]
    pub fn lower_bound(self) -> Option<Bps> {
        // With z = 1.96 and all numbers multiplied by 10,000, the root by another 10,000:
        // (2 s + z² − z √(z² + 4 s (n − s) ÷ n)) ÷ (2 (n + z²)).
        const SCALE: u128 = 10_000;
        const Z2: u128 = 38_416;
        let (n, s) = (u128::from(self.given), u128::from(self.satisfied));
        let spread = Z2
            .checked_mul(4)?
            .checked_mul(SCALE.pow(3))?
            .checked_mul(s.checked_mul(n.checked_sub(s)?)?)?
            .checked_add(n.checked_sub(1)?)?
            .checked_div(n)?;
        let square = Z2.checked_pow(2)?.checked_mul(SCALE.pow(2))?;
        let root = root_up(square.checked_add(spread)?);
        let middle = s.checked_mul(2 * SCALE)?.checked_add(Z2)?;
        let lower = middle.checked_mul(SCALE)?.saturating_sub(root);
        let whole = n.checked_mul(SCALE)?.checked_add(Z2)?.checked_mul(2)?;
        u32::try_from(lower.checked_div(whole)?).ok().map(Bps)
    }
}

/// A part of a whole, rounded down; `None` of nothing.
#[must_use]
pub fn share(part: u32, whole: u32) -> Option<Bps> {
    let scaled = u64::from(part).saturating_mul(u64::from(Bps::WHOLE.0));
    let share = scaled.checked_div(u64::from(whole))?;
    u32::try_from(share).ok().map(Bps)
}

/// The least whole number whose square is no less.
const fn root_up(square: u128) -> u128 {
    let root = square.isqrt();
    match root.checked_mul(root) {
        Some(found) if found == square => root,
        _ => root.saturating_add(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(satisfied: u32, given: u32) -> Votes {
        Votes { given, satisfied }
    }

    #[test]
    fn few_good_ratings_say_less_than_many() {
        // By hand: 1 of 1 → 20.65 %, 10 of 10 → 72.24 %, 90 of 100 → 82.56 %.
        assert_eq!(votes(1, 1).lower_bound(), Some(Bps(2_065)));
        assert_eq!(votes(10, 10).lower_bound(), Some(Bps(7_224)));
        assert_eq!(votes(90, 100).lower_bound(), Some(Bps(8_256)));
        assert_eq!(votes(0, 7).lower_bound(), Some(Bps(0)));
        assert_eq!(votes(0, 0).lower_bound(), None);
    }

    #[test]
    fn four_and_five_are_satisfied() {
        let mut all = Votes::default();
        for satisfaction in 1..=5 {
            all.add(satisfaction);
        }
        assert_eq!(all, votes(2, 5));
        assert_eq!(all.share(), Some(Bps(4_000)));
    }

    #[test]
    fn what_is_voided_is_taken_away_and_never_below_nothing() {
        assert_eq!(votes(3, 5).without(votes(1, 2)), votes(2, 3));
        assert_eq!(votes(1, 2).without(votes(2, 3)), votes(0, 0));
        assert_eq!(votes(4, 5).without(votes(0, 3)), votes(2, 2));
    }

    #[test]
    fn the_greatest_numbers_have_a_bound_as_well() {
        let half = votes(u32::MAX / 2, u32::MAX);
        assert_eq!(half.lower_bound(), Some(Bps(4_999)));
        assert_eq!(
            votes(u32::MAX, u32::MAX).lower_bound(),
            Some(Bps(9_999)),
            "never the whole"
        );
    }
}
