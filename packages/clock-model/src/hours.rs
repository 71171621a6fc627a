//! The seconds that count, and how they are counted.

use crate::Bitmap;

const DAY: i64 = 86_400;

/// How a model goes through time; both have to find the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Second by second, with the whole machine looked at in each.
    EverySecond,
    /// From one change of state to the next, with the open seconds between them counted on the bitmap.
    Counted,
}

/// The seconds that count.
#[derive(Clone, Copy, Debug)]
pub enum Hours<'a> {
    /// All of them; days are those of UTC.
    Always,
    /// The open ones.
    Drawn(&'a Bitmap),
}

impl Hours<'_> {
    /// Whether the second that begins at `at` counts.
    #[must_use]
    pub fn is_open(&self, at: i64) -> bool {
        match self {
            Self::Always => true,
            Self::Drawn(bitmap) => bitmap.is_open(at),
        }
    }

    /// Counted seconds from `from` up to but without `to`.
    #[must_use]
    pub fn count(&self, from: i64, to: i64) -> i64 {
        match self {
            Self::Always => (to - from).max(0),
            Self::Drawn(bitmap) => bitmap.count(from, to),
        }
    }

    /// The first instant, not before `start`, with `span` counted seconds since `start`.
    #[must_use]
    pub fn reach(&self, start: i64, span: i64) -> Option<i64> {
        match self {
            Self::Always => Some(start + span),
            Self::Drawn(bitmap) => bitmap.reach(start, span),
        }
    }

    /// The last second of a window whose silence costs a right.
    #[must_use]
    pub fn window_end(&self, start: i64, length: i64, open_days: usize) -> Option<i64> {
        match self {
            Self::Always => {
                // The days of UTC that begin at `start` or later.
                let first = (start + DAY - 1) / DAY;
                let passed = (first + open_days as i64) * DAY;
                Some(passed.max(start + length))
            }
            Self::Drawn(bitmap) => bitmap.window_end(start, length, open_days),
        }
    }
}
