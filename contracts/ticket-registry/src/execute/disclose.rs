//! What a confidential ticket did not say, said by its customer once it is closed.

use aftercare_domain::ticket::Action;
use cosmwasm_std::HexBinary;

use super::open::check_labels;
use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::TicketDisclosed;
use crate::state::SUBJECTS;
use crate::ContractError;

/// What a ticket is about.
pub struct Labels {
    pub category: u16,
    pub tags: Vec<String>,
    pub external_ref: Option<HexBinary>,
}

/// The customer consents, once.
pub fn disclose(context: &mut Context<'_>, ticket: u64, labels: Labels) -> Done {
    check_labels(labels.category, &labels.tags, labels.external_ref.as_ref())?;
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Disclose)?;
    let mut subject = SUBJECTS.load(context.deps.storage, ticket)?;
    if !subject.confidential {
        return Err(ContractError::NotConfidential { ticket });
    }
    subject.confidential = false;
    subject.category = labels.category;
    subject.tags = labels.tags;
    subject.external_ref = labels.external_ref;
    SUBJECTS.save(context.deps.storage, ticket, &subject);
    case.act(context, Word::silent(Action::Disclose))?;
    context.tell(TicketDisclosed {
        ticket,
        actor: context.sender.clone(),
        category: subject.category,
        tags: Some(subject.tags.join(",")).filter(|tags| !tags.is_empty()),
        external_ref: subject.external_ref,
    });
    case.save(context)?;
    Ok("disclose")
}
