//! How a provider is doing: counted week by week when tickets close, targets are missed and ratings are
//! given; never scored again.
//!
//! Only covered tickets count, so that every figure is of paid service and means the same for every
//! provider.

mod duration;
mod satisfaction;
mod week;

pub use duration::Durations;
pub use satisfaction::{share, Votes, SATISFIED};
pub use week::{Ending, Endings, Misses, Ratings, Subject, Week, MAX_RATINGS};

use crate::time::{UnixTime, DAY, WEEK};

/// Weeks that are kept: a year and the one that is running.
pub const RING: u32 = 53;
/// Weeks of a block in which categories are counted.
pub const BLOCK: u32 = 4;
/// Blocks of categories that are kept: a year and the one that is running.
pub const BLOCK_RING: u32 = 14;

/// Monday 1969-12-29, where week 0 began, is three days before the epoch.
const BEFORE_EPOCH: u64 = 3 * DAY;

/// The week of an instant. Weeks begin on Monday at 00:00 UTC; week 0 is that of the epoch.
#[must_use]
pub fn week_of(at: UnixTime) -> u32 {
    let weeks = at.0.saturating_add(BEFORE_EPOCH) / WEEK;
    u32::try_from(weeks).unwrap_or(u32::MAX)
}

/// The first second of a week; the epoch for week 0.
#[must_use]
pub fn week_start(week: u32) -> UnixTime {
    let start = u64::from(week).saturating_mul(WEEK);
    UnixTime(start.saturating_sub(BEFORE_EPOCH))
}

/// Where a week stands among those that are kept.
#[must_use]
pub fn slot(week: u32) -> u8 {
    u8::try_from(week % RING).unwrap_or(u8::MAX)
}

/// The block of four weeks that a week belongs to.
#[must_use]
pub fn block_of(week: u32) -> u32 {
    week / BLOCK
}

/// Where a block stands among those that are kept.
#[must_use]
pub fn block_slot(block: u32) -> u8 {
    u8::try_from(block % BLOCK_RING).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
