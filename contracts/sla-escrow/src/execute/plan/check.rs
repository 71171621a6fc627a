//! Which terms a plan may have.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Priority, ServiceHours};
use aftercare_domain::time::Seconds;
use aftercare_interface::raw::{self, CalendarHead};
use aftercare_interface::sla_escrow::{
    Arbitration, PlanTerms, Release, CONTEST_RESERVE, MAX_ARBITRATION, MAX_CAUSE_TICKETS,
    MAX_CAUSE_WINDOW, MAX_CONTEST_WINDOW, MAX_COOLING_OFF, MAX_EXCUSABLE, MAX_HOLD_BACK,
    MAX_NOTICE, MAX_PERIOD, MAX_PERIODS, MAX_TITLE, MIN_ARBITRATION, MIN_CONTEST_WINDOW,
    MIN_PERIOD,
};
use aftercare_kit::{books, check};
use cosmwasm_std::{Addr, Deps};

use crate::agreement::fee_of;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::execute::provider;
use crate::state::REGISTRY;

/// The least that a customer gets of a contested credit if nobody rules.
const MIN_DEFAULT_SPLIT: Bps = Bps(5_000);

/// `provider` is absent where a customer leaves open who it will be; whoever accepts is checked then.
pub(in crate::execute) fn terms(
    deps: Deps,
    provider: Option<&Addr>,
    terms: &PlanTerms,
) -> Result<(), Refusal> {
    check::text(&terms.title, "title", MAX_TITLE)?;
    check::commitment(&terms.document, "document")?;
    books::require_open(deps.storage, &terms.asset)?;
    spans(terms)?;
    terms.policy.check()?;
    terms.schedule.check()?;
    terms.caps.check()?;
    money(terms)?;
    cause(terms)?;
    contests(deps, provider, terms)?;
    calendars(deps, provider, terms)
}

fn spans(terms: &PlanTerms) -> Result<(), Refusal> {
    span(
        terms.period_length,
        "period_length",
        (MIN_PERIOD, MAX_PERIOD),
    )?;
    span(terms.hold_back, "hold_back", (Seconds::ZERO, MAX_HOLD_BACK))?;
    span(terms.notice, "notice", (Seconds::ZERO, MAX_NOTICE))?;
    span(
        terms.cooling_off,
        "cooling_off",
        (Seconds::ZERO, MAX_COOLING_OFF),
    )?;
    span(terms.excusable, "excusable", (Seconds::ZERO, MAX_EXCUSABLE))
}

fn span(
    value: Seconds,
    field: &'static str,
    (min, max): (Seconds, Seconds),
) -> Result<(), Refusal> {
    Ok(check::range(value.0, field, min.0, max.0)?)
}

/// No agreement under these terms can pass 128 bits, and each part of the bond covers its purpose.
fn money(terms: &PlanTerms) -> Result<(), Refusal> {
    let fee = terms.fee.u128();
    check::range(fee, "fee", 1, u128::MAX)?;
    fee_of(terms, MAX_PERIODS)?;
    check::range(terms.capacity, "capacity", 1, u32::MAX)?;
    let share = terms.termination_credit;
    check::range(share.0, "termination_credit", 0, Bps::WHOLE.0)?;
    let cap = terms
        .caps
        .amounts(fee)
        .ok_or_else(|| overflow("caps"))?
        .period;
    let leaving = share
        .of(fee)
        .ok_or_else(|| overflow("termination_credit"))?;
    let bond = &terms.bond;
    check::range(bond.credit, "bond.credit", cap.into(), u128::MAX.into())?;
    check::range(
        bond.termination.u128(),
        "bond.termination",
        leaving,
        u128::MAX,
    )?;
    check::range(bond.tips.u128(), "bond.tips", terms.tip.u128(), u128::MAX)?;
    provider::total(bond).map(|_| ())
}

fn cause(terms: &PlanTerms) -> Result<(), Refusal> {
    let Some(cause) = terms.for_cause else {
        return Ok(());
    };
    check::range(cause.tickets, "for_cause.tickets", 1, MAX_CAUSE_TICKETS)?;
    span(
        cause.window,
        "for_cause.window",
        (Seconds(1), MAX_CAUSE_WINDOW),
    )
}

/// Whoever can have a credit contested needs somebody who rules, and money that waits as long.
fn contests(deps: Deps, provider: Option<&Addr>, terms: &PlanTerms) -> Result<(), Refusal> {
    if let Release::AfterContest { window } = terms.release {
        span(
            window,
            "release.window",
            (MIN_CONTEST_WINDOW, MAX_CONTEST_WINDOW),
        )?;
        let reserve = Seconds(window.0.saturating_add(CONTEST_RESERVE.0));
        span(terms.hold_back, "hold_back", (reserve, MAX_HOLD_BACK))?;
    }
    match &terms.arbitration {
        Some(arbitration) => arbitrates(deps, provider, arbitration),
        None if terms.is_contestable() => refuse(ContractError::NoArbitrator),
        None => Ok(()),
    }
}

fn arbitrates(deps: Deps, provider: Option<&Addr>, asked: &Arbitration) -> Result<(), Refusal> {
    let arbitrator = deps.api.addr_validate(asked.arbitrator.as_str())?;
    if Some(&arbitrator) == provider || arbitrator != asked.arbitrator {
        return refuse(ContractError::PartyArbitrates { arbitrator });
    }
    span(
        asked.time,
        "arbitration.time",
        (MIN_ARBITRATION, MAX_ARBITRATION),
    )?;
    let (least, most) = (MIN_DEFAULT_SPLIT.0, Bps::WHOLE.0);
    Ok(check::range(
        asked.default_split.0,
        "arbitration.default_split",
        least,
        most,
    )?)
}

fn calendars(deps: Deps, provider: Option<&Addr>, terms: &PlanTerms) -> Result<(), Refusal> {
    for priority in Priority::ALL {
        if let ServiceHours::Calendar(id) = terms.policy.of(priority).hours {
            calendar(deps, provider, id)?;
        }
    }
    Ok(())
}

/// Somebody else's calendar could be revised against the provider or its customers.
fn calendar(deps: Deps, provider: Option<&Addr>, calendar: u64) -> Result<(), Refusal> {
    let Some(provider) = provider else {
        return Ok(());
    };
    let registry = REGISTRY.may_load(deps.storage)?;
    let registry = registry.ok_or(ContractError::NotWired)?;
    let key = raw::calendar_key(calendar);
    let head: Option<CalendarHead> = raw::read(&deps.querier, &registry, &key)?;
    let owner = head
        .ok_or(ContractError::UnknownCalendar { calendar })?
        .owner;
    if owner != *provider {
        return refuse(ContractError::ForeignCalendar { calendar, owner });
    }
    Ok(())
}
