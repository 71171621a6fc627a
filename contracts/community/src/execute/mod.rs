//! One function a message.

pub mod allowance;
pub mod answers;
pub mod ask;
pub mod challenge;
pub mod claims;
pub mod decide;
pub mod epochs;
pub mod owner;
pub mod ratings;
pub mod settle;
pub mod thank;
pub mod top_up;

pub mod circles;
pub mod harvest;
pub mod knowledge;
pub mod peers;
pub mod pool;
pub mod support;
pub mod void;

use aftercare_domain::time::UnixTime;
use aftercare_kit::{now, reply as ids, KitError};
use cosmwasm_std::{Addr, DepsMut, Env, Event, Reply, Response, Uint128};

use crate::state::{Config, CONFIG};
use crate::ContractError;

/// Kind of the replies of mints; their number is the epoch.
pub const MINT: u8 = 2;

/// Who acts, where and when.
pub struct Call<'a> {
    pub deps: DepsMut<'a>,
    pub env: Env,
    pub sender: Addr,
}

impl<'a> Call<'a> {
    pub fn new(deps: DepsMut<'a>, env: Env, sender: Addr) -> Self {
        Self { deps, env, sender }
    }

    pub fn now(&self) -> UnixTime {
        now(&self.env)
    }

    pub fn config(&self) -> Result<Config, ContractError> {
        Ok(CONFIG.load(self.deps.storage)?)
    }
}

/// A response that names its message.
pub fn told(action: &str) -> Response {
    Response::new().add_attribute("action", action)
}

pub fn plus(a: Uint128, b: Uint128, field: &'static str) -> Result<Uint128, ContractError> {
    let overflow = |_| KitError::Overflow { field };
    Ok(a.checked_add(b).map_err(overflow)?)
}

/// Successful replies come from mints only; pushes reply where they failed.
pub fn reply(deps: DepsMut<'_>, reply: Reply) -> Result<Response, ContractError> {
    let accepted = reply.result.is_ok();
    let event: Event = match ids::split(reply.id) {
        (ids::PUSH, number) if !accepted => claims::push_failed(deps, number)?,
        (MINT, epoch) => epochs::minted(deps, (epoch, accepted))?,
        _ => return Err(KitError::UnknownReply { id: reply.id }.into()),
    };
    Ok(Response::new().add_event(event))
}
