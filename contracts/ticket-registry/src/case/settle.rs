//! What time has done to a ticket: windows that have passed.

use aftercare_domain::ticket::{Action, Role, Stage, State};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::Storage;

use super::Case;
use crate::context::Context;
use crate::state::HoursOf;
use crate::{history, scorecard, tally, ContractError};

/// A window that passed.
enum Lapse {
    /// That of the stage, in this instant.
    Stage(UnixTime),
    /// That in which the customer could object to a lower priority.
    Consent(UnixTime),
}

impl Case {
    /// A ticket as it is now: what time has done is settled first.
    pub fn settled(context: &mut Context<'_>, id: u64) -> Result<Self, ContractError> {
        let mut case = Self::load(context.deps.storage, id)?;
        scorecard::settle(context, &mut case);
        case.settle(context)?;
        Ok(case)
    }

    /// A ticket as it is at `now`, for a question: nothing is written.
    pub fn seen(storage: &dyn Storage, id: u64, now: UnixTime) -> Result<Self, ContractError> {
        let mut case = Self::load(storage, id)?;
        while case.next_lapse(now).is_some() {}
        Ok(case)
    }

    /// The windows that have passed by `now` since it was settled: when, and what holds from then on.
    pub fn lapses_until(&self, now: UnixTime) -> Vec<(UnixTime, State, u8, HoursOf)> {
        let mut case = self.clone();
        let mut lapses = vec![];
        while let Some(Lapse::Stage(at) | Lapse::Consent(at)) = case.next_lapse(now) {
            let clocks = history::clocks(case.progress());
            lapses.push((at, case.state(), clocks, case.hours()));
        }
        lapses
    }

    /// Settles the windows that have passed; whether there were any.
    pub fn settle(&mut self, context: &mut Context<'_>) -> Result<bool, ContractError> {
        let mut changed = false;
        while let Some(lapse) = self.next_lapse(context.now) {
            match lapse {
                Lapse::Stage(at) => self.tell_lapse(context, at)?,
                Lapse::Consent(at) => self.tell_lowered(context, at)?,
            }
            changed = true;
        }
        Ok(changed)
    }

    /// The instant in which an unanswered lower priority begins to hold.
    pub(super) fn consent_lapse(&self) -> Option<UnixTime> {
        let offer = self.ticket.triage.as_ref();
        let open = offer.filter(|_| self.state() != State::Closed)?;
        Some(open.until.plus(Seconds(1)))
    }

    /// The first window that has passed is over, for this record only.
    fn next_lapse(&mut self, now: UnixTime) -> Option<Lapse> {
        let stage = self.course.progress.stage.window_end();
        let consent = self.consent_lapse().filter(|at| now >= *at);
        if let Some(at) = consent.filter(|at| stage.is_none_or(|end| *at <= end.plus(Seconds(1)))) {
            self.take_offer(at);
            return Some(Lapse::Consent(at));
        }
        let (lapsed, at) = self.course.progress.lapsed(&self.rules(), now)?;
        self.course.progress = lapsed;
        Some(Lapse::Stage(at))
    }

    fn tell_lapse(&mut self, context: &mut Context<'_>, at: UnixTime) -> Result<(), ContractError> {
        let detail = history::done(Action::Lapse, Role::Anyone, &self.course.progress).u64(at.0);
        history::add(context, self, (history::kind(Action::Lapse), detail), None)?;
        match self.course.progress.stage {
            Stage::Closed { .. } => tally::closed(context, self, None),
            Stage::Resolved { .. } => {
                context.tell(self.proposal(None, at));
                Ok(())
            }
            _ => {
                context.tell(crate::event::WindowLapsed {
                    ticket: self.id,
                    at,
                    state: self.state_word(),
                });
                Ok(())
            }
        }
    }
}
