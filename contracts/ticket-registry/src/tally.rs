//! What an opening, a closing, a reopening and a failed booking change beside the ticket itself: counts
//! and facts that others read.

use aftercare_domain::ticket::{CloseReason, Progress, Stage};
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{agreement_key, fact_key, AgreementTickets, TicketFact};
use aftercare_interface::ticket_registry::{MAX_REOPENS, REOPEN_WINDOW};
use aftercare_kit::{raw, KitError};
use cosmwasm_std::Addr;

use crate::case::Case;
use crate::context::Context;
use crate::event::{AgreementCounted, TicketClosed};
use crate::state::{BEST_EFFORT, INTAKE_OPEN, RATINGS, SERVED};
use crate::{desk, scorecard, ContractError};

/// A change of an agreement's counts.
type Change = fn(&mut AgreementTickets) -> Option<()>;

fn unsettles(counts: &mut AgreementTickets) -> Option<()> {
    counts.unsettled = counts.unsettled.checked_add(1)?;
    Some(())
}

fn settles(counts: &mut AgreementTickets) -> Option<()> {
    counts.unsettled = counts.unsettled.checked_sub(1)?;
    Some(())
}

fn count(context: &mut Context<'_>, agreement: u64, change: Change) -> Result<(), ContractError> {
    let counts: Option<_> = raw::load(context.deps.storage, &agreement_key(agreement))?;
    let mut counts = counts.unwrap_or_default();
    change(&mut counts).ok_or(KitError::Overflow { field: "tickets" })?;
    save_counts(context, agreement, &counts);
    Ok(())
}

/// Writes an agreement's counts.
pub fn save_counts(context: &mut Context<'_>, agreement: u64, counts: &AgreementTickets) {
    raw::save(context.deps.storage, &agreement_key(agreement), counts);
    context.tell(AgreementCounted {
        agreement,
        opened: counts.opened,
        unsettled: counts.unsettled,
        period: counts.used.period,
        covered: counts.used.tickets,
        urgent: counts.used.urgent,
    });
}

/// A booking was refused: one more thing the agreement waits for.
pub fn booking_failed(context: &mut Context<'_>, agreement: u64) -> Result<(), ContractError> {
    count(context, agreement, unsettles)
}

/// A refused booking is sent again: if it fails again, the reply counts it again.
pub fn booking_retried(context: &mut Context<'_>, agreement: u64) -> Result<(), ContractError> {
    count(context, agreement, settles)
}

/// A new ticket, or one that its customer has acknowledged. The counts are the agreement's, with what it uses
/// of the quotas, where it is covered.
pub fn opened(
    context: &mut Context<'_>,
    case: &Case,
    counts: Option<AgreementTickets>,
) -> Result<(), ContractError> {
    match (case.agreement(), counts) {
        (Some(agreement), Some(mut counts)) => {
            meet(context, &case.ticket.provider, &case.ticket.customer);
            let more = counts.opened.checked_add(1);
            counts.opened = more.ok_or(KitError::Overflow { field: "tickets" })?;
            unsettles(&mut counts).ok_or(KitError::Overflow { field: "tickets" })?;
            save_counts(context, agreement, &counts);
            Ok(())
        }
        _ if case.takes_slot() => hold_slot(context, case),
        _ => Ok(()),
    }
}

/// Somebody of a customer's side has dealt with the provider, who can no longer name it an agent.
pub fn meet(context: &mut Context<'_>, provider: &Addr, who: &Addr) {
    // Reading a key costs a quarter of writing it again.
    if !SERVED.has(context.deps.storage, (provider, who)) {
        SERVED.save(context.deps.storage, (provider, who), &());
    }
}

/// A closed ticket is open again: its fact no longer holds.
pub fn reopened(context: &mut Context<'_>, case: &Case) -> Result<(), ContractError> {
    context.deps.storage.remove(&fact_key(case.id));
    match case.agreement() {
        Some(agreement) => count(context, agreement, unsettles),
        None if case.takes_slot() => hold_slot(context, case),
        None => Ok(()),
    }
}

/// A ticket that is not closed any more is closed; `actor` is absent where a window lapsed.
pub fn closed(
    context: &mut Context<'_>,
    case: &mut Case,
    actor: Option<Addr>,
) -> Result<(), ContractError> {
    match case.agreement() {
        Some(agreement) => count(context, agreement, settles)?,
        None if case.takes_slot() => free_slot(context, case)?,
        None => {}
    }
    desk::pass(context.deps.storage, case, None)?;
    scorecard::ended(context, case)?;
    if let Stage::Closed { at, reason, .. } = &case.course.progress.stage {
        context.tell(TicketClosed {
            ticket: case.id,
            agreement: case.agreement(),
            actor,
            reason: reason.word(),
            closed_at: *at,
            final_at: last_reopening(*at, *reason, case.course.progress.cycle),
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
        final_at: last_reopening(*at, *reason, case.course.progress.cycle),
        reason: reason.index(),
        rated: RATINGS.has(context.deps.storage, case.id),
        cited: cited.clone(),
    };
    raw::save(context.deps.storage, &fact_key(case.id), &fact);
}

/// The last second in which a ticket that is closed can be reopened; `None` where it is not closed.
pub fn final_at(progress: &Progress) -> Option<UnixTime> {
    match &progress.stage {
        Stage::Closed { at, reason, .. } => Some(last_reopening(*at, *reason, progress.cycle)),
        _ => None,
    }
}

/// The last second in which a closed ticket can be reopened; the closing itself where it cannot.
fn last_reopening(closed_at: UnixTime, reason: CloseReason, cycle: u32) -> UnixTime {
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
