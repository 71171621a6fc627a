//! The customer's verdict on a ticket that was really served.

use aftercare_domain::ticket::{Action, Stage};
use aftercare_domain::time::Seconds;
use aftercare_interface::raw::LINK_MEMORY;
use aftercare_interface::ticket_registry::{MAX_ANSWER, MAX_ANSWERS, MIN_ANSWER, RATING_WINDOW};
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::{agent, Done};
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{joined, Rated};
use crate::state::{Rating, RATINGS};
use crate::{tally, ContractError};

/// Once, within 14 days of closing, by the customer of a covered ticket.
pub fn rate(
    context: &mut Context<'_>,
    ticket: u64,
    (answers, comment): (Vec<u8>, Option<Commitment>),
) -> Done {
    check_answers(&answers, comment.as_ref())?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Rate)?;
    let agreement = check_rateable(context, &case)?;
    check_unlinked(context, &case)?;
    let rating = Rating {
        answers,
        comment,
        at: context.now,
    };
    let word = Word {
        content: rating.comment.as_ref(),
        extra: rating.answers.clone(),
        ..Word::silent(Action::Rate)
    };
    case.act(context, word)?;
    RATINGS.save(context.deps.storage, ticket, &rating);
    tally::write_fact(context, &case);
    context.tell(rated(context, (ticket, agreement), rating));
    case.save(context)?;
    Ok("rate")
}

fn rated(context: &Context<'_>, (ticket, agreement): (u64, u64), rating: Rating) -> Rated {
    Rated {
        ticket,
        actor: context.sender.clone(),
        agreement,
        satisfaction: rating.answers.first().copied().unwrap_or_default(),
        answers: joined(&rating.answers).unwrap_or_default(),
        comment: rating.comment.map(|comment| comment.hash),
    }
}

fn check_answers(answers: &[u8], comment: Option<&Commitment>) -> Result<(), ContractError> {
    check::count(answers.len(), "answers", 1, MAX_ANSWERS)?;
    for answer in answers {
        check::range(*answer, "answers", MIN_ANSWER, MAX_ANSWER)?;
    }
    if let Some(comment) = comment {
        check::commitment(comment, "comment")?;
    }
    Ok(())
}

/// The agreement under which a ticket may be rated now. That the provider has said a word is certain: without
/// one nothing is resolved.
fn check_rateable(context: &Context<'_>, case: &Case) -> Result<u64, ContractError> {
    let (ticket, now, progress) = (case.id, context.now, &case.course.progress);
    let agreement = case
        .agreement()
        .ok_or(ContractError::NotCoveredAtAll { ticket })?;
    if let Stage::Closed { at, reason, .. } = progress.stage {
        if !reason.is_resolved() {
            return Err(ContractError::NotResolved { ticket, reason });
        }
        let until = at.plus(RATING_WINDOW);
        if now > until {
            return Err(ContractError::TooLate {
                ticket,
                action: "rate",
                until,
                now,
            });
        }
    }
    if RATINGS.has(context.deps.storage, ticket) {
        return Err(ContractError::AlreadyRated { ticket });
    }
    Ok(agreement)
}

fn check_unlinked(context: &Context<'_>, case: &Case) -> Result<(), ContractError> {
    let link = agent::link(context, &case.ticket.provider, &context.sender)?;
    let linked = link.filter(|until| context.now <= until.plus(LINK_MEMORY));
    match linked {
        None => Ok(()),
        Some(until) => Err(ContractError::Linked {
            sender: context.sender.clone(),
            until,
            free: until.plus(LINK_MEMORY).plus(Seconds(1)),
        }),
    }
}
