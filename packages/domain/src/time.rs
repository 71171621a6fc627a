//! Instants and spans in whole seconds. One rule for every deadline: *met if used ≤ target*.

use std::fmt;

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Seconds in a minute, an hour, a day and a week.
pub const MINUTE: u64 = 60;
/// Seconds in an hour.
pub const HOUR: u64 = 3_600;
/// Seconds in a day.
pub const DAY: u64 = 86_400;
/// Seconds in a week.
pub const WEEK: u64 = 604_800;

/// The latest instant that any record may hold: 9999-12-31T23:59:59Z. A bound so far away that no
/// sum of an instant and a bounded span overflows.
pub const LATEST: UnixTime = UnixTime(253_402_300_799);

/// An instant: whole seconds since 1970-01-01T00:00:00Z.
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
pub struct UnixTime(pub u64);

/// A span of whole seconds.
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
pub struct Seconds(pub u64);

impl UnixTime {
    /// The instant `span` later; never past [`LATEST`], so that a far deadline stays a deadline.
    #[must_use]
    pub fn plus(self, span: Seconds) -> Self {
        Self(self.0.saturating_add(span.0).min(LATEST.0))
    }

    /// The instant `span` earlier; the epoch where `span` reaches before it.
    #[must_use]
    pub fn minus(self, span: Seconds) -> Self {
        Self(self.0.saturating_sub(span.0))
    }

    /// The span from `earlier` to this instant; zero where `earlier` is not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> Seconds {
        Seconds(self.0.saturating_sub(earlier.0))
    }
}

impl Seconds {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of whole days.
    #[must_use]
    pub const fn days(days: u64) -> Self {
        Self(days.saturating_mul(DAY))
    }

    /// A span of whole hours.
    #[must_use]
    pub const fn hours(hours: u64) -> Self {
        Self(hours.saturating_mul(HOUR))
    }

    /// Both spans together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of this span after `other`; zero where nothing is.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The one rule of every deadline: the last second of the target still meets it.
#[must_use]
pub fn is_met(used: Seconds, target: Seconds) -> bool {
    used <= target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_in_its_last_second_and_missed_in_the_next() {
        assert!(is_met(Seconds(59), Seconds(60)));
        assert!(is_met(Seconds(60), Seconds(60)));
        assert!(!is_met(Seconds(61), Seconds(60)));
    }

    #[test]
    fn instants_and_spans_are_written_as_their_seconds() {
        assert_eq!(UnixTime(1_767_571_200).to_string(), "1767571200");
        assert_eq!(Seconds::hours(2).plus(Seconds(5)).to_string(), "7205");
    }

    #[test]
    fn instants_stay_inside_the_calendar_they_are_written_in() {
        assert_eq!(UnixTime(u64::MAX).plus(Seconds(1)), LATEST);
        assert_eq!(UnixTime(5).minus(Seconds(9)), UnixTime(0));
        assert_eq!(UnixTime(5).since(UnixTime(9)), Seconds::ZERO);
    }
}
