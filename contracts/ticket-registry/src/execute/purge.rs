//! Forgetting: history lines go when nobody can need them any more; the head and the outcome stay.

use aftercare_domain::ticket::State;
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::MAX_PURGED;
use aftercare_kit::check;

use super::Done;
use crate::case::Case;
use crate::context::Context;
use crate::event::HistoryPurged;
use crate::state::LINES;
use crate::{tally, ContractError};

/// Removes the oldest lines that are left.
pub fn purge(context: &mut Context<'_>, ticket: u64, lines: u32) -> Done {
    check::range(lines, "lines", 1, MAX_PURGED)?;
    let case = Case::load(context.deps.storage, ticket)?;
    check_time(context, &case)?;
    let most = usize::try_from(lines).unwrap_or(usize::MAX);
    // The first line stays: it says what the ticket's own records say.
    let entries = LINES.of(context.deps.storage, ticket, (Some(0), None));
    let oldest: Vec<_> = entries.take(most).collect::<Result<_, _>>()?;
    let Some((last, _)) = oldest.last() else {
        return Err(ContractError::NothingLeft { ticket });
    };
    let last = *last;
    for (index, _) in &oldest {
        LINES.remove(context.deps.storage, (ticket, *index));
    }
    context.tell(HistoryPurged {
        ticket,
        actor: context.sender.clone(),
        up_to: last,
        left: case.course.lines.saturating_sub(last).saturating_sub(1),
    });
    Ok("purge")
}

/// What time alone has closed is settled first, by a poke: before that nothing is final.
fn check_time(context: &Context<'_>, case: &Case) -> Result<(), ContractError> {
    let (ticket, now) = (case.id, context.now);
    let final_at = tally::final_at(&case.course.progress);
    let closed = case.state() == State::Closed && case.course.failed == 0;
    let final_at = final_at.filter(|at| closed && now > *at);
    let final_at: UnixTime = final_at.ok_or(ContractError::NotFinal { ticket })?;
    let until = final_at.plus(case.retention(context)?);
    if now <= until {
        return Err(ContractError::TooEarly { ticket, until, now });
    }
    Ok(())
}
