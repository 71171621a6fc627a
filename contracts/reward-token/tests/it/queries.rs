//! queries
//! ├── given more accounts than one page
//! │   └── the pages together list each exactly once
//! ├── given allowances of many owners
//! │   └── a spender's list shows what each owner's list shows
//! ├── given the raw key that other contracts read
//! │   └── its bytes are as documented
//! └── given a limit of 0 or 31
//!     └── it refuses

use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::EMISSION_KEY;
use aftercare_interface::reward_token::{ExecuteMsg, InstantiateMsg, QueryMsg, SupplyPoint};
use aftercare_interface::Page;
use cosmwasm_std::{HexBinary, Uint128};
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceInfo,
};

use crate::world::{instantiated, mint, person, setup, transfer, World, CAP, EPOCH, START};

fn accounts(world: &World, start_after: Option<String>, limit: Option<u32>) -> Vec<String> {
    let msg = QueryMsg::AllAccounts { start_after, limit };
    world.ask::<AllAccountsResponse>(&msg).accounts
}

#[test]
fn pages_list_each_account_once() {
    let mut world = World::new();
    for n in 0..23 {
        world
            .act("ada", &transfer(&format!("holder {n}"), 1))
            .unwrap();
    }
    let mut listed = accounts(&world, None, None);
    assert_eq!(listed.len(), 10);
    while let Some(last) = listed.last().cloned() {
        let page = accounts(&world, Some(last), Some(7));
        if page.is_empty() {
            break;
        }
        listed.extend(page);
    }
    assert_eq!(listed.len(), 25);
    assert!(listed.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn a_spender_sees_what_each_owner_gave() {
    let mut world = World::new();
    for (n, owner) in ["ada", "bea", "cid"].into_iter().enumerate() {
        let msg = ExecuteMsg::IncreaseAllowance {
            spender: person("sam").into(),
            amount: Uint128::new(n as u128 + 1),
            expires: None,
        };
        world.act(owner, &msg).unwrap();
    }
    let all: AllSpenderAllowancesResponse = world.ask(&QueryMsg::AllSpenderAllowances {
        spender: person("sam").into(),
        start_after: None,
        limit: None,
    });
    assert_eq!(all.allowances.len(), 3);
    for given in all.allowances {
        let of_owner: AllAllowancesResponse = world.ask(&QueryMsg::AllAllowances {
            owner: given.owner,
            start_after: None,
            limit: None,
        });
        let expected = AllowanceInfo {
            spender: person("sam").into(),
            allowance: given.allowance,
            expires: given.expires,
        };
        assert_eq!(of_owner.allowances, [expected]);
    }
}

#[test]
fn a_limit_is_from_1_to_30() {
    let world = World::new();
    for (limit, accepted) in [(0, false), (1, true), (30, true), (31, false)] {
        let msg = QueryMsg::AllAccounts {
            start_after: None,
            limit: Some(limit),
        };
        assert_eq!(
            world.try_ask::<AllAccountsResponse>(&msg).is_ok(),
            accepted,
            "{limit}"
        );
    }
}

#[test]
fn the_raw_key_has_the_documented_bytes() {
    let mut world = World::new();
    world.at(START + EPOCH);
    world.act("max", &mint("cid", 16)).unwrap();
    assert_eq!(EMISSION_KEY, b"emission");
    let storage = world.app.contract_storage(&world.token);
    let bytes = HexBinary::from(storage.get(EMISSION_KEY).unwrap()).to_hex();
    let expected = [
        "01",         // version
        "c0843d",     // cap 1,000,000
        "e00f",       // minted 2,016
        "80a4a7da06", // start 1,800,000,000
        "80f524",     // epoch length 604,800
        "904e",       // budget of epoch 0: 10,000
        "e807",       // decay 1,000
        "01",         // epoch of the last mint or lowering
        "10",         // minted in it
        "a846",       // carried into it: 9,000
    ];
    let max = person("max");
    let named = HexBinary::from(max.as_bytes()).to_hex();
    let minter = format!("01{:02x}{named}00", max.as_bytes().len()); // present; no other is announced
    assert_eq!(bytes, expected.concat() + &minter);
}

fn curve(world: &World, start_after: Option<u64>, limit: u32) -> Page<SupplyPoint, u64> {
    let limit = Some(limit);
    world.ask(&QueryMsg::SupplyCurve { start_after, limit })
}

#[test]
fn the_supply_curve_says_what_each_epoch_to_come_may_bring() {
    let mut world = World::new();
    world.act("max", &mint("cid", 16)).unwrap();
    let page = curve(&world, None, 3);
    let row = |epoch: u64, budget: u128, most: u128| SupplyPoint {
        epoch,
        from: UnixTime(START + epoch * EPOCH),
        budget: budget.into(),
        minted_at_most: most.into(),
    };
    // 2,000 exist from the beginning; the bound of a sum is at most a few units too high.
    let rows = [
        row(0, 10_000, 12_000),
        row(1, 9_000, 21_001),
        row(2, 8_100, 29_101),
    ];
    assert_eq!(page.rows, rows);
    assert_eq!(page.next, Some(2));
    assert_eq!(curve(&world, Some(2), 1).rows[0].epoch, 3);
    world.at(START + 5 * EPOCH);
    assert_eq!(curve(&world, Some(2), 1).rows[0].epoch, 5);
    let end = curve(&world, Some(500), 30);
    assert_eq!((end.rows[0].budget.u128(), end.next), (0, None));
    assert!(end.rows[0].minted_at_most.u128() <= CAP);
}

#[test]
fn the_curve_never_passes_the_cap() {
    let small = InstantiateMsg {
        cap: Uint128::new(15_000),
        ..setup()
    };
    let world = instantiated(&small, &[]).unwrap();
    let rows = curve(&world, None, 30).rows;
    assert!(rows[1..]
        .iter()
        .all(|row| row.minted_at_most.u128() == 15_000));
}
