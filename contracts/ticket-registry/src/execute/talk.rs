//! Words that pass between customer and provider.

use aftercare_domain::ticket::{Action, Extra, Role};
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{CustomerAsked, Replied};
use crate::ContractError;

/// A human's first word stops the first response, and each answers; the customer's ends a pause.
pub fn reply(
    context: &mut Context<'_>,
    ticket: u64,
    (content, expects_answer): (&Commitment, bool),
) -> Done {
    say(context, ticket, (content, expects_answer))?;
    Ok("reply")
}

/// The sender says something; in which role.
pub fn say(
    context: &mut Context<'_>,
    ticket: u64,
    (content, expects_answer): (&Commitment, bool),
) -> Result<Role, ContractError> {
    check::commitment(content, "content")?;
    let mut case = Case::settled(context, ticket)?;
    let says = match expects_answer {
        true => Extra::Nothing,
        false => Extra::NoAnswerNeeded,
    };
    let word = Word {
        says,
        ..Word::said(Action::Reply, content)
    };
    let role = case.act(context, word)?;
    context.tell(Replied {
        ticket,
        actor: context.sender.clone(),
        role: role.word(),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok(role)
}

/// Pauses resolution and updates until the customer's word.
pub fn ask(context: &mut Context<'_>, ticket: u64, question: &Commitment) -> Done {
    check::commitment(question, "question")?;
    let mut case = Case::settled(context, ticket)?;
    case.act(context, Word::said(Action::Ask, question))?;
    let by = case.progress().stage.window_end();
    context.tell(CustomerAsked {
        ticket,
        actor: context.sender.clone(),
        by: by.unwrap_or(context.now),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("ask_customer")
}
