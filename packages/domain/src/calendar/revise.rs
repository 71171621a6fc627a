//! What a new version of a calendar closes that the version before it left open.
//!
//! An ordinary week only ever opens more. Single days may close, announced long enough before and few a year;
//! the local clock may change from then on.

use thiserror::Error;

use super::cycle::{divide, DAY};
use super::stretch::{seconds, signed};
use super::{Calendar, LocalDay, OpenSpan};
use crate::time::UnixTime;

/// Why a new version is refused.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionError {
    /// It closes a part of an ordinary week.
    #[error(
        "calendar.weekly closes a span from {from} to {to} of every week; only exceptions close"
    )]
    Week {
        /// The span that was open.
        from: u32,
        /// Its end.
        to: u32,
    },
    /// It closes a day that begins too soon.
    #[error("calendar.exceptions closes {day:?}, which begins before {earliest}")]
    TooSoon {
        /// The day.
        day: LocalDay,
        /// From when on days may close.
        earliest: UnixTime,
    },
    /// It changes the local clock too soon.
    #[error("calendar.offset_changes differ before {earliest}")]
    Clock {
        /// From when on the local clock may change.
        earliest: UnixTime,
    },
}

impl Calendar {
    /// The days that `newer` closes, wholly or in part, and this version does not; in order. Of days that are
    /// over at `now` it says nothing. At most as many days are looked at as the exceptions of both have.
    ///
    /// # Errors
    /// Where it closes something before `earliest`, or for every week.
    pub fn closed_by(
        &self,
        newer: &Self,
        (now, earliest): (UnixTime, UnixTime),
    ) -> Result<Vec<LocalDay>, RevisionError> {
        let opens = |span: &&OpenSpan| covers(&newer.weekly, span);
        if let Some(span) = self.weekly.iter().find(|span| !opens(span)) {
            let (from, to) = (span.from, span.to);
            return Err(RevisionError::Week { from, to });
        }
        if self.clock_until(now, earliest) != newer.clock_until(now, earliest) {
            return Err(RevisionError::Clock { earliest });
        }
        let today = self.local_day(now);
        let mut closed: Vec<LocalDay> = [self, newer]
            .into_iter()
            .flat_map(|calendar| &calendar.exceptions)
            .flat_map(|exception| exception.first_day.0.max(today)..=exception.last_day.0)
            .filter(|day| self.closes_on(newer, *day))
            .map(LocalDay)
            .collect();
        closed.sort_unstable();
        closed.dedup();
        match closed.iter().find(|day| self.begin_of(**day) < earliest) {
            Some(day) => Err(RevisionError::TooSoon {
                day: *day,
                earliest,
            }),
            None => Ok(closed),
        }
    }

    /// The offset at `now`, and its changes up to but without `end`.
    fn clock_until(&self, now: UnixTime, end: UnixTime) -> (i64, Vec<(UnixTime, i64)>) {
        let changes = self.offset_changes.iter();
        let coming = changes.filter(|change| now < change.from && change.from < end);
        let coming = coming.map(|change| (change.from, seconds(change.utc_offset)));
        (self.offset_at(signed(now)), coming.collect())
    }

    fn local_day(&self, at: UnixTime) -> u32 {
        let local = signed(at).saturating_add(self.offset_at(signed(at)));
        u32::try_from(divide(local, DAY)).unwrap_or_default()
    }

    fn begin_of(&self, day: LocalDay) -> UnixTime {
        let midnight = i64::from(day.0).saturating_mul(DAY);
        let begin = midnight.saturating_sub(self.offset_at(midnight));
        super::stretch::unsigned(begin)
    }

    fn closes_on(&self, newer: &Self, day: u32) -> bool {
        let (before, after) = (self.spans_on(day), newer.spans_on(day));
        before.iter().any(|span| !covers(&after, span))
    }

    /// The open spans of a local day, in seconds since 00:00.
    fn spans_on(&self, day: u32) -> Vec<OpenSpan> {
        let day = LocalDay(day);
        let holds = |e: &&super::Exception| e.first_day <= day && day <= e.last_day;
        if let Some(exception) = self.exceptions.iter().find(holds) {
            return exception.open.clone();
        }
        // 1970-01-01 was a Thursday, the fourth day of its week.
        let weekday = day.0.saturating_add(3).checked_rem(7).unwrap_or_default();
        let begin = weekday.saturating_mul(86_400);
        let end = begin.saturating_add(86_400);
        let cut = |span: &OpenSpan| OpenSpan {
            from: span.from.clamp(begin, end).saturating_sub(begin),
            to: span.to.clamp(begin, end).saturating_sub(begin),
        };
        let spans = self.weekly.iter().map(cut);
        spans.filter(|span| span.from < span.to).collect()
    }
}

impl LocalDay {
    /// The calendar year of this day.
    #[must_use]
    pub fn year(self) -> u32 {
        // Days of the Gregorian calendar before a year, counted from 1970.
        let before = |year: u64| {
            let leaps = |y: u64| {
                let every = |n: u64| y.checked_div(n).unwrap_or_default();
                every(4)
                    .saturating_sub(every(100))
                    .saturating_add(every(400))
            };
            let past = year.saturating_sub(1);
            let years = year.saturating_sub(1_970).saturating_mul(365);
            years.saturating_add(leaps(past).saturating_sub(leaps(1_969)))
        };
        let day = u64::from(self.0);
        let mean = day.saturating_mul(400).checked_div(146_097);
        let guess = mean.unwrap_or_default().saturating_add(1_970);
        let year = match (before(guess) > day, before(guess.saturating_add(1)) <= day) {
            (true, _) => guess.saturating_sub(1),
            (_, true) => guess.saturating_add(1),
            _ => guess,
        };
        u32::try_from(year).unwrap_or(u32::MAX)
    }
}

/// Whether sorted spans cover one, which may reach over several that touch.
fn covers(spans: &[OpenSpan], span: &OpenSpan) -> bool {
    let reached = spans.iter().fold(span.from, |reached, next| {
        if next.from <= reached && reached < next.to {
            next.to
        } else {
            reached
        }
    });
    reached >= span.to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Exception, OffsetChange, UtcOffset};

    const HOUR: u32 = 3_600;
    const NOW: UnixTime = UnixTime(1_767_603_600);
    const EARLIEST: UnixTime = UnixTime(NOW.0 + 30 * 86_400);
    /// The first whole day from [`EARLIEST`] on.
    const FREE: u32 = 20_458 + 31;

    fn office() -> Calendar {
        Calendar {
            weekly: [32_400, 118_800, 205_200, 291_600, 378_000]
                .map(|from: u32| OpenSpan {
                    from,
                    to: from.saturating_add(8 * HOUR),
                })
                .to_vec(),
            exceptions: vec![],
            utc_offset: UtcOffset(0),
            offset_changes: vec![],
        }
    }

    fn closing(first: u32, last: u32) -> Calendar {
        let mut calendar = office();
        calendar.exceptions.push(Exception {
            first_day: LocalDay(first),
            last_day: LocalDay(last),
            open: vec![],
        });
        calendar
    }

    fn closed(newer: &Calendar) -> Result<Vec<LocalDay>, RevisionError> {
        office().closed_by(newer, (NOW, EARLIEST))
    }

    #[test]
    fn more_hours_and_the_same_hours_close_nothing() {
        let mut longer = office();
        longer.weekly[0].from = 8 * HOUR;
        longer.weekly.push(OpenSpan {
            from: 5 * 86_400,
            to: 6 * 86_400,
        });
        assert_eq!(closed(&office()), Ok(vec![]));
        assert_eq!(closed(&longer), Ok(vec![]));
        let week = RevisionError::Week {
            from: 8 * HOUR,
            to: 17 * HOUR,
        };
        assert_eq!(longer.closed_by(&office(), (NOW, EARLIEST)), Err(week));
    }

    #[test]
    fn a_day_closes_only_where_it_begins_late_enough() {
        let day = LocalDay(FREE);
        assert_eq!(closed(&closing(FREE, FREE)), Ok(vec![day]));
        let soon = LocalDay(FREE - 1);
        let refused = RevisionError::TooSoon {
            day: soon,
            earliest: EARLIEST,
        };
        assert_eq!(closed(&closing(FREE - 1, FREE)), Err(refused));
    }

    #[test]
    fn a_closed_day_that_was_closed_or_is_over_closes_nothing() {
        let today = 20_458;
        assert_eq!(closed(&closing(today - 3, today - 1)), Ok(vec![]));
        // The fifth and sixth day from Monday on.
        assert_eq!(closed(&closing(today + 5, today + 6)), Ok(vec![]));
        let before = closing(FREE, FREE);
        assert_eq!(before.closed_by(&before, (NOW, EARLIEST)), Ok(vec![]));
    }

    #[test]
    fn shorter_hours_of_a_day_close_it_and_lost_extra_hours_too() {
        let mut shorter = closing(FREE, FREE);
        shorter.exceptions[0].open = vec![OpenSpan {
            from: 9 * HOUR,
            to: 17 * HOUR - 1,
        }];
        assert_eq!(closed(&shorter), Ok(vec![LocalDay(FREE)]));
        let mut extra = closing(FREE, FREE);
        extra.exceptions[0].open = vec![OpenSpan {
            from: 0,
            to: 20 * HOUR,
        }];
        let lost = extra.closed_by(&office(), (NOW, EARLIEST));
        assert_eq!(lost, Ok(vec![LocalDay(FREE)]));
    }

    #[test]
    fn the_local_clock_changes_only_late_enough() {
        for (from, accepted) in [(EARLIEST.0 - 1, false), (EARLIEST.0, true)] {
            let mut summer = office();
            summer.offset_changes.push(OffsetChange {
                from: UnixTime(from),
                utc_offset: UtcOffset(3_600),
            });
            let refused = RevisionError::Clock { earliest: EARLIEST };
            let need = if accepted { Ok(vec![]) } else { Err(refused) };
            assert_eq!(closed(&summer), need);
        }
    }

    #[test]
    fn a_day_lies_in_its_year() {
        for (day, year) in [
            (0, 1970),
            (364, 1970),
            (365, 1971),
            (789, 1972),
            (1_095, 1972),
            (1_096, 1973),
            (20_453, 2025),
            (20_454, 2026),
            (11_016, 2000),
            (11_322, 2000),
            (11_323, 2001),
        ] {
            assert_eq!(LocalDay(day).year(), year, "day {day}");
        }
        let mut year = 1970;
        for day in 0..400_000 {
            let found = LocalDay(day).year();
            assert!(found == year || found == year + 1);
            year = found;
        }
    }
}
