//! A missed target moves money back to the customer: in the transaction that books it, or once nobody can
//! act on it any more.

use aftercare_domain::policy::Metric;
use aftercare_interface::sla_escrow::{Miss, MAX_MISSES};
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Storage};

use super::conclude::conclude;
use super::{tip, Call, Deed};
use crate::agreement::Agreement;
use crate::error::{refuse, ContractError, Refusal};
use crate::state::{MONITORINGS, REGISTRY};

mod assess;
mod cancel;
mod contest;
mod enter;
mod excuse;
pub(crate) mod period;
mod poke;
mod rule;
mod till;
mod wait;

pub(crate) use assess::assess;
pub(crate) use contest::{contest, object};
pub(crate) use excuse::declare_force_majeure;
pub(crate) use poke::poke;
pub(crate) use rule::rule;
use till::Till;

pub(crate) fn book_misses(
    mut call: Call,
    id: u64,
    (misses, keeper): (&[Miss], Option<&str>),
) -> Result<Response, Refusal> {
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    check::count(misses.len(), "misses", 1, MAX_MISSES)?;
    may_book(&call, &agreement, misses)?;
    let keeper = keeper
        .map(|text| call.deps.api.addr_validate(text))
        .transpose()?;
    let mut deed = Deed::new("book_misses");
    let mut till = Till::new(call.deps.storage, (&mut agreement, &mut deed), now);
    let mut raised = 0u32;
    for miss in misses {
        if let Some(booking) = assess(till.storage, till.agreement, (miss, now))?.booking {
            raised = raised.saturating_add(1);
            till.enter(booking, &call.sender)?;
        }
    }
    till.pay(&call.env.contract.address)?;
    if let Some(keeper) = keeper {
        tip::give(&mut call, (&mut agreement, Some(keeper), raised), &mut deed)?;
    }
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// Tickets are the registry's; availability is the monitoring's that the agreement was accepted with.
fn may_book(call: &Call, agreement: &Agreement, misses: &[Miss]) -> Result<(), Refusal> {
    let storage = &*call.deps.storage;
    let availability = misses
        .iter()
        .any(|miss| miss.metric == Metric::Availability);
    let tickets = misses
        .iter()
        .any(|miss| miss.metric != Metric::Availability);
    let registry = REGISTRY.may_load(storage)?;
    let monitoring = if availability {
        monitoring_of(storage, agreement)?
    } else {
        None
    };
    let foreign = (tickets && registry.as_ref() != Some(&call.sender))
        || (availability && monitoring.as_ref() != Some(&call.sender));
    if foreign {
        return refuse(ContractError::ForeignPeer {
            agreement: agreement.id,
            registry,
            monitoring,
        });
    }
    Ok(())
}

/// The last monitoring that was in force when the agreement was accepted.
pub(crate) fn monitoring_of(
    storage: &dyn Storage,
    agreement: &Agreement,
) -> Result<Option<Addr>, Refusal> {
    let announced = MONITORINGS.may_load(storage)?.unwrap_or_default();
    let accepted = agreement.cover.accepted;
    let of = announced.into_iter().rev().find(|one| one.from <= accepted);
    Ok(of.map(|monitoring| monitoring.address))
}
