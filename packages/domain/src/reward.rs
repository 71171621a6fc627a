//! Where every reward comes from, and who a bounty goes to when nobody decides.
//!
//! One law: a group of accounts never gets back more than half of the points that its own burnt fees made.
//! Points come from burnt fees alone ([`points_of`], [`PointsSplit`]), an epoch mints at most half a unit a
//! point ([`epoch_mint`]), and its points share that pro rata, rounded down ([`share`]).

use crate::money::{mul_div_floor, split_by_weights, Bps};
use crate::time::{Seconds, UnixTime};

/// One point a base unit, as a rate in 18-decimal fixed point.
pub const RATE_ONE: u128 = 1_000_000_000_000_000_000;
/// Part of the points that becomes feedback allowance.
pub const FEEDBACK: Bps = Bps(4_500);
/// Part of the points that becomes thanks allowance.
pub const THANKS: Bps = Bps(5_000);
/// Accounts that must have thanked for an answer before silence pays a bounty to it.
pub const SILENCE_ACCOUNTS: u32 = 2;

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

/// What an answer was thanked with, and by how many accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Points.
    pub thanks: u128,
    /// Distinct accounts.
    pub accounts: u32,
}

impl Tally {
    fn wins_silence(&self, threshold: u128) -> bool {
        self.accounts >= SILENCE_ACCOUNTS && self.thanks >= threshold
    }
}

/// Thanks that let silence pay a bounty: the share `bps` of the points that a burnt fee of the bounty's size
/// would make, rounded down, and at least 1 point. `None` where the points pass 128 bits.
#[must_use]
pub fn silence_threshold(bounty: u128, rate: u128, bps: Bps) -> Option<u128> {
    Some(bps.of(points_of(bounty, rate)?)?.max(1))
}

/// The answer that silence decides for, by its place: the most thanks among those that reach the threshold
/// from at least two accounts, the earlier one of equals. `None`: the bounty goes back.
#[must_use]
pub fn silence_winner(answers: &[Tally], threshold: u128) -> Option<usize> {
    let able = answers.iter().enumerate();
    let able = able.filter(|(_, tally)| tally.wins_silence(threshold));
    able.rev()
        .max_by_key(|(_, tally)| tally.thanks)
        .map(|(place, _)| place)
}

/// The last second in which the asker decides: at least `question` after asking, and at least `answer` after
/// the first answer.
#[must_use]
pub fn decide_by(
    asked: UnixTime,
    first_answer: Option<UnixTime>,
    (question, answer): (Seconds, Seconds),
) -> UnixTime {
    let after_question = asked.plus(question);
    first_answer.map_or(after_question, |at| after_question.max(at.plus(answer)))
}

/// A bounty divided by weights, each part rounded down; what remains goes to the first one. `None` where the
/// weights are empty or sum to zero.
#[must_use]
pub fn awards(bounty: u128, weights: &[Bps]) -> Option<Vec<u128>> {
    let weights: Vec<u128> = weights.iter().map(|weight| weight.0.into()).collect();
    let (mut parts, remainder) = split_by_weights(bounty, &weights)?;
    let first = parts.first_mut()?;
    *first = first.checked_add(remainder)?;
    Some(parts)
}
