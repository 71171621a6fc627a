//! The time line of a calendar, cut where its offset or its pattern changes.
//!
//! A cut is an offset change or the edge of an exception. Putting a clock back by at most 28 hours shows at
//! most two midnights again, so there are at most 2 × 64 + 3 × 16 cuts, whatever the distance in time.

use super::cycle::{divide, Cycle, DAY};
use super::{Calendar, Exception, UtcOffset};
use crate::time::{Seconds, UnixTime, LATEST};

/// A part of the time line in which one offset and one pattern hold. Instants are signed, as local time is.
#[derive(Clone, Copy, Debug)]
struct Stretch<'a> {
    from: i64,
    to: i64,
    offset: i64,
    cycle: Cycle<'a>,
}

impl Stretch<'_> {
    fn open_seconds(&self) -> i64 {
        let local = |at: i64| at.saturating_add(self.offset);
        self.cycle.count(local(self.from), local(self.to))
    }

    /// The earliest instant with `count` open seconds since the stretch began; it has as many.
    fn reach(&self, count: i64) -> i64 {
        let from = self.from.saturating_add(self.offset);
        self.cycle.reach(from, count).saturating_sub(self.offset)
    }
}

/// The stretches from one instant to another, cut to size.
struct Stretches<'a> {
    calendar: &'a Calendar,
    from: i64,
    to: i64,
}

impl<'a> Iterator for Stretches<'a> {
    type Item = Stretch<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.from >= self.to {
            return None;
        }
        let mut stretch = self.calendar.stretch_from(self.from);
        stretch.to = stretch.to.min(self.to);
        self.from = stretch.to;
        Some(stretch)
    }
}

impl Calendar {
    /// Whether the second that begins at `at` is open.
    #[must_use]
    pub fn is_open(&self, at: UnixTime) -> bool {
        let stretch = self.stretch_from(signed(at));
        stretch
            .cycle
            .is_open(stretch.from.saturating_add(stretch.offset))
    }

    /// Open seconds from `start` up to but without `end`; none where `end` is not later.
    #[must_use]
    pub fn elapsed(&self, start: UnixTime, end: UnixTime) -> Seconds {
        let open = self
            .stretches(start, end)
            .map(|stretch| stretch.open_seconds())
            .fold(0, i64::saturating_add);
        Seconds(u64::try_from(open).unwrap_or_default())
    }

    /// The earliest instant with `span` open seconds since `start`; `None` where [`LATEST`] comes first.
    #[must_use]
    pub fn deadline(&self, start: UnixTime, span: Seconds) -> Option<UnixTime> {
        if span == Seconds::ZERO {
            return Some(start);
        }
        let mut left = i64::try_from(span.0).unwrap_or(i64::MAX);
        for stretch in self.stretches(start, LATEST) {
            let open = stretch.open_seconds();
            if left <= open {
                return Some(unsigned(stretch.reach(left)));
            }
            left = left.saturating_sub(open);
        }
        None
    }

    fn stretches(&self, start: UnixTime, end: UnixTime) -> Stretches<'_> {
        Stretches {
            calendar: self,
            from: signed(start),
            to: signed(end),
        }
    }

    /// What holds at `from`, up to the next cut.
    fn stretch_from(&self, from: i64) -> Stretch<'_> {
        let (offset, next_change) = self.offset_at(from);
        let day = divide(from.saturating_add(offset), DAY);
        let (cycle, last_day) = self.pattern_on(day);
        let pattern_end = last_day
            .saturating_add(1)
            .saturating_mul(DAY)
            .saturating_sub(offset);
        Stretch {
            from,
            to: next_change.min(pattern_end),
            offset,
            cycle,
        }
    }

    /// The offset at an instant, and the instant of the next change.
    pub(super) fn offset_at(&self, at: i64) -> (i64, i64) {
        let passed = self
            .offset_changes
            .partition_point(|change| signed(change.from) <= at);
        let (before, after) = self.offset_changes.split_at(passed);
        let offset = before.last().map_or(self.utc_offset, |c| c.utc_offset);
        let next = after.first().map_or(i64::MAX, |c| signed(c.from));
        (seconds(offset), next)
    }

    /// The pattern of a local day, and the last day on which it holds without a break.
    pub(super) fn pattern_on(&self, day: i64) -> (Cycle<'_>, i64) {
        match self.exception_from(day) {
            Some(exception) if i64::from(exception.first_day.0) <= day => (
                Cycle::daily(&exception.open),
                i64::from(exception.last_day.0),
            ),
            later => (
                Cycle::weekly(&self.weekly),
                later.map_or(i64::MAX, |e| i64::from(e.first_day.0).saturating_sub(1)),
            ),
        }
    }

    /// The first exception that is not over before `day`.
    fn exception_from(&self, day: i64) -> Option<&Exception> {
        let over = self
            .exceptions
            .partition_point(|exception| i64::from(exception.last_day.0) < day);
        self.exceptions.get(over)
    }
}

pub(super) fn seconds(offset: UtcOffset) -> i64 {
    i64::from(offset.0)
}

/// An instant as a signed number; instants past [`LATEST`] are [`LATEST`].
pub(super) fn signed(at: UnixTime) -> i64 {
    at.0.min(LATEST.0).cast_signed()
}

/// The instant of a signed number, within what records may hold.
pub(super) fn unsigned(at: i64) -> UnixTime {
    UnixTime(at.max(0).cast_unsigned()).min(LATEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{LocalDay, OffsetChange, OpenSpan};

    const YEAR: u64 = 366 * 86_400;
    const CHRISTMAS: u32 = 20_812;

    fn calendar() -> Calendar {
        let day = |from, to, open| Exception {
            first_day: LocalDay(from),
            last_day: LocalDay(to),
            open,
        };
        Calendar {
            weekly: vec![OpenSpan {
                from: 32_400,
                to: 61_200,
            }],
            exceptions: vec![
                day(CHRISTMAS, CHRISTMAS + 1, vec![]),
                day(
                    CHRISTMAS + 2,
                    CHRISTMAS + 2,
                    vec![OpenSpan { from: 0, to: 60 }],
                ),
            ],
            utc_offset: UtcOffset(3_600),
            offset_changes: vec![OffsetChange {
                from: UnixTime(1_806_195_600),
                utc_offset: UtcOffset(7_200),
            }],
        }
    }

    fn cuts(start: u64, length: u64) -> usize {
        let calendar = calendar();
        assert_eq!(calendar.check(), Ok(()));
        let start = UnixTime(start);
        calendar
            .stretches(start, start.plus(Seconds(length)))
            .count()
    }

    #[test]
    fn an_hour_and_a_thousand_years_are_one_stretch_where_nothing_changes() {
        let past_all_changes = 1_806_195_600 + YEAR;
        for length in [1, 3_600, 10 * YEAR, 1_000 * YEAR] {
            assert_eq!(cuts(past_all_changes, length), 1, "{length} s");
        }
    }

    #[test]
    fn the_number_of_stretches_is_that_of_the_changes_however_far_the_end() {
        let before_all_changes = 1_700_000_000;
        for length in [10 * YEAR, 100 * YEAR, 1_000 * YEAR] {
            assert_eq!(cuts(before_all_changes, length), 5, "{length} s");
        }
    }
}
