//! What a customer may subscribe to, with what, and who may be one.

use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw;
use aftercare_interface::sla_escrow::{PlanTerms, Subscription, MAX_PERIODS};
use aftercare_kit::check;
use cosmwasm_std::Storage;

use crate::agreement::fee_of;
use crate::error::ContractError;
use crate::execute::{plan, Call};
use crate::state::{Head, Plan, Revision, CONFIG, REGISTRY, REVISIONS, TERMS};

/// The plan's newest revision, if it is what the customer read.
pub(super) fn accepted(
    call: &Call,
    asked: &Subscription,
) -> Result<(Head, PlanTerms), ContractError> {
    let storage: &dyn Storage = call.deps.storage;
    let plan = plan::load(storage, asked.plan)?;
    let revision = newest(storage, &plan, asked)?;
    check::range(asked.periods, "periods", 1, MAX_PERIODS)?;
    let config = CONFIG.load(storage)?;
    let registry = REGISTRY.may_load(storage)?;
    let head = Head {
        customer: call.sender.clone(),
        provider: plan.provider,
        plan: asked.plan,
        revision: asked.revision,
        terms_id: revision.terms_id,
        registry: registry.ok_or(ContractError::NotWired)?,
        from: call.now(),
        periods: asked.periods,
        protocol_fee: config.protocol_fee,
        burn_share: config.burn_share,
    };
    Ok((head, TERMS.load(storage, revision.terms_id)?.0))
}

fn newest(
    storage: &dyn Storage,
    plan: &Plan,
    asked: &Subscription,
) -> Result<Revision, ContractError> {
    if plan.retired {
        return Err(ContractError::PlanRetired { plan: asked.plan });
    }
    if asked.revision != plan.revision {
        return Err(ContractError::StaleRevision {
            asked: asked.revision,
            newest: plan.revision,
        });
    }
    let revision = REVISIONS.load(storage, (asked.plan, asked.revision))?;
    if asked.terms_hash != revision.hash {
        return Err(ContractError::TermsHash {
            asked: asked.terms_hash.clone(),
            need: revision.hash,
        });
    }
    Ok(revision)
}

/// Fee × periods to the unit: as the customer wrote it, and as it came.
pub(super) fn money(
    terms: &PlanTerms,
    asked: &Subscription,
    paid: &AssetAmount,
) -> Result<(), ContractError> {
    if paid.asset != terms.asset {
        return Err(ContractError::WrongAsset {
            found: paid.asset.clone(),
            need: terms.asset.clone(),
        });
    }
    let need = fee_of(terms, asked.periods)?;
    for (field, found) in [("total", asked.total), ("funds", paid.amount)] {
        if found != need {
            return Err(ContractError::WrongAmount { field, found, need });
        }
    }
    Ok(())
}

/// A customer is neither the provider, nor one of its agents now or within 90 days, nor a contract of the
/// suite.
pub(super) fn parties(call: &Call, head: &Head) -> Result<(), ContractError> {
    call.refuse_self("customer")?;
    if head.customer == head.registry {
        return Err(ContractError::SuiteAddress {
            field: "customer",
            address: head.customer.clone(),
        });
    }
    if head.customer == head.provider {
        return Err(ContractError::OwnPlan { plan: head.plan });
    }
    unlinked(call, head)
}

fn unlinked(call: &Call, head: &Head) -> Result<(), ContractError> {
    let deps = call.deps.as_ref();
    let key = raw::agent_key(&head.provider, &head.customer);
    let link: Option<UnixTime> = raw::read(&deps.querier, deps.api, &head.registry, &key)?;
    match link {
        Some(until) if call.now() <= until.plus(raw::LINK_MEMORY) => Err(ContractError::Linked {
            provider: head.provider.clone(),
            until,
        }),
        _ => Ok(()),
    }
}
