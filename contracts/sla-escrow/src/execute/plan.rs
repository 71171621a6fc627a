//! Plans: what a provider offers, frozen revision by revision.

use aftercare_interface::raw;
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_kit::{ids, pause};
use cosmwasm_std::{HexBinary, Response, Storage};
use sha2::{Digest, Sha256};

use super::{told, Call};
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::event::{PlanPublished, PlanRetired, PlanRevised};
use crate::state::{Plan, Revision, LAST_PLAN, LAST_TERMS, PLANS, REVISIONS, TERMS};

mod allow_list;
pub(super) mod check;

pub(crate) use allow_list::update_allow_list;

pub(crate) fn publish_plan(call: Call, terms: &PlanTerms) -> Result<Response, Refusal> {
    call.refuse_self("provider")?;
    pause::refuse_paused(call.deps.storage, call.now())?;
    check::terms(call.deps.as_ref(), Some(&call.sender), terms)?;
    let (storage, provider) = (call.deps.storage, call.sender);
    let plan = ids::next(storage, &LAST_PLAN, "plan")?;
    let record = Plan {
        provider: provider.clone(),
        revision: 1,
        retired: false,
        listed: 0,
    };
    let frozen = freeze(storage, (plan, record), terms)?;
    let event = PlanPublished {
        plan,
        provider,
        revision: 1,
        terms_id: frozen.terms_id,
        terms_hash: frozen.hash,
    };
    Ok(told("publish_plan", event))
}

pub(crate) fn revise_plan(call: Call, plan: u64, terms: &PlanTerms) -> Result<Response, Refusal> {
    let record = own_live_plan(&call, plan)?;
    pause::refuse_paused(call.deps.storage, call.now())?;
    check::terms(call.deps.as_ref(), Some(&call.sender), terms)?;
    let revision = record.revision.checked_add(1);
    let revision = revision.ok_or_else(|| overflow("revision"))?;
    let record = Plan { revision, ..record };
    let frozen = freeze(call.deps.storage, (plan, record), terms)?;
    let event = PlanRevised {
        plan,
        provider: call.sender,
        revision,
        terms_id: frozen.terms_id,
        terms_hash: frozen.hash,
    };
    Ok(told("revise_plan", event))
}

pub(crate) fn retire_plan(call: Call, plan: u64) -> Result<Response, Refusal> {
    let record = own_live_plan(&call, plan)?;
    let retired = Plan {
        retired: true,
        ..record
    };
    PLANS.save(call.deps.storage, plan, &retired);
    let provider = call.sender;
    Ok(told("retire_plan", PlanRetired { plan, provider }))
}

pub(crate) fn load(storage: &dyn Storage, plan: u64) -> Result<Plan, Refusal> {
    PLANS
        .may_load(storage, plan)?
        .ok_or_else(|| ContractError::UnknownPlan { plan }.into())
}

fn own_live_plan(call: &Call, plan: u64) -> Result<Plan, Refusal> {
    let record = load(call.deps.storage, plan)?;
    if record.provider != call.sender {
        let provider = record.provider;
        return refuse(ContractError::NotProvider { provider });
    }
    if record.retired {
        return refuse(ContractError::PlanRetired { plan });
    }
    Ok(record)
}

fn freeze(
    storage: &mut dyn Storage,
    (plan, record): (u64, Plan),
    terms: &PlanTerms,
) -> Result<Revision, Refusal> {
    let revision = freeze_terms(storage, terms)?;
    REVISIONS.save(storage, (plan, record.revision), &revision);
    PLANS.save(storage, plan, &record);
    Ok(revision)
}

/// Writes terms once, under an id of their own, with what the registry reads of them.
pub(super) fn freeze_terms(
    storage: &mut dyn Storage,
    terms: &PlanTerms,
) -> Result<Revision, Refusal> {
    let terms_id = ids::next(storage, &LAST_TERMS, "terms")?;
    let hash = HexBinary::from(<[u8; 32]>::from(Sha256::digest(aftercare_json::to_vec(
        terms,
    ))));
    TERMS.save(storage, terms_id, terms);
    let raw_terms = raw::Terms::new(&terms.policy, terms.quotas, &terms.schedule);
    aftercare_kit::raw::save(storage, &raw::terms_key(terms_id), &raw_terms);
    Ok(Revision { terms_id, hash })
}
