//! Which terms a plan may have.

use aftercare_domain::policy::{Priority, ServiceHours};
use aftercare_interface::raw::{self, CalendarHead};
use aftercare_interface::sla_escrow::{
    PlanTerms, MAX_HOLD_BACK, MAX_NOTICE, MAX_PERIOD, MAX_PERIODS, MAX_TITLE, MIN_PERIOD,
};
use aftercare_kit::{books, check};
use cosmwasm_std::{Addr, Deps, Uint128};

use crate::agreement::fee_of;
use crate::error::{overflow, ContractError};
use crate::state::REGISTRY;

pub(super) fn terms(deps: Deps, provider: &Addr, terms: &PlanTerms) -> Result<(), ContractError> {
    check::text(&terms.title, "title", MAX_TITLE)?;
    check::commitment(&terms.document, "document")?;
    books::require_open(deps.storage, &terms.asset)?;
    spans(terms)?;
    terms.policy.check()?;
    terms.schedule.check()?;
    terms.caps.check()?;
    money(terms)?;
    calendars(deps, provider, terms)
}

fn spans(terms: &PlanTerms) -> Result<(), ContractError> {
    let length = terms.period_length.0;
    check::range(length, "period_length", MIN_PERIOD.0, MAX_PERIOD.0)?;
    check::range(terms.hold_back.0, "hold_back", 0, MAX_HOLD_BACK.0)?;
    Ok(check::range(terms.notice.0, "notice", 0, MAX_NOTICE.0)?)
}

/// No agreement under these terms can pass 128 bits, and the bond covers what one period can credit.
fn money(terms: &PlanTerms) -> Result<(), ContractError> {
    check::range(terms.fee.u128(), "fee", 1, u128::MAX)?;
    fee_of(terms, MAX_PERIODS)?;
    check::range(terms.capacity, "capacity", 1, u32::MAX)?;
    let caps = terms.caps.amounts(terms.fee.u128());
    let cap = Uint128::new(caps.ok_or_else(|| overflow("caps"))?.period);
    if terms.bond < cap {
        let bond = terms.bond;
        return Err(ContractError::BondBelowCap { bond, cap });
    }
    Ok(())
}

fn calendars(deps: Deps, provider: &Addr, terms: &PlanTerms) -> Result<(), ContractError> {
    for priority in Priority::ALL {
        if let ServiceHours::Calendar(id) = terms.policy.of(priority).hours {
            calendar(deps, provider, id)?;
        }
    }
    Ok(())
}

/// Somebody else's calendar could be revised against the provider or its customers.
fn calendar(deps: Deps, provider: &Addr, calendar: u64) -> Result<(), ContractError> {
    let registry = REGISTRY.may_load(deps.storage)?;
    let registry = registry.ok_or(ContractError::NotWired)?;
    let key = raw::calendar_key(calendar);
    let head: Option<CalendarHead> = raw::read(&deps.querier, deps.api, &registry, &key)?;
    let owner = head
        .ok_or(ContractError::UnknownCalendar { calendar })?
        .owner;
    if owner != *provider {
        return Err(ContractError::ForeignCalendar { calendar, owner });
    }
    Ok(())
}
