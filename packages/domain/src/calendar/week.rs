//! An ordinary week with what is open before each of its midnights, so that whole days need no summing.

use super::cycle::{divide, length, Cycle, DAY, MONDAY, WEEK};
use super::OpenSpan;

/// Days of a week.
const DAYS: i64 = 7;
/// Days from the Monday that the count begins with to 1970-01-01.
const SINCE_MONDAY: i64 = 3;
/// Days of a week, and the midnight after the last.
const MIDNIGHTS: usize = 8;

/// The weekly spans, made ready for many questions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Week<'a> {
    spans: &'a [OpenSpan],
    /// Open seconds of the week before each of its midnights; the last is those of the whole week.
    before_midnight: [i64; MIDNIGHTS],
}

impl<'a> Week<'a> {
    pub(super) fn new(spans: &'a [OpenSpan]) -> Self {
        let mut before_midnight = [0; MIDNIGHTS];
        let (mut midnight, mut over, mut left) = (0, 0_i64, spans);
        for open in &mut before_midnight {
            while let Some((span, later)) = left.split_first() {
                if i64::from(span.to) > midnight {
                    break;
                }
                over = over.wrapping_add(length(span));
                left = later;
            }
            *open = over.wrapping_add(before(left.get(..1).unwrap_or_default(), midnight));
            midnight = midnight.wrapping_add(DAY);
        }
        Self {
            spans,
            before_midnight,
        }
    }

    /// The same spans as a pattern that repeats.
    pub(super) fn cycle(&self) -> Cycle<'a> {
        Cycle::weekly(self.spans)
    }

    /// Open seconds from the Monday that the count begins with to a local time; negative before it.
    #[inline]
    pub(super) fn before(&self, local: i64) -> i64 {
        let since = local.wrapping_sub(MONDAY);
        let weeks = divide(since, WEEK);
        let place = since.wrapping_sub(weeks.wrapping_mul(WEEK));
        let day = divide(place, DAY);
        let whole = weeks.wrapping_mul(self.midnight(DAYS));
        let open = if day.wrapping_mul(DAY) == place {
            self.midnight(day)
        } else {
            before(self.spans, place)
        };
        whole.wrapping_add(open)
    }

    /// Open seconds from that Monday to the midnight that begins a local day.
    #[inline]
    pub(super) fn before_day(&self, day: i64) -> i64 {
        let since = day.wrapping_add(SINCE_MONDAY);
        let weeks = divide(since, DAYS);
        let weekday = since.wrapping_sub(weeks.wrapping_mul(DAYS));
        weeks
            .wrapping_mul(self.midnight(DAYS))
            .wrapping_add(self.midnight(weekday))
    }

    fn midnight(&self, day: i64) -> i64 {
        let place = usize::try_from(day).unwrap_or_default();
        self.before_midnight.get(place).copied().unwrap_or_default()
    }
}

/// Open seconds of days that are all alike, from 1970-01-01 to a local time; negative before it.
#[inline]
pub(super) fn open_before(spans: &[OpenSpan], local: i64) -> i64 {
    let days = divide(local, DAY);
    let place = local.wrapping_sub(days.wrapping_mul(DAY));
    days.wrapping_mul(open_a_day(spans))
        .wrapping_add(before(spans, place))
}

/// Open seconds of each such day.
#[inline]
pub(super) fn open_a_day(spans: &[OpenSpan]) -> i64 {
    spans.iter().map(length).fold(0, i64::wrapping_add)
}

/// Open seconds of one week or day up to a place in it.
pub(super) fn before(spans: &[OpenSpan], place: i64) -> i64 {
    spans
        .iter()
        .map(|span| {
            place
                .min(i64::from(span.to))
                .wrapping_sub(span.from.into())
                .max(0)
        })
        .fold(0, i64::wrapping_add)
}
