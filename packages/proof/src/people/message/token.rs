//! Acts on the reward token.

use aftercare_interface::reward_token::ExecuteMsg as TokenMsg;
use aftercare_suite_model::token::{Expiry, Handover, TokenAct};
use aftercare_suite_model::Act;
use cosmwasm_std::{to_json_binary, Addr, StdResult, Timestamp, Uint128};
use cw20::Expiration;

use super::hook;

pub fn handover(step: &Handover) -> cw_ownable::Action {
    match step {
        Handover::Offer(next, until) => cw_ownable::Action::TransferOwnership {
            new_owner: next.clone(),
            expiry: until.map(|until| Expiration::AtTime(Timestamp::from_seconds(until.0))),
        },
        Handover::Accept => cw_ownable::Action::AcceptOwnership,
        Handover::Renounce => cw_ownable::Action::RenounceOwnership,
    }
}

/// A `send` to the community.
pub fn send(act: &Act, community: &Addr) -> StdResult<TokenMsg> {
    let Act::Send {
        owner,
        amount,
        hook: for_what,
        ..
    } = act
    else {
        return Ok(TokenMsg::Burn {
            amount: Uint128::zero(),
        });
    };
    let (amount, msg) = (Uint128::new(*amount), to_json_binary(&hook(for_what))?);
    let contract = community.to_string();
    Ok(match owner.clone() {
        None => TokenMsg::Send {
            contract,
            amount,
            msg,
        },
        Some(owner) => TokenMsg::SendFrom {
            owner,
            contract,
            amount,
            msg,
        },
    })
}

fn expiration(expiry: Option<Expiry>) -> Option<Expiration> {
    expiry.map(|expiry| match expiry {
        Expiry::Never => Expiration::Never {},
        Expiry::At(at) => Expiration::AtTime(Timestamp::from_seconds(at.0)),
    })
}

pub fn message(act: &TokenAct) -> TokenMsg {
    match act.clone() {
        TokenAct::Transfer { to, amount } => TokenMsg::Transfer {
            recipient: to,
            amount: amount.into(),
        },
        TokenAct::Burn { amount } => TokenMsg::Burn {
            amount: amount.into(),
        },
        TokenAct::TransferFrom { owner, to, amount } => TokenMsg::TransferFrom {
            owner,
            recipient: to,
            amount: amount.into(),
        },
        TokenAct::BurnFrom { owner, amount } => TokenMsg::BurnFrom {
            owner,
            amount: amount.into(),
        },
        TokenAct::Increase {
            spender,
            amount,
            expires,
        } => TokenMsg::IncreaseAllowance {
            spender,
            amount: amount.into(),
            expires: expiration(expires),
        },
        TokenAct::Decrease {
            spender,
            amount,
            expires,
        } => TokenMsg::DecreaseAllowance {
            spender,
            amount: amount.into(),
            expires: expiration(expires),
        },
        TokenAct::Mint { to, amount } => TokenMsg::Mint {
            recipient: to,
            amount: amount.into(),
        },
        TokenAct::UpdateMinter { minter } => TokenMsg::UpdateMinter { new_minter: minter },
        TokenAct::LowerCap { cap } => TokenMsg::LowerCap { cap: cap.into() },
        TokenAct::LowerBudget { budget } => TokenMsg::LowerBudget {
            budget: budget.into(),
        },
        TokenAct::Ownership(step) => TokenMsg::UpdateOwnership(handover(&step)),
    }
}
