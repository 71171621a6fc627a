//! Taking a closed ticket up again: a new cycle, while the results of the old one stay.

use aftercare_domain::ticket::{Action, Stage};
use aftercare_interface::ticket_registry::{MAX_REOPENS, REOPEN_WINDOW};
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::rate::first;
use super::{intake, Done};
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{RatingVoided, TicketReopened};
use crate::scorecard::Score;
use crate::state::{HOLDS, MERGES, RATINGS, RESULTS};
use crate::{tally, ContractError};

/// Within 14 days, at most 3 times, by the customer.
pub fn reopen(context: &mut Context<'_>, ticket: u64, content: &Commitment) -> Done {
    check::commitment(content, "content")?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Reopen)?;
    check_reopenable(context, &case)?;
    if case.takes_slot() {
        let parties = (&case.ticket.provider, &case.ticket.customer);
        intake::admit(context, parties)?;
    }
    let ended = (ticket, case.course.progress.cycle);
    RESULTS.save(context.deps.storage, ended, &case.course.progress.clocks);
    case.renew_hours(context)?;
    let version = case.hours().version;
    let word = Word {
        extra: version.to_be_bytes().to_vec(),
        ..Word::said(Action::Reopen, content)
    };
    case.act(context, word)?;
    case.note_hours(context);
    HOLDS.remove(context.deps.storage, ticket);
    MERGES.remove(context.deps.storage, ticket);
    void_rating(context, &case)?;
    tally::reopened(context, &case)?;
    context.tell(reopened(context, &case));
    case.save(context)?;
    Ok("reopen")
}

fn check_reopenable(context: &Context<'_>, case: &Case) -> Result<(), ContractError> {
    let (ticket, now) = (case.id, context.now);
    let Stage::Closed { at, reason, .. } = case.course.progress.stage else {
        return Ok(());
    };
    if reason.is_final() {
        return Err(ContractError::Final { ticket, reason });
    }
    let reopened = case.course.progress.cycle;
    if reopened >= MAX_REOPENS {
        return Err(ContractError::ReopensUsed {
            ticket,
            reopened,
            max: MAX_REOPENS,
        });
    }
    let until = at.plus(REOPEN_WINDOW);
    if now > until {
        return Err(ContractError::TooLate {
            ticket,
            action: "reopen",
            until,
            now,
        });
    }
    Ok(())
}

/// The service that was rated turned out not to be finished.
fn void_rating(context: &mut Context<'_>, case: &Case) -> Result<(), ContractError> {
    let ticket = case.id;
    let Some(rating) = RATINGS.may_load(context.deps.storage, ticket)? else {
        return Ok(());
    };
    RATINGS.remove(context.deps.storage, ticket);
    let satisfaction = first(&rating.answers);
    if rating.counted {
        context.score(&case.ticket.provider, Score::Voided(satisfaction));
    }
    context.tell(RatingVoided {
        ticket,
        satisfaction,
    });
    Ok(())
}

fn reopened(context: &Context<'_>, case: &Case) -> TicketReopened {
    let progress = &case.course.progress;
    TicketReopened {
        ticket: case.id,
        actor: context.sender.clone(),
        cycle: progress.cycle,
        resolution: progress.clocks.resolution.map(|clock| clock.target),
        state: case.state_word(),
    }
}
