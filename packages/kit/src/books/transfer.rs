//! The one place that makes a transfer, and the one that asks what is held.

use aftercare_interface::Asset;
use aftercare_json::{FromJson, Text, ToJson, Tree, Wrong};
use cosmwasm_std::{
    coins, Addr, BankMsg, BankQuery, CosmosMsg, QuerierWrapper, StdError, StdResult, Uint128,
    WasmMsg, WasmQuery,
};

use super::Payout;
use crate::json::answer;

pub(super) fn message(contract: &Addr, payout: &Payout) -> CosmosMsg {
    let burn = payout.owner == *contract;
    match &payout.asset {
        Asset::Native { denom } => bank(denom, burn, payout),
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

fn token(address: &Addr, burn: bool, payout: &Payout) -> CosmosMsg {
    let message = TokenMessage { burn, payout };
    WasmMsg::Execute {
        contract_addr: address.to_string(),
        msg: answer(&message),
        funds: vec![],
    }
    .into()
}

/// A CW20 `burn` or `transfer`.
struct TokenMessage<'a> {
    burn: bool,
    payout: &'a Payout,
}

impl ToJson for TokenMessage<'_> {
    fn write(&self, text: &mut Text) {
        let amount: (&str, &dyn ToJson) = ("amount", &self.payout.amount);
        if self.burn {
            return text.variant("burn", &[amount]);
        }
        text.variant("transfer", &[("recipient", &self.payout.owner), amount]);
    }
}

/// What a token is asked.
pub(super) enum TokenQuestion<'a> {
    Balance(&'a Addr),
    Info,
}

impl ToJson for TokenQuestion<'_> {
    fn write(&self, text: &mut Text) {
        match self {
            Self::Balance(address) => text.variant("balance", &[("address", *address)]),
            Self::Info => text.variant("token_info", &[]),
        }
    }
}

/// What a token answers; fields that nobody needs are let pass, as other tokens have more of them.
pub(super) fn ask(
    querier: &QuerierWrapper<'_>,
    token: &Addr,
    question: &TokenQuestion,
) -> StdResult<Tree> {
    let request = WasmQuery::Smart {
        contract_addr: token.to_string(),
        msg: answer(question),
    };
    querier.query(&request.into())
}

/// One field of an answer.
pub(super) fn field<T: FromJson>(of: Tree, name: &'static str) -> StdResult<T> {
    let mut wrong = Wrong::default();
    let value = of.fields(&mut wrong).take(name, &mut wrong);
    wrong
        .first()
        .map_or(Ok(value), |misread| Err(StdError::parse_err(name, misread)))
}

pub(super) fn holdings(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    asset: &Asset,
) -> StdResult<Uint128> {
    match asset {
        Asset::Native { denom } => {
            let request = BankQuery::Balance {
                address: contract.to_string(),
                denom: denom.clone(),
            };
            field(field(querier.query(&request.into())?, "amount")?, "amount")
        }
        Asset::Cw20 { address } => {
            let question = TokenQuestion::Balance(contract);
            field(ask(querier, address, &question)?, "balance")
        }
    }
}
