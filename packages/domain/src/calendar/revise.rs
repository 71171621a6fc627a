//! What a new version of a calendar closes that the version before it left open.
//!
//! An ordinary week only ever opens more. Single days may close, announced long enough before and few a year;
//! the local clock may change from then on. Where it is put forward over open seconds, their days are closed.
//! Nothing else takes a second: every other second of local time is shown once or, where the clock is put
//! back, more often.

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
    /// over at `now` it says nothing. At most as many days are looked at as the exceptions of both have, and
    /// three for each change of the offset.
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
        let excepted = [self, newer]
            .into_iter()
            .flat_map(|calendar| &calendar.exceptions)
            .flat_map(|exception| exception.first_day.0.max(today)..=exception.last_day.0)
            .filter(|day| self.closes_on(newer, *day));
        let mut closed: Vec<LocalDay> = vec![];
        // They come nearly in order, so that almost every one is put at the end.
        for day in excepted
            .chain(self.skipped_by(newer, earliest))
            .map(LocalDay)
        {
            let place = closed.partition_point(|known| *known < day);
            if closed.get(place) != Some(&day) {
                closed.insert(place, day);
            }
        }
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

    /// The days of which `newer` shows fewer open seconds of this version, because it puts its clock forward
    /// over them where this version does not.
    fn skipped_by(&self, newer: &Self, earliest: UnixTime) -> Vec<u32> {
        let mut days = vec![];
        for change in &newer.offset_changes {
            let skipped = newer.skipped_at(change.from);
            if change.from >= earliest && skipped != self.skipped_at(change.from) {
                let touched = day_of(skipped.0)..=day_of(skipped.1);
                days.extend(touched.filter(|day| self.is_open_in(*day, skipped)));
            }
        }
        days
    }

    /// Local time at an instant by the offset before it and by that from it on: the seconds between the two
    /// are never shown.
    fn skipped_at(&self, at: UnixTime) -> (i64, i64) {
        let at = signed(at);
        let local = |before: i64| at.saturating_add(self.offset_at(at.saturating_sub(before)));
        (local(1), local(0))
    }

    /// Whether a local day has an open second from one local time up to but without another.
    fn is_open_in(&self, day: u32, (from, to): (i64, i64)) -> bool {
        let midnight = i64::from(day).saturating_mul(DAY);
        let local = |second: u32| midnight.saturating_add(i64::from(second));
        let spans = self.spans_on(day);
        spans
            .iter()
            .any(|span| local(span.from).max(from) < local(span.to).min(to))
    }

    fn local_day(&self, at: UnixTime) -> u32 {
        day_of(signed(at).saturating_add(self.offset_at(signed(at))))
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

fn day_of(local: i64) -> u32 {
    u32::try_from(divide(local, DAY)).unwrap_or_default()
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
mod tests;
