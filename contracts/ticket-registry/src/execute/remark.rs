//! What is put on record beside the talk: notes, links, a call for somebody higher up.

use aftercare_domain::ticket::Action;
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{Escalated, Linked, Noted};
use crate::state::TICKETS;
use crate::ContractError;

/// Something said among agents.
pub fn note(context: &mut Context<'_>, ticket: u64, content: &Commitment) -> Done {
    check::commitment(content, "content")?;
    let mut case = Case::settled(context, ticket)?;
    case.act(context, Word::said(Action::Note, content))?;
    context.tell(Noted {
        ticket,
        actor: context.sender.clone(),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("note")
}

/// Another ticket of the provider that has to do with this one.
pub fn link(context: &mut Context<'_>, ticket: u64, to: u64) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Link)?;
    let other = TICKETS.may_load(context.deps.storage, to)?;
    let other = other.ok_or(ContractError::TicketUnknown { ticket: to })?;
    if to == ticket || other.provider != case.ticket.provider {
        let related = to;
        return Err(ContractError::NotRelated { ticket, related });
    }
    let word = Word {
        extra: to.to_be_bytes().to_vec(),
        ..Word::silent(Action::Link)
    };
    case.act(context, word)?;
    context.tell(Linked {
        ticket,
        actor: context.sender.clone(),
        to,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("link")
}

/// The customer asks for somebody higher up.
pub fn escalate(context: &mut Context<'_>, ticket: u64, content: &Commitment) -> Done {
    check::commitment(content, "content")?;
    let mut case = Case::settled(context, ticket)?;
    case.act(context, Word::said(Action::Escalate, content))?;
    context.tell(Escalated {
        ticket,
        actor: context.sender.clone(),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("escalate")
}
