//! given a published calendar
//! ├── when its owner revises it
//! │   ├── the newest version is readable, and older ones stay
//! │   ├── clocks that run keep the version with which they began
//! │   ├── a reopened ticket begins on the newest version, and its first cycle stays as it was
//! │   ├── a day closes 30 days ahead, to the second, and not sooner
//! │   └── 15 days of a year close, over all versions
//! └── when anybody else does, or it is not there
//!     └── it is refused

use aftercare_domain::calendar::{Calendar, Exception, LocalDay, OpenSpan, RevisionError};
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_interface::ticket_registry::{CalendarResponse, ExecuteMsg, QueryMsg};
use aftercare_ticket_registry::ContractError;

use crate::messages::office_hours;
use crate::recompute::check_clocks;
use crate::world::{Outcome, World, OFFICE, START};

/// The Monday on which every world begins.
const MONDAY: u32 = 20_458;

/// The office, with these days closed beside.
fn closing(days: &[(u32, u32)]) -> Calendar {
    let mut calendar = office_hours();
    let closed = days.iter().map(|(first, last)| Exception {
        first_day: LocalDay(*first),
        last_day: LocalDay(*last),
        open: vec![],
    });
    calendar.exceptions.extend(closed);
    calendar
}

/// The office, which opens every evening too.
fn evenings() -> Calendar {
    let mut calendar = office_hours();
    for span in &mut calendar.weekly {
        *span = OpenSpan {
            from: span.from,
            to: span.to + 3 * 3_600,
        };
    }
    calendar
}

fn revise(w: &mut World, calendar: Calendar) -> Outcome {
    let provider = w.people.provider.clone();
    let calendar_id = 1;
    let msg = ExecuteMsg::PublishCalendarVersion {
        calendar_id,
        calendar,
    };
    w.act(&provider, msg)
}

#[test]
fn the_newest_version_is_readable_and_older_ones_stay() {
    let mut w = World::new();
    revise(&mut w, evenings()).unwrap();
    let head: CalendarHead = w.raw(&calendar_key(1)).unwrap();
    let provider = w.people.provider.clone();
    assert_eq!((head.owner, head.version), (provider, 2));
    for (version, expected) in [
        (None, evenings()),
        (Some(1), office_hours()),
        (Some(2), evenings()),
    ] {
        let calendar = 1;
        let found: CalendarResponse = w.ask(&QueryMsg::Calendar { calendar, version });
        assert_eq!(found.calendar, expected);
    }
    assert!(w.fails(&QueryMsg::Calendar {
        calendar: 1,
        version: Some(3)
    }));
}

#[test]
fn a_running_clock_keeps_its_version_and_a_reopened_one_begins_on_the_newest() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(OFFICE);
    revise(&mut w, evenings()).unwrap();
    w.at(10 * HOUR);
    let used = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(used, Seconds(8 * HOUR));
    w.close(ticket);
    // Tuesday at 09:00.
    w.at(DAY);
    w.reopens(&p.customer, ticket).unwrap();
    w.at(DAY + 10 * HOUR);
    let used = w.clock(ticket, Metric::Resolution, 1).used;
    assert_eq!(used, Seconds(10 * HOUR));
    let first = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(first, Seconds(8 * HOUR));
    check_clocks(&w, ticket);
    let intervals = w.intervals(ticket, 2);
    let cycle = |cycle| -> u64 {
        let of = intervals.iter().filter(|interval| interval.cycle == cycle);
        of.map(|interval| interval.metrics[3].counted.0).sum()
    };
    assert_eq!((cycle(0), cycle(1)), (8 * HOUR, 10 * HOUR));
}

#[test]
fn a_day_closes_thirty_days_ahead_and_not_sooner() {
    // The Wednesday of the fifth week begins 30 days and 15 hours after 09:00 on Monday the first.
    let day = MONDAY + 31;
    let begin = u64::from(day) * DAY;
    for (now, accepted) in [(begin - 30 * DAY, true), (begin - 30 * DAY + 1, false)] {
        let mut w = World::new();
        w.until(now);
        let done = revise(&mut w, closing(&[(day, day)])).map(drop);
        let refused = ContractError::Revision(RevisionError::TooSoon {
            day: LocalDay(day),
            earliest: UnixTime(now + 30 * DAY),
        });
        assert_eq!(done, if accepted { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn a_holiday_added_yesterday_stops_no_clock() {
    let mut w = World::new();
    let tomorrow = MONDAY + 1;
    let refused = ContractError::Revision(RevisionError::TooSoon {
        day: LocalDay(tomorrow),
        earliest: UnixTime(START + 30 * DAY),
    });
    let mut calendar = office_hours();
    calendar.exceptions[0].first_day = LocalDay(tomorrow);
    assert_eq!(revise(&mut w, calendar).unwrap_err(), refused);
}

#[test]
fn fifteen_days_of_a_year_close_over_all_versions() {
    let mut w = World::new();
    // Mondays to Fridays.
    let week = |week: u32| (MONDAY + 35 + 7 * week, MONDAY + 35 + 7 * week + 4);
    revise(&mut w, closing(&[week(0), week(1)])).unwrap();
    revise(&mut w, closing(&[week(0), week(1), week(2)])).unwrap();
    let (first, _) = week(3);
    let more = closing(&[week(0), week(1), week(2), (first, first)]);
    let refused = ContractError::ClosedDays {
        calendar: 1,
        year: 2026,
        closed: 16,
        max: 15,
    };
    assert_eq!(revise(&mut w, more).unwrap_err(), refused);
    // Opening them again gives no days back.
    revise(&mut w, office_hours()).unwrap();
    let again = revise(&mut w, closing(&[(first, first)]));
    assert_eq!(again.unwrap_err(), refused);
    let next_year = MONDAY + 52 * 7;
    revise(&mut w, closing(&[(next_year, next_year)])).unwrap();
}

#[test]
fn only_the_owner_revises_and_only_what_there_is() {
    let mut w = World::new();
    let p = w.people.clone();
    let msg = |calendar_id| ExecuteMsg::PublishCalendarVersion {
        calendar_id,
        calendar: office_hours(),
    };
    let refused = ContractError::NotOwner {
        calendar: 1,
        sender: p.agent.clone(),
        owner: p.provider.clone(),
    };
    assert_eq!(w.act(&p.agent, msg(1)).unwrap_err(), refused);
    let refused = ContractError::CalendarUnknown { calendar: 7 };
    assert_eq!(w.act(&p.provider, msg(7)).unwrap_err(), refused);
    let mut never = office_hours();
    never.weekly.clear();
    let broken = aftercare_domain::calendar::CalendarError::NeverOpen;
    let refused = ContractError::Calendar(broken);
    assert_eq!(revise(&mut w, never).unwrap_err(), refused);
}
