//! A ticket at hand: loaded, settled up to now, moved by an act, booked, saved.

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::clock::{Clock, Phase};
use aftercare_domain::policy::{Metric, ServiceHours, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::ticket::{next, Action, Illegal, Progress, Role, Rules, Stage, State, Tiers};
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{self, terms_key, Terms};
use aftercare_interface::sla_escrow::Miss;
use aftercare_interface::Commitment;
use cosmwasm_std::{Empty, Storage};

use crate::context::{escrow, Context};
use crate::event::{MissLatched, ResolutionProposed};
use crate::state::{Course, Promise, Ticket, CALENDARS, COURSES, DUE, TICKETS};
use crate::{execute::agent, history, tally, ContractError};

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
        let mut changed = false;
        while let Some(lapsed) = self.course.progress.lapsed(&self.rules(), context.now) {
            self.course.progress = lapsed;
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
    pub fn proposal(&self, actor: Option<cosmwasm_std::Addr>) -> ResolutionProposed {
        let stage = &self.course.progress.stage;
        ResolutionProposed {
            ticket: self.id,
            actor,
            since: stage.since().unwrap_or_default(),
            by: stage.window_end(&self.rules()).unwrap_or_default(),
            cites: crate::event::joined(stage.cited()),
            state: self.state_word(),
        }
    }

    /// The sender's role, if the ticket's state allows it this action.
    pub fn role_for(&self, context: &Context<'_>, action: Action) -> Result<Role, ContractError> {
        let role = self.role(context)?;
        next(self.state(), action, role).map_err(|illegal| self.illegal(illegal))?;
        Ok(role)
    }

    /// A customer is the customer even where it is an agent of the provider too.
    fn role(&self, context: &Context<'_>) -> Result<Role, ContractError> {
        let sender = &context.sender;
        if *sender == self.ticket.customer {
            Ok(Role::Customer)
        } else if agent::acts_for(context, &self.ticket.provider)? {
            Ok(Role::Provider)
        } else {
            Err(ContractError::Stranger {
                ticket: self.id,
                sender: sender.clone(),
            })
        }
    }

    /// The sender acts: stage, clocks, history, and the books of a ticket that closes.
    pub fn act(
        &mut self,
        context: &mut Context<'_>,
        word: Word<'_>,
    ) -> Result<Role, ContractError> {
        let role = self.role_for(context, word.action)?;
        let was_closed = self.state() == State::Closed;
        let moved = self
            .course
            .progress
            .act((word.action, role), &self.rules(), context.now);
        self.course.progress = moved.map_err(|illegal| self.illegal(illegal))?;
        let detail = history::done(word.action, role, &self.course.progress).bytes(&word.extra);
        let line = (history::kind(word.action), detail);
        history::add(context, self, line, word.content)?;
        if self.state() == State::Closed && !was_closed {
            let actor = context.sender.clone();
            tally::closed(context, self, Some(actor))?;
        }
        Ok(role)
    }

    /// Books what a poke books: stopped clocks, and running ones that have reached something new. Whether
    /// there was anything.
    pub fn book_running(&mut self, context: &mut Context<'_>) -> Result<bool, ContractError> {
        let tiers = self.tiers(context)?;
        self.book(context, Some(&tiers))
    }

    /// Writes the ticket back. A clock that this message stopped late is booked, and the entry in the due
    /// index moves.
    pub fn save(mut self, context: &mut Context<'_>) -> Result<(), ContractError> {
        self.book(context, None)?;
        let due = self.next_due(context)?;
        if due != self.course.due {
            let storage = &mut *context.deps.storage;
            if let Some(old) = self.course.due {
                DUE.remove(storage, (old.0, self.id));
            }
            if let Some(new) = due {
                DUE.save(storage, (new.0, self.id), &Empty {})?;
            }
            self.course.due = due;
        }
        Ok(COURSES.save(context.deps.storage, self.id, &self.course)?)
    }

    /// A refused booking can be tried again at any time.
    fn next_due(&self, context: &Context<'_>) -> Result<Option<UnixTime>, ContractError> {
        if self.course.failed > 0 {
            return Ok(self.course.due.min(Some(context.now)).or(Some(context.now)));
        }
        let tiers = self.tiers(context)?;
        Ok(self.course.progress.next_change(&self.rules(), &tiers))
    }

    /// The credit tiers, read of the escrow only where they matter.
    fn tiers(&self, context: &Context<'_>) -> Result<Tiers, ContractError> {
        match &self.ticket.promise {
            Some(promise) if self.course.progress.needs_tiers() => {
                let deps = context.deps.as_ref();
                let escrow = escrow(deps.storage, deps.api)?;
                let terms = promise.terms;
                let found = raw::read(&deps.querier, deps.api, &escrow, &terms_key(terms))?;
                let found: Terms = found.ok_or(ContractError::TermsUnknown { terms })?;
                Ok(Tiers {
                    first_response: found.first_response,
                    resolution: found.resolution,
                })
            }
            _ => Ok(Tiers::default()),
        }
    }

    fn book(
        &mut self,
        context: &mut Context<'_>,
        tiers: Option<&Tiers>,
    ) -> Result<bool, ContractError> {
        let Some(agreement) = self.agreement() else {
            return Ok(false);
        };
        let misses: Vec<Miss> = self
            .course
            .progress
            .clocks
            .iter()
            .filter_map(|(metric, clock)| self.worth_booking((metric, clock), tiers, context.now))
            .collect();
        for miss in &misses {
            self.latch(context, agreement, miss)?;
        }
        let any = !misses.is_empty();
        context.outbox.add(agreement, misses);
        Ok(any)
    }

    /// The miss of a clock, if the escrow should hear of it: of a stopped clock its final lateness, of a
    /// running one, where tiers are at hand, the first lateness and each that reaches another tier.
    fn worth_booking(
        &self,
        (metric, clock): (Metric, &Clock),
        tiers: Option<&Tiers>,
        now: UnixTime,
    ) -> Option<Miss> {
        let rules = self.rules();
        let miss = clock.miss_at(&rules.hours, now)?;
        let is_new = match (clock.phase, tiers) {
            (Phase::Running(_), Some(tiers)) => {
                let thresholds = tiers.thresholds(metric, clock.target);
                let reached = clock.next_step_at(&rules.hours, &thresholds);
                reached.is_some_and(|at| at <= now)
            }
            (Phase::Running(_), None) => false,
            _ => clock.booked.is_none_or(|booked| miss.late > booked),
        };
        is_new.then_some(Miss {
            subject: self.id,
            metric,
            cycle: self.course.progress.cycle,
            ordinal: 0,
            due: miss.due,
            late: miss.late,
            target: clock.target,
        })
    }

    fn latch(
        &mut self,
        context: &mut Context<'_>,
        agreement: u64,
        miss: &Miss,
    ) -> Result<(), ContractError> {
        let (now, rules) = (context.now, self.rules());
        let book = |metric, clock: Clock| match metric == miss.metric {
            true => clock.book(&rules.hours, now),
            false => clock,
        };
        self.course.progress.clocks = self.course.progress.clocks.map(book);
        history::add(context, self, ("missed", history::missed(miss)), None)?;
        context.tell(MissLatched {
            ticket: self.id,
            agreement,
            metric: miss.metric,
            cycle: miss.cycle,
            due: miss.due,
            late: miss.late,
            target: miss.target,
        });
        Ok(())
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
