//! Where every reward comes from.
//!
//! One law: a group of accounts never gets back more than half of the points that its own burnt fees made.
//! Points come from burnt fees alone ([`points_of`], [`PointsSplit`]), an epoch mints at most half a unit a
//! point ([`epoch_mint`]), and its points share that pro rata, rounded down ([`share`]).

use crate::money::{mul_div_floor, Bps};

/// One point a base unit, as a rate in 18-decimal fixed point.
pub const RATE_ONE: u128 = 1_000_000_000_000_000_000;
/// Part of the points that becomes feedback allowance.
pub const FEEDBACK: Bps = Bps(4_500);
/// Part of the points that becomes thanks allowance.
pub const THANKS: Bps = Bps(5_000);

/// What points of burnt fees become; the parts sum to the points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PointsSplit {
    /// Released by a registered rating.
    pub feedback: u128,
    /// Given away by thanking.
    pub thanks: u128,
    /// The remainder, for the curators' pool.
    pub curators: u128,
}

/// floor(burnt × rate); `None` where the result passes 128 bits.
#[must_use]
pub fn points_of(burnt: u128, rate: u128) -> Option<u128> {
    mul_div_floor(burnt, rate, RATE_ONE)
}

/// 45 % feedback, 50 % thanks, both rounded down; what remains goes to the curators' pool.
#[must_use]
pub fn split_points(points: u128) -> PointsSplit {
    let feedback = FEEDBACK.of(points).unwrap_or(0);
    let thanks = THANKS.of(points).unwrap_or(0);
    PointsSplit {
        feedback,
        thanks,
        curators: points.saturating_sub(feedback).saturating_sub(thanks),
    }
}

/// What closing an epoch mints: half a unit a point, rounded down, and never more than may be minted now.
#[must_use]
pub fn epoch_mint(points: u128, left: u128) -> u128 {
    (points >> 1).min(left)
}

/// What an epoch's part is made of: minted anew, and taken from the carry that void points left. The carry
/// first, so that its tokens never add to what points may bring.
#[must_use]
pub fn less_carry(part: u128, carry: u128) -> (u128, u128) {
    let carried = part.min(carry);
    (part.saturating_sub(carried), carried)
}

/// What `points` of an epoch's `total` bring of what was minted for it, rounded down. The remainder of an
/// epoch, fewer units than it has owners of points, stays in the epoch's account.
#[must_use]
pub fn share(minted: u128, points: u128, total: u128) -> u128 {
    mul_div_floor(minted, points, total).unwrap_or(0)
}
