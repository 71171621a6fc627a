//! What a customer may subscribe to, with what, and who may be one.

use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw;
use aftercare_interface::sla_escrow::{PlanTerms, Subscription, MAX_PERIODS};
use aftercare_interface::Asset;
use aftercare_kit::check;
use cosmwasm_std::{Addr, Deps, Env, HexBinary, Storage, Uint128};

use crate::agreement::fee_of;
use crate::error::{refuse, ContractError, Refusal};
use crate::execute::{plan, refuse_self};
use crate::state::{LISTED, REGISTRY, REVISIONS, TERMS};

/// A plan's newest revision.
pub(crate) struct Offer {
    pub plan: u64,
    pub provider: Addr,
    pub revision: u32,
    pub terms_id: u64,
    pub hash: HexBinary,
    pub terms: PlanTerms,
}

/// What a plan offers now.
pub(crate) fn offer(storage: &dyn Storage, plan: u64) -> Result<Offer, Refusal> {
    let record = plan::load(storage, plan)?;
    if record.retired {
        return refuse(ContractError::PlanRetired { plan });
    }
    let revision = REVISIONS.load(storage, (plan, record.revision))?;
    Ok(Offer {
        plan,
        provider: record.provider,
        revision: record.revision,
        terms_id: revision.terms_id,
        hash: revision.hash,
        terms: TERMS.load(storage, revision.terms_id)?,
    })
}

/// The newest revision is the one that the customer read.
pub(crate) fn is_what_was_read(offer: &Offer, asked: &Subscription) -> Result<(), Refusal> {
    if asked.revision != offer.revision {
        return refuse(ContractError::StaleRevision {
            asked: asked.revision,
            newest: offer.revision,
        });
    }
    same_hash(&asked.terms_hash, &offer.hash)
}

/// Terms are cited by the hash of what was read.
pub(crate) fn same_hash(asked: &HexBinary, need: &HexBinary) -> Result<(), Refusal> {
    if asked != need {
        return refuse(ContractError::TermsHash {
            asked: asked.clone(),
            need: need.clone(),
        });
    }
    Ok(())
}

/// Fee × periods to the unit: as the customer wrote it, and as it came.
pub(crate) fn paid(
    terms: &PlanTerms,
    (periods, total): (u32, Uint128),
    paid: &AssetAmount,
) -> Result<(), Refusal> {
    check::range(periods, "periods", 1, MAX_PERIODS)?;
    let need = fee_of(terms, periods)?;
    comes(Some(paid), &terms.asset, (total, need))
}

/// What came with a message is what is needed, to the unit, and nothing where nothing is.
pub(crate) fn comes(
    paid: Option<&AssetAmount>,
    asset: &Asset,
    (total, need): (Uint128, u128),
) -> Result<(), Refusal> {
    if let Some(paid) = paid.filter(|paid| paid.asset != *asset) {
        return refuse(ContractError::WrongAsset {
            found: paid.asset.clone(),
            need: asset.clone(),
        });
    }
    exactly("total", total, need.into())?;
    let found = paid.map_or(Uint128::zero(), |paid| paid.amount);
    exactly("funds", found, need.into())
}

/// Not a unit more or less.
pub(crate) fn exactly(field: &'static str, found: Uint128, need: Uint128) -> Result<(), Refusal> {
    if found != need {
        return refuse(ContractError::WrongAmount { field, found, need });
    }
    Ok(())
}

/// Whether a customer may take what is on offer.
pub(crate) fn may_take(
    deps: Deps,
    env: &Env,
    (offer, customer): (&Offer, &Addr),
) -> Result<(), Refusal> {
    may_be_customer(deps, env, (customer, &offer.provider))?;
    is_no_arbitrator(&offer.terms, customer)?;
    is_listed(deps.storage, offer, customer)
}

/// Nobody rules in its own case.
pub(crate) fn is_no_arbitrator(terms: &PlanTerms, party: &Addr) -> Result<(), Refusal> {
    let arbitrator = terms.arbitration.as_ref().map(|named| &named.arbitrator);
    if arbitrator == Some(party) {
        return refuse(ContractError::PartyArbitrates {
            arbitrator: party.clone(),
        });
    }
    Ok(())
}

/// A customer is neither the provider, nor one of its agents now or within 90 days, nor a contract of the
/// suite.
pub(crate) fn may_be_customer(
    deps: Deps,
    env: &Env,
    (customer, provider): (&Addr, &Addr),
) -> Result<(), Refusal> {
    refuse_self(env, customer, "customer")?;
    let registry = REGISTRY.may_load(deps.storage)?;
    let registry = registry.ok_or(ContractError::NotWired)?;
    if *customer == registry {
        return refuse(ContractError::SuiteAddress {
            field: "customer",
            address: registry,
        });
    }
    if customer == provider {
        return refuse(ContractError::OwnPlan);
    }
    let agent = raw::agent_key(provider, customer);
    match link(deps, &registry, &agent, env)? {
        Some(until) => refuse(ContractError::Linked {
            provider: provider.clone(),
            until,
        }),
        None => Ok(()),
    }
}

/// The last second of an agent's or delegate's link, while it counts.
pub(crate) fn link(
    deps: Deps,
    registry: &Addr,
    key: &[u8],
    env: &Env,
) -> Result<Option<UnixTime>, Refusal> {
    let until: Option<UnixTime> = raw::read(&deps.querier, registry, key)?;
    let now = aftercare_kit::now(env);
    Ok(until.filter(|until| now <= until.plus(raw::LINK_MEMORY)))
}

/// Where only listed customers may subscribe, the customer is on the list.
fn is_listed(storage: &dyn Storage, offer: &Offer, customer: &Addr) -> Result<(), Refusal> {
    if offer.terms.listed_customers_only && !LISTED.has(storage, (offer.plan, customer)) {
        return refuse(ContractError::NotListed {
            plan: offer.plan,
            customer: customer.clone(),
        });
    }
    Ok(())
}
