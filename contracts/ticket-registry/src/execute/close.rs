//! The ways in which a party closes a ticket. Every clock ends with it: met, missed, or not measured.

use aftercare_domain::ticket::Action;

use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::ContractError;

/// The customer confirms the proposed resolution.
pub fn accept(context: &mut Context<'_>, ticket: u64) -> Done {
    close(context, ticket, Action::Accept)?;
    Ok("accept")
}

/// The customer withdraws the ticket; what was already missed stays missed.
pub fn cancel(context: &mut Context<'_>, ticket: u64) -> Done {
    close(context, ticket, Action::Cancel)?;
    Ok("cancel")
}

/// The provider declines a ticket that it never promised to serve.
pub fn decline(context: &mut Context<'_>, ticket: u64) -> Done {
    let case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Decline)?;
    if let Some(agreement) = case.agreement() {
        return Err(ContractError::Covered { ticket, agreement });
    }
    finish(context, case, Action::Decline)?;
    Ok("decline")
}

fn close(context: &mut Context<'_>, ticket: u64, action: Action) -> Result<(), ContractError> {
    let case = Case::settled(context, ticket)?;
    finish(context, case, action)
}

fn finish(context: &mut Context<'_>, mut case: Case, action: Action) -> Result<(), ContractError> {
    case.act(context, Word::silent(action))?;
    case.save(context)
}
