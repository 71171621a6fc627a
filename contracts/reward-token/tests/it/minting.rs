//! mint
//! ├── given the minter
//! │   ├── it mints up to the epoch's budget and not one unit more
//! │   ├── what an epoch left rolls over once
//! │   ├── nothing before the first second of the schedule
//! │   ├── the epoch changes in its first second
//! │   └── it never passes the cap, however many epochs pass
//! └── given anybody else
//!     └── it refuses

use aftercare_domain::emission::EmissionError;
use aftercare_interface::reward_token::{ExecuteMsg, InstantiateMsg};
use aftercare_kit::KitError;
use aftercare_reward_token::event::Minted;
use aftercare_reward_token::ContractError;
use cosmwasm_std::{coin, Event, Uint128};

use crate::world::{
    attributes, event, instantiated, mint, person, setup, World, BUDGET, EPOCH, START,
};

fn budget(asked: u128, left: u128, epoch: u64) -> ContractError {
    EmissionError::Budget { asked, left, epoch }.into()
}

#[test]
fn the_budget_is_minted_to_the_last_unit_and_no_further() {
    let mut world = World::new();
    let over = world.act("max", &mint("cid", BUDGET + 1)).unwrap_err();
    assert_eq!(over, budget(BUDGET + 1, BUDGET, 0));
    let response = world.act("max", &mint("cid", BUDGET)).unwrap();
    assert_eq!(world.balance("cid"), BUDGET);
    assert_eq!(
        world.act("max", &mint("cid", 1)).unwrap_err(),
        budget(1, 0, 0)
    );
    let cid = person("cid");
    let expected = [
        ("action", "mint"),
        ("to", cid.as_str()),
        ("amount", "10000"),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(attributes(&response), expected);
    let mut expected = Event::from(Minted {
        to: cid,
        amount: Uint128::new(BUDGET),
        to_balance: Uint128::new(BUDGET),
        supply: Uint128::new(12_000),
        minted: Uint128::new(12_000),
        epoch: 0,
        minted_in_epoch: Uint128::new(BUDGET),
        left: Uint128::zero(),
    });
    expected.ty = format!("wasm-{}", expected.ty);
    assert_eq!(event(&response, "minted"), expected);
}

#[test]
fn what_an_epoch_left_rolls_over_up_to_one_budget() {
    let mut world = World::new();
    world.act("max", &mint("cid", BUDGET - 10)).unwrap();
    world.at(START + EPOCH);
    let next = world.emission();
    assert_eq!(
        (next.budget.u128(), next.carried.u128(), next.left.u128()),
        (9_000, 10, 9_010)
    );
    world.act("max", &mint("cid", 10)).unwrap();
    world.at(START + 10_001 * EPOCH);
    let later = world.emission();
    assert_eq!(
        (later.epoch, later.budget.u128(), later.left.u128()),
        (10_001, 0, 0)
    );
    world.at(START + 3 * EPOCH);
    let idle = world.emission();
    assert_eq!((idle.budget.u128(), idle.left.u128()), (7_290, 14_580));
}

#[test]
fn nothing_is_minted_before_the_first_second_of_the_schedule() {
    let mut world = World::new();
    world.at(START - 1);
    assert_eq!(
        world.act("max", &mint("cid", 1)).unwrap_err(),
        budget(1, 0, 0)
    );
    world.at(START);
    world.act("max", &mint("cid", 1)).unwrap();
}

#[test]
fn an_epoch_begins_in_its_first_second() {
    let mut world = World::new();
    world.act("max", &mint("cid", BUDGET)).unwrap();
    world.at(START + EPOCH - 1);
    assert_eq!(
        world.act("max", &mint("cid", 1)).unwrap_err(),
        budget(1, 0, 0)
    );
    world.at(START + EPOCH);
    world.act("max", &mint("cid", 9_000)).unwrap();
    world.at(START + EPOCH + 1);
    assert_eq!(
        world.act("max", &mint("cid", 1)).unwrap_err(),
        budget(1, 0, 1)
    );
}

#[test]
fn the_cap_holds_however_many_epochs_pass() {
    let small = InstantiateMsg {
        cap: Uint128::new(12_001),
        ..setup()
    };
    let mut world = instantiated(&small, &[]).unwrap();
    world.act("max", &mint("cid", BUDGET)).unwrap();
    world
        .act(
            "cid",
            &ExecuteMsg::Burn {
                amount: Uint128::new(BUDGET),
            },
        )
        .unwrap();
    world.at(START + 5 * EPOCH);
    let cap = EmissionError::Cap {
        asked: 2,
        left: 1,
        cap: 12_001,
    };
    assert_eq!(world.act("max", &mint("cid", 2)).unwrap_err(), cap.into());
    world.act("max", &mint("cid", 1)).unwrap();
    assert_eq!(world.emission().left, Uint128::zero());
}

#[test]
fn only_the_minter_mints() {
    let mut world = World::new();
    for name in ["ada", "admin", "cid"] {
        let refused = ContractError::NotMinter {
            sender: person(name),
            minter: Some(person("max")),
        };
        assert_eq!(world.act(name, &mint(name, 1)).unwrap_err(), refused);
    }
    let error = world
        .act_with("max", &mint("cid", 1), &[coin(1, "ustray")])
        .unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
}
