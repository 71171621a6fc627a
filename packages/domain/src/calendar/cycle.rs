//! A pattern of open spans that repeats for ever, and its closed form.
//!
//! Local time is signed and, like every count of open seconds, within ±10^15: nothing here comes near the
//! bounds of 64 bits, and saturating arithmetic only says so without a panic.

use super::week::before;
use super::OpenSpan;

/// Seconds of a day and of a week in local, signed time.
pub(super) const DAY: i64 = 86_400;
pub(super) const WEEK: i64 = 604_800;
/// 1970-01-01 was a Thursday: the week it lies in began three days earlier.
pub(super) const MONDAY: i64 = -259_200;

/// Open spans that repeat every `period` seconds from `origin` on, in both directions of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cycle<'a> {
    origin: i64,
    period: i64,
    spans: &'a [OpenSpan],
}

impl<'a> Cycle<'a> {
    /// The hours of ordinary weeks.
    pub(super) fn weekly(spans: &'a [OpenSpan]) -> Self {
        Self {
            origin: MONDAY,
            period: WEEK,
            spans,
        }
    }

    /// The hours of each day of an exception.
    pub(super) fn daily(spans: &'a [OpenSpan]) -> Self {
        Self {
            origin: 0,
            period: DAY,
            spans,
        }
    }

    /// Whether no second is ever open.
    pub(super) fn is_closed(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether the second that begins at `local` is open.
    pub(super) fn is_open(&self, local: i64) -> bool {
        let (_, place) = self.place(local);
        self.spans
            .iter()
            .any(|span| i64::from(span.from) <= place && place < i64::from(span.to))
    }

    /// Open seconds from `from` up to but without `to`; none where `to` is not later.
    pub(super) fn count(&self, from: i64, to: i64) -> i64 {
        if from >= to {
            return 0;
        }
        self.before(to).saturating_sub(self.before(from))
    }

    /// The earliest local time with `count` open seconds since `from`. `count` is positive and some span open.
    pub(super) fn reach(&self, from: i64, count: i64) -> i64 {
        let goal = self.before(from).saturating_add(count);
        // A goal on the edge of two cycles is reached at the end of the earlier one.
        let cycles = divide(goal.saturating_sub(1), self.open_per_cycle());
        let mut left = goal.saturating_sub(cycles.saturating_mul(self.open_per_cycle()));
        let began = self
            .origin
            .saturating_add(cycles.saturating_mul(self.period));
        for span in self.spans {
            if left <= length(span) {
                return began
                    .saturating_add(i64::from(span.from))
                    .saturating_add(left);
            }
            left = left.saturating_sub(length(span));
        }
        began.saturating_add(self.period)
    }

    /// Open seconds from the origin to `local`; negative before the origin.
    fn before(&self, local: i64) -> i64 {
        let (cycles, place) = self.place(local);
        cycles
            .saturating_mul(self.open_per_cycle())
            .saturating_add(before(self.spans, place))
    }

    fn open_per_cycle(&self) -> i64 {
        self.spans.iter().map(length).fold(0, i64::saturating_add)
    }

    /// The cycle in which `local` lies, and the seconds since that cycle began.
    fn place(&self, local: i64) -> (i64, i64) {
        let since = local.saturating_sub(self.origin);
        let cycles = divide(since, self.period);
        (
            cycles,
            since.saturating_sub(cycles.saturating_mul(self.period)),
        )
    }
}

pub(super) fn length(span: &OpenSpan) -> i64 {
    i64::from(span.to).saturating_sub(span.from.into())
}

/// Division rounded down, also for negative numbers; zero by zero parts.
#[inline]
pub(super) fn divide(whole: i64, parts: i64) -> i64 {
    whole.checked_div_euclid(parts).unwrap_or_default()
}
