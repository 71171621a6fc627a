//! Shares and splits: basis points, exact products, and splits that always sum to their whole.

use aftercare_json::{FromJson, ToJson};
use bnum::types::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Basis points: hundredths of a percent. 10,000 is the whole.
#[derive(
    Serialize,
    FromJson,
    ToJson,
    Deserialize,
    JsonSchema,
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
)]
#[serde(transparent)]
pub struct Bps(pub u32);

impl Bps {
    /// The whole.
    pub const WHOLE: Self = Self(10_000);
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// floor(amount × share ÷ 10,000); `None` where the result passes 128 bits.
    #[must_use]
    pub fn of(self, amount: u128) -> Option<u128> {
        share_floor(amount, u64::from(self.0), u64::from(Self::WHOLE.0))
    }
}

impl fmt::Display for Bps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// floor(a × b ÷ c), exact whatever `a`: the whole part of a ÷ c times b, and b's share of what remains.
/// `None` where `c` is zero or the result passes 128 bits.
#[must_use]
pub fn share_floor(a: u128, b: u64, c: u64) -> Option<u128> {
    let (b, c) = (u128::from(b), u128::from(c));
    let (whole, rest) = (a.checked_div(c)?, a.checked_rem(c)?);
    // Less than c × b, which is below 128 bits.
    let share = rest.checked_mul(b)?.checked_div(c)?;
    whole.checked_mul(b)?.checked_add(share)
}

/// floor(a × b ÷ c) with a 256-bit product; `None` where `c` is zero or the result passes 128 bits.
#[must_use]
pub fn mul_div_floor(a: u128, b: u128, c: u128) -> Option<u128> {
    let product = U256::from(a).checked_mul(U256::from(b))?;
    let quotient = product.checked_div(U256::from(c))?;
    u128::try_from(quotient).ok()
}

/// Splits `whole` by `weights`, each part rounded down; what remains, fewer than one unit a part, is
/// returned beside the parts and belongs to the side that the caller names. Without weights all of it
/// remains. `None` where there are weights and they sum to zero, or pass 128 bits.
#[must_use]
pub fn split_by_weights(whole: u128, weights: &[u128]) -> Option<(Vec<u128>, u128)> {
    let total = weights
        .iter()
        .try_fold(0u128, |sum, weight| sum.checked_add(*weight))?;
    let parts = weights
        .iter()
        .map(|weight| mul_div_floor(whole, *weight, total))
        .collect::<Option<Vec<_>>>()?;
    let given = parts
        .iter()
        .try_fold(0u128, |sum, part| sum.checked_add(*part))?;
    Some((parts, whole.checked_sub(given)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_is_rounded_down() {
        assert_eq!(Bps(100).of(199), Some(1));
        assert_eq!(Bps(10_000).of(u128::MAX), Some(u128::MAX));
        assert_eq!(Bps(10_001).of(u128::MAX), None);
        assert_eq!(mul_div_floor(1, 1, 0), None);
    }

    #[test]
    fn basis_points_are_written_as_their_number() {
        assert_eq!(Bps(4_500).to_string(), "4500");
    }

    #[test]
    fn without_weights_all_of_it_remains() {
        assert_eq!(split_by_weights(7, &[]), Some((vec![], 7)));
        assert_eq!(split_by_weights(7, &[0, 0]), None);
    }

    proptest! {
        #[test]
        fn a_share_is_the_256_bit_product_divided(a in any::<u128>(), b in any::<u64>(), c in any::<u64>()) {
            prop_assert_eq!(share_floor(a, b, c), mul_div_floor(a, b.into(), c.into()));
        }

        #[test]
        fn parts_and_remainder_sum_to_the_whole(
            whole in any::<u128>(),
            weights in prop::collection::vec(0u128..=u128::from(u64::MAX), 1..8),
        ) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let (parts, remainder) = split_by_weights(whole, &weights).unwrap();
            prop_assert!(usize::try_from(remainder).unwrap() < weights.len());
            let sum = parts.iter().try_fold(remainder, |sum, part| sum.checked_add(*part));
            prop_assert_eq!(sum, Some(whole));
        }
    }
}
