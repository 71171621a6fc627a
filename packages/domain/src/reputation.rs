//! Reputation: thanks less objections, halved every 90 days, in fixed point and computed on read.
//!
//! Any distance in time costs the same: whole half-lives are a shift, and the rest of one is a product of at
//! most 23 constants, one for each bit of its seconds.

use bnum::types::U256;

use crate::time::{Seconds, UnixTime};

/// In this time a score halves.
pub const HALF_LIFE: Seconds = Seconds::days(90);
/// Bits of a score behind the point.
pub const FRACTION_BITS: u32 = 64;
/// No score passes this many points, up or down.
pub const MAX_SCORE: u128 = 1 << 60;

/// The same in fixed point.
const BOUND: i128 = 1 << 124;

/// 2^(−2^k ÷ 7,776,000) for k from 0, in units of 2^−128, rounded to the nearest.
const ROOTS: [u128; 23] = [
    0xfffffe81264f508b51e1c6d102b18bdc,
    0xfffffd024ca0dda5082c313f2f7521b0,
    0xfffffa04994aad839499e391417e5c3b,
    0xfffff40932b923eccf316177fe6dfb63,
    0xffffe81266016b6cde15ee175f6eec84,
    0xffffd024ce3f650bf8dfaf76a2365845,
    0xffffa049a571020ad3d9634989d87c7e,
    0xffff40936eaadd30ab88b0619ddddd35,
    0xfffe81276c78e9495359ad7b894e3842,
    0xfffd0251157ce213177745d98a80047c,
    0xfffa04ab1d18a13d70d9155d147667a9,
    0xfff4097a0241b09bfa10cb0f3fe1fafd,
    0xffe81383216cf95e2a8e88689592ac65,
    0xffd029429bc0686efa5d8d75eefd6761,
    0xffa05b75c52ccfef1a892c55158d1840,
    0xff40daa712b2ae9df0667f12d41dd364,
    0xfe824406e58a4a17abc6d12ac2af2283,
    0xfd06c146d893359b4091bc9d467a5dd8,
    0xfa165a33a95105047f753d035b41320b,
    0xf44faa20875bb53383821efe5fa65041,
    0xe927f518732993ebf3a2c6e4609a45c8,
    0xd459c26319bc94b1f41e47de4495c9dc,
    0xb024c96cdf2294c4dbdcfbac4be6f0d1,
];

/// A score when it was last changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// In units of 2^−64 points.
    pub score: i128,
    /// When.
    pub at: UnixTime,
}

impl Standing {
    /// The score at an instant, rounded towards zero; before `at` it is what it is then.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> i128 {
        let left = decayed(self.score.unsigned_abs(), now.since(self.at));
        signed(self.score < 0, left)
    }

    /// With thanks added, or an objection's points taken away, bounded both ways.
    #[must_use]
    pub fn changed(&self, now: UnixTime, change: Change) -> Self {
        let (negative, points) = match change {
            Change::Thanked(points) => (false, points),
            Change::Objected(points) => (true, points),
        };
        let change = signed(negative, points.min(MAX_SCORE << 1) << FRACTION_BITS);
        let score = self.at(now).saturating_add(change).clamp(-BOUND, BOUND);
        Self { score, at: now }
    }
}

/// What happens to a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It rises by so many points.
    Thanked(u128),
    /// It falls by so many points.
    Objected(u128),
}

/// At most 2^126, which both signs hold.
fn signed(negative: bool, amount: u128) -> i128 {
    let amount = i128::try_from(amount).unwrap_or(i128::MAX);
    if negative {
        amount.saturating_neg()
    } else {
        amount
    }
}

fn decayed(score: u128, passed: Seconds) -> u128 {
    let halvings = passed.0.checked_div(HALF_LIFE.0).unwrap_or(0);
    let rest = passed.0.checked_rem(HALF_LIFE.0).unwrap_or(0);
    let halvings = u32::try_from(halvings).unwrap_or(u32::MAX);
    let score = score.checked_shr(halvings).unwrap_or(0);
    let roots = ROOTS.iter().zip(0u32..);
    roots
        .filter(|(_, bit)| rest.checked_shr(*bit).is_some_and(|bits| bits & 1 == 1))
        .fold(score, |score, (root, _)| product(score, *root))
}

/// The high half of a product: one factor is a fraction in units of 2^−128.
fn product(score: u128, root: u128) -> u128 {
    let product = U256::from(score).wrapping_mul(U256::from(root));
    let high = product.checked_shr(128).unwrap_or(U256::ZERO);
    u128::try_from(high).unwrap_or(0)
}
