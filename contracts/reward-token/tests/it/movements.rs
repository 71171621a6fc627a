//! transfer, send, burn
//! ├── given a balance that covers the amount
//! │   ├── it moves exactly that, with the attributes of CW20 and a typed event
//! │   ├── it tells the receiving contract who sent how much
//! │   └── it burns exactly that, and what was burnt cannot be minted again
//! ├── given a transfer to oneself
//! │   └── it changes nothing
//! ├── given an amount of nothing
//! │   └── it succeeds, as in cw20-base
//! ├── given a balance that falls short by one
//! │   └── it refuses
//! ├── given a receiver that refuses
//! │   └── nothing moves
//! └── given a coin, or a receiver that is no address
//!     └── it refuses

use aftercare_interface::reward_token::ExecuteMsg;
use aftercare_kit::KitError;
use aftercare_reward_token::event::{Burnt, Transferred};
use aftercare_reward_token::ContractError;
use cosmwasm_std::{coin, Binary, Event, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::world::{attributes, event, person, transfer, World, CAP};

fn on_chain(event: impl Into<Event>) -> Event {
    let mut event = event.into();
    event.ty = format!("wasm-{}", event.ty);
    event
}

fn send(world: &World, amount: u128, msg: &[u8]) -> ExecuteMsg {
    ExecuteMsg::Send {
        contract: world.recorder.to_string(),
        amount: amount.into(),
        msg: Binary::from(msg),
    }
}

fn burn(amount: u128) -> ExecuteMsg {
    ExecuteMsg::Burn {
        amount: amount.into(),
    }
}

fn short(balance: u128, asked: u128) -> ContractError {
    ContractError::BalanceShort {
        owner: person("ada"),
        balance: balance.into(),
        asked: asked.into(),
    }
}

#[test]
fn a_transfer_moves_exactly_the_amount() {
    let mut world = World::new();
    let response = world.act("ada", &transfer("bea", 400)).unwrap();
    assert_eq!((world.balance("ada"), world.balance("bea")), (600, 1_400));
    let (ada, bea) = (person("ada"), person("bea"));
    let expected = [
        ("action", "transfer"),
        ("from", ada.as_str()),
        ("to", bea.as_str()),
        ("amount", "400"),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(attributes(&response), expected);
    let expected = Transferred {
        from: ada,
        to: bea,
        by: None,
        amount: Uint128::new(400),
        from_balance: Uint128::new(600),
        to_balance: Uint128::new(1_400),
        allowance: None,
    };
    assert_eq!(event(&response, "transferred"), on_chain(expected));
}

#[test]
fn a_send_tells_the_receiving_contract_who_sent_how_much() {
    let mut world = World::new();
    let msg = send(&world, 7, b"\"hello\"");
    let response = world.act("ada", &msg).unwrap();
    let told = Cw20ReceiveMsg {
        sender: person("ada").into(),
        amount: Uint128::new(7),
        msg: Binary::from(b"\"hello\""),
    };
    assert_eq!(world.recorded(), Some(told));
    assert_eq!(attributes(&response)[0].1, "send");
    assert_eq!(world.balance("ada"), 993);
}

#[test]
fn what_was_burnt_is_gone_and_cannot_be_minted_again() {
    let mut world = World::new();
    let response = world.act("ada", &burn(300)).unwrap();
    assert_eq!((world.balance("ada"), world.supply()), (700, 1_700));
    assert_eq!(world.emission().minted.u128(), 2_000);
    assert_eq!(world.emission().cap.u128(), CAP);
    let expected = Burnt {
        from: person("ada"),
        by: None,
        amount: Uint128::new(300),
        from_balance: Uint128::new(700),
        supply: Uint128::new(1_700),
        allowance: None,
    };
    assert_eq!(event(&response, "burnt"), on_chain(expected));
}

#[test]
fn a_transfer_to_oneself_changes_nothing() {
    let mut world = World::new();
    let response = world.act("ada", &transfer("ada", 1_000)).unwrap();
    assert_eq!((world.balance("ada"), world.supply()), (1_000, 2_000));
    let balances: Vec<_> = event(&response, "transferred")
        .attributes
        .into_iter()
        .filter(|attribute| attribute.key.ends_with("balance"))
        .map(|attribute| attribute.value)
        .collect();
    assert_eq!(balances, ["1000", "1000"]);
}

#[test]
fn an_amount_of_nothing_succeeds() {
    let mut world = World::new();
    world.act("cid", &transfer("bea", 0)).unwrap();
    world.act("cid", &burn(0)).unwrap();
    let msg = send(&world, 0, b"");
    world.act("cid", &msg).unwrap();
    assert_eq!(world.supply(), 2_000);
}

#[test]
fn one_more_than_the_balance_is_refused() {
    let mut world = World::new();
    let too_much = send(&world, 1_001, b"");
    for msg in [
        transfer("bea", 1_001),
        burn(1_001),
        too_much,
        transfer("ada", 1_001),
    ] {
        assert_eq!(
            world.act("ada", &msg).unwrap_err(),
            short(1_000, 1_001),
            "{msg:?}"
        );
    }
    world.act("ada", &transfer("bea", 1_000)).unwrap();
    assert_eq!(world.act("ada", &burn(1)).unwrap_err(), short(0, 1));
}

#[test]
fn a_receiver_that_refuses_leaves_everything_as_it_was() {
    let mut world = World::new();
    let before = world.app.dump_wasm_raw(&world.token);
    let msg = send(&world, 7, b"refuse");
    let (ada, token) = (person("ada"), world.token.clone());
    let refused = cw_multi_test::Executor::execute_contract(&mut world.app, ada, token, &msg, &[]);
    assert!(refused.is_err());
    assert_eq!(before, world.app.dump_wasm_raw(&world.token));
}

#[test]
fn a_coin_is_refused_by_every_message() {
    let mut world = World::new();
    let to_recorder = send(&world, 1, b"");
    for msg in [transfer("bea", 1), burn(1), to_recorder] {
        let error = world
            .act_with("ada", &msg, &[coin(1, "ustray")])
            .unwrap_err();
        assert_eq!(
            error,
            KitError::UnexpectedFunds { coins: 1 }.into(),
            "{msg:?}"
        );
    }
}

#[test]
fn what_is_no_address_receives_nothing() {
    let mut world = World::new();
    let upper = person("bea").to_string().to_uppercase();
    for recipient in ["bea".to_owned(), String::new(), upper] {
        let msg = ExecuteMsg::Transfer {
            recipient,
            amount: Uint128::one(),
        };
        let error = world.act("ada", &msg).unwrap_err();
        assert!(
            matches!(error, ContractError::Kit(KitError::Std(_))),
            "{error:?}"
        );
    }
}
