//! From the model's plain numbers to the types of the contracts, and nothing else.

use aftercare_clock_model as model;
use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::time::{Seconds, UnixTime};

/// An instant.
#[must_use]
pub fn instant(at: i64) -> UnixTime {
    UnixTime(at.unsigned_abs())
}

/// A span.
#[must_use]
pub fn span(seconds: i64) -> Seconds {
    Seconds(seconds.unsigned_abs())
}

/// Service hours.
#[must_use]
pub fn calendar(plain: &model::Calendar) -> Calendar {
    Calendar {
        weekly: spans(&plain.week),
        exceptions: plain.exceptions.iter().map(exception).collect(),
        utc_offset: offset(plain.offset),
        offset_changes: plain
            .changes
            .iter()
            .map(|(from, ahead)| OffsetChange {
                from: instant(*from),
                utc_offset: offset(*ahead),
            })
            .collect(),
    }
}

fn exception(days: &model::Days) -> Exception {
    Exception {
        first_day: LocalDay(days.first as u32),
        last_day: LocalDay(days.last as u32),
        open: spans(&days.open),
    }
}

fn offset(seconds: i64) -> UtcOffset {
    UtcOffset(seconds as i32)
}

fn spans(plain: &[(i64, i64)]) -> Vec<OpenSpan> {
    let spans = plain.iter().map(|(from, to)| OpenSpan {
        from: *from as u32,
        to: *to as u32,
    });
    spans.collect()
}
