//! The customer's verdict on a ticket, or on a period, that was really served.

use aftercare_domain::quota::period_of;
use aftercare_domain::scorecard::Subject;
use aftercare_domain::ticket::{Action, CloseReason, Stage};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{self as layout, delegate_key, payout_key, Cover, LINK_MEMORY};
use aftercare_interface::ticket_registry::{
    DelegateScope, MAX_ANSWER, MAX_ANSWERS, MIN_ANSWER, PERIOD_RATING_WINDOW, RATING_WINDOW,
};
use aftercare_interface::Commitment;
use aftercare_kit::{check, raw};
use cosmwasm_std::Addr;

use super::open::{cover_of, ends};
use super::{agent, Done};
use crate::authority::check_scope;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{joined, AgreementRated, Rated};
use crate::state::{Rating, PERIOD_RATINGS, RATINGS};
use crate::{scorecard, tally, ContractError};

/// Once, within 14 days of closing, by the customer of a covered ticket or its delegate.
pub fn rate(
    context: &mut Context<'_>,
    ticket: u64,
    (answers, comment): (Vec<u8>, Option<Commitment>),
) -> Done {
    check_answers(&answers, comment.as_ref())?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Rate)?;
    let agreement = check_rateable(context, &case)?;
    let parties = (case.ticket.provider.clone(), case.ticket.customer.clone());
    check_unlinked(context, (&parties.0, agreement))?;
    let subject = (Subject::Ticket, first(&answers));
    let rating = Rating {
        counted: scorecard::rated(context, (&parties.0, &parties.1), subject)?,
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
        satisfaction: first(&rating.answers),
        answers: joined(&rating.answers).unwrap_or_default(),
        comment: rating.comment.map(|comment| comment.hash),
        counted: rating.counted,
    }
}

/// Overall satisfaction.
pub fn first(answers: &[u8]) -> u8 {
    answers.first().copied().unwrap_or_default()
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

/// The agreement under which a ticket may be rated now. That a human of the provider has said a word is
/// certain: without one nothing is confirmed and nothing lapses. Every agreement is paid for.
fn check_rateable(context: &Context<'_>, case: &Case) -> Result<u64, ContractError> {
    let (ticket, now, progress) = (case.id, context.now, &case.course.progress);
    let agreement = case
        .agreement()
        .ok_or(ContractError::NotCoveredAtAll { ticket })?;
    if let Stage::Closed { at, reason, .. } = progress.stage {
        if !matches!(reason, CloseReason::Confirmed | CloseReason::Lapsed) {
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

/// Whoever belongs to the provider, or is paid in the agreement, does not rate it.
fn check_unlinked(
    context: &Context<'_>,
    (provider, agreement): (&Addr, u64),
) -> Result<(), ContractError> {
    let sender = &context.sender;
    let delegate: Option<UnixTime> =
        raw::load(context.deps.storage, &delegate_key(provider, sender))?;
    let link = agent::link(context, provider, sender)?.max(delegate);
    if let Some(until) = link.filter(|until| context.now <= until.plus(LINK_MEMORY)) {
        return Err(ContractError::Linked {
            sender: sender.clone(),
            until,
            free: until.plus(LINK_MEMORY).plus(Seconds(1)),
        });
    }
    let key = payout_key(agreement, sender);
    let paid: Option<()> = layout::read(&context.deps.querier, &context.escrow()?, &key)?;
    match paid {
        Some(()) => Err(ContractError::LinkedPayout {
            sender: sender.clone(),
            agreement,
        }),
        None => Ok(()),
    }
}

/// The newest period that has ended, once, within 14 days of its end, by the customer or its delegate.
pub fn rate_agreement(
    context: &mut Context<'_>,
    agreement: u64,
    (answers, comment): (Vec<u8>, Option<Commitment>),
) -> Done {
    check_answers(&answers, comment.as_ref())?;
    let cover = cover_of(context, agreement)?;
    check_rater(context, (agreement, &cover))?;
    let period = check_period(context, (agreement, &cover))?;
    check_unlinked(context, (&cover.provider, agreement))?;
    let parties = (&cover.provider, &cover.customer);
    let subject = (Subject::Agreement, first(&answers));
    let rating = Rating {
        counted: scorecard::rated(context, parties, subject)?,
        answers,
        comment,
        at: context.now,
    };
    PERIOD_RATINGS.save(context.deps.storage, (agreement, period), &rating);
    context.tell(AgreementRated {
        agreement,
        period,
        actor: context.sender.clone(),
        satisfaction: first(&rating.answers),
        answers: joined(&rating.answers).unwrap_or_default(),
        comment: rating.comment.map(|comment| comment.hash),
        counted: rating.counted,
    });
    Ok("rate_agreement")
}

fn check_rater(
    context: &Context<'_>,
    (agreement, cover): (u64, &Cover),
) -> Result<(), ContractError> {
    let sender = &context.sender;
    if *sender == cover.customer {
        return Ok(());
    }
    let whose = (&cover.customer, Some(agreement));
    let scopes = context.gate().delegate(whose, sender)?;
    let scopes = scopes.ok_or_else(|| ContractError::NotCustomer {
        agreement,
        found: sender.clone(),
        need: cover.customer.clone(),
    })?;
    check_scope(scopes, Some(DelegateScope::Rate), sender)
}

/// The period to be rated, from 0.
fn check_period(
    context: &Context<'_>,
    (agreement, cover): (u64, &Cover),
) -> Result<u32, ContractError> {
    let now = context.now;
    let (period, ended_at) =
        ended_period(cover, now).ok_or(ContractError::NoPeriod { agreement })?;
    let until = ended_at.plus(PERIOD_RATING_WINDOW);
    if now > until {
        return Err(ContractError::PeriodTooLate {
            agreement,
            period,
            until,
            now,
        });
    }
    if PERIOD_RATINGS.has(context.deps.storage, (agreement, period)) {
        return Err(ContractError::PeriodRated { agreement, period });
    }
    Ok(period)
}

/// The newest period that has ended, and the first second after it. The last one ends with the agreement.
fn ended_period(cover: &Cover, now: UnixTime) -> Option<(u32, UnixTime)> {
    let (from, length, end) = (cover.from, cover.period_length, ends(cover));
    if now >= end {
        let last = end.minus(Seconds(1));
        return (last >= from).then(|| (period_of(from, length, last), end));
    }
    let running = period_of(from, length, now);
    let period = running.checked_sub(1)?;
    let past = Seconds(length.0.saturating_mul(u64::from(running)));
    Some((period, from.plus(past)))
}
