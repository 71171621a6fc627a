//! A pause stops new questions and nothing else: no deadline shifts, and money goes out as before.

use aftercare_kit::{ownership, pause};
use cosmwasm_std::{Addr, Response};

use super::{told, Call};
use crate::event::{Paused, PauserSet, Unpaused};
use crate::ContractError;

pub fn set_pauser(call: Call<'_>, pauser: Option<Addr>) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    pause::set_pauser(call.deps.storage, pauser.clone())?;
    let owner = call.sender;
    Ok(told("set_pauser").add_event(PauserSet { owner, pauser }))
}

pub fn start(call: Call<'_>) -> Result<Response, ContractError> {
    let (now, by) = (call.now(), call.sender);
    let until = pause::start(call.deps.storage, &by, now)?;
    Ok(told("pause").add_event(Paused { by, until }))
}

pub fn end(call: Call<'_>) -> Result<Response, ContractError> {
    let (from, by) = (call.now(), call.sender);
    let storage = call.deps.storage;
    if pause::get(storage)?.pauser.as_ref() != Some(&by) {
        ownership::assert_owner(storage, &by)?;
    }
    pause::end(storage, from)?;
    Ok(told("unpause").add_event(Unpaused { by, from }))
}
