//! The reward token.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::reward_token::{EmissionResponse, NextMinter, QueryMsg};
use aftercare_suite_model::token::{Expiry, Token};
use cosmwasm_std::Timestamp;
use cw20::{AllAllowancesResponse, Expiration, TokenInfoResponse};

use super::circles::ownership;
use super::Ground;
use crate::people::message::address;

pub fn all(ground: &Ground) -> Result<(), Failure> {
    let (token, now) = (&ground.model.token, ground.engine.now());
    let told: EmissionResponse = ground.told(&QueryMsg::Emission {})?;
    ground.same("the emission", &emission(token, now), &told)?;
    let told: TokenInfoResponse = ground.told(&QueryMsg::TokenInfo {})?;
    ground.same("the supply", &token.supply, &told.total_supply.u128())?;
    let told = ground.told(&QueryMsg::Ownership {})?;
    ground.same(
        "the owner of the token",
        &ownership(&token.ownership),
        &told,
    )?;
    for owner in &ground.people {
        allowances(ground, owner)?;
    }
    Ok(())
}

fn emission(token: &Token, now: UnixTime) -> EmissionResponse {
    let at = token.emission.at(now);
    let next = token.next_minter.as_ref();
    let announced = next.filter(|(_, from)| *from > now);
    EmissionResponse {
        cap: at.cap.into(),
        minted: at.minted.into(),
        epoch: at.epoch,
        budget: at.budget_of(at.epoch).into(),
        carried: at.carried.into(),
        minted_in_epoch: at.minted_in_epoch.into(),
        left: token.emission.left(now).into(),
        minter: token.minter_at(now).as_deref().map(address),
        next_minter: announced.map(|(minter, from)| NextMinter {
            minter: minter.as_deref().map(address),
            from: *from,
        }),
        as_of: now,
    }
}

fn allowances(ground: &Ground, owner: &str) -> Result<(), Failure> {
    let told: AllAllowancesResponse = ground.told(&QueryMsg::AllAllowances {
        owner: owner.to_owned(),
        start_after: None,
        limit: Some(30),
    })?;
    let mut contract: Vec<(String, u128, Expiration)> = told
        .allowances
        .into_iter()
        .map(|it| (it.spender, it.allowance.u128(), it.expires))
        .collect();
    contract.sort_by(|a, b| a.0.cmp(&b.0));
    let given = ground.model.token.allowances.iter();
    let given = given.filter(|((of, _), _)| of == owner);
    let model: Vec<(String, u128, Expiration)> = given
        .map(|((_, spender), held)| (spender.clone(), held.amount, expires(held.expires)))
        .collect();
    let name = ground.name(owner);
    ground.same(
        format!("the allowances that {name} gave"),
        &model,
        &contract,
    )
}

fn expires(expiry: Expiry) -> Expiration {
    match expiry {
        Expiry::Never => Expiration::Never {},
        Expiry::At(at) => Expiration::AtTime(Timestamp::from_seconds(at.0)),
    }
}
