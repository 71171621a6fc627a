//! A lost key: who was named for it takes over claims and free bond, if the owner stays silent for 14 days.

use aftercare_interface::sla_escrow::RECOVERY_DELAY;
use aftercare_interface::Asset;
use aftercare_kit::books;
use cosmwasm_std::{Addr, Response, Storage};

use super::provider::Account;
use super::{add_to, told, Call, Deed};
use crate::error::{refuse, ContractError, Refusal};
use crate::event::{RecoveryAsked, RecoverySet, RecoveryVetoed, TakenOver};
use crate::state::{Recovery, RECOVERIES};

/// Naming somebody, or nobody, also ends a recovery that is under way: the owner's key is not lost.
pub(crate) fn set_recovery(call: Call, address: Option<&str>) -> Result<Response, Refusal> {
    let address = address.map(|text| call.deps.api.addr_validate(text));
    let address = address.transpose()?;
    let (storage, owner) = (call.deps.storage, call.sender);
    match &address {
        Some(address) if *address == owner || *address == call.env.contract.address => {
            let address = address.clone();
            return refuse(ContractError::RecoveryAddress { address });
        }
        Some(address) => {
            let address = address.clone();
            RECOVERIES.save(
                storage,
                &owner,
                &Recovery {
                    address,
                    ready: None,
                },
            );
        }
        None => RECOVERIES.remove(storage, &owner),
    }
    let recovery = address;
    Ok(told("set_recovery", RecoverySet { owner, recovery }))
}

/// The fourteen days begin once, however often it asks.
pub(crate) fn recover(call: Call, owner: &str) -> Result<Response, Refusal> {
    let ready = call.now().plus(RECOVERY_DELAY);
    let owner = call.deps.api.addr_validate(owner)?;
    let storage = call.deps.storage;
    let record = of(storage, &owner, &call.sender)?;
    let ready = record.ready.unwrap_or(ready);
    let address = record.address;
    let record = Recovery {
        address: address.clone(),
        ready: Some(ready),
    };
    RECOVERIES.save(storage, &owner, &record);
    let event = RecoveryAsked {
        owner,
        recovery: address,
        ready,
    };
    Ok(told("recover", event))
}

pub(crate) fn veto_recovery(call: Call) -> Result<Response, Refusal> {
    let (storage, owner) = (call.deps.storage, call.sender);
    let record = RECOVERIES.may_load(storage, &owner)?;
    let asked = record.filter(|record| record.ready.is_some());
    let Some(record) = asked else {
        return refuse(ContractError::NoRecovery { owner });
    };
    RECOVERIES.remove(storage, &owner);
    let recovery = record.address;
    Ok(told("veto_recovery", RecoveryVetoed { owner, recovery }))
}

/// A free bond that is owed to customers stays where they can collect it.
pub(crate) fn take_over(call: Call, owner: &str, asset: &Asset) -> Result<Response, Refusal> {
    let now = call.now();
    let owner = call.deps.api.addr_validate(owner)?;
    let storage = call.deps.storage;
    let ready = of(storage, &owner, &call.sender)?.ready;
    if ready.is_none_or(|ready| now < ready) {
        return refuse(ContractError::RecoveryNotReady { owner, ready });
    }
    let mut deed = Deed::new("take_over");
    let claim = books::move_claim(storage, (&owner, &call.sender), asset)?;
    let free = move_free(storage, (&owner, &call.sender), asset, &mut deed)?;
    if claim.is_zero() && free == 0 {
        let asset = asset.clone();
        return Err(aftercare_kit::KitError::NothingToPay { owner, asset }.into());
    }
    deed.tell(TakenOver {
        owner,
        recovery: call.sender,
        asset: asset.key(),
        claim,
        free,
    });
    Ok(deed.done())
}

fn move_free(
    storage: &mut dyn Storage,
    (owner, to): (&Addr, &Addr),
    asset: &Asset,
    deed: &mut Deed,
) -> Result<u128, Refusal> {
    let mut from = Account::load(storage, owner, asset)?;
    let free = from.record.free;
    if free == 0 || from.refuse_debtor().is_err() {
        return Ok(0);
    }
    from.take_free(free)?;
    from.save(storage, deed);
    let mut to = Account::load(storage, to, asset)?;
    add_to(&mut to.record.free, free, "bond")?;
    to.save(storage, deed);
    Ok(free)
}

fn of(storage: &dyn Storage, owner: &Addr, sender: &Addr) -> Result<Recovery, Refusal> {
    let record = RECOVERIES.may_load(storage, owner)?;
    let own = record.filter(|record| record.address == *sender);
    own.map_or_else(
        || {
            refuse(ContractError::NotRecovery {
                owner: owner.clone(),
            })
        },
        Ok,
    )
}
