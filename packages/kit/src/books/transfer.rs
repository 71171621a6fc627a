//! The one place that makes a transfer, and the one that asks what is held.

use aftercare_interface::Asset;
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, CosmosMsg, QuerierWrapper, StdResult, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg};

use super::Payout;

pub(super) fn message(contract: &Addr, payout: &Payout) -> StdResult<CosmosMsg> {
    let burn = payout.owner == *contract;
    match &payout.asset {
        Asset::Native { denom } => Ok(bank(denom, burn, payout)),
        Asset::Cw20 { address } => token(address, burn, payout),
    }
}

fn bank(denom: &str, burn: bool, payout: &Payout) -> CosmosMsg {
    let amount = coins(payout.amount.u128(), denom);
    if burn {
        BankMsg::Burn { amount }.into()
    } else {
        BankMsg::Send {
            to_address: payout.owner.to_string(),
            amount,
        }
        .into()
    }
}

fn token(address: &Addr, burn: bool, payout: &Payout) -> StdResult<CosmosMsg> {
    let amount = payout.amount;
    let message = if burn {
        Cw20ExecuteMsg::Burn { amount }
    } else {
        Cw20ExecuteMsg::Transfer {
            recipient: payout.owner.to_string(),
            amount,
        }
    };
    let msg = to_json_binary(&message)?;
    Ok(WasmMsg::Execute {
        contract_addr: address.to_string(),
        msg,
        funds: vec![],
    }
    .into())
}

pub(super) fn holdings(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    asset: &Asset,
) -> StdResult<Uint128> {
    match asset {
        Asset::Native { denom } => Ok(querier.query_balance(contract, denom)?.amount),
        Asset::Cw20 { address } => {
            let question = Cw20QueryMsg::Balance {
                address: contract.to_string(),
            };
            let answer: BalanceResponse = querier.query_wasm_smart(address, &question)?;
            Ok(answer.balance)
        }
    }
}
