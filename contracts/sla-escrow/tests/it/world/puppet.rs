//! A contract in the registry's place: it shows the raw keys it is told to, and says what it is told to.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, WasmMsg,
};
use cw_multi_test::{App, ContractWrapper, Executor};

#[cw_serde]
pub enum Order {
    Forward { contract: String, msg: Binary },
}

pub fn install(app: &mut App, owner: &Addr) -> Addr {
    let code = app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    app.instantiate_contract(code, owner.clone(), &Empty {}, &[], "puppet", None)
        .unwrap()
}

/// Writes a raw key into the puppet.
pub fn say(app: &mut App, puppet: &Addr, (key, value): (&[u8], &[u8])) {
    app.contract_storage_mut(puppet).set(key, value);
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(_: DepsMut, _: Env, info: MessageInfo, order: Order) -> StdResult<Response> {
    let Order::Forward { contract, msg } = order;
    Ok(Response::new().add_message(WasmMsg::Execute {
        contract_addr: contract,
        msg,
        funds: info.funds,
    }))
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::generic_err("a puppet answers nothing"))
}
