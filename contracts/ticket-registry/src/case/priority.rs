//! Another priority: other targets and hours from now on, while what is used and what is late stays.

use aftercare_domain::policy::{Priority, ServiceHours, Targets};
use aftercare_domain::ticket::{Action, Role};
use aftercare_domain::time::UnixTime;
use aftercare_interface::packed_structs;
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_kit::raw;
use cosmwasm_std::{StdResult, Storage};

use super::{calendar_of, Case};
use crate::context::Context;
use crate::event::PriorityChanged;
use crate::history;
use crate::state::{HoursOf, HOURS, LINES, SUBJECTS};
use crate::ContractError;

/// A priority with what it promises on this ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The priority.
    pub priority: Priority,
    /// Its targets and the version of their calendar; absent for a best-effort ticket.
    pub promise: Option<(Targets, u32)>,
    /// The last second in which the customer's objection is in time, where it waits for consent.
    pub until: UnixTime,
}
packed_structs! { Offer { priority, promise, until } }

impl Case {
    /// The priority now.
    pub fn priority(&self, storage: &dyn Storage) -> StdResult<Priority> {
        match self.ticket.priority {
            Some(priority) => Ok(priority),
            None => Ok(SUBJECTS.load(storage, self.id)?.priority),
        }
    }

    /// What another priority promises here. The same calendar keeps the version that the ticket counts on.
    pub fn offer(&self, context: &Context<'_>, priority: Priority) -> Result<Offer, ContractError> {
        let promise = match &self.ticket.promise {
            None => None,
            Some(promise) => {
                let terms = context.terms(promise.terms)?;
                let terms = terms.ok_or(ContractError::TermsUnknown {
                    terms: promise.terms,
                })?;
                let targets = *terms.policy.of(priority);
                let version = match targets.hours == promise.targets.hours {
                    true => promise.calendar_version,
                    false => newest_version(context.deps.storage, targets.hours)?,
                };
                Some((targets, version))
            }
        };
        Ok(Offer {
            priority,
            promise,
            until: self.rules().confirm_by(context.now),
        })
    }

    /// A more urgent priority holds from now on.
    pub fn raise(&mut self, context: &mut Context<'_>, offer: Offer) -> Result<(), ContractError> {
        self.keep_opening(context)?;
        let now = context.now;
        if let Some((targets, _)) = &offer.promise {
            let rules = self.rules();
            let groups = self.course.progress.counted(&rules, now, None).1;
            let raised = self.course.progress.raised(&rules, targets, now);
            self.note_counted(groups, None);
            self.course.progress = raised;
        }
        self.next_calendar = self.calendar_for(context.deps.storage, &offer)?;
        self.adopt(offer);
        Ok(())
    }

    /// A less urgent priority holds from now on.
    pub fn lower(&mut self, context: &mut Context<'_>, offer: Offer) -> Result<(), ContractError> {
        self.keep_opening(context)?;
        self.next_calendar = self.calendar_for(context.deps.storage, &offer)?;
        self.ticket.triage = Some(offer);
        self.take_offer(context.now);
        Ok(())
    }

    /// A less urgent priority waits for the customer's consent.
    pub fn ask_consent(
        &mut self,
        context: &mut Context<'_>,
        offer: Offer,
    ) -> Result<(), ContractError> {
        self.keep_opening(context)?;
        self.ticket.triage = Some(offer);
        self.is_changed = true;
        Ok(())
    }

    /// Nothing waits for consent any more.
    pub fn drop_offer(&mut self) -> Option<Offer> {
        self.is_changed |= self.ticket.triage.is_some();
        self.ticket.triage.take()
    }

    /// The lower priority that waits for consent holds from `at` on, for this record only.
    pub(super) fn take_offer(&mut self, at: UnixTime) {
        let Some(offer) = self.ticket.triage.take() else {
            return;
        };
        if let Some((targets, _)) = &offer.promise {
            self.note_late(at);
            let rules = self.rules();
            let groups = self.course.progress.counted(&rules, at, None).1;
            let lowered = self.course.progress.lowered(&rules, targets, at);
            self.note_counted(groups, None);
            self.course.progress = lowered;
        }
        self.adopt(offer);
    }

    fn adopt(&mut self, offer: Offer) {
        self.ticket.priority = Some(offer.priority);
        self.ticket.triage = None;
        if let (Some(promise), Some((targets, version))) = (&mut self.ticket.promise, offer.promise)
        {
            promise.targets = targets;
            promise.calendar_version = version;
            self.calendar = self.next_calendar.take();
        }
        self.is_changed = true;
    }

    fn calendar_for(
        &self,
        storage: &dyn Storage,
        offer: &Offer,
    ) -> Result<Option<aftercare_domain::calendar::Calendar>, ContractError> {
        match offer.promise {
            Some((targets, version)) => calendar_of(storage, targets.hours, version),
            None => Ok(None),
        }
    }

    /// The newest version of its calendar holds for a cycle that begins now.
    pub fn renew_hours(&mut self, context: &mut Context<'_>) -> Result<(), ContractError> {
        self.drop_offer();
        let Some(promise) = &self.ticket.promise else {
            return Ok(());
        };
        let hours = promise.targets.hours;
        let newest = newest_version(context.deps.storage, hours)?;
        if newest == promise.calendar_version {
            return Ok(());
        }
        self.keep_opening(context)?;
        self.calendar = calendar_of(context.deps.storage, hours, newest)?;
        if let Some(promise) = &mut self.ticket.promise {
            promise.calendar_version = newest;
        }
        self.is_changed = true;
        Ok(())
    }

    /// The first line of the history is what the ticket's records say, until they change.
    fn keep_opening(&self, context: &mut Context<'_>) -> Result<(), ContractError> {
        let storage = &mut *context.deps.storage;
        if LINES.has(storage, (self.id, 0)) {
            return Ok(());
        }
        let subject = SUBJECTS.load(storage, self.id)?;
        let line = history::opening(self, &subject)?;
        LINES.save(storage, (self.id, 0), &line);
        HOURS.save(storage, (self.id, history::newest_first(0)), &self.hours());
        Ok(())
    }

    /// The hours in which its clocks count now, as [`HOURS`] keeps them.
    pub fn hours(&self) -> HoursOf {
        let promise = self.ticket.promise.as_ref();
        HoursOf {
            hours: promise.map_or(ServiceHours::Always, |promise| promise.targets.hours),
            version: promise.map_or(0, |promise| promise.calendar_version),
        }
    }

    /// The event of a priority that holds now.
    pub fn priority_changed(&self, context: &Context<'_>, priority: Priority) -> PriorityChanged {
        let targets = self.ticket.promise.as_ref().map(|promise| promise.targets);
        PriorityChanged {
            ticket: self.id,
            actor: context.sender.clone(),
            priority,
            first_response: targets.and_then(|targets| targets.first_response),
            next_response: targets.and_then(|targets| targets.next_response),
            update: targets.and_then(|targets| targets.update),
            resolution: targets.and_then(|targets| targets.resolution),
            state: self.state_word(),
        }
    }

    /// An unanswered lower priority holds since `at`.
    pub(super) fn tell_lowered(
        &mut self,
        context: &mut Context<'_>,
        at: UnixTime,
    ) -> Result<(), ContractError> {
        let detail = history::done(Action::Lapse, Role::Anyone, &self.course.progress).u64(at.0);
        history::add(context, self, ("triage_lapsed", detail), None)?;
        self.note_hours(context);
        let priority = self.priority(context.deps.storage)?;
        context.tell(self.priority_changed(context, priority));
        Ok(())
    }

    /// Other hours hold from the newest line on.
    pub fn note_hours(&self, context: &mut Context<'_>) {
        let line = self.course.lines.saturating_sub(1);
        let key = (self.id, history::newest_first(line));
        if !self.is_changed {
            return;
        }
        HOURS.save(context.deps.storage, key, &self.hours());
    }
}

/// The version of a calendar in force now; 0 where every second counts.
pub fn newest_version(storage: &dyn Storage, hours: ServiceHours) -> Result<u32, ContractError> {
    let ServiceHours::Calendar(calendar) = hours else {
        return Ok(0);
    };
    raw::load::<CalendarHead>(storage, &calendar_key(calendar))?
        .map(|head| head.version)
        .ok_or(ContractError::CalendarUnknown { calendar })
}
