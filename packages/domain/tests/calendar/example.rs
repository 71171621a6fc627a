// given office hours from Monday to Friday, 09:00 to 17:00
//   when a span is used up at closing time, its deadline is that closing time
//   when one second more is asked, its deadline is the first second after the next opening
//   when a holiday lies between, it does not count
//   when a Saturday is opened, it counts
// given a local clock with daylight saving time
//   when a day has 23 hours, 23 count; when it has 25, 25 count
// given a window that costs a right
//   when two open days lie in it, it is as long as was asked
//   when it would end over a weekend, it lasts until the second open day is over
//   when holidays follow each other, it lasts until the second day after them
//   when it is closed for three years, it lasts until the second open day after them
//   when it opens on Mondays only, and the next 64 are holidays, it lasts until the second one after them
//   when it begins at midnight, that day counts; when it begins a second later, it does not
//   when a clock is put back to midnight, the day before ends at the first one; a second more, after the last
//   when an offset ends before the first second there is, it shows no day
//   when hours are always open, days are those of UTC
//   when there is no second open day in reach, it ends at the latest instant there is
// given no calendar
//   every second counts, the first and the last one too
// given instants at the ends of time
//   it answers and does not overflow

use aftercare_domain::calendar::{
    Calendar, Exception, Hours, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::time::{Seconds, UnixTime, LATEST};

use crate::draw::span;

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// Monday, 2026-11-23, 00:00 UTC, and the number of that day.
const MONDAY: u64 = 1_795_392_000;
const MONDAY_DAY: u32 = 20_780;

fn office() -> Calendar {
    Calendar {
        weekly: (0..5)
            .map(|day| span(day * DAY + 9 * HOUR, day * DAY + 17 * HOUR))
            .collect(),
        exceptions: vec![],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    }
}

/// Office hours, but other ones from the `first` to the `last` day after that Monday.
fn office_except(first: u32, last: u32, open: Vec<OpenSpan>) -> Calendar {
    Calendar {
        exceptions: vec![Exception {
            first_day: LocalDay(MONDAY_DAY + first),
            last_day: LocalDay(MONDAY_DAY + last),
            open,
        }],
        ..office()
    }
}

/// An instant of that week, or of a later one.
fn at(day: u64, hour: u64) -> UnixTime {
    UnixTime(MONDAY + day * DAY + hour * HOUR)
}

fn deadline(calendar: &Calendar, start: UnixTime, hours: u64) -> Option<UnixTime> {
    Hours::Calendar(calendar).deadline(start, Seconds(hours * HOUR))
}

fn window_end(calendar: &Calendar, start: UnixTime, days: u64) -> UnixTime {
    Hours::Calendar(calendar).window_end(start, Seconds(days * DAY))
}

#[test]
fn a_span_used_up_at_closing_time_is_due_then() {
    assert_eq!(deadline(&office(), at(4, 10), 7), Some(at(4, 17)));
    assert_eq!(deadline(&office(), at(4, 17), 0), Some(at(4, 17)));
}

#[test]
fn one_second_more_is_due_a_second_after_the_next_opening() {
    let hours = office();
    let due = Hours::Calendar(&hours).deadline(at(4, 10), Seconds(7 * HOUR + 1));
    assert_eq!(due, Some(at(7, 9).plus(Seconds(1))));
}

#[test]
fn a_holiday_does_not_count() {
    let hours = office_except(1, 2, vec![]);
    assert_eq!(deadline(&hours, at(0, 16), 2), Some(at(3, 10)));
    let counted = Hours::Calendar(&hours).elapsed(at(0, 0), at(7, 0));
    assert_eq!(counted, Seconds(3 * 8 * HOUR));
    assert!(!Hours::Calendar(&hours).is_open(at(1, 12)));
}

#[test]
fn an_opened_saturday_counts() {
    let hours = office_except(5, 5, vec![span(10 * HOUR, 12 * HOUR)]);
    assert_eq!(deadline(&hours, at(4, 16), 2), Some(at(5, 11)));
    assert!(Hours::Calendar(&hours).is_open(at(5, 10)));
    assert!(!Hours::Calendar(&hours).is_open(at(5, 12)));
}

#[test]
fn a_day_counts_the_hours_that_its_clock_shows() {
    // Central Europe: summer time ends on 2026-10-25 and begins on 2027-03-28, both at 01:00 UTC.
    let sundays = Calendar {
        weekly: vec![span(6 * DAY, 7 * DAY)],
        exceptions: vec![],
        utc_offset: UtcOffset(7_200),
        offset_changes: vec![
            OffsetChange {
                from: UnixTime(1_792_890_000),
                utc_offset: UtcOffset(3_600),
            },
            OffsetChange {
                from: UnixTime(1_806_195_600),
                utc_offset: UtcOffset(7_200),
            },
        ],
    };
    let around = |noon: u64| {
        let noon = UnixTime(noon);
        let day = Seconds(2 * DAY);
        Hours::Calendar(&sundays).elapsed(noon.minus(day), noon.plus(day))
    };
    assert_eq!(around(1_792_929_600), Seconds(25 * HOUR));
    assert_eq!(around(1_792_929_600 + 7 * DAY), Seconds(24 * HOUR));
    assert_eq!(around(1_806_235_200), Seconds(23 * HOUR));
}

#[test]
fn a_window_with_two_open_days_is_as_long_as_was_asked() {
    assert_eq!(window_end(&office(), at(0, 10), 3), at(3, 10));
    assert_eq!(window_end(&office(), at(4, 10), 5), at(9, 10));
}

#[test]
fn a_window_over_a_weekend_lasts_until_the_second_open_day_is_over() {
    assert_eq!(window_end(&office(), at(4, 10), 3), at(9, 0));
    assert_eq!(window_end(&office(), at(3, 10), 3), at(8, 0));
}

#[test]
fn a_window_over_holidays_lasts_until_two_days_after_them_are_over() {
    let closed_for_three_weeks = office_except(1, 20, vec![]);
    assert_eq!(window_end(&closed_for_three_weeks, at(0, 10), 5), at(23, 0));
}

#[test]
fn a_window_over_years_of_closure_steps_over_them() {
    let closed = |year: u32| Exception {
        first_day: LocalDay(MONDAY_DAY + 366 * year),
        last_day: LocalDay(MONDAY_DAY + 366 * year + 365),
        open: vec![],
    };
    let hours = Calendar {
        exceptions: (0..3).map(closed).collect(),
        ..office()
    };
    assert_eq!(hours.check(), Ok(()));
    // 1,098 days are 156 weeks and 6 days: what follows is a Sunday.
    assert_eq!(window_end(&hours, at(0, 10), 5), at(1_101, 0));
}

#[test]
fn a_window_over_as_many_holidays_as_there_may_be_finds_the_second_open_day() {
    let holiday = |week: u32| Exception {
        first_day: LocalDay(MONDAY_DAY + 7 * week),
        last_day: LocalDay(MONDAY_DAY + 7 * week),
        open: vec![],
    };
    let mondays = Calendar {
        weekly: vec![span(0, DAY)],
        exceptions: (1..=64).map(holiday).collect(),
        ..office()
    };
    assert_eq!(mondays.check(), Ok(()));
    assert_eq!(window_end(&mondays, at(0, 10), 5), at(66 * 7 + 1, 0));
}

#[test]
fn a_day_counts_for_a_window_only_from_its_first_second_on() {
    let start = at(4, 0);
    assert_eq!(window_end(&office(), start, 3), at(8, 0));
    assert_eq!(window_end(&office(), start.plus(Seconds(1)), 3), at(9, 0));
}

#[test]
fn a_day_is_over_once_the_clock_never_shows_it_again() {
    // On Wednesday at 01:00 the clock is put back to midnight, as in the Azores; or to a second before it.
    for (back, end) in [(HOUR, at(2, 0)), (HOUR + 1, at(2, 1).plus(Seconds(1)))] {
        let hours = Calendar {
            offset_changes: vec![OffsetChange {
                from: at(2, 1),
                utc_offset: UtcOffset(-i32::try_from(back).unwrap()),
            }],
            ..office()
        };
        assert_eq!(window_end(&hours, at(0, 0), 0), end, "{back} s back");
    }
}

#[test]
fn an_offset_that_ends_before_the_first_second_shows_no_day() {
    let change = OffsetChange {
        from: UnixTime(0),
        utc_offset: UtcOffset(-12 * 3_600),
    };
    let everyday = Calendar {
        weekly: vec![span(0, 7 * DAY)],
        exceptions: vec![],
        utc_offset: UtcOffset(14 * 3_600),
        offset_changes: vec![change],
    };
    // The clock shows noon of the day before the first one, so that this one is whole, and the next.
    let end = UnixTime(2 * DAY + 12 * HOUR);
    assert_eq!(window_end(&everyday, UnixTime(1), 0), end);
}

#[test]
fn a_window_in_hours_that_never_close_has_days_of_utc() {
    for (length, end) in [(0, at(3, 0)), (2 * DAY, at(3, 0)), (3 * DAY, at(3, 10))] {
        assert_eq!(Hours::Always.window_end(at(0, 10), Seconds(length)), end);
    }
    assert_eq!(Hours::Always.window_end(at(0, 0), Seconds(0)), at(2, 0));
}

#[test]
fn a_window_without_a_second_open_day_ends_at_the_latest_instant() {
    let start = LATEST.minus(Seconds(DAY));
    assert_eq!(window_end(&office(), start, 0), LATEST);
    assert_eq!(Hours::Always.window_end(start, Seconds(0)), LATEST);
}

#[test]
fn instants_at_the_ends_of_time_are_answered() {
    let far_west = Calendar {
        utc_offset: UtcOffset(-50_400),
        ..office()
    };
    let hours = Hours::Calendar(&far_west);
    let (first, last) = (UnixTime(0), UnixTime(u64::MAX));
    // 1969-12-31, 10:00 local, a Wednesday.
    assert!(hours.is_open(first));
    assert_eq!(hours.elapsed(first, last), hours.elapsed(first, LATEST));
    assert_eq!(hours.elapsed(last, first), Seconds::ZERO);
    assert_eq!(hours.deadline(first, Seconds(u64::MAX)), None);
    assert_eq!(hours.deadline(last, Seconds(1)), None);
    assert_eq!(hours.window_end(last, Seconds(u64::MAX)), LATEST);
    // Nothing is before the epoch: that Wednesday counts as whole, and Thursday after it.
    let two_days = UnixTime(DAY + 14 * HOUR);
    assert_eq!(hours.window_end(first, Seconds(0)), two_days);
}

#[test]
fn without_a_calendar_every_second_counts() {
    for at in [0, MONDAY, MONDAY + 5 * DAY, LATEST.0] {
        assert!(Hours::Always.is_open(UnixTime(at)));
    }
}
