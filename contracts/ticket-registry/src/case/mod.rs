//! A ticket at hand: loaded, settled up to now, moved by an act, booked, saved.

mod misses;
mod people;

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::policy::{ServiceHours, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::ticket::{Act, Action, Illegal, Progress, Role, Rules, Stage, State};
use aftercare_domain::time::UnixTime;
use aftercare_interface::Commitment;
use cosmwasm_std::{Addr, Storage};

use crate::context::Context;
use crate::event::ResolutionProposed;
use crate::state::{Course, Promise, Ticket, CALENDARS, COURSES, DUE, TICKETS};
use crate::{history, scorecard, tally, ContractError};

pub use misses::Late;

/// A ticket with everything that a message needs.
pub struct Case {
    pub id: u64,
    pub ticket: Ticket,
    pub course: Course,
    calendar: Option<Calendar>,
}

/// What a party does, and what its history line holds beside role and state.
pub struct Word<'a> {
    pub action: Action,
    pub content: Option<&'a Commitment>,
    pub extra: Vec<u8>,
}

impl<'a> Word<'a> {
    /// An act that needs no words.
    pub const fn silent(action: Action) -> Self {
        Self {
            action,
            content: None,
            extra: vec![],
        }
    }

    /// An act with words.
    pub const fn said(action: Action, content: &'a Commitment) -> Self {
        Self {
            action,
            content: Some(content),
            extra: vec![],
        }
    }
}

impl Case {
    /// A new ticket, with the hours of its promise.
    pub fn new(
        storage: &dyn Storage,
        id: u64,
        (ticket, course): (Ticket, Course),
    ) -> Result<Self, ContractError> {
        let calendar = match &ticket.promise {
            Some(promise) => calendar_of(storage, promise)?,
            None => None,
        };
        Ok(Self {
            id,
            ticket,
            course,
            calendar,
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

    /// A ticket as it is now: what time has done is settled first.
    pub fn settled(context: &mut Context<'_>, id: u64) -> Result<Self, ContractError> {
        let mut case = Self::load(context.deps.storage, id)?;
        case.settle(context)?;
        Ok(case)
    }

    /// Settles the windows that have passed; whether there were any.
    pub fn settle(&mut self, context: &mut Context<'_>) -> Result<bool, ContractError> {
        let mut changed = scorecard::settle(context, self);
        while let Some(lapsed) = self.course.progress.lapsed(&self.rules(), context.now) {
            self.course.progress = lapsed.0;
            self.lapse(context)?;
            changed = true;
        }
        Ok(changed)
    }

    fn lapse(&mut self, context: &mut Context<'_>) -> Result<(), ContractError> {
        let detail = history::done(Action::Lapse, Role::Anyone, &self.course.progress);
        history::add(context, self, (history::kind(Action::Lapse), detail), None)?;
        match self.course.progress.stage {
            Stage::Closed { .. } => tally::closed(context, self, None),
            _ => {
                context.tell(self.proposal(None));
                Ok(())
            }
        }
    }

    /// The event of a proposed resolution; without an actor where a question lapsed.
    pub fn proposal(&self, actor: Option<Addr>) -> ResolutionProposed {
        let stage = &self.course.progress.stage;
        ResolutionProposed {
            ticket: self.id,
            actor,
            since: UnixTime(0),
            by: stage.window_end().unwrap_or_default(),
            cites: crate::event::joined(stage.cited()),
            state: self.state_word(),
        }
    }

    /// The sender's role, if it has the right to this action and the ticket's state allows it.
    pub fn role_for(&self, context: &Context<'_>, action: Action) -> Result<Role, ContractError> {
        let sender = context.gate().admit(self, &context.sender, action)?;
        Ok(sender.role)
    }

    /// The sender acts: stage, clocks, history, and the books of a ticket that closes.
    pub fn act(
        &mut self,
        context: &mut Context<'_>,
        word: Word<'_>,
    ) -> Result<Role, ContractError> {
        let sender = context.gate().admit(self, &context.sender, word.action)?;
        let role = sender.role;
        let was_closed = self.state() == State::Closed;
        let moved = self
            .course
            .progress
            .act(&Act::new((word.action, role), context.now), &self.rules());
        self.course.progress = moved.map_err(|illegal| self.illegal(illegal))?;
        let detail = history::done(word.action, role, &self.course.progress).bytes(&word.extra);
        let line = (history::kind(word.action), detail);
        history::add(context, self, line, word.content)?;
        self.course.desk.after(word.action, sender, context.now);
        if sender.is_delegate {
            let delegate = context.sender.clone();
            tally::meet(context, &self.ticket.provider, &delegate);
        }
        if self.state() == State::Closed && !was_closed {
            let actor = context.sender.clone();
            tally::closed(context, self, Some(actor))?;
        }
        Ok(role)
    }

    /// Writes the ticket back. A clock that this message stopped late is booked, and the entry in the due
    /// index moves.
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
        COURSES.save(context.deps.storage, self.id, &self.course);
        Ok(())
    }

    /// A refused booking can be tried again at any time.
    fn next_due(&self, context: &Context<'_>) -> Result<Option<UnixTime>, ContractError> {
        if self.course.failed > 0 {
            return Ok(self.course.due.min(Some(context.now)).or(Some(context.now)));
        }
        let tiers = self.tiers(context)?;
        Ok(self.course.progress.next_change(&self.rules(), &tiers))
    }

    /// What time is measured with here. Without a promise: every second, and the default window.
    pub fn rules(&self) -> Rules<'_> {
        let window = self.ticket.promise.as_ref().map(|promise| promise.window);
        Rules {
            hours: self
                .calendar
                .as_ref()
                .map_or(Hours::Always, Hours::Calendar),
            window: window.unwrap_or(DEFAULT_CONFIRM_WINDOW),
            targets: self.ticket.promise.as_ref().map(|promise| &promise.targets),
            periods: None,
        }
    }

    /// What it means at `now`, without writing anything.
    pub fn progress_at(&self, now: UnixTime) -> Progress {
        self.course.progress.clone().settled(&self.rules(), now)
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

fn calendar_of(
    storage: &dyn Storage,
    promise: &Promise,
) -> Result<Option<Calendar>, ContractError> {
    match promise.targets.hours {
        ServiceHours::Always => Ok(None),
        ServiceHours::Calendar(id) => {
            let key = (id, promise.calendar_version);
            Ok(Some(CALENDARS.load(storage, key)?))
        }
    }
}
