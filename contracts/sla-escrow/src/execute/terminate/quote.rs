//! What an end on a ground does now. `QuoteTermination` answers with the very function that ends.

use aftercare_domain::billing::{early_end, EarlyEnd, Term};
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{EndReason, Ground, TerminationQuote};
use cosmwasm_std::{Deps, Storage};

use super::cause;
use crate::agreement::Agreement;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::execute::credit::period;
use crate::execute::{plus, settle};
use crate::life::Act;

pub(crate) fn quote(
    deps: Deps,
    agreement: &Agreement,
    (ground, now): (&Ground, UnixTime),
) -> Result<TerminationQuote, Refusal> {
    let act = match ground {
        Ground::Notice {} => Act::Notice,
        _ => Act::EndAtOnce,
    };
    agreement.require(act, now)?;
    let storage = deps.storage;
    match ground {
        Ground::Notice {} => notice(agreement, now),
        Ground::CoolingOff {} => cooling_off(deps, agreement, now),
        Ground::ByProvider {} => by_provider(storage, agreement, now),
        _ => {
            for_cause(storage, agreement, (ground, now))?;
            at_once(storage, agreement, (EndReason::ForCause, now))
        }
    }
}

fn for_cause(
    storage: &dyn Storage,
    agreement: &Agreement,
    (ground, now): (&Ground, UnixTime),
) -> Result<(), Refusal> {
    match ground {
        Ground::LateTickets { misses } => cause::late_tickets(storage, agreement, (misses, now)),
        Ground::BlockCap { block } => cause::block_cap(storage, agreement, (*block, now)),
        _ => cause::not_refilled(agreement, now),
    }
}

/// No credit was taken from a period that is returned, because a miss is booked only once its due has
/// passed; so each comes back whole.
fn notice(agreement: &Agreement, now: UnixTime) -> Result<TerminationQuote, Refusal> {
    let (id, term) = (agreement.id, agreement.term());
    let kept = term.kept_after_notice(now, agreement.terms_at(now).notice);
    let periods = kept.ok_or(ContractError::NothingToReturn {
        agreement: id,
        until: term.until(),
    })?;
    let refund = agreement.fees(periods, term.periods)?;
    let reason = EndReason::TerminatedByCustomer;
    let quote = nothing(reason, (term.start_of(periods), periods));
    Ok(TerminationQuote {
        refund: refund.into(),
        from_escrow: refund.into(),
        ..quote
    })
}

/// Everything that is in escrow comes back: the whole prepayment, less credits already given. Nothing was
/// covered then, so cover ends where it began.
fn cooling_off(
    deps: Deps,
    agreement: &Agreement,
    now: UnixTime,
) -> Result<TerminationQuote, Refusal> {
    let (id, last) = (agreement.id, agreement.cooling_off_until());
    let until = Some(last).filter(|last| *last >= agreement.cover.from);
    if until.is_none() || now > last {
        return refuse(ContractError::CoolingOffOver {
            agreement: id,
            until,
        });
    }
    let opened = settle::tickets(deps, id)?.opened;
    if opened > 0 {
        return refuse(ContractError::TicketsOpened {
            agreement: id,
            opened,
        });
    }
    let escrowed = agreement.money.escrowed;
    Ok(TerminationQuote {
        refund: escrowed.into(),
        from_escrow: escrowed.into(),
        ..nothing(EndReason::CooledOff, (agreement.cover.from, 0))
    })
}

/// As for cause, and a share of the running period's fee out of the bond; of the first one's, where cover has
/// not begun.
fn by_provider(
    storage: &dyn Storage,
    agreement: &Agreement,
    now: UnixTime,
) -> Result<TerminationQuote, Refusal> {
    let quote = at_once(storage, agreement, (EndReason::TerminatedByProvider, now))?;
    let terms = agreement.terms_of(quote.periods.saturating_sub(1));
    let leaving = terms.termination_credit.of(terms.fee.u128());
    Ok(TerminationQuote {
        termination_credit: leaving
            .ok_or_else(|| overflow("termination_credit"))?
            .into(),
        ..quote
    })
}

/// The running period is earned pro rata, later ones come back whole. Where cover has not begun, all do.
fn at_once(
    storage: &dyn Storage,
    agreement: &Agreement,
    (reason, now): (EndReason, UnixTime),
) -> Result<TerminationQuote, Refusal> {
    let term = agreement.term();
    let (periods, split) = match term.period_of(now) {
        Some(running) => (
            running.saturating_add(1),
            cut(storage, agreement, (running, now))?,
        ),
        None => (0, EarlyEnd::default()),
    };
    let later = agreement.fees(periods, term.periods)?;
    Ok(TerminationQuote {
        refund: plus(later, split.refund, "refund")?.into(),
        earned: split.earned.into(),
        from_escrow: plus(later, split.from_escrow, "refund")?.into(),
        from_bond: split.from_bond.into(),
        as_debt: split.as_debt.into(),
        ..nothing(reason, (now, periods))
    })
}

/// The money of the running period.
fn cut(
    storage: &dyn Storage,
    agreement: &Agreement,
    (running, now): (u32, UnixTime),
) -> Result<EarlyEnd, Refusal> {
    let standing = period::load(storage, agreement, running)?;
    let term = Term {
        cut: Some(now),
        ..agreement.term()
    };
    let earned = term.earned(running, standing.fee);
    let taken = standing.credits.fee_part();
    let bond = agreement.money.bond.credit.u128();
    let split = earned.and_then(|earned| early_end(standing.fee, earned, taken, bond));
    split.ok_or_else(|| overflow("earned"))
}

fn nothing(reason: EndReason, (until, periods): (UnixTime, u32)) -> TerminationQuote {
    let zero = cosmwasm_std::Uint128::zero();
    TerminationQuote {
        reason,
        until,
        periods,
        refund: zero,
        earned: zero,
        from_escrow: zero,
        from_bond: zero,
        as_debt: zero,
        termination_credit: zero,
    }
}
