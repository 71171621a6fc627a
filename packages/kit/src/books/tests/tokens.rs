//! Assets that are CW20 tokens: who passes for one, what is asked of it and what it is told.

use cosmwasm_std::testing::mock_dependencies;
use cosmwasm_std::{ContractResult, SystemError, SystemResult, WasmMsg, WasmQuery};

use super::*;

fn token() -> Asset {
    Asset::cw20(&person("token"))
}

/// A chain with one contract, which answers what a token is asked, as told.
fn answering(info: &'static str, balance: &'static str) -> Deps {
    let mut deps = mock_dependencies();
    let (token, contract) = (person("token"), person("contract"));
    deps.querier.update_wasm(move |query| match query {
        WasmQuery::Smart { contract_addr, msg } if *contract_addr == token.to_string() => {
            let asked = String::from_utf8(msg.to_vec()).unwrap();
            let answer = if asked == r#"{"token_info":{}}"# {
                info
            } else {
                assert_eq!(
                    asked,
                    format!(r#"{{"balance":{{"address":"{contract}"}}}}"#)
                );
                balance
            };
            SystemResult::Ok(ContractResult::Ok(answer.as_bytes().into()))
        }
        _ => SystemResult::Err(SystemError::Unknown {}),
    });
    deps
}

/// Books of a token that holds 130 units for the contract; 100 of them are in.
fn with_token() -> Deps {
    let info = r#"{"name":"T","symbol":"T","decimals":6,"total_supply":"500"}"#;
    let mut deps = answering(info, r#"{"balance":"130"}"#);
    list(deps.as_mut(), &token(), 1).unwrap();
    receive_new(&mut deps.storage, &token(), Uint128::new(100)).unwrap();
    deps
}

fn told(message: &str) -> CosmosMsg {
    let execute = WasmMsg::Execute {
        contract_addr: person("token").to_string(),
        msg: message.as_bytes().into(),
        funds: vec![],
    };
    execute.into()
}

fn pushed(deps: &mut Deps, owner: &Addr, amount: u128) -> CosmosMsg {
    let payout = Payout {
        asset: token(),
        ..payout(owner, amount)
    };
    let sub = push(&mut deps.storage, &person("contract"), payout);
    sub.unwrap().unwrap().msg
}

#[test]
fn a_token_is_a_contract_that_answers_with_a_supply() {
    let deps = with_token();
    assert_eq!(require_listed(&deps.storage, &token()), Ok(()));
    assert_eq!(require_open(&deps.storage, &token()), Ok(()));
    let mut deps = answering(r#"{"name":"T","supply":"500"}"#, "{}");
    let asset = token();
    let refused = KitError::AssetInvalid { asset };
    assert_eq!(list(deps.as_mut(), &token(), 1), Err(refused));
}

#[test]
fn a_token_is_told_to_transfer_and_to_burn() {
    let mut deps = with_token();
    let alice = person("alice");
    let transfer = format!(r#"{{"transfer":{{"recipient":"{alice}","amount":"30"}}}}"#);
    assert_eq!(pushed(&mut deps, &alice, 30), told(&transfer));
    let burn = r#"{"burn":{"amount":"7"}}"#;
    assert_eq!(pushed(&mut deps, &person("contract"), 7), told(burn));
}

#[test]
fn what_a_token_holds_beyond_the_books_becomes_a_claim_once() {
    let mut deps = with_token();
    let (contract, alice) = (person("contract"), person("alice"));
    let surplus = claim_surplus(deps.as_mut(), &contract, &alice, &token());
    assert_eq!(surplus, Ok(Uint128::new(30)));
    assert_eq!(claim_of(&deps, &alice), 30);
    assert_eq!(total(&deps.storage, &token()), Ok(Uint128::new(130)));
    let nothing = KitError::NothingToPay {
        owner: alice.clone(),
        asset: token(),
    };
    let again = claim_surplus(deps.as_mut(), &contract, &alice, &token());
    assert_eq!(again, Err(nothing));
    let (paid, message) = pay_claim(&mut deps.storage, &contract, &alice, &token()).unwrap();
    let transfer = format!(r#"{{"transfer":{{"recipient":"{alice}","amount":"30"}}}}"#);
    assert_eq!((paid, message), (Uint128::new(30), told(&transfer)));
}

#[test]
fn a_claim_moves_whole_to_another_owner() {
    let mut deps = with_token();
    let (alice, bob) = (person("alice"), person("bob"));
    for (owner, amount) in [(&alice, 20u128), (&bob, 5)] {
        let money = AssetAmount {
            asset: token(),
            amount: Uint128::new(amount),
        };
        claim(&mut deps.storage, owner, money).unwrap();
    }
    let moved = move_claim(&mut deps.storage, (&alice, &bob), &token());
    assert_eq!(moved, Ok(Uint128::new(20)));
    assert_eq!((claim_of(&deps, &alice), claim_of(&deps, &bob)), (0, 25));
    assert_eq!(total(&deps.storage, &token()), Ok(Uint128::new(100)));
}

#[test]
fn new_money_comes_in_only_while_the_asset_is_open() {
    let mut deps = with_token();
    close(&mut deps.storage, &token()).unwrap();
    let closed = KitError::AssetClosed { asset: token() };
    let new = receive_new(&mut deps.storage, &token(), Uint128::one());
    assert_eq!(new, Err(closed));
    assert_eq!(total(&deps.storage, &token()), Ok(Uint128::new(100)));
    let other = euro();
    let unlisted = KitError::AssetUnlisted { asset: other };
    assert_eq!(require_listed(&deps.storage, &euro()), Err(unlisted));
    let page = assets(&deps.storage, None, None).unwrap();
    let rows: Vec<_> = page.rows.iter().map(|row| (&row.asset, row.open)).collect();
    assert_eq!(rows, [(&token(), false)]);
}
