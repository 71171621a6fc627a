//! Which calendars are accepted.

use thiserror::Error;

use super::{
    Calendar, Exception, LocalDay, OpenSpan, UtcOffset, MAX_EXCEPTIONS, MAX_EXCEPTION_DAYS,
    MAX_EXCEPTION_SPANS, MAX_OFFSET_CHANGES, MAX_UTC_OFFSET, MAX_WEEKLY_SPANS,
};
use crate::time::UnixTime;

/// Seconds of a week and of a day, as far as a span may reach.
const WEEK_END: u32 = 604_800;
const DAY_END: u32 = 86_400;

/// Why a calendar is refused.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarError {
    /// No weekly span: such a calendar never opens.
    #[error("calendar.weekly is empty; at least 1 span")]
    NeverOpen,
    /// A list that is too long.
    #[error("calendar.{list} has {count} entries; at most {limit}")]
    TooMany {
        /// Which list.
        list: &'static str,
        /// Its length.
        count: usize,
        /// The longest allowed.
        limit: usize,
    },
    /// A span that is empty, turned round, or longer than what it is a part of.
    #[error("calendar.{list} has a span from {from} to {to}; from < to ≤ {limit}")]
    Span {
        /// Which list.
        list: &'static str,
        /// The span's first second.
        from: u32,
        /// The span's end.
        to: u32,
        /// The latest end.
        limit: u32,
    },
    /// A span that begins before the one before it has ended.
    #[error("calendar.{list} has a span from {from}; not before {earliest}, where the one before it ends")]
    SpanOrder {
        /// Which list.
        list: &'static str,
        /// The span's first second.
        from: u32,
        /// The end of the span before it.
        earliest: u32,
    },
    /// An exception that ends before it begins, or is too long.
    #[error("calendar.exceptions has days {first_day:?} to {last_day:?}; from 1 to {MAX_EXCEPTION_DAYS} days")]
    ExceptionDays {
        /// Its first day.
        first_day: LocalDay,
        /// Its last day.
        last_day: LocalDay,
    },
    /// An exception that begins before the one before it is over.
    #[error("calendar.exceptions has one from {first_day:?}; after {after:?}, the last day of the one before it")]
    ExceptionOrder {
        /// Its first day.
        first_day: LocalDay,
        /// The last day of the exception before it.
        after: LocalDay,
    },
    /// An offset out of bounds, or with odd seconds.
    #[error(
        "calendar.{field} is {value:?} s; whole minutes, at most {MAX_UTC_OFFSET} s east or west"
    )]
    Offset {
        /// Which field.
        field: &'static str,
        /// What was asked.
        value: UtcOffset,
    },
    /// A change of the offset that does not come after the one before it.
    #[error(
        "calendar.offset_changes has one at {from}; after {after}, where the one before it is"
    )]
    OffsetOrder {
        /// Its instant.
        from: UnixTime,
        /// The instant of the change before it.
        after: UnixTime,
    },
}

impl Calendar {
    /// Whether every rule written at the fields holds. Answers about time are right for such calendars only.
    ///
    /// # Errors
    /// The first rule that the calendar breaks, in the order of its fields.
    pub fn check(&self) -> Result<(), CalendarError> {
        if self.weekly.is_empty() {
            return Err(CalendarError::NeverOpen);
        }
        check_length("weekly", self.weekly.len(), MAX_WEEKLY_SPANS)?;
        check_spans("weekly", &self.weekly, WEEK_END)?;
        self.check_exceptions()?;
        check_offset("utc_offset", self.utc_offset)?;
        self.check_offset_changes()
    }

    fn check_exceptions(&self) -> Result<(), CalendarError> {
        check_length("exceptions", self.exceptions.len(), MAX_EXCEPTIONS)?;
        let mut before: Option<LocalDay> = None;
        for exception in &self.exceptions {
            exception.check()?;
            let first_day = exception.first_day;
            if let Some(after) = before.filter(|after| *after >= first_day) {
                return Err(CalendarError::ExceptionOrder { first_day, after });
            }
            before = Some(exception.last_day);
        }
        Ok(())
    }

    fn check_offset_changes(&self) -> Result<(), CalendarError> {
        let changes = &self.offset_changes;
        check_length("offset_changes", changes.len(), MAX_OFFSET_CHANGES)?;
        let mut before: Option<UnixTime> = None;
        for change in changes {
            check_offset("offset_changes.utc_offset", change.utc_offset)?;
            let from = change.from;
            if let Some(after) = before.filter(|after| *after >= from) {
                return Err(CalendarError::OffsetOrder { from, after });
            }
            before = Some(from);
        }
        Ok(())
    }
}

impl Exception {
    fn check(&self) -> Result<(), CalendarError> {
        // Days are counted with both ends, so the difference stays below the limit.
        let span = self.last_day.0.checked_sub(self.first_day.0);
        if span.is_none_or(|days| days >= MAX_EXCEPTION_DAYS) {
            return Err(CalendarError::ExceptionDays {
                first_day: self.first_day,
                last_day: self.last_day,
            });
        }
        check_length("exceptions.open", self.open.len(), MAX_EXCEPTION_SPANS)?;
        check_spans("exceptions.open", &self.open, DAY_END)
    }
}

fn check_length(list: &'static str, count: usize, limit: usize) -> Result<(), CalendarError> {
    if count > limit {
        return Err(CalendarError::TooMany { list, count, limit });
    }
    Ok(())
}

fn check_spans(list: &'static str, spans: &[OpenSpan], limit: u32) -> Result<(), CalendarError> {
    let mut earliest = 0;
    for OpenSpan { from, to } in spans.iter().copied() {
        if from >= to || to > limit {
            return Err(CalendarError::Span {
                list,
                from,
                to,
                limit,
            });
        }
        if from < earliest {
            return Err(CalendarError::SpanOrder {
                list,
                from,
                earliest,
            });
        }
        earliest = to;
    }
    Ok(())
}

fn check_offset(field: &'static str, value: UtcOffset) -> Result<(), CalendarError> {
    let in_bounds = (-MAX_UTC_OFFSET..=MAX_UTC_OFFSET).contains(&value.0);
    if in_bounds && value.0.checked_rem(60) == Some(0) {
        Ok(())
    } else {
        Err(CalendarError::Offset { field, value })
    }
}
