//! Questions about plans.

use aftercare_interface::sla_escrow::{PlanResponse, PlanRevisionResponse, SubscriptionQuote};
use aftercare_interface::Page;
use aftercare_kit::page;

use super::{Ask, Window};
use crate::error::{ContractError, Refusal};
use crate::execute::plan::load;
use crate::execute::subscribe;
use crate::state::{Plan, LISTED, LIVE, PLANS, REVISIONS, TERMS};

pub(super) fn one(ask: &Ask, plan: u64) -> Result<PlanResponse, Refusal> {
    row(ask, plan, load(ask.deps.storage, plan)?)
}

pub(super) fn revision(
    ask: &Ask,
    plan: u64,
    revision: u32,
) -> Result<PlanRevisionResponse, Refusal> {
    let unknown = ContractError::UnknownRevision { plan, revision };
    let record = REVISIONS.may_load(ask.deps.storage, (plan, revision))?;
    let record = record.ok_or(unknown)?;
    Ok(PlanRevisionResponse {
        plan,
        revision,
        terms_id: record.terms_id,
        terms_hash: record.hash,
        terms: TERMS.load(ask.deps.storage, record.terms_id)?,
    })
}

pub(super) fn list(
    ask: &Ask,
    (start_after, limit): Window<u64>,
) -> Result<Page<PlanResponse, u64>, Refusal> {
    let plans = PLANS.range(ask.deps.storage, start_after, None);
    page::collect(plans, limit, |(plan, record)| {
        Ok((plan, Some(row(ask, plan, record)?)))
    })
}

fn row(ask: &Ask, plan: u64, record: Plan) -> Result<PlanResponse, Refusal> {
    Ok(PlanResponse {
        plan,
        provider: record.provider,
        revision: record.revision,
        retired: record.retired,
        live: LIVE.may_load(ask.deps.storage, plan)?.unwrap_or(0),
        listed_customers: record.listed,
        terms: revision(ask, plan, record.revision)?.terms,
    })
}

pub(super) fn quote(
    ask: &Ask,
    (plan, customer, periods): (u64, &str, u32),
) -> Result<SubscriptionQuote, Refusal> {
    let customer = ask.address(customer)?;
    subscribe::quote(ask.deps, ask.env, (plan, &customer, periods))
}

pub(super) fn allowed(ask: &Ask, plan: u64, customer: &str) -> Result<bool, Refusal> {
    load(ask.deps.storage, plan)?;
    let customer = ask.address(customer)?;
    Ok(LISTED.has(ask.deps.storage, (plan, &customer)))
}
