//! Whose turn it is.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{AgreementStatus, WaitingReason, UNSETTLED_LIMIT};
use aftercare_interface::{NextStep, Role};
use cosmwasm_std::Addr;

use super::Ask;
use crate::agreement::Agreement;
use crate::error::Refusal;
use crate::execute::settle::tickets;
use crate::state::MISSES;

pub(super) fn answer(ask: &Ask, id: u64) -> Result<NextStep, Refusal> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    let step = step(ask, &agreement)?;
    Ok(NextStep {
        role: step.role,
        address: address(ask, &agreement, step.role)?,
        action: step.action.to_owned(),
        by: step.by,
        otherwise: step.otherwise.to_owned(),
        as_of: ask.now(),
    })
}

/// The arbitrator is the one of the credit's period; an amendment may have named another for later ones.
fn address(ask: &Ask, agreement: &Agreement, role: Role) -> Result<Option<Addr>, Refusal> {
    let cover = &agreement.cover;
    Ok(match role {
        Role::Customer => Some(cover.customer.clone()),
        Role::Provider => Some(cover.provider.clone()),
        Role::Arbitrator => match agreement.first_waiting_key(ask.deps.storage)? {
            Some((_, key)) => {
                let period = MISSES.load(ask.deps.storage, (agreement.id, key))?.period;
                Some(agreement.arbitration_of(period)?.arbitrator.clone())
            }
            None => None,
        },
        _ => None,
    })
}

#[derive(Clone, Copy)]
struct Step {
    role: Role,
    action: &'static str,
    by: Option<UnixTime>,
    otherwise: &'static str,
}

const fn step_of(role: Role, action: &'static str, otherwise: &'static str) -> Step {
    Step {
        role,
        action,
        by: None,
        otherwise,
    }
}

/// What time has decided comes first; then what somebody can still decide, the earliest first; then what the
/// provider owes; then the customer's right to leave; then waiting.
fn step(ask: &Ask, agreement: &Agreement) -> Result<Step, Refusal> {
    let now = ask.now();
    if agreement.money.concluded {
        let owes = agreement.money.debt > 0;
        let none = step_of(Role::Nobody, "none", "nothing_changes");
        return Ok(if owes { debt() } else { none });
    }
    if can_settle(ask, agreement)? {
        return Ok(step_of(Role::Anyone, "settle", "fee_stays_in_escrow"));
    }
    if let Some(step) = waiting(ask, agreement)? {
        return Ok(step);
    }
    let somebody = short(agreement, now)
        .or_else(|| (agreement.money.debt > 0).then(debt))
        .or_else(|| leave(agreement, now));
    match somebody {
        Some(step) => Ok(step),
        None => wait(ask, agreement),
    }
}

const fn debt() -> Step {
    step_of(Role::Provider, "pay_debt", "no_new_agreements")
}

/// A period whose time has come, or money that was kept back and has nothing to wait for.
fn can_settle(ask: &Ask, agreement: &Agreement) -> Result<bool, Refusal> {
    let now = ask.now();
    if agreement.next_settlement().is_some_and(|from| from <= now) {
        return Ok(true);
    }
    let Some(from) = agreement.first_withheld(ask.deps.storage)? else {
        return Ok(false);
    };
    let limit = from.plus(UNSETTLED_LIMIT);
    Ok(now >= limit || tickets(ask.deps, agreement.id)?.unsettled == 0)
}

fn waiting(ask: &Ask, agreement: &Agreement) -> Result<Option<Step>, Refusal> {
    let poke = step_of(Role::Anyone, "poke", "credit_stays_waiting");
    if agreement.money.refill.is_some() {
        return Ok(Some(poke));
    }
    let Some((until, key)) = agreement.first_waiting_key(ask.deps.storage)? else {
        return Ok(None);
    };
    if until < ask.now() {
        return Ok(Some(poke));
    }
    let record = MISSES.load(ask.deps.storage, (agreement.id, key))?;
    let first = record.waiting.iter().min_by_key(|line| line.until);
    Ok(first.map(|line| Step {
        by: Some(line.until),
        ..decides(line.reason)
    }))
}

const fn decides(reason: WaitingReason) -> Step {
    match reason {
        WaitingReason::Contest | WaitingReason::Case => {
            step_of(Role::Provider, "contest", "credit_is_paid")
        }
        WaitingReason::Objection => step_of(Role::Customer, "object", "credit_is_cancelled"),
        WaitingReason::Ruling => step_of(Role::Arbitrator, "rule", "credit_is_split"),
    }
}

fn short(agreement: &Agreement, now: UnixTime) -> Option<Step> {
    let since = agreement.money.short_since?;
    let covered = now < agreement.term().until();
    covered.then(|| Step {
        by: Some(since.plus(agreement.terms_at(now).notice)),
        ..step_of(Role::Provider, "refill_bond", "customer_may_leave")
    })
}

fn leave(agreement: &Agreement, now: UnixTime) -> Option<Step> {
    let notice = agreement.terms_at(now).notice;
    let by = agreement.term().last_notice(notice)?;
    let open = agreement.status(now) == AgreementStatus::Active && now <= by;
    open.then(|| Step {
        by: Some(by),
        ..step_of(Role::Customer, "terminate", "all_periods_are_served")
    })
}

/// Until a period can be settled, or money that is kept back for tickets waits no longer.
fn wait(ask: &Ask, agreement: &Agreement) -> Result<Step, Refusal> {
    let kept = agreement.first_withheld(ask.deps.storage)?;
    let kept = kept.map(|from| from.plus(UNSETTLED_LIMIT));
    let next = agreement.next_settlement().into_iter().chain(kept).min();
    Ok(Step {
        by: next.map(|from| from.minus(Seconds(1))),
        ..step_of(Role::Nobody, "wait", "settle_becomes_due")
    })
}
