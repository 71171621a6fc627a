//! One function a verb: load, ask the domain, save, tell.

mod admin;
pub(crate) mod bond;
mod claim;
pub(crate) mod credit;
pub(crate) mod plan;
mod settle;
mod subscribe;
pub(crate) mod terminate;

use aftercare_domain::time::UnixTime;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};

use crate::error::ContractError;

pub(crate) use admin::{close_asset, instantiate, list_asset, update_ownership, wire};
pub(crate) use bond::{deposit_bond, withdraw_free_bond};
pub(crate) use claim::{push_claim, push_failed, withdraw};
pub(crate) use credit::book_misses;
pub(crate) use plan::{publish_plan, retire_plan, revise_plan};
pub(crate) use settle::settle;
pub(crate) use subscribe::subscribe;
pub(crate) use terminate::terminate;

/// A message on its way in: the chain's access, the block, and who acts.
pub(crate) struct Call<'a> {
    pub deps: DepsMut<'a>,
    pub env: Env,
    pub sender: Addr,
}

impl Call<'_> {
    fn now(&self) -> UnixTime {
        aftercare_kit::now(&self.env)
    }

    /// This contract is never a party: its own address as owner of money means "burn".
    fn refuse_self(&self, field: &'static str) -> Result<(), ContractError> {
        refuse_self(&self.env, &self.sender, field)
    }
}

fn refuse_self(env: &Env, address: &Addr, field: &'static str) -> Result<(), ContractError> {
    if *address == env.contract.address {
        return Err(ContractError::SuiteAddress {
            field,
            address: address.clone(),
        });
    }
    Ok(())
}

fn told(action: &'static str, event: impl Into<Event>) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_event(event)
}
