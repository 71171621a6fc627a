//! increase_allowance, decrease_allowance, transfer_from, send_from, burn_from
//! ├── given a live allowance
//! │   ├── it is spent exactly, by each of the three messages
//! │   ├── a hook names the spender
//! │   └── one unit more is refused, of the allowance and of the balance behind it
//! ├── given an expiry
//! │   ├── it can be used in the last second before it, and not in it
//! │   └── one that has passed is refused when it is set
//! ├── given a decrease
//! │   ├── it lowers, or withdraws where nothing would be left
//! │   └── it refuses where nothing was given
//! └── given oneself as spender
//!     └── it refuses

use aftercare_interface::reward_token::{ExecuteMsg, QueryMsg};
use aftercare_reward_token::event::AllowanceSet;
use aftercare_reward_token::ContractError;
use cosmwasm_std::{Binary, Event, Timestamp, Uint128};
use cw20::{AllowanceResponse, Expiration};

use crate::world::{attributes, event, person, World, START};

fn increase(spender: &str, amount: u128, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::IncreaseAllowance {
        spender: person(spender).into(),
        amount: amount.into(),
        expires,
    }
}

fn decrease(spender: &str, amount: u128, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::DecreaseAllowance {
        spender: person(spender).into(),
        amount: amount.into(),
        expires,
    }
}

fn transfer_from(owner: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::TransferFrom {
        owner: person(owner).into(),
        recipient: person("cid").into(),
        amount: amount.into(),
    }
}

fn burn_from(owner: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::BurnFrom {
        owner: person(owner).into(),
        amount: amount.into(),
    }
}

fn allowance(world: &World) -> AllowanceResponse {
    world.ask(&QueryMsg::Allowance {
        owner: person("ada").into(),
        spender: person("sam").into(),
    })
}

fn until(second: u64) -> Option<Expiration> {
    Some(Expiration::AtTime(Timestamp::from_seconds(second)))
}

fn short(allowance: u128, asked: u128) -> ContractError {
    ContractError::AllowanceShort {
        owner: person("ada"),
        spender: person("sam"),
        allowance: allowance.into(),
        asked: asked.into(),
    }
}

#[test]
fn an_allowance_is_spent_exactly_by_each_message() {
    let mut world = World::new();
    world.act("ada", &increase("sam", 100, None)).unwrap();
    world.act("sam", &transfer_from("ada", 40)).unwrap();
    world.act("sam", &burn_from("ada", 30)).unwrap();
    let send = ExecuteMsg::SendFrom {
        owner: person("ada").into(),
        contract: world.recorder.to_string(),
        amount: Uint128::new(30),
        msg: Binary::default(),
    };
    let response = world.act("sam", &send).unwrap();
    assert_eq!(world.recorded().unwrap().sender, person("sam").as_str());
    let keys: Vec<_> = attributes(&response)
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(keys, ["action", "from", "to", "by", "amount"]);
    assert_eq!((world.balance("ada"), world.balance("cid")), (900, 40));
    assert_eq!(allowance(&world).allowance, Uint128::zero());
    assert_eq!(
        world.act("sam", &transfer_from("ada", 1)).unwrap_err(),
        short(0, 1)
    );
}

#[test]
fn one_unit_more_than_the_allowance_or_the_balance_is_refused() {
    let mut world = World::new();
    world.act("ada", &increase("sam", 100, None)).unwrap();
    for msg in [transfer_from("ada", 101), burn_from("ada", 101)] {
        assert_eq!(world.act("sam", &msg).unwrap_err(), short(100, 101));
    }
    world.act("ada", &increase("sam", 10_000, None)).unwrap();
    let refused = ContractError::BalanceShort {
        owner: person("ada"),
        balance: Uint128::new(1_000),
        asked: Uint128::new(1_001),
    };
    assert_eq!(
        world.act("sam", &transfer_from("ada", 1_001)).unwrap_err(),
        refused
    );
}

#[test]
fn nobody_spends_what_was_not_given_to_them() {
    let mut world = World::new();
    world.act("ada", &increase("sam", 100, None)).unwrap();
    for (sender, owner) in [("cid", "ada"), ("sam", "bea"), ("ada", "ada")] {
        let refused = ContractError::NoAllowance {
            owner: person(owner),
            spender: person(sender),
        };
        assert_eq!(
            world.act(sender, &transfer_from(owner, 1)).unwrap_err(),
            refused
        );
    }
}

#[test]
fn an_allowance_ends_in_the_second_of_its_expiry() {
    let mut world = World::new();
    world
        .act("ada", &increase("sam", 100, until(START + 10)))
        .unwrap();
    world.at(START + 9);
    world.act("sam", &transfer_from("ada", 1)).unwrap();
    for second in [START + 10, START + 11] {
        world.at(second);
        let refused = ContractError::AllowanceExpired {
            owner: person("ada"),
            spender: person("sam"),
            expires: until(START + 10).unwrap(),
        };
        assert_eq!(
            world.act("sam", &transfer_from("ada", 1)).unwrap_err(),
            refused
        );
        assert_eq!(world.act("sam", &burn_from("ada", 1)).unwrap_err(), refused);
    }
}

#[test]
fn an_expiry_that_has_passed_is_refused_when_it_is_set() {
    let mut world = World::new();
    world.act("ada", &increase("sam", 100, None)).unwrap();
    for second in [START - 1, START] {
        let expires = until(second).unwrap();
        let refused = ContractError::ExpiryPast { expires };
        let raise = increase("sam", 1, Some(expires));
        assert_eq!(world.act("ada", &raise).unwrap_err(), refused);
        let lower = decrease("sam", 1, Some(expires));
        assert_eq!(world.act("ada", &lower).unwrap_err(), refused);
    }
    world
        .act("ada", &increase("sam", 1, until(START + 1)))
        .unwrap();
}

#[test]
fn a_decrease_lowers_or_withdraws() {
    let mut world = World::new();
    world.act("ada", &increase("sam", 100, None)).unwrap();
    world.act("ada", &decrease("sam", 99, None)).unwrap();
    assert_eq!(allowance(&world).allowance, Uint128::one());
    let response = world
        .act("ada", &decrease("sam", 5, until(START - 1)))
        .unwrap();
    let mut expected = Event::from(AllowanceSet {
        owner: person("ada"),
        spender: person("sam"),
        allowance: Uint128::zero(),
        expires: None,
    });
    expected.ty = format!("wasm-{}", expected.ty);
    assert_eq!(event(&response, "allowance-set"), expected);
    let none = ContractError::NoAllowance {
        owner: person("ada"),
        spender: person("sam"),
    };
    assert_eq!(
        world.act("sam", &transfer_from("ada", 0)).unwrap_err(),
        none
    );
    assert_eq!(
        world.act("ada", &decrease("sam", 1, None)).unwrap_err(),
        none
    );
}

#[test]
fn an_allowance_that_passes_128_bits_is_refused() {
    let mut world = World::new();
    world.act("ada", &increase("sam", u128::MAX, None)).unwrap();
    let refused = aftercare_kit::KitError::Overflow { field: "allowance" };
    assert_eq!(
        world.act("ada", &increase("sam", 1, None)).unwrap_err(),
        refused.into()
    );
}

#[test]
fn nobody_allows_oneself() {
    let mut world = World::new();
    for msg in [increase("ada", 1, None), decrease("ada", 1, None)] {
        let refused = ContractError::OwnAccount {
            spender: person("ada"),
        };
        assert_eq!(world.act("ada", &msg).unwrap_err(), refused);
    }
}
