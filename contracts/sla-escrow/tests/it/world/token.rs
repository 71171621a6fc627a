//! The reference CW20 with moods: honest, refusing to pay out, lying about balances, paying out nothing or
//! too little; and with errands that it
//! runs at the escrow in the middle of each of the escrow's transfers.

use aftercare_interface::sla_escrow::ExecuteMsg;
use cosmwasm_std::{
    to_json_binary, to_json_vec, Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg, MinterResponse};
use cw20_base::ContractError;
use cw_multi_test::{App, ContractWrapper, Executor};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Honest = 0,
    /// Transfers and burns fail.
    Reverting = 1,
    /// Balances are answered as zero.
    Lying = 2,
    /// Transfers succeed and move nothing.
    Pretending = 3,
    /// A tenth of each transfer stays with the token.
    Charging = 4,
}

const MOOD: &[u8] = b"mood";
const ERRAND: &[u8] = b"errand";

pub fn install(app: &mut App, owner: &Addr) -> Addr {
    let code = app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    let message = cw20_base::msg::InstantiateMsg {
        name: "Moody".to_owned(),
        symbol: "MOOD".to_owned(),
        decimals: 6,
        initial_balances: vec![],
        mint: Some(MinterResponse {
            minter: owner.to_string(),
            cap: None,
        }),
        marketing: None,
    };
    app.instantiate_contract(code, owner.clone(), &message, &[], "token", None)
        .unwrap()
}

pub fn turn(app: &mut App, token: &Addr, mood: Mood) {
    app.contract_storage_mut(token).set(MOOD, &[mood as u8]);
}

/// What the token sends to whoever moves it, before it is done.
pub fn errand(app: &mut App, token: &Addr, msg: &ExecuteMsg) {
    let msg = to_json_vec(msg).unwrap();
    app.contract_storage_mut(token).set(ERRAND, &msg);
}

pub fn balance(app: &App, token: &Addr, owner: &Addr) -> u128 {
    let key = cw20_base::state::BALANCES.key(owner).to_vec();
    let raw = app.wrap().query_wasm_raw(token, key).unwrap();
    raw.map_or(0, |raw| {
        cosmwasm_std::from_json::<Uint128>(raw).unwrap().u128()
    })
}

fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: cw20_base::msg::InstantiateMsg,
) -> Result<Response, ContractError> {
    cw20_base::contract::instantiate(deps, env, info, msg)
}

fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: Cw20ExecuteMsg,
) -> Result<Response, ContractError> {
    let pays = matches!(
        msg,
        Cw20ExecuteMsg::Transfer { .. } | Cw20ExecuteMsg::Burn { .. }
    );
    if pays && is(deps.as_ref(), Mood::Reverting) {
        return Err(StdError::generic_err("moody").into());
    }
    let msg = match msg {
        Cw20ExecuteMsg::Transfer { .. } if is(deps.as_ref(), Mood::Pretending) => {
            return Ok(Response::new());
        }
        Cw20ExecuteMsg::Transfer { recipient, amount } if is(deps.as_ref(), Mood::Charging) => {
            let amount = amount.multiply_ratio(9u128, 10u128);
            Cw20ExecuteMsg::Transfer { recipient, amount }
        }
        other => other,
    };
    let errand = deps.storage.get(ERRAND).filter(|_| pays);
    let errand = errand.map(|msg| WasmMsg::Execute {
        contract_addr: info.sender.to_string(),
        msg: msg.into(),
        funds: vec![],
    });
    let done = cw20_base::contract::execute(deps, env, info, msg)?;
    Ok(done.add_messages(errand))
}

fn query(deps: Deps, env: Env, msg: Cw20QueryMsg) -> StdResult<Binary> {
    match msg {
        Cw20QueryMsg::Balance { .. } if is(deps, Mood::Lying) => to_json_binary(&BalanceResponse {
            balance: Uint128::zero(),
        }),
        Cw20QueryMsg::Balance { address } => {
            cw20_base::contract::query(deps, env, cw20_base::msg::QueryMsg::Balance { address })
        }
        _ => cw20_base::contract::query(deps, env, cw20_base::msg::QueryMsg::TokenInfo {}),
    }
}

fn is(deps: Deps, mood: Mood) -> bool {
    deps.storage.get(MOOD) == Some(vec![mood as u8])
}
