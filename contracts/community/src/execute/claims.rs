//! Claims: what could not be delivered, and bounties that returned.

use aftercare_interface::Asset;
use aftercare_kit::books;
use cosmwasm_std::{Addr, DepsMut, Event, Response};

use super::{told, Call};
use crate::event::{ClaimPaid, PushFailed};
use crate::ContractError;

pub fn pay(
    call: Call<'_>,
    action: &str,
    owner: Addr,
    asset: Asset,
) -> Result<Response, ContractError> {
    let contract = call.env.contract.address;
    let (amount, message) = books::pay_claim(call.deps.storage, &contract, &owner, &asset)?;
    let (asset, by) = (asset.key(), call.sender);
    let event = ClaimPaid {
        owner,
        asset,
        amount,
        by,
    };
    Ok(told(action).add_message(message).add_event(event))
}

pub fn push_failed(deps: DepsMut<'_>, number: u64) -> Result<Event, ContractError> {
    let claim = books::push_failed(deps.storage, number)?;
    Ok(PushFailed {
        owner: claim.owner,
        asset: claim.asset.key(),
        amount: claim.amount,
    }
    .into())
}
