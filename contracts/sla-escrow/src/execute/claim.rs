//! Money that waits: paid to its owner only, whoever asks.

use aftercare_interface::Asset;
use aftercare_kit::books;
use cosmwasm_std::{Addr, DepsMut, Response};

use super::{told, Call};
use crate::error::Refusal;
use crate::event::{ClaimPaid, ClaimRaised};

pub(crate) fn withdraw(call: Call, asset: Asset) -> Result<Response, Refusal> {
    let owner = call.sender.clone();
    pay(call, owner, &asset, "withdraw")
}

pub(crate) fn push_claim(call: Call, owner: &str, asset: Asset) -> Result<Response, Refusal> {
    let owner = call.deps.api.addr_validate(owner)?;
    pay(call, owner, &asset, "push_claim")
}

fn pay(call: Call, owner: Addr, asset: &Asset, action: &'static str) -> Result<Response, Refusal> {
    let contract = &call.env.contract.address;
    let (amount, message) = books::pay_claim(call.deps.storage, contract, &owner, asset)?;
    let event = ClaimPaid {
        owner,
        asset: asset.key(),
        amount,
    };
    Ok(told(action, event).add_message(message))
}

pub(crate) fn push_failed(deps: DepsMut, number: u64) -> Result<Response, Refusal> {
    let claim = books::push_failed(deps.storage, number)?;
    let event = ClaimRaised {
        owner: claim.owner,
        asset: claim.asset.key(),
        amount: claim.amount,
        reason: "push_failed",
    };
    Ok(Response::new().add_event(event))
}
