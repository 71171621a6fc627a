// given a random calendar
//   within three weeks, second by second
//     it counts the same seconds as the model
//     it finds the same deadline as the model, and elapsed undoes deadline
//     it ends a window with the same open day as the model
//   over a hundred years
//     it adds up: what is counted in parts is what is counted in one piece
//     elapsed undoes deadline
//     past the last change, whole weeks count whole weeks of open seconds
// given no calendar
//   it obeys the same laws

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::time::{Seconds, UnixTime, LATEST};

use crate::draw::Draw;
use crate::model::Model;

const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;
const YEAR: u64 = 366 * DAY;
const CALENDARS: u64 = 1_000;
const WINDOW: u64 = 3 * WEEK;

/// Runs `check` for each random calendar, with the beginning of its window.
fn each_calendar(seed: u64, mut check: impl FnMut(&mut Draw, &Calendar, u64)) {
    for case in 0..CALENDARS {
        let mut draw = Draw(seed + case);
        let from = 1_600_000_000 + draw.below(20 * YEAR);
        let calendar = draw.calendar(from, WINDOW);
        check(&mut draw, &calendar, from);
    }
}

fn elapsed(hours: Hours<'_>, start: u64, end: u64) -> u64 {
    hours.elapsed(UnixTime(start), UnixTime(end)).0
}

fn deadline(hours: Hours<'_>, start: u64, span: u64) -> Option<u64> {
    hours
        .deadline(UnixTime(start), Seconds(span))
        .map(|end| end.0)
}

/// `deadline` is the earliest instant with that much elapsed.
fn assert_inverse(hours: Hours<'_>, start: u64, span: u64) {
    match deadline(hours, start, span) {
        Some(end) => {
            assert_eq!(elapsed(hours, start, end), span, "{hours:?} {start}");
            if span > 0 {
                assert_eq!(elapsed(hours, start, end - 1), span - 1);
            }
        }
        None => assert!(elapsed(hours, start, LATEST.0) < span, "{hours:?} {start}"),
    }
}

#[test]
fn within_three_weeks_it_agrees_with_a_counter_of_single_seconds() {
    let (mut pairs, mut windows) = (0, 0);
    each_calendar(1_000, |draw, calendar, from| {
        let hours = Hours::Calendar(calendar);
        let model = Model::count(calendar, from, WINDOW);
        for _ in 0..350 {
            let start = from + draw.below(WINDOW);
            let end = draw.between(start, from + WINDOW);
            let counted = model.elapsed(start, end);
            assert_eq!(
                elapsed(hours, start, end),
                counted,
                "{calendar:?} {start} {end}"
            );
            assert_eq!(hours.is_open(UnixTime(start)), model.is_open(start));

            let span = draw.between(0, counted);
            assert_eq!(
                deadline(hours, start, span),
                model.deadline(start, span),
                "{calendar:?} {start} + {span}"
            );
            assert_inverse(hours, start, span);
            pairs += 1;
        }
        for _ in 0..20 {
            let start = from + 3 * DAY + draw.below(WEEK);
            let length = draw.below(5 * DAY);
            if let Some(end) = model.end_of_two_open_days(start) {
                assert_eq!(
                    hours.window_end(UnixTime(start), Seconds(length)).0,
                    end.max(start + length),
                    "{calendar:?} {start} + {length}"
                );
                windows += 1;
            }
        }
    });
    assert!(pairs >= 300_000, "{pairs} pairs");
    assert!(windows >= 10_000, "{windows} windows");
}

#[test]
fn over_a_hundred_years_it_adds_up_and_elapsed_undoes_deadline() {
    each_calendar(2_000, |draw, calendar, from| {
        let hours = Hours::Calendar(calendar);
        for _ in 0..50 {
            let mut cuts = [0; 4].map(|_| from + draw.below(100 * YEAR) - 2 * YEAR);
            cuts.sort_unstable();
            let parts: u64 = cuts.windows(2).map(|p| elapsed(hours, p[0], p[1])).sum();
            assert_eq!(
                elapsed(hours, cuts[0], cuts[3]),
                parts,
                "{calendar:?} {cuts:?}"
            );
            assert_eq!(elapsed(hours, cuts[3], cuts[0]), 0);

            let span = draw.between(0, elapsed(hours, cuts[0], cuts[3]));
            assert_inverse(hours, cuts[0], span);
        }
        assert_inverse(hours, from, LATEST.0);
    });
}

#[test]
fn past_the_last_change_whole_weeks_count_whole_weeks_of_open_seconds() {
    each_calendar(3_000, |draw, calendar, from| {
        let hours = Hours::Calendar(calendar);
        let weekly: u32 = calendar.weekly.iter().map(|span| span.to - span.from).sum();
        let start = from + 40 * YEAR + draw.below(WEEK);
        for weeks in [1, 52, 5_200] {
            assert_eq!(
                elapsed(hours, start, start + weeks * WEEK),
                weeks * u64::from(weekly)
            );
        }
    });
}

#[test]
fn always_obeys_the_same_laws() {
    let mut draw = Draw(4_000);
    for _ in 0..10_000 {
        let start = draw.below(LATEST.0);
        let span = draw.below(LATEST.0);
        assert_inverse(Hours::Always, start, span);
        assert_eq!(deadline(Hours::Always, start, 0), Some(start));
    }
    assert_eq!(deadline(Hours::Always, LATEST.0, 1), None);
    assert_eq!(deadline(Hours::Always, 1, u64::MAX), None);
}
