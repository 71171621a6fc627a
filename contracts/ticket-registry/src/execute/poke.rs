//! Settling what time has made due: by anyone, at any time, in any order.

use aftercare_interface::ticket_registry::MAX_POKES;
use aftercare_kit::check;

use super::Done;
use crate::case::Case;
use crate::context::Context;
use crate::event::Poked;
use crate::{booking, scorecard, ContractError};

/// Succeeds and does nothing where nothing is due.
pub fn one(context: &mut Context<'_>, ticket: u64) -> Done {
    context.outbox.kept_by(context.sender.clone());
    poke(context, ticket)?;
    Ok("poke")
}

/// As each alone; misses of one agreement go to the escrow together.
pub fn many(context: &mut Context<'_>, tickets: &[u64]) -> Done {
    check::count(tickets.len(), "tickets", 1, MAX_POKES)?;
    check::each_once(tickets, "tickets")?;
    context.outbox.kept_by(context.sender.clone());
    tickets
        .iter()
        .try_for_each(|ticket| poke(context, *ticket))?;
    Ok("poke_many")
}

fn poke(context: &mut Context<'_>, ticket: u64) -> Result<(), ContractError> {
    let mut case = Case::load(context.deps.storage, ticket)?;
    let uncounted = case.course.desk.uncounted.take();
    let lapsed = case.settle(context)?;
    // What was refused before goes out first, so that a later lateness of the same clock is the last word.
    let retried = booking::retry(context, &mut case)?;
    let booked = case.book_running(context)?;
    if !(lapsed || retried || booked) {
        return Ok(());
    }
    scorecard::count(context, &case.ticket.provider, uncounted);
    context.tell(Poked {
        ticket,
        actor: context.sender.clone(),
        state: case.state_word(),
    });
    case.save(context)
}
