//! instantiate
//! ├── given the default set-up
//! │   └── it tells what exists, who mints, and what may be minted
//! ├── given a name, symbol, decimals or list out of bounds
//! │   └── it names field, value and limit
//! ├── given an address twice, or one that is no address
//! │   └── it refuses
//! ├── given more initial balances than the cap
//! │   └── it refuses
//! ├── given a schedule that cannot be followed
//! │   └── it refuses
//! └── given a coin
//!     └── it refuses

use aftercare_domain::emission::EmissionError;
use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::reward_token::{InstantiateMsg, QueryMsg, Schedule};
use aftercare_kit::KitError;
use aftercare_reward_token::ContractError;
use cosmwasm_std::{coin, Uint128};
use cw20::{Cw20Coin, MinterResponse, TokenInfoResponse};

use crate::world::{instantiated, person, setup, World, BUDGET, CAP};

fn refused(msg: &InstantiateMsg) -> ContractError {
    instantiated(msg, &[]).err().unwrap()
}

#[test]
fn the_default_set_up_tells_what_exists_who_mints_and_what_may_be_minted() {
    let world = World::new();
    let info: TokenInfoResponse = world.ask(&QueryMsg::TokenInfo {});
    let expected = TokenInfoResponse {
        name: "Aftercare".into(),
        symbol: "CARE".into(),
        decimals: 6,
        total_supply: Uint128::new(2_000),
    };
    assert_eq!(info, expected);
    let minter: Option<MinterResponse> = world.ask(&QueryMsg::Minter {});
    let expected = MinterResponse {
        minter: person("max").into(),
        cap: Some(Uint128::new(CAP)),
    };
    assert_eq!(minter, Some(expected));
    let emission = world.emission();
    assert_eq!(
        (emission.minted.u128(), emission.left.u128()),
        (2_000, BUDGET)
    );
}

#[test]
fn a_name_has_3_to_50_bytes() {
    for (length, accepted) in [(2, false), (3, true), (50, true), (51, false)] {
        let msg = InstantiateMsg {
            name: "n".repeat(length),
            ..setup()
        };
        let error = KitError::Length {
            field: "name",
            length,
            min: 3,
            max: 50,
        };
        let result = instantiated(&msg, &[]).map(|_| ());
        assert_eq!(result, if accepted { Ok(()) } else { Err(error.into()) });
    }
}

#[test]
fn a_symbol_has_3_to_12_letters_or_hyphens() {
    for symbol in ["CA", "CAREFORALLOFUS", "CAR3", "CÁR", ""] {
        let msg = InstantiateMsg {
            symbol: symbol.into(),
            ..setup()
        };
        assert_eq!(
            refused(&msg),
            ContractError::Symbol {
                symbol: symbol.into()
            }
        );
    }
    for symbol in ["CAR", "a-B", "CAREFORALLOF"] {
        let msg = InstantiateMsg {
            symbol: symbol.into(),
            ..setup()
        };
        assert!(instantiated(&msg, &[]).is_ok(), "{symbol}");
    }
}

#[test]
fn at_most_18_decimals() {
    assert!(instantiated(
        &InstantiateMsg {
            decimals: 18,
            ..setup()
        },
        &[]
    )
    .is_ok());
    let error = KitError::Range {
        field: "decimals",
        value: 19,
        min: 0,
        max: 18,
    };
    assert_eq!(
        refused(&InstantiateMsg {
            decimals: 19,
            ..setup()
        }),
        error.into()
    );
}

#[test]
fn at_most_30_initial_balances_each_address_once() {
    let rows = |count: usize| -> Vec<Cw20Coin> {
        let row = |n: usize| Cw20Coin {
            address: person(&format!("holder {n}")).into(),
            amount: Uint128::one(),
        };
        (0..count).map(row).collect()
    };
    assert!(instantiated(
        &InstantiateMsg {
            initial_balances: rows(30),
            ..setup()
        },
        &[]
    )
    .is_ok());
    let error = KitError::Count {
        field: "initial_balances",
        count: 31,
        min: 0,
        max: 30,
    };
    assert_eq!(
        refused(&InstantiateMsg {
            initial_balances: rows(31),
            ..setup()
        }),
        error.into()
    );
    let twice = [rows(2), rows(1)].concat();
    let value = twice[0].address.clone();
    let error = KitError::Duplicate {
        field: "initial_balances",
        value,
    };
    assert_eq!(
        refused(&InstantiateMsg {
            initial_balances: twice,
            ..setup()
        }),
        error.into()
    );
}

#[test]
fn what_is_no_address_is_refused() {
    let msg = InstantiateMsg {
        minter: "max".into(),
        ..setup()
    };
    assert!(matches!(
        refused(&msg),
        ContractError::Kit(KitError::Std(_))
    ));
    let upper = person("max").to_string().to_uppercase();
    let msg = InstantiateMsg {
        minter: upper,
        ..setup()
    };
    assert!(matches!(
        refused(&msg),
        ContractError::Kit(KitError::Std(_))
    ));
    let msg = InstantiateMsg {
        owner: "olga".into(),
        ..setup()
    };
    assert!(matches!(
        refused(&msg),
        ContractError::Kit(KitError::Std(_))
    ));
}

#[test]
fn initial_balances_count_against_the_cap() {
    let capped = |cap: u128| InstantiateMsg {
        cap: cap.into(),
        ..setup()
    };
    assert!(instantiated(&capped(2_000), &[]).is_ok());
    let error = EmissionError::Cap {
        asked: 2_000,
        left: 1_999,
        cap: 1_999,
    };
    assert_eq!(refused(&capped(1_999)), error.into());
}

#[test]
fn balances_that_pass_128_bits_are_refused() {
    let mut msg = InstantiateMsg {
        cap: Uint128::MAX,
        ..setup()
    };
    msg.initial_balances[0].amount = Uint128::MAX;
    let error = KitError::Overflow {
        field: "initial_balances",
    };
    assert_eq!(refused(&msg), error.into());
}

#[test]
fn a_schedule_that_cannot_be_followed_is_refused() {
    let schedule = setup().schedule;
    let short = Schedule {
        epoch_length: Seconds(3_599),
        ..schedule.clone()
    };
    let error = EmissionError::EpochLength {
        value: Seconds(3_599),
    };
    assert_eq!(
        refused(&InstantiateMsg {
            schedule: short,
            ..setup()
        }),
        error.into()
    );
    let steep = Schedule {
        decay: Bps(10_001),
        ..schedule
    };
    let error = EmissionError::Decay { value: Bps(10_001) };
    assert_eq!(
        refused(&InstantiateMsg {
            schedule: steep,
            ..setup()
        }),
        error.into()
    );
}

#[test]
fn a_coin_is_refused() {
    let error = instantiated(&setup(), &[coin(1, "ustray")]).err().unwrap();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
}
