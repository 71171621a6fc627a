//! Service hours: which seconds count, how many lie between two instants, and when a span is used up.
//!
//! A [`Calendar`] is cut at its offset changes and at the edges of its exceptions into *stretches*. Inside a
//! stretch one offset and one repeating pattern hold, so its open seconds have a closed form. The cost of an
//! answer is therefore bounded by the number of spans, exceptions and offset changes, and does not depend on
//! the distance in time.

mod check;
mod cycle;
mod days;
mod revise;
mod stretch;
mod week;

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::{Seconds, UnixTime, LATEST};

pub use check::CalendarError;
pub use revise::RevisionError;

/// The most open spans a week has: three a day.
pub const MAX_WEEKLY_SPANS: usize = 21;
/// The most exceptions a calendar has.
pub const MAX_EXCEPTIONS: usize = 64;
/// The most open spans each day of an exception has.
pub const MAX_EXCEPTION_SPANS: usize = 3;
/// The longest exception, in days: a calendar always opens again.
pub const MAX_EXCEPTION_DAYS: u32 = 366;
/// The most dated changes of the offset: eight years of daylight saving time.
pub const MAX_OFFSET_CHANGES: usize = 16;
/// The fewest open days in a window whose lapse costs a right.
pub const MIN_OPEN_DAYS: u8 = 2;
/// How far local time is from UTC at most, in seconds: 14 hours, east or west.
pub const MAX_UTC_OFFSET: i32 = 50_400;

/// A local day: days since 1970-01-01 on the calendar's own clock.
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
pub struct LocalDay(pub u32);

/// How far local time is ahead of UTC, in seconds; negative in the west. Whole minutes, at most 14 hours.
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
pub struct UtcOffset(pub i32);

/// Open seconds of a week or of a day: from `from`, up to but without `to`.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct OpenSpan {
    /// The first open second, counted from Monday 00:00 (in a week) or from 00:00 (in a day), local time.
    pub from: u32,
    /// The first second that is closed again; at most 604,800 in a week and 86,400 in a day.
    pub to: u32,
}

/// Local days on which other hours hold than in an ordinary week.
#[derive(Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The first of these days.
    pub first_day: LocalDay,
    /// The last of these days, itself included; at most 366 days in all.
    pub last_day: LocalDay,
    /// The hours of each of these days, instead of the weekly ones, in seconds since 00:00. At most three
    /// spans, sorted, without overlap. None: closed, a holiday.
    pub open: Vec<OpenSpan>,
}

/// From an instant on, another offset holds.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct OffsetChange {
    /// The first instant at which the new offset holds.
    pub from: UnixTime,
    /// The new offset.
    pub utc_offset: UtcOffset,
}

/// Service hours: weekly open spans, exceptions by date, and the local clock in which both are written.
///
/// What is open at an instant depends on that instant's local time, by the offset in force at that very
/// instant: where clocks are put forward, the hour that no clock shows is nobody's; where they are put back,
/// the hour that is shown twice counts twice.
#[derive(Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Open spans of an ordinary week, in seconds since Monday 00:00. From 1 to 21, sorted, without overlap;
    /// one may end where the next begins.
    pub weekly: Vec<OpenSpan>,
    /// Days with other hours. At most 64, sorted, without overlap.
    pub exceptions: Vec<Exception>,
    /// The offset before the first change.
    pub utc_offset: UtcOffset,
    /// Changes of the offset, such as daylight saving time. At most 16, ascending.
    pub offset_changes: Vec<OffsetChange>,
}

/// The hours in which a clock counts, with the calendar at hand.
///
/// All answers are about instants up to [`LATEST`]. Two laws join them, for any `start` and `span`:
/// - `deadline(start, span) == Some(t)` if and only if `t` is the earliest instant, not before `start`, with
///   `elapsed(start, t) == span`;
/// - `deadline(start, span) == None` if and only if `elapsed(start, LATEST) < span`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours<'a> {
    /// Every second of every day.
    Always,
    /// The open seconds of a calendar that [`Calendar::check`] accepts.
    Calendar(&'a Calendar),
}

impl Hours<'_> {
    /// Whether the second that begins at `at` counts.
    #[must_use]
    pub fn is_open(&self, at: UnixTime) -> bool {
        match self {
            Self::Always => true,
            Self::Calendar(calendar) => calendar.is_open(at),
        }
    }

    /// Counted seconds from `start` up to but without `end`; none where `end` is not later.
    #[must_use]
    pub fn elapsed(&self, start: UnixTime, end: UnixTime) -> Seconds {
        match self {
            Self::Always => end.since(start),
            Self::Calendar(calendar) => calendar.elapsed(start, end),
        }
    }

    /// The instant at which `span` counted seconds have passed since `start`: the earliest one, so that a
    /// span used up in the last open second of a day ends when that day closes and not when the next opens.
    /// `None` where [`LATEST`] comes first.
    #[must_use]
    pub fn deadline(&self, start: UnixTime, span: Seconds) -> Option<UnixTime> {
        match self {
            Self::Always => start
                .0
                .checked_add(span.0)
                .map(UnixTime)
                .filter(|end| *end <= LATEST || span == Seconds::ZERO),
            Self::Calendar(calendar) => calendar.deadline(start, span),
        }
    }

    /// The end of a window whose lapse costs a right: `length` after `start`, prolonged until two whole open
    /// days lie between `start` and the end, as [`Hours::window_of`] counts them.
    #[must_use]
    pub fn window_end(&self, start: UnixTime, length: Seconds) -> UnixTime {
        self.window_of(start, length, MIN_OPEN_DAYS)
    }

    /// `length` after `start`, prolonged until so many whole open days lie between `start` and the end. An
    /// open day is a local day with any open second (always: each day of UTC); it lies in the window if the
    /// local clock shows it, and days after it, only from `start` on, and never again from the end on. Never
    /// past [`LATEST`].
    ///
    /// The search for each day steps over each exception at once and over at most a week between two of
    /// them, whatever their distance.
    #[must_use]
    pub fn window_of(&self, start: UnixTime, length: Seconds, open_days: u8) -> UnixTime {
        let days_end = match self {
            Self::Always => days::end_of_days(start, open_days),
            Self::Calendar(calendar) => calendar.end_of_open_days(start, open_days),
        };
        start.plus(length).max(days_end)
    }
}
