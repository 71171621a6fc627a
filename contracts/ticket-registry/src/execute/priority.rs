//! Priorities: raised and lowered by the customer, proposed by the provider.

use aftercare_domain::policy::{priority, Level, Priority};
use aftercare_domain::ticket::{Action, Role};
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{MAX_RAISES, RAISE_WINDOW};
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::Done;
use crate::case::{Case, Offer, Word};
use crate::context::Context;
use crate::event::{TriageObjected, TriageProposed};
use crate::history::Detail;
use crate::state::{Raises, RAISES};
use crate::{quota, ContractError};

/// Impact and urgency, from which a priority follows.
pub type Levels = (Level, Level);

/// The customer raises: once a day, three times a ticket.
pub fn raise(
    context: &mut Context<'_>,
    ticket: u64,
    (levels, reason): (Levels, &Commitment),
) -> Done {
    check::commitment(reason, "reason")?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Raise)?;
    let (now, to) = step(context, &case, levels)?;
    if to >= now {
        return Err(ContractError::SamePriority { ticket, now, to });
    }
    if let Some(agreement) = case.agreement() {
        quota::raise(context, agreement, (now, to))?;
    }
    count_raise(context, ticket)?;
    let offer = case.offer(context, to)?;
    case.raise(context, offer.clone())?;
    let extra = Detail::default().promised(&offer).into_bytes();
    let word = Word {
        extra,
        ..Word::said(Action::Raise, reason)
    };
    finish(context, (case, word), to)?;
    Ok("raise")
}

/// The customer lowers.
pub fn lower(context: &mut Context<'_>, ticket: u64, levels: Levels) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Lower)?;
    let (now, to) = step(context, &case, levels)?;
    if to <= now {
        return Err(ContractError::SamePriority { ticket, now, to });
    }
    let offer = case.offer(context, to)?;
    case.lower(context, offer.clone())?;
    let word = Word {
        extra: Detail::default().promised(&offer).into_bytes(),
        ..Word::silent(Action::Lower)
    };
    finish(context, (case, word), to)?;
    Ok("lower")
}

/// The provider proposes: a raise holds at once, a lowering waits for the customer.
pub fn propose(
    context: &mut Context<'_>,
    ticket: u64,
    (levels, reason): (Levels, &Commitment),
) -> Done {
    check::commitment(reason, "reason")?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::ProposeTriage)?;
    let (now, to) = step(context, &case, levels)?;
    if to == now {
        return Err(ContractError::SamePriority { ticket, now, to });
    }
    let offer = case.offer(context, to)?;
    let by = match to < now {
        true => UnixTime::default(),
        false => offer.until,
    };
    let detail = Detail::default().u64(by.0).promised(&offer);
    let word = Word {
        extra: detail.into_bytes(),
        ..Word::said(Action::ProposeTriage, reason)
    };
    if to < now {
        case.raise(context, offer)?;
        finish(context, (case, word), to)?;
    } else {
        wait(context, (case, word), offer)?;
    }
    Ok("propose_triage")
}

/// The customer agrees to the lower priority.
pub fn consent(context: &mut Context<'_>, ticket: u64) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::ConsentTriage)?;
    let offer = waiting(&mut case)?;
    let to = offer.priority;
    case.lower(context, offer)?;
    let word = Word::silent(Action::ConsentTriage);
    finish(context, (case, word), to)?;
    Ok("consent_triage")
}

/// The customer keeps the priority.
pub fn object(context: &mut Context<'_>, ticket: u64, reason: &Commitment) -> Done {
    check::commitment(reason, "reason")?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::ObjectTriage)?;
    let offer = waiting(&mut case)?;
    case.act(context, Word::said(Action::ObjectTriage, reason))?;
    context.tell(TriageObjected {
        ticket,
        actor: context.sender.clone(),
        priority: offer.priority,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("object_triage")
}

/// The priority now, and the one that is asked for.
fn step(
    context: &Context<'_>,
    case: &Case,
    (impact, urgency): Levels,
) -> Result<(Priority, Priority), ContractError> {
    let now = case.priority(context.deps.storage)?;
    Ok((now, priority(impact, urgency)))
}

fn waiting(case: &mut Case) -> Result<Offer, ContractError> {
    let ticket = case.id;
    case.drop_offer().ok_or(ContractError::NoOffer { ticket })
}

fn count_raise(context: &mut Context<'_>, ticket: u64) -> Result<(), ContractError> {
    let storage = &mut *context.deps.storage;
    let raises = RAISES.may_load(storage, ticket)?.unwrap_or_default();
    let from = raises.last.plus(RAISE_WINDOW);
    let soon = raises.count > 0 && context.now < from;
    if soon || raises.count >= MAX_RAISES {
        return Err(ContractError::RaisesUsed {
            ticket,
            raised: raises.count,
            max: MAX_RAISES,
            now: context.now,
            from,
        });
    }
    let raises = Raises {
        count: raises.count.saturating_add(1),
        last: context.now,
    };
    RAISES.save(storage, ticket, &raises);
    Ok(())
}

/// The act goes on record, after what it does to the clocks.
fn finish(
    context: &mut Context<'_>,
    (mut case, word): (Case, Word<'_>),
    to: Priority,
) -> Result<(), ContractError> {
    case.act(context, word)?;
    case.note_hours(context);
    let changed = case.priority_changed(context, to);
    context.tell(changed);
    case.save(context)
}

fn wait(
    context: &mut Context<'_>,
    (mut case, word): (Case, Word<'_>),
    offer: Offer,
) -> Result<(), ContractError> {
    let (priority, by) = (offer.priority, offer.until);
    case.ask_consent(context, offer)?;
    case.act(context, word)?;
    context.tell(TriageProposed {
        ticket: case.id,
        actor: context.sender.clone(),
        priority,
        by,
        state: case.state_word(),
    });
    case.save(context)
}

/// A bot's messages move no clock; while a lower priority waits, its suggestion would have to.
pub fn check_no_offer(case: &Case, role: Role) -> Result<(), ContractError> {
    match &case.ticket.triage {
        Some(offer) if role == Role::Bot => Err(ContractError::OfferWaits {
            ticket: case.id,
            until: offer.until,
        }),
        _ => Ok(()),
    }
}
