//! Calendars: published by anyone, cited by policies.

use aftercare_domain::calendar::Calendar;
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_kit::{ids, raw};

use super::Done;
use crate::context::Context;
use crate::event::CalendarPublished;
use crate::state::{CALENDARS, CALENDAR_COUNT};

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
