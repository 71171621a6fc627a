//! Calendars, and versions that open more, close days, or set the clock.

use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_testing::office_hours;

use super::super::people::PROVIDERS;
use super::super::step::{Step, Twist};
use super::{one, Draft, Stage};

const HOUR: u32 = 3_600;

/// What is written on a door, by the start of a life.
type Door = fn(UnixTime) -> Calendar;

/// Office hours, longer ones, those with holidays, and of a place where the clock is put forward.
const DOORS: [(&str, Door); 5] = [
    ("office hours", |_| office_hours()),
    ("longer hours", |_| longer()),
    ("ten holidays", |start| holidays(start, (45, 54))),
    ("twelve holidays", |start| holidays(start, (70, 81))),
    ("the hours of Vienna", |_| vienna()),
];

impl Stage<'_> {
    pub(super) fn calendar(&self, step: &Step, which: usize) -> Option<Draft> {
        let (name, door) = one(&DOORS, which)?;
        let mut calendar = door(self.start);
        if step.twist == Twist::Bounds {
            calendar.weekly.clear();
        }
        let count = self.model.calendars.len();
        let is_new = (which / DOORS.len()).is_multiple_of(4);
        let provider = one(&PROVIDERS, step.who)?;
        if is_new {
            let words = format!("publishes a calendar of {name}");
            let message = ExecuteMsg::PublishCalendar { calendar };
            return Some(Draft::free(provider, message, words));
        }
        let at = (which / DOORS.len()).checked_rem(count)?;
        let beyond = u64::from(step.twist == Twist::Id) * 1_000;
        let calendar_id = u64::try_from(at).ok()? + 1 + beyond;
        let owner = self.people.name(&self.model.calendars.get(at)?.owner);
        let words = format!("publishes {name} as the next version of calendar {calendar_id}");
        let message = ExecuteMsg::PublishCalendarVersion {
            calendar_id,
            calendar,
        };
        Some(Draft::free(&owner, message, words))
    }
}

/// Also Saturdays.
fn longer() -> Calendar {
    let day = |day: u32, (from, to): (u32, u32)| OpenSpan {
        from: (day * 24 + from) * HOUR,
        to: (day * 24 + to) * HOUR,
    };
    let mut weekly: Vec<_> = (0..5).map(|number| day(number, (8, 18))).collect();
    weekly.push(day(5, (10, 14)));
    Calendar {
        weekly,
        ..office_hours()
    }
}

/// So many days after the start nobody is there.
fn holidays(start: UnixTime, (first, last): (u64, u64)) -> Calendar {
    let day = |after: u64| LocalDay(u32::try_from(start.0 / DAY + after).unwrap_or_default());
    Calendar {
        exceptions: vec![Exception {
            first_day: day(first),
            last_day: day(last),
            open: vec![],
        }],
        ..office_hours()
    }
}

/// An hour ahead, and two from 29 March 2026, 01:00 UTC, on.
fn vienna() -> Calendar {
    Calendar {
        utc_offset: UtcOffset(3_600),
        offset_changes: vec![OffsetChange {
            from: UnixTime(1_774_746_000),
            utc_offset: UtcOffset(7_200),
        }],
        ..office_hours()
    }
}
