//! Proposing a resolution, and rejecting it.

use aftercare_domain::ticket::{Action, Extra};
use aftercare_interface::ticket_registry::MAX_CITED;
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::priority::check_no_offer;
use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::ResolutionRejected;

/// The resolution clock waits, and stops if the proposal stands. A bot's proposal stops none.
pub fn propose(
    context: &mut Context<'_>,
    ticket: u64,
    (content, cites): (&Commitment, Vec<u64>),
) -> Done {
    check::commitment(content, "content")?;
    check::count(cites.len(), "cites", 0, MAX_CITED)?;
    check::each_once(&cites, "cites")?;
    for item in &cites {
        check::range(*item, "cites", 1, u64::MAX)?;
    }
    let mut case = Case::settled(context, ticket)?;
    let role = case.role_for(context, Action::Propose)?;
    check_no_offer(&case, role)?;
    let word = Word {
        extra: cites.iter().flat_map(|item| item.to_be_bytes()).collect(),
        says: Extra::Cites(cites),
        ..Word::said(Action::Propose, content)
    };
    case.act(context, word)?;
    context.tell(case.proposal(Some(context.sender.clone()), context.now));
    case.save(context)?;
    Ok("propose_resolution")
}

/// The resolution clock goes on with what it had used.
pub fn reject(context: &mut Context<'_>, ticket: u64, content: &Commitment) -> Done {
    check::commitment(content, "content")?;
    let mut case = Case::settled(context, ticket)?;
    case.act(context, Word::said(Action::Reject, content))?;
    context.tell(ResolutionRejected {
        ticket,
        actor: context.sender.clone(),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("reject")
}
