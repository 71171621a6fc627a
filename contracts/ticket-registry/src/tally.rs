//! What an opening, a closing, a reopening and a failed booking change beside the ticket itself: counts
//! and facts that others read.

use aftercare_domain::ticket::{CloseReason, Stage};
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{agreement_key, fact_key, AgreementTickets, TicketFact};
use aftercare_interface::ticket_registry::{MAX_REOPENS, REOPEN_WINDOW};
use aftercare_kit::{raw, KitError};
use cosmwasm_std::Addr;

use crate::case::Case;
use crate::context::Context;
use crate::event::{AgreementCounted, TicketClosed};
use crate::state::{BEST_EFFORT, INTAKE_OPEN, RATINGS, SERVED};
use crate::ContractError;

/// A change of two counts: tickets opened, unsettled.
type Change = fn(&mut AgreementTickets) -> Option<()>;

fn opens(counts: &mut AgreementTickets) -> Option<()> {
    counts.opened = counts.opened.checked_add(1)?;
    unsettles(counts)
}

fn unsettles(counts: &mut AgreementTickets) -> Option<()> {
    counts.unsettled = counts.unsettled.checked_add(1)?;
    Some(())
}

fn settles(counts: &mut AgreementTickets) -> Option<()> {
    counts.unsettled = counts.unsettled.checked_sub(1)?;
    Some(())
}

fn count(context: &mut Context<'_>, agreement: u64, change: Change) -> Result<(), ContractError> {
    let key = agreement_key(agreement);
    let deps = &mut context.deps;
    let mut counts: AgreementTickets = raw::load(deps.storage, &key)?.unwrap_or_default();
    change(&mut counts).ok_or(KitError::Overflow { field: "tickets" })?;
    raw::save(deps.storage, &key, &counts);
    context.tell(AgreementCounted {
        agreement,
        opened: counts.opened,
        unsettled: counts.unsettled,
    });
    Ok(())
}

/// A booking was refused: one more thing the agreement waits for.
pub fn booking_failed(context: &mut Context<'_>, agreement: u64) -> Result<(), ContractError> {
    count(context, agreement, unsettles)
}

/// A refused booking is sent again: if it fails again, the reply counts it again.
pub fn booking_retried(context: &mut Context<'_>, agreement: u64) -> Result<(), ContractError> {
    count(context, agreement, settles)
}

/// A new ticket.
pub fn opened(context: &mut Context<'_>, case: &Case) -> Result<(), ContractError> {
    match case.agreement() {
        Some(agreement) => {
            let parties = (&case.ticket.provider, &case.ticket.customer);
            // Reading a key costs a quarter of writing it again.
            if !SERVED.has(context.deps.storage, parties) {
                SERVED.save(context.deps.storage, parties, &());
            }
            count(context, agreement, opens)
        }
        None => hold_slot(context, case),
    }
}

/// A closed ticket is open again: its fact no longer holds.
pub fn reopened(context: &mut Context<'_>, case: &Case) -> Result<(), ContractError> {
    context.deps.storage.remove(&fact_key(case.id));
    match case.agreement() {
        Some(agreement) => count(context, agreement, unsettles),
        None => hold_slot(context, case),
    }
}

/// A ticket that is not closed any more is closed; `actor` is absent where a window lapsed.
pub fn closed(
    context: &mut Context<'_>,
    case: &Case,
    actor: Option<Addr>,
) -> Result<(), ContractError> {
    match case.agreement() {
        Some(agreement) => count(context, agreement, settles)?,
        None => free_slot(context, case)?,
    }
    if let Stage::Closed { at, reason, .. } = &case.course.progress.stage {
        context.tell(TicketClosed {
            ticket: case.id,
            agreement: case.agreement(),
            actor,
            reason: reason.word(),
            closed_at: *at,
            final_at: final_at(*at, *reason, case.course.progress.cycle),
            cycle: case.course.progress.cycle,
            state: case.state_word(),
        });
    }
    write_fact(context, case);
    Ok(())
}

/// Writes what others may read of a closed ticket.
pub fn write_fact(context: &mut Context<'_>, case: &Case) {
    let Stage::Closed { at, reason, cited } = &case.course.progress.stage else {
        return;
    };
    let fact = TicketFact {
        agreement: case.agreement(),
        customer: case.ticket.customer.clone(),
        provider: case.ticket.provider.clone(),
        final_at: final_at(*at, *reason, case.course.progress.cycle),
        reason: reason.index(),
        rated: RATINGS.has(context.deps.storage, case.id),
        cited: cited.clone(),
    };
    raw::save(context.deps.storage, &fact_key(case.id), &fact);
}

/// The last second in which a closed ticket can be reopened; the closing itself where it cannot.
fn final_at(closed_at: UnixTime, reason: CloseReason, cycle: u32) -> UnixTime {
    if reason.is_final() || cycle >= MAX_REOPENS {
        closed_at
    } else {
        closed_at.plus(REOPEN_WINDOW)
    }
}

fn hold_slot(context: &mut Context<'_>, case: &Case) -> Result<(), ContractError> {
    let storage = &mut *context.deps.storage;
    let provider = &case.ticket.provider;
    let open = INTAKE_OPEN.may_load(storage, provider)?.unwrap_or(0);
    let more = open
        .checked_add(1)
        .ok_or(KitError::Overflow { field: "intake" })?;
    INTAKE_OPEN.save(storage, provider, &more);
    BEST_EFFORT.save(storage, (provider, &case.ticket.customer), &case.id);
    Ok(())
}

fn free_slot(context: &mut Context<'_>, case: &Case) -> Result<(), ContractError> {
    let storage = &mut *context.deps.storage;
    let provider = &case.ticket.provider;
    let open = INTAKE_OPEN.may_load(storage, provider)?.unwrap_or(0);
    INTAKE_OPEN.save(storage, provider, &open.saturating_sub(1));
    BEST_EFFORT.remove(storage, (provider, &case.ticket.customer));
    Ok(())
}
