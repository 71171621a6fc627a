//! Whose turn it is.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::AgreementStatus;
use aftercare_interface::{NextStep, Role};

use super::Ask;
use crate::agreement::Agreement;
use crate::error::ContractError;

pub(super) fn answer(ask: &Ask, id: u64) -> Result<NextStep, ContractError> {
    let agreement = Agreement::load(ask.deps.storage, id)?;
    let now = ask.now();
    let step = step(&agreement, now);
    Ok(NextStep {
        role: step.role,
        address: (step.role == Role::Customer).then_some(agreement.cover.customer),
        action: step.action.to_owned(),
        by: step.by,
        otherwise: step.otherwise.to_owned(),
        as_of: now,
    })
}

struct Step {
    role: Role,
    action: &'static str,
    by: Option<UnixTime>,
    otherwise: &'static str,
}

/// What time has made due comes first; then the customer's right to leave; then waiting.
fn step(agreement: &Agreement, now: UnixTime) -> Step {
    let Some(due) = agreement.money.due else {
        return Step {
            role: Role::Nobody,
            action: "none",
            by: None,
            otherwise: "nothing_changes",
        };
    };
    if due <= now {
        return Step {
            role: Role::Anyone,
            action: "settle",
            by: None,
            otherwise: "fee_stays_in_escrow",
        };
    }
    leave(agreement, now).unwrap_or(Step {
        role: Role::Nobody,
        action: "wait",
        by: Some(due.minus(Seconds(1))),
        otherwise: "settle_becomes_due",
    })
}

fn leave(agreement: &Agreement, now: UnixTime) -> Option<Step> {
    let notice = agreement.terms_at(now).notice;
    let by = agreement.term().last_notice(notice)?;
    let open = agreement.status(now) == AgreementStatus::Active && now <= by;
    open.then_some(Step {
        role: Role::Customer,
        action: "terminate",
        by: Some(by),
        otherwise: "all_periods_are_served",
    })
}
