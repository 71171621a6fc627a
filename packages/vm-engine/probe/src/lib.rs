//! A contract that does one thing a message, to hold the price list of the vm leg against a real node.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    coins, entry_point, to_json_binary, BankMsg, Binary, Deps, DepsMut, Empty, Env, MessageInfo,
    Response, StdResult, Uint128, WasmMsg, WasmQuery,
};

/// One thing to do.
#[cw_serde]
pub enum ExecuteMsg {
    /// Nothing: the floor.
    Nop {},
    /// Writes one small item and answers with one attribute.
    Item {},
    /// Writes so many bytes.
    Store {
        /// How many.
        bytes: u32,
    },
    /// Sends a coin on.
    Send {
        /// To whom.
        to: String,
        /// How much.
        amount: u128,
        /// Of what.
        denom: String,
    },
    /// Calls another contract with [`ExecuteMsg::Nop`].
    Call {
        /// Which.
        contract: String,
        /// How often.
        times: u32,
    },
    /// Reads a key of another contract raw.
    Raw {
        /// Which contract.
        contract: String,
        /// How often.
        times: u32,
    },
    /// Asks another contract.
    Smart {
        /// Which.
        contract: String,
    },
    /// Burns all gas that there is. A token that became this contract is asked for it.
    Transfer {
        /// Who would receive.
        recipient: String,
        /// How much.
        amount: Uint128,
    },
}

const ITEM: &[u8] = b"item";

/// Leaves one small item for others to read.
#[entry_point]
pub fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    deps.storage.set(ITEM, b"1");
    Ok(Response::new())
}

/// Does the one thing.
#[entry_point]
pub fn execute(deps: DepsMut, _: Env, _: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    let response = Response::new();
    match msg {
        ExecuteMsg::Nop {} => Ok(response),
        ExecuteMsg::Item {} => {
            deps.storage.get(ITEM);
            deps.storage.set(ITEM, b"2");
            Ok(response.add_attribute("action", "item"))
        }
        ExecuteMsg::Store { bytes } => {
            deps.storage.set(b"bytes", &vec![7; bytes as usize]);
            Ok(response)
        }
        ExecuteMsg::Send { to, amount, denom } => Ok(response.add_message(BankMsg::Send {
            to_address: to,
            amount: coins(amount, denom),
        })),
        ExecuteMsg::Call { contract, times } => {
            let call = WasmMsg::Execute {
                contract_addr: contract,
                msg: to_json_binary(&ExecuteMsg::Nop {})?,
                funds: vec![],
            };
            Ok(response.add_messages((0..times).map(|_| call.clone())))
        }
        ExecuteMsg::Raw { contract, times } => {
            for _ in 0..times {
                deps.querier.query_wasm_raw(&contract, ITEM)?;
            }
            Ok(response)
        }
        ExecuteMsg::Smart { contract } => {
            let question = WasmQuery::Smart {
                contract_addr: contract,
                msg: to_json_binary(&Empty {})?,
            };
            deps.querier.query::<u32>(&question.into())?;
            Ok(response)
        }
        ExecuteMsg::Transfer { .. } => loop {
            std::hint::spin_loop();
        },
    }
}

/// A token becomes this contract.
#[entry_point]
pub fn migrate(_: DepsMut, _: Env, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Answers with a number.
#[entry_point]
pub fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&1)
}
