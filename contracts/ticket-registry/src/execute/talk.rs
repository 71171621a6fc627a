//! Words that pass between customer and provider.

use aftercare_domain::ticket::{Action, Role};
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{CustomerAsked, Replied};
use crate::ContractError;

/// The provider's first word stops the first response; the customer's ends a pause.
pub fn reply(context: &mut Context<'_>, ticket: u64, content: &Commitment) -> Done {
    say(context, ticket, content)?;
    Ok("reply")
}

/// The sender says something; in which role.
pub fn say(
    context: &mut Context<'_>,
    ticket: u64,
    content: &Commitment,
) -> Result<Role, ContractError> {
    check::commitment(content, "content")?;
    let mut case = Case::settled(context, ticket)?;
    let role = case.act(context, Word::said(Action::Reply, content))?;
    context.tell(Replied {
        ticket,
        actor: context.sender.clone(),
        role: role.word(),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok(role)
}

/// Pauses the resolution clock until the customer's word.
pub fn ask(context: &mut Context<'_>, ticket: u64, question: &Commitment) -> Done {
    check::commitment(question, "question")?;
    let mut case = Case::settled(context, ticket)?;
    case.act(context, Word::said(Action::Ask, question))?;
    let by = case.course.progress.stage.window_end();
    context.tell(CustomerAsked {
        ticket,
        actor: context.sender.clone(),
        by: by.unwrap_or(context.now),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("ask_customer")
}
