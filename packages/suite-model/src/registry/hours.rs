//! Calendars and their versions, looked at second by second.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use aftercare_clock_model::{Bitmap, Calendar as Plain, Days, Hours};
use aftercare_domain::calendar::{Calendar, OpenSpan};
use aftercare_domain::policy::ServiceHours;

use super::ticket::instant;
use crate::suite::{require, Done, Suite};
use crate::{Account, Refused};

const DAY: i64 = 86_400;
/// 1 March 2026.
const FIRST: i64 = 1_772_323_200;
const YEARS: i64 = 3;
const END: i64 = FIRST + YEARS * 365 * DAY;
/// How long ahead what closes is announced.
const NOTICE: i64 = 30 * DAY;
/// How many days of a year the versions of a calendar may close.
const MAX_CLOSED: u32 = 15;

/// The last instant of which the model knows what time it is, with room for a window after it.
pub const LAST: u64 = (END - 60 * DAY).unsigned_abs();

/// A calendar that somebody published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Who may revise it.
    pub owner: Account,
    /// Its versions, from 1.
    pub versions: Vec<Calendar>,
    /// Days that versions have closed, by year.
    closed: BTreeMap<i64, u32>,
}

impl Suite {
    pub(super) fn publish_calendar(&mut self, sender: &str, calendar: &Calendar) -> Done {
        require(!calendar.weekly.is_empty(), "TKT-002")?;
        self.calendars.push(Published {
            owner: sender.to_owned(),
            versions: vec![calendar.clone()],
            closed: BTreeMap::new(),
        });
        Ok(())
    }

    pub(super) fn revise_calendar(
        &mut self,
        sender: &str,
        (id, calendar): (u64, &Calendar),
    ) -> Done {
        require(!calendar.weekly.is_empty(), "TKT-002")?;
        let now = instant(self.now);
        let found = place_of(id).and_then(|at| self.calendars.get_mut(at));
        let one = found.ok_or(Refused("TKT-003"))?;
        require(one.owner == sender, "TKT-030")?;
        let before = one.versions.last().ok_or(Refused("no version"))?;
        for day in closed_days((before, calendar), now)? {
            let closed = one.closed.entry(year_of(day)).or_default();
            *closed += 1;
            require(*closed <= MAX_CLOSED, "TKT-032")?;
        }
        one.versions.push(calendar.clone());
        Ok(())
    }

    /// A calendar by its number.
    pub(crate) fn calendar(&self, id: u64) -> Option<&Published> {
        place_of(id).and_then(|at| self.calendars.get(at))
    }

    /// The seconds that count for what begins now.
    pub(super) fn hours_now(&self, promised: ServiceHours) -> Hours<'static> {
        let ServiceHours::Calendar(id) = promised else {
            return Hours::Always;
        };
        let newest = self.calendar(id).and_then(|one| one.versions.last());
        newest.map_or(Hours::Always, |calendar| Hours::Drawn(drawn(calendar)))
    }
}

fn place_of(id: u64) -> Option<usize> {
    usize::try_from(id).ok()?.checked_sub(1)
}

/// The days of which another version shows fewer open seconds, from today on.
fn closed_days((old, new): (&Calendar, &Calendar), now: i64) -> Result<Vec<i64>, Refused> {
    let soon = now + NOTICE;
    let clocks = (plain(old), plain(new));
    let alike = (now..soon)
        .step_by(60)
        .all(|at| clocks.0.local(at) == clocks.1.local(at));
    require(alike, "TKT-031")?;
    let ahead = clocks.0.local(now) - now;
    let (before, after) = (drawn(old), drawn(new));
    let begin = |day: i64| day * DAY - ahead;
    let days = (now + ahead) / DAY..END / DAY;
    let closed: Vec<i64> = days
        .filter(|day| before.closes(after, (begin(*day), begin(day + 1))))
        .collect();
    require(closed.iter().all(|day| begin(*day) >= soon), "TKT-031")?;
    Ok(closed)
}

/// The year of a day that is counted since 1 January 1970.
fn year_of(day: i64) -> i64 {
    let (mut year, mut left) = (1970, day);
    loop {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = 365 + i64::from(is_leap);
        if left < length {
            return year;
        }
        (year, left) = (year + 1, left - length);
    }
}

/// Drawn once for all lives, because every second is looked at.
fn drawn(calendar: &Calendar) -> &'static Bitmap {
    static DRAWN: OnceLock<Mutex<Vec<(Calendar, &'static Bitmap)>>> = OnceLock::new();
    let drawn = DRAWN.get_or_init(Mutex::default);
    let mut drawn = drawn.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, bitmap)) = drawn.iter().find(|(known, _)| known == calendar) {
        return bitmap;
    }
    let bitmap: &Bitmap = Box::leak(Box::new(Bitmap::draw(&plain(calendar), FIRST, END)));
    drawn.push((calendar.clone(), bitmap));
    bitmap
}

/// The same calendar in plain numbers.
fn plain(calendar: &Calendar) -> Plain {
    let exceptions = calendar.exceptions.iter().map(|one| Days {
        first: i64::from(one.first_day.0),
        last: i64::from(one.last_day.0),
        open: spans(&one.open),
    });
    let changes = calendar.offset_changes.iter();
    Plain {
        week: spans(&calendar.weekly),
        exceptions: exceptions.collect(),
        offset: i64::from(calendar.utc_offset.0),
        changes: changes
            .map(|change| (instant(change.from.0), i64::from(change.utc_offset.0)))
            .collect(),
    }
}

fn spans(of: &[OpenSpan]) -> Vec<(i64, i64)> {
    of.iter()
        .map(|span| (i64::from(span.from), i64::from(span.to)))
        .collect()
}
