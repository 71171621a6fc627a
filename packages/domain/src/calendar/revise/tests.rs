use proptest::collection;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::calendar::{Exception, OffsetChange, UtcOffset};
use crate::time::Seconds;

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
fn a_day_that_begins_in_the_earliest_second_may_close() {
    let begin = u64::from(FREE) * 86_400;
    for (earliest, accepted) in [(begin - 1, true), (begin, true), (begin + 1, false)] {
        let earliest = UnixTime(earliest);
        let day = LocalDay(FREE);
        let need = if accepted {
            Ok(vec![day])
        } else {
            Err(RevisionError::TooSoon { day, earliest })
        };
        let found = office().closed_by(&closing(FREE, FREE), (NOW, earliest));
        assert_eq!(found, need, "{earliest:?}");
    }
}

#[test]
fn a_day_that_both_versions_except_is_named_once() {
    let mut shorter = closing(FREE, FREE);
    shorter.exceptions[0].open = vec![OpenSpan {
        from: 9 * HOUR,
        to: 12 * HOUR,
    }];
    let found = shorter.closed_by(&closing(FREE, FREE), (NOW, EARLIEST));
    assert_eq!(found, Ok(vec![LocalDay(FREE)]));
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
fn longer_hours_of_a_day_close_nothing_and_each_day_has_its_own() {
    let open = |from, to| vec![OpenSpan { from, to }];
    let mut longer = closing(FREE, FREE);
    longer.exceptions[0].open = open(0, 20 * HOUR);
    assert_eq!(closed(&longer), Ok(vec![]));
    let mut both = closing(FREE, FREE);
    both.exceptions.push(Exception {
        first_day: LocalDay(FREE + 1),
        last_day: LocalDay(FREE + 1),
        open: open(0, 20 * HOUR),
    });
    assert_eq!(closed(&both), Ok(vec![LocalDay(FREE)]));
}

#[test]
fn the_local_clock_changes_only_late_enough() {
    for (from, accepted) in [(EARLIEST.0 - 1, false), (EARLIEST.0, true)] {
        let mut summer = office();
        summer.offset_changes.push(OffsetChange {
            from: UnixTime(from),
            utc_offset: UtcOffset(-3_600),
        });
        let refused = RevisionError::Clock { earliest: EARLIEST };
        let need = if accepted { Ok(vec![]) } else { Err(refused) };
        assert_eq!(closed(&summer), need);
    }
}

#[test]
fn a_change_of_the_local_clock_that_is_over_now_need_not_be_kept() {
    for (from, accepted) in [(NOW.0 - 1, true), (NOW.0, true), (NOW.0 + 1, false)] {
        let mut before = office();
        before.offset_changes.push(OffsetChange {
            from: UnixTime(from),
            utc_offset: UtcOffset(3_600),
        });
        let mut after = office();
        after.utc_offset = UtcOffset(3_600);
        let refused = RevisionError::Clock { earliest: EARLIEST };
        let need = if accepted { Ok(vec![]) } else { Err(refused) };
        assert_eq!(before.closed_by(&after, (NOW, EARLIEST)), need);
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
        // So many leap years have passed by then that the mean year is a day ahead.
        (46_385, 2096),
        (46_386, 2096),
        (46_387, 2097),
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

/// The office, with its clock changed at so many seconds after the first free day begins.
fn clock(changes: &[(i64, i32)]) -> Calendar {
    let mut calendar = office();
    let begin = i64::from(FREE).saturating_mul(DAY);
    calendar.offset_changes = changes
        .iter()
        .map(|(from, offset)| OffsetChange {
            from: UnixTime(begin.saturating_add(*from).cast_unsigned()),
            utc_offset: UtcOffset(*offset),
        })
        .collect();
    calendar
}

/// 09:00 of the first Monday from [`FREE`] on, which is a Thursday.
const MONDAY: i64 = 4 * DAY + 9 * 3_600;

#[test]
fn a_clock_put_forward_over_the_office_closes_its_days() {
    let hours = |h: i64| h * 3_600;
    let eight = 8 * 3_600;
    let day = LocalDay(FREE + 4);
    for (changes, need) in [
        // The whole day is skipped, and its evening comes twice.
        (vec![(MONDAY, eight), (MONDAY + hours(8), 0)], vec![day]),
        // One second of it.
        (vec![(MONDAY + hours(8) - 1, 60)], vec![day]),
        (vec![(MONDAY - 59, 60)], vec![day]),
        // The nights on either side.
        (vec![(MONDAY + hours(8), 60)], vec![]),
        (vec![(MONDAY - 60, 60)], vec![]),
        // From Monday noon to Tuesday noon, in steps that the limits allow.
        (
            vec![
                (MONDAY - hours(14), -12 * 3_600),
                (MONDAY + hours(15), 12 * 3_600),
            ],
            vec![day, LocalDay(FREE + 5)],
        ),
        // The day is shown later, in whole.
        (vec![(MONDAY, -eight), (MONDAY + hours(16), 0)], vec![]),
    ] {
        let newer = clock(&changes);
        assert_eq!(newer.check(), Ok(()));
        assert_eq!(closed(&newer), Ok(need), "{changes:?}");
        assert_eq!(newer.closed_by(&newer, (NOW, EARLIEST)), Ok(vec![]));
    }
}

#[test]
fn a_skip_counts_again_where_another_change_moves_it() {
    let before = clock(&[(MONDAY, 3_600)]);
    let wider = clock(&[(MONDAY, 7_200)]);
    let later = clock(&[(MONDAY + 60, 3_600)]);
    for newer in [wider, later] {
        let need = Ok(vec![LocalDay(FREE + 4)]);
        assert_eq!(before.closed_by(&newer, (NOW, EARLIEST)), need);
    }
    let none = before.closed_by(&office(), (NOW, EARLIEST));
    assert_eq!(none, Ok(vec![]));
}

#[test]
fn a_skipped_day_that_was_closed_closes_nothing() {
    let monday = FREE + 4;
    let newer = clock(&[(MONDAY, 3_600)]);
    let found = closing(monday, monday).closed_by(&newer, (NOW, EARLIEST));
    assert_eq!(found, Ok(vec![]));
}

#[test]
fn a_day_begun_too_soon_is_not_skipped() {
    // The office is open at the first instant from which on its clock may change.
    let mut newer = office();
    newer.offset_changes.push(OffsetChange {
        from: UnixTime(EARLIEST.0 + u64::from(HOUR)),
        utc_offset: UtcOffset(60),
    });
    let day = LocalDay(FREE - 1);
    let refused = RevisionError::TooSoon {
        day,
        earliest: EARLIEST,
    };
    assert_eq!(closed(&newer), Err(refused));
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// Quarters of an hour between two changes, and the offsets in quarters of an hour.
    #[test]
    fn a_clock_that_comes_back_takes_only_seconds_of_days_it_closes(
        steps in collection::vec((1..=200i64, -56..=56i32), 0..14),
    ) {
        // Put back by 14 hours, no clock shows a day that has begun too soon.
        let mut changes = vec![(DAY, 0)];
        for (quarters, offset) in steps {
            let last = changes.last().map_or(DAY, |change| change.0);
            changes.push((last.saturating_add(900i64.saturating_mul(quarters)), 900i32.saturating_mul(offset)));
        }
        changes.push((35i64.saturating_mul(DAY), 0));
        let newer = clock(&changes);
        prop_assert_eq!(newer.check(), Ok(()));
        let days = u64::try_from(closed(&newer).unwrap().len()).unwrap();
        let begin = UnixTime(u64::from(FREE).saturating_mul(86_400));
        let end = begin.plus(Seconds::days(40));
        let price = Seconds::hours(8).0.saturating_mul(days);
        let promised = office().elapsed(begin, end).0;
        prop_assert!(newer.elapsed(begin, end).0.saturating_add(price) >= promised);
    }
}
