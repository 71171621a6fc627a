//! Calendars: published by anyone, cited by policies.

use aftercare_domain::calendar::{Calendar, LocalDay};
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_interface::ticket_registry::{CALENDAR_NOTICE, MAX_CLOSED_DAYS};
use aftercare_kit::{ids, raw, KitError};

use super::Done;
use crate::context::Context;
use crate::event::CalendarPublished;
use crate::state::{CALENDARS, CALENDAR_COUNT, CLOSED_DAYS};
use crate::ContractError;

/// The version of a calendar that was never revised.
const FIRST_VERSION: u32 = 1;

/// The sender owns what it publishes.
pub fn publish(context: &mut Context<'_>, calendar: &Calendar) -> Done {
    calendar.check()?;
    let storage = &mut *context.deps.storage;
    let id = ids::next(storage, &CALENDAR_COUNT, "calendars")?;
    CALENDARS.save(storage, (id, FIRST_VERSION), calendar);
    let head = CalendarHead {
        owner: context.sender.clone(),
        version: FIRST_VERSION,
    };
    raw::save(storage, &calendar_key(id), &head);
    context.tell(CalendarPublished {
        calendar: id,
        owner: head.owner,
        version: head.version,
    });
    Ok("publish_calendar")
}

/// The owner revises; what began before keeps the version that it began with.
pub fn publish_version(context: &mut Context<'_>, id: u64, calendar: &Calendar) -> Done {
    calendar.check()?;
    let key = calendar_key(id);
    let head: CalendarHead = raw::load(context.deps.storage, &key)?
        .ok_or(ContractError::CalendarUnknown { calendar: id })?;
    if head.owner != context.sender {
        return Err(ContractError::NotOwner {
            calendar: id,
            sender: context.sender.clone(),
            owner: head.owner,
        });
    }
    let before = CALENDARS.load(context.deps.storage, (id, head.version))?;
    let times = (context.now, context.now.plus(CALENDAR_NOTICE));
    close_days(context, id, before.closed_by(calendar, times)?)?;
    let version = head.version.checked_add(1);
    let version = version.ok_or(KitError::Overflow { field: "versions" })?;
    let head = CalendarHead { version, ..head };
    CALENDARS.save(context.deps.storage, (id, version), calendar);
    raw::save(context.deps.storage, &key, &head);
    context.tell(CalendarPublished {
        calendar: id,
        owner: head.owner,
        version,
    });
    Ok("publish_calendar_version")
}

/// All versions of a calendar together close so many days of a year, and no more.
fn close_days(
    context: &mut Context<'_>,
    calendar: u64,
    days: Vec<LocalDay>,
) -> Result<(), ContractError> {
    for day in days {
        let year = day.year();
        let storage = &mut *context.deps.storage;
        let before = CLOSED_DAYS.may_load(storage, (calendar, year))?;
        let closed = before.unwrap_or(0).saturating_add(1);
        if closed > MAX_CLOSED_DAYS {
            return Err(ContractError::ClosedDays {
                calendar,
                year,
                closed,
                max: MAX_CLOSED_DAYS,
            });
        }
        CLOSED_DAYS.save(storage, (calendar, year), &closed);
    }
    Ok(())
}
