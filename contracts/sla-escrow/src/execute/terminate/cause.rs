//! Grounds on which a customer leaves at once because of what the provider missed.

use aftercare_domain::billing::{block_of, BLOCK};
use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{MissCursor, MAX_CAUSE_TICKETS};
use aftercare_kit::check;
use cosmwasm_std::Storage;

use crate::agreement::Agreement;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::execute::bond;
use crate::execute::credit::period;
use crate::state::{miss_key, MISSES};

/// As many late tickets as the terms name, each once, whatever caps made of their credits.
pub(super) fn late_tickets(
    storage: &dyn Storage,
    agreement: &Agreement,
    (misses, now): (&[MissCursor], UnixTime),
) -> Result<(), Refusal> {
    let cause = agreement.terms_at(now).for_cause;
    let cause = cause.ok_or(ContractError::NoCause {
        agreement: agreement.id,
    })?;
    let size = |tickets: u32| usize::try_from(tickets).map_err(|_| overflow("misses"));
    let (least, most) = (size(cause.tickets)?, size(MAX_CAUSE_TICKETS)?);
    check::count(misses.len(), "misses", least, most)?;
    let tickets: Vec<u64> = misses.iter().map(|miss| miss.subject).collect();
    check::each_once(&tickets, "misses")?;
    let window = (now.minus(cause.window), now);
    misses
        .iter()
        .try_for_each(|miss| is_late(storage, agreement.id, (miss, window)))
}

fn is_late(
    storage: &dyn Storage,
    agreement: u64,
    (miss, (from, now)): (&MissCursor, (UnixTime, UnixTime)),
) -> Result<(), Refusal> {
    let booked = MISSES.may_load(storage, (agreement, miss_key(miss)))?;
    let counts =
        booked.is_some_and(|record| !record.is_cancelled() && (from..=now).contains(&record.due));
    if miss.metric == Metric::Availability || !counts {
        let ticket = miss.subject;
        return refuse(ContractError::NotLate { ticket, from });
    }
    Ok(())
}

/// The cap of a block is that of its last period that has begun. A cap of nothing is never reached.
pub(super) fn block_cap(
    storage: &dyn Storage,
    agreement: &Agreement,
    (block, now): (u32, UnixTime),
) -> Result<(), Refusal> {
    let id = agreement.id;
    let running = agreement.period_at(now).unwrap_or(0);
    let (current, _) = block_of(running);
    check::range(block, "block", 0, current)?;
    let last = block.saturating_add(1).saturating_mul(BLOCK);
    let standing = period::load(storage, agreement, running.min(last.saturating_sub(1)))?;
    let (credited, cap) = (standing.block, standing.caps.block.max(1));
    if credited < cap {
        return refuse(ContractError::BlockBelowCap {
            agreement: id,
            block,
            credited: credited.into(),
            cap: cap.into(),
        });
    }
    Ok(())
}

/// A provider has the notice time to refill its bond. One that is what its terms ask for needs no refill,
/// whenever it became short of earlier ones.
pub(super) fn not_refilled(agreement: &Agreement, now: UnixTime) -> Result<(), Refusal> {
    let notice = agreement.terms_at(now).notice;
    let short = agreement.money.short_since;
    let short = short.filter(|_| !bond::is_whole(agreement, now));
    let until = short.map(|since| since.plus(notice));
    match until {
        Some(until) if until < now => Ok(()),
        _ => refuse(ContractError::RefillOpen {
            agreement: agreement.id,
            until,
        }),
    }
}
