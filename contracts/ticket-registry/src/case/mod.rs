//! A ticket at hand: loaded, settled up to now, moved by an act, booked, saved.

mod act;
mod misses;
mod people;
mod priority;
mod settle;

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::policy::{ServiceHours, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::ticket::{Illegal, Progress, Rules, State};
use aftercare_domain::time::UnixTime;
use cosmwasm_std::{Addr, Storage};

use crate::context::Context;
use crate::event::ResolutionProposed;
use crate::state::{Course, Ticket, CALENDARS, COURSES, DUE, TICKETS};
use crate::{scorecard, ContractError};

pub use act::Word;
pub use misses::Late;
pub use priority::{newest_version, Offer};

/// A ticket with everything that a message needs.
#[derive(Clone)]
pub struct Case {
    pub id: u64,
    pub ticket: Ticket,
    pub course: Course,
    calendar: Option<Calendar>,
    /// The hours of a lower priority that waits for consent.
    next_calendar: Option<Calendar>,
    /// Misses that this message latches and has not written yet.
    late: Vec<Late>,
    /// Whether what hardly ever changes has.
    is_changed: bool,
}

impl Case {
    /// A new ticket, with the hours of its promise.
    pub fn new(
        storage: &dyn Storage,
        id: u64,
        (ticket, course): (Ticket, Course),
    ) -> Result<Self, ContractError> {
        let calendar = match &ticket.promise {
            Some(promise) => calendar_of(storage, promise.targets.hours, promise.calendar_version)?,
            None => None,
        };
        let next = ticket.triage.as_ref().and_then(|offer| offer.promise);
        let next_calendar = match next {
            Some((targets, version)) => calendar_of(storage, targets.hours, version)?,
            None => None,
        };
        Ok(Self {
            id,
            ticket,
            course,
            calendar,
            next_calendar,
            late: vec![],
            is_changed: false,
        })
    }

    /// A ticket as people left it.
    pub fn load(storage: &dyn Storage, id: u64) -> Result<Self, ContractError> {
        let ticket = TICKETS
            .may_load(storage, id)?
            .ok_or(ContractError::TicketUnknown { ticket: id })?;
        let course = COURSES.load(storage, id)?;
        Self::new(storage, id, (ticket, course))
    }

    /// The event of a proposed resolution; without an actor where a question lapsed.
    pub fn proposal(&self, actor: Option<Addr>, since: UnixTime) -> ResolutionProposed {
        let stage = &self.course.progress.stage;
        ResolutionProposed {
            ticket: self.id,
            actor,
            since,
            by: stage.window_end().unwrap_or(since),
            cites: crate::event::joined(stage.cited()),
            state: self.state_word(),
        }
    }

    /// Writes the ticket back. What this message found late is booked, and the entry in the due index moves.
    pub fn save(mut self, context: &mut Context<'_>) -> Result<(), ContractError> {
        self.book_stopped(context)?;
        if self.state() == State::Closed {
            scorecard::settle(context, &mut self);
        }
        let due = self.next_due(context)?;
        if due != self.course.due {
            let storage = &mut *context.deps.storage;
            if let Some(old) = self.course.due {
                DUE.remove(storage, (old.0, self.id));
            }
            if let Some(new) = due {
                DUE.save(storage, (new.0, self.id), &());
            }
            self.course.due = due;
        }
        let storage = &mut *context.deps.storage;
        if self.is_changed {
            TICKETS.save(storage, self.id, &self.ticket);
        }
        COURSES.save(storage, self.id, &self.course);
        Ok(())
    }

    /// A refused booking can be tried again at any time.
    fn next_due(&self, context: &Context<'_>) -> Result<Option<UnixTime>, ContractError> {
        if self.course.failed > 0 {
            return Ok(self.course.due.min(Some(context.now)).or(Some(context.now)));
        }
        let tiers = self.tiers(context, false)?;
        let progress = &self.course.progress;
        let change = progress.next_change(&self.rules(), &tiers);
        Ok(change.into_iter().chain(self.consent_lapse()).min())
    }

    /// What time is measured with here. Without a promise: every second, and the default window.
    pub fn rules(&self) -> Rules<'_> {
        let promise = self.ticket.promise.as_ref();
        Rules {
            hours: self
                .calendar
                .as_ref()
                .map_or(Hours::Always, Hours::Calendar),
            window: promise.map_or(DEFAULT_CONFIRM_WINDOW, |promise| promise.window),
            targets: promise.map(|promise| &promise.targets),
            periods: promise.and_then(|promise| promise.periods),
        }
    }

    /// Stage and clocks, as of when it was settled last.
    pub const fn progress(&self) -> &Progress {
        &self.course.progress
    }

    /// The agreement that covers it.
    pub fn agreement(&self) -> Option<u64> {
        self.ticket
            .promise
            .as_ref()
            .map(|promise| promise.agreement)
    }

    /// The state, without its data.
    pub const fn state(&self) -> State {
        self.course.progress.state()
    }

    /// The state's word in events.
    pub const fn state_word(&self) -> &'static str {
        self.state().word()
    }

    const fn illegal(&self, illegal: Illegal) -> ContractError {
        ContractError::Illegal {
            ticket: self.id,
            illegal,
        }
    }
}

/// A version of a calendar; `None` where every second counts.
pub fn calendar_of(
    storage: &dyn Storage,
    hours: ServiceHours,
    version: u32,
) -> Result<Option<Calendar>, ContractError> {
    match hours {
        ServiceHours::Always => Ok(None),
        ServiceHours::Calendar(id) => Ok(Some(CALENDARS.load(storage, (id, version))?)),
    }
}
