//! Stand-ins: a contract whose raw keys a test writes, a CW20 token that misbehaves when it is told to,
//! and replies that no chain sends.

use aftercare_interface::packed_enums;
use aftercare_kit::store::Item;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response,
    StdError, StdResult, SubMsgResponse, SubMsgResult, WasmMsg,
};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::{Contract, ContractWrapper};

/// How the token misbehaves on its next transfers.
pub enum Mischief {
    /// It refuses to move anything.
    Refuse,
    /// Before it moves anything it sends a message of its own.
    CallBack {
        /// To whom.
        contract: Addr,
        /// What.
        msg: Binary,
    },
}

packed_enums! { Mischief { 0: Refuse, 1: CallBack { contract, msg } } }

/// Absent: the token behaves. Written by tests.
pub const MISCHIEF: Item<Mischief> = Item::new("mischief");

/// The reply to a message that was taken.
pub fn taken(id: u64) -> Reply {
    #[allow(deprecated)]
    let result = SubMsgResponse {
        events: vec![],
        data: None,
        msg_responses: vec![],
    };
    reply(id, SubMsgResult::Ok(result))
}

/// The reply to a message that was refused.
pub fn refused(id: u64) -> Reply {
    reply(id, SubMsgResult::Err("refused".into()))
}

fn reply(id: u64, result: SubMsgResult) -> Reply {
    Reply {
        id,
        payload: Binary::default(),
        gas_used: 0,
        result,
    }
}

fn accept(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn no_answer(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::generic_err("no answer"))
}

/// Plays escrow and registry.
pub fn puppet_code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(accept, accept, no_answer))
}

pub fn token_code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(
        misbehaving,
        cw20_base::contract::instantiate,
        cw20_base::contract::query,
    ))
}

fn misbehaving(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: Cw20ExecuteMsg,
) -> Result<Response, cw20_base::ContractError> {
    let moves = matches!(
        msg,
        Cw20ExecuteMsg::Transfer { .. } | Cw20ExecuteMsg::Mint { .. }
    );
    let mischief = MISCHIEF.may_load(deps.storage)?.filter(|_| moves);
    let call_back = match mischief {
        Some(Mischief::Refuse) => return Err(StdError::generic_err("refused").into()),
        Some(Mischief::CallBack { contract, msg }) => Some(WasmMsg::Execute {
            contract_addr: contract.into(),
            msg,
            funds: vec![],
        }),
        None => None,
    };
    let response = cw20_base::contract::execute(deps, env, info, msg)?;
    Ok(response.add_messages(call_back))
}

/// What a token sends back into the contract that pays with it.
pub fn call_back(contract: &Addr, msg: &impl serde::Serialize) -> Mischief {
    Mischief::CallBack {
        contract: contract.clone(),
        msg: to_json_binary(msg).unwrap(),
    }
}
