// given a calendar
//   when every list is at its limit, it is accepted
//   when it has no weekly span, it never opens and is refused
//   when a list is one too long, it is refused
//   when a span is empty, turned round or too long, it is refused
//   when spans touch, they are accepted; when they overlap or are not sorted, they are refused
//   when an exception ends before it begins or lasts more than a year, it is refused
//   when exceptions share a day or are not sorted, they are refused
//   when an offset has odd seconds or passes 14 hours, it is refused
//   when offset changes share an instant or are not sorted, they are refused
//   when it is written as JSON, it reads back, and an unknown field is refused

use aftercare_domain::calendar::{
    Calendar, CalendarError, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::time::UnixTime;

use crate::draw::span;

fn calendar() -> Calendar {
    Calendar {
        weekly: vec![span(32_400, 61_200)],
        exceptions: vec![],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    }
}

fn weekly(spans: Vec<OpenSpan>) -> Result<(), CalendarError> {
    Calendar {
        weekly: spans,
        ..calendar()
    }
    .check()
}

fn exception(first: u32, last: u32) -> Exception {
    Exception {
        first_day: LocalDay(first),
        last_day: LocalDay(last),
        open: vec![],
    }
}

fn exceptions(exceptions: Vec<Exception>) -> Result<(), CalendarError> {
    Calendar {
        exceptions,
        ..calendar()
    }
    .check()
}

fn open_on_a_day(open: Vec<OpenSpan>) -> Result<(), CalendarError> {
    exceptions(vec![Exception {
        open,
        ..exception(20_000, 20_000)
    }])
}

fn changes(instants: impl IntoIterator<Item = u64>) -> Result<(), CalendarError> {
    let change = |from| OffsetChange {
        from: UnixTime(from),
        utc_offset: UtcOffset(3_600),
    };
    Calendar {
        offset_changes: instants.into_iter().map(change).collect(),
        ..calendar()
    }
    .check()
}

fn too_many(list: &'static str, limit: usize) -> Result<(), CalendarError> {
    let count = limit + 1;
    Err(CalendarError::TooMany { list, count, limit })
}

#[test]
fn a_calendar_at_every_limit_is_accepted() {
    let full = Calendar {
        weekly: (0..21)
            .map(|i| span(i * 28_800, (i + 1) * 28_800))
            .collect(),
        exceptions: (0..64)
            .map(|i| Exception {
                open: vec![span(0, 1), span(1, 2), span(86_399, 86_400)],
                ..exception(i * 366, i * 366 + 365)
            })
            .collect(),
        utc_offset: UtcOffset(-50_400),
        offset_changes: (0..16)
            .map(|i| OffsetChange {
                from: UnixTime(i),
                utc_offset: UtcOffset(50_400),
            })
            .collect(),
    };
    assert_eq!(full.check(), Ok(()));
}

#[test]
fn a_calendar_that_never_opens_is_refused() {
    assert_eq!(weekly(vec![]), Err(CalendarError::NeverOpen));
}

#[test]
fn a_list_that_is_one_too_long_is_refused() {
    let minutes = |count: u64| (0..count).map(|i| span(i * 60, i * 60 + 30)).collect();
    assert_eq!(weekly(minutes(22)), too_many("weekly", 21));
    assert_eq!(open_on_a_day(minutes(4)), too_many("exceptions.open", 3));
    let days = (0..65).map(|day| exception(day, day)).collect();
    assert_eq!(exceptions(days), too_many("exceptions", 64));
    assert_eq!(changes(0..17), too_many("offset_changes", 16));
}

#[test]
fn a_span_that_is_empty_turned_round_or_too_long_is_refused() {
    for (from, to) in [(5, 5), (6, 5), (604_799, 604_801), (604_800, 604_801)] {
        let refused = CalendarError::Span {
            list: "weekly",
            from,
            to,
            limit: 604_800,
        };
        assert_eq!(weekly(vec![OpenSpan { from, to }]), Err(refused));
    }
    assert_eq!(weekly(vec![span(604_799, 604_800)]), Ok(()));
    assert_eq!(
        open_on_a_day(vec![span(86_399, 86_401)]),
        Err(CalendarError::Span {
            list: "exceptions.open",
            from: 86_399,
            to: 86_401,
            limit: 86_400
        })
    );
}

#[test]
fn spans_may_touch_but_not_overlap() {
    assert_eq!(weekly(vec![span(0, 10), span(10, 20)]), Ok(()));
    for (from, to) in [(9, 20), (0, 5)] {
        let refused = CalendarError::SpanOrder {
            list: "weekly",
            from,
            earliest: 10,
        };
        assert_eq!(
            weekly(vec![span(0, 10), OpenSpan { from, to }]),
            Err(refused)
        );
    }
}

#[test]
fn an_exception_has_from_one_day_to_a_year() {
    assert_eq!(exceptions(vec![exception(100, 100)]), Ok(()));
    assert_eq!(exceptions(vec![exception(100, 465)]), Ok(()));
    for last in [466, 99] {
        let refused = CalendarError::ExceptionDays {
            first_day: LocalDay(100),
            last_day: LocalDay(last),
        };
        assert_eq!(exceptions(vec![exception(100, last)]), Err(refused));
    }
}

#[test]
fn exceptions_share_no_day() {
    assert_eq!(exceptions(vec![exception(1, 5), exception(6, 6)]), Ok(()));
    for first in [5, 0] {
        let refused = CalendarError::ExceptionOrder {
            first_day: LocalDay(first),
            after: LocalDay(5),
        };
        let pair = vec![exception(1, 5), exception(first, 9)];
        assert_eq!(exceptions(pair), Err(refused));
    }
}

#[test]
fn an_offset_is_whole_minutes_and_at_most_fourteen_hours() {
    for (offset, accepted) in [
        (50_400, true),
        (-50_400, true),
        (20_700, true),
        (50_460, false),
        (-50_460, false),
        (61, false),
        (i32::MIN, false),
    ] {
        let value = UtcOffset(offset);
        let base = Calendar {
            utc_offset: value,
            ..calendar()
        };
        let from = UnixTime(1);
        let changed = Calendar {
            offset_changes: vec![OffsetChange {
                from,
                utc_offset: value,
            }],
            ..calendar()
        };
        let expected = |field| match accepted {
            true => Ok(()),
            false => Err(CalendarError::Offset { field, value }),
        };
        assert_eq!(base.check(), expected("utc_offset"));
        assert_eq!(changed.check(), expected("offset_changes.utc_offset"));
    }
}

#[test]
fn offset_changes_ascend() {
    assert_eq!(changes([7, 8]), Ok(()));
    for from in [7, 6] {
        let refused = CalendarError::OffsetOrder {
            from: UnixTime(from),
            after: UnixTime(7),
        };
        assert_eq!(changes([7, from]), Err(refused));
    }
}

#[test]
fn a_calendar_reads_back_and_an_unknown_field_is_refused() {
    let text = r#"{"weekly":[{"from":32400,"to":61200}],"exceptions":[{"first_day":20812,"last_day":20813,"open":[]}],"utc_offset":-18000,"offset_changes":[{"from":1792890000,"utc_offset":3600}]}"#;
    let calendar: Calendar = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&calendar).unwrap(), text);
    let unknown = text.replace("weekly", "weakly");
    assert!(serde_json::from_str::<Calendar>(&unknown).is_err());
}
