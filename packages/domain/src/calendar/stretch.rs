//! The time line of a calendar, cut where its offset or its pattern changes.
//!
//! A cut is an offset change or the edge of an exception. Putting a clock back by at most 28 hours shows at
//! most two midnights again, so there are at most 2 × 64 + 3 × 16 cuts. Every answer looks at all stretches
//! once, in order: it takes as many steps for an hour as for ten years. Between two midnights the open
//! seconds are looked up, not summed, so that a step is a few operations. Every number is within the bounds
//! that [`super::cycle`] names, so arithmetic that wraps never does; it is a third faster than one that
//! saturates.

use super::cycle::{divide, Cycle, DAY};
use super::week::{open_a_day, open_before, Week};
use super::{Calendar, Exception, OffsetChange, OpenSpan, UtcOffset};
use crate::time::{Seconds, UnixTime, LATEST};

/// A local day after all others.
const NEVER: i64 = 1_000_000_000;

/// A part of the time line in which one offset and one pattern hold. Instants are signed, as local time is.
#[derive(Clone, Copy, Debug)]
struct Stretch<'a> {
    from: i64,
    to: i64,
    offset: i64,
    /// The hours of each day of an exception; `None` in ordinary weeks.
    daily: Option<&'a [OpenSpan]>,
    /// The local day that it begins with and the one that follows it, where it consists of whole days.
    days: Option<(i64, i64)>,
}

impl Stretch<'_> {
    /// Open seconds of what of it lies between two instants; none where nothing does.
    fn open_between(&self, from: i64, to: i64, week: &Week<'_>) -> i64 {
        if self.from >= to || self.to <= from {
            return 0;
        }
        if let (Some(days), true) = (self.days, from <= self.from && self.to <= to) {
            return self.open_days(days, week);
        }
        let (from, to) = (self.from.max(from), self.to.min(to));
        let (from, to) = (from.wrapping_add(self.offset), to.wrapping_add(self.offset));
        match self.daily {
            None => week.before(to).wrapping_sub(week.before(from)),
            Some(open) => open_before(open, to).wrapping_sub(open_before(open, from)),
        }
    }

    /// Open seconds of whole days.
    fn open_days(&self, (first, end): (i64, i64), week: &Week<'_>) -> i64 {
        match self.daily {
            None => week.before_day(end).wrapping_sub(week.before_day(first)),
            Some(open) => open_a_day(open).wrapping_mul(end.wrapping_sub(first)),
        }
    }

    /// The earliest instant with `count` open seconds since `from`, or since the stretch began where that is
    /// later; it has as many.
    fn reach(&self, from: i64, count: i64, week: &Week<'_>) -> i64 {
        let from = self.from.max(from).wrapping_add(self.offset);
        let cycle = self.daily.map_or(week.cycle(), Cycle::daily);
        cycle.reach(from, count).wrapping_sub(self.offset)
    }
}

/// All stretches from the epoch to [`LATEST`].
struct Stretches<'a> {
    calendar: &'a Calendar,
    /// Where the next one begins.
    from: i64,
    offset: i64,
    /// Where another offset holds, and the changes from there on.
    change: i64,
    changes: &'a [OffsetChange],
    /// The exceptions that are not over on the local clock.
    exceptions: &'a [Exception],
    /// The local day that begins there, where one does and the offset before it is the same.
    midnight: Option<i64>,
}

impl<'a> Stretches<'a> {
    fn new(calendar: &'a Calendar) -> Self {
        let changes = calendar.offset_changes.as_slice();
        let mut all = Self {
            calendar,
            from: 0,
            offset: seconds(calendar.utc_offset),
            change: next_change(changes),
            changes,
            exceptions: &[],
            midnight: None,
        };
        all.find_exceptions();
        all
    }

    /// Takes the offset that holds where the next stretch begins. The local clock may have gone back, so the
    /// exceptions are looked for again.
    fn change_offset(&mut self) {
        while let Some((change, later)) = self.changes.split_first() {
            if signed(change.from) > self.from {
                break;
            }
            self.offset = seconds(change.utc_offset);
            self.changes = later;
        }
        self.change = next_change(self.changes);
        self.midnight = None;
        self.find_exceptions();
    }

    fn find_exceptions(&mut self) {
        let day = divide(self.from.wrapping_add(self.offset), DAY);
        let all = self.calendar.exceptions.as_slice();
        let over = all.partition_point(|exception| i64::from(exception.last_day.0) < day);
        self.exceptions = all.split_at(over).1;
    }

    /// What holds where the next stretch begins, and the first local day on which it no longer does.
    fn pattern(&mut self) -> (Option<&'a [OpenSpan]>, i64) {
        let Some((next, later)) = self.exceptions.split_first() else {
            return (None, NEVER);
        };
        let begin = i64::from(next.first_day.0);
        if begin.wrapping_mul(DAY) > self.from.wrapping_add(self.offset) {
            return (None, begin);
        }
        self.exceptions = later;
        (Some(&next.open), i64::from(next.last_day.0).wrapping_add(1))
    }
}

impl<'a> Iterator for Stretches<'a> {
    type Item = Stretch<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let latest = signed(LATEST);
        if self.from >= latest {
            return None;
        }
        if self.from >= self.change {
            self.change_offset();
        }
        let (daily, end_day) = self.pattern();
        let end = end_day.wrapping_mul(DAY).wrapping_sub(self.offset);
        let from = self.from;
        self.from = end.min(self.change).min(latest);
        let whole = self.from == end;
        let days = self.midnight.filter(|_| whole).map(|day| (day, end_day));
        self.midnight = whole.then_some(end_day);
        Some(Stretch {
            from,
            to: self.from,
            offset: self.offset,
            daily,
            days,
        })
    }
}

impl Calendar {
    /// Whether the second that begins at `at` is open.
    #[must_use]
    pub fn is_open(&self, at: UnixTime) -> bool {
        let at = signed(at);
        let local = at.wrapping_add(self.offset_at(at));
        self.pattern_on(divide(local, DAY)).0.is_open(local)
    }

    /// Open seconds from `start` up to but without `end`; none where `end` is not later.
    #[must_use]
    pub fn elapsed(&self, start: UnixTime, end: UnixTime) -> Seconds {
        let week = Week::new(&self.weekly);
        let (from, to) = (signed(start), signed(end));
        let open = Stretches::new(self)
            .map(|stretch| stretch.open_between(from, to, &week))
            .fold(0, i64::wrapping_add);
        Seconds(u64::try_from(open).unwrap_or_default())
    }

    /// The earliest instant with `span` open seconds since `start`; `None` where [`LATEST`] comes first.
    #[must_use]
    pub fn deadline(&self, start: UnixTime, span: Seconds) -> Option<UnixTime> {
        if span == Seconds::ZERO {
            return Some(start);
        }
        let week = Week::new(&self.weekly);
        let (from, latest) = (signed(start), signed(LATEST));
        let mut left = i64::try_from(span.0).unwrap_or(i64::MAX);
        let mut end = None;
        for stretch in Stretches::new(self).filter(|stretch| stretch.to > from) {
            if end.is_some() {
                continue;
            }
            let open = stretch.open_between(from, latest, &week);
            if left <= open {
                end = Some(unsigned(stretch.reach(from, left, &week)));
            }
            left = left.wrapping_sub(open);
        }
        end
    }

    /// The offset at an instant.
    pub(super) fn offset_at(&self, at: i64) -> i64 {
        let changes = &self.offset_changes;
        let passed = changes.partition_point(|change| signed(change.from) <= at);
        let last = changes.split_at(passed).0.last();
        seconds(last.map_or(self.utc_offset, |change| change.utc_offset))
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
                later.map_or(i64::MAX, |e| i64::from(e.first_day.0).wrapping_sub(1)),
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

/// The instant of the first of these changes; never, where there is none.
fn next_change(changes: &[OffsetChange]) -> i64 {
    changes
        .first()
        .map_or(i64::MAX, |change| signed(change.from))
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

    /// How many stretches an answer looks at: the same for every question.
    fn steps(calendar: &Calendar) -> usize {
        assert_eq!(calendar.check(), Ok(()));
        Stretches::new(calendar).count()
    }

    #[test]
    fn the_number_of_steps_is_that_of_the_cuts_whatever_is_asked() {
        assert_eq!(steps(&calendar()), 5);
        let mut ordinary = calendar();
        ordinary.exceptions.clear();
        ordinary.offset_changes.clear();
        assert_eq!(steps(&ordinary), 1);
    }

    #[test]
    fn no_calendar_takes_more_steps_than_its_limits_allow() {
        let mut full = calendar();
        full.exceptions = (0..64)
            .map(|number| Exception {
                first_day: LocalDay(CHRISTMAS + 2 * number),
                last_day: LocalDay(CHRISTMAS + 2 * number),
                open: vec![],
            })
            .collect();
        // Back by 28 hours and forward again, every week.
        let day = u64::from(CHRISTMAS) * 86_400;
        full.offset_changes = (0..16u32)
            .map(|number| OffsetChange {
                from: UnixTime(day + u64::from(number) * 7 * 86_400),
                utc_offset: UtcOffset(if number % 2 == 0 { -50_400 } else { 50_400 }),
            })
            .collect();
        assert!(steps(&full) <= 1 + 2 * 64 + 3 * 16);
    }

    #[test]
    fn stretches_follow_each_other_from_the_epoch_to_the_latest_instant() {
        let calendar = calendar();
        let mut end = 0;
        for stretch in Stretches::new(&calendar) {
            assert_eq!(stretch.from, end);
            assert!(stretch.to > stretch.from);
            end = stretch.to;
        }
        assert_eq!(end, signed(LATEST));
    }
}
