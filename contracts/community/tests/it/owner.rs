//! wire, set_rate, list_asset, close_asset, update_ownership
//! ├── given the owner
//! │   ├── it names the token once and never again
//! │   ├── it refuses a token that another may mint, or that does not say how much
//! │   ├── a raised rate counts 7 days later, a lowered one at once
//! │   ├── before the token is named both count at once, to the very message that names it
//! │   ├── at most 16 assets have a rate, none above 1,000,000
//! │   ├── at most 64 assets ever have one, and those that had keep their place
//! │   ├── a closed asset takes no bounty, and pays what it holds
//! │   └── ownership moves in two steps, lapses, and cannot be given up
//! └── given anybody else, or a coin
//!     └── it refuses

use aftercare_community::event::{RateSet, Wired};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{ExecuteMsg, QueryMsg, RateResponse, MAX_RATE};
use aftercare_interface::raw::EMISSION_KEY;
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use cosmwasm_std::{Decimal, Timestamp};
use cw_ownable::{Action, Expiration, OwnershipError};

use crate::world::{euro, euros, event, person, points_a_unit, question, World, DAY, START};

const WEEK: u64 = 7 * DAY;

fn set_rate(asset: Asset, points: u128) -> ExecuteMsg {
    ExecuteMsg::SetRate {
        asset,
        rate: points_a_unit(points),
    }
}

fn rates(world: &World) -> Vec<RateResponse> {
    let msg = QueryMsg::Rates {
        start_after: None,
        limit: Some(30),
    };
    world.ask::<Page<RateResponse, String>>(&msg).rows
}

fn in_force(world: &World) -> Decimal {
    let all = rates(world);
    all.iter()
        .find(|rate| rate.asset == euro())
        .map(|rate| rate.rate)
        .unwrap_or_default()
}

#[test]
fn the_token_is_named_once() {
    let mut world = World::bare();
    let token = world.token.clone();
    let msg = ExecuteMsg::Wire {
        token: token.to_string(),
    };
    let response = world.act("owner", &msg).unwrap();
    assert!(event(
        &response,
        Wired {
            token: token.clone()
        }
    ));
    assert_eq!(world.config().token, Some(token.clone()));
    for again in [token.clone(), world.dollar.clone()] {
        let msg = ExecuteMsg::Wire {
            token: again.to_string(),
        };
        let refused = ContractError::AlreadyWired {
            token: token.clone(),
        };
        assert_eq!(world.act("owner", &msg).unwrap_err(), refused);
    }
}

#[test]
fn a_token_that_another_may_mint_is_refused() {
    let mut world = World::bare();
    let other = World::bare();
    // A token of the same address whose minter is another contract: moved by its own rules beforehand.
    let token = world.token.clone();
    let community = world.community.clone();
    let hand_over = cw20::Cw20ExecuteMsg::UpdateMinter {
        new_minter: Some(person("eve").into()),
    };
    cw_multi_test::Executor::execute_contract(
        &mut world.app,
        community,
        token.clone(),
        &hand_over,
        &[],
    )
    .unwrap();
    let msg = ExecuteMsg::Wire {
        token: token.to_string(),
    };
    let minter = Some(person("eve").to_string());
    let refused = ContractError::NotMinter {
        token: token.clone(),
        minter,
    };
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused);
    let escrow = other.escrow;
    let msg = ExecuteMsg::Wire {
        token: escrow.to_string(),
    };
    let refused = ContractError::NotMinter {
        token: escrow,
        minter: None,
    };
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused);
}

#[test]
fn a_token_that_does_not_say_what_may_be_minted_is_refused() {
    let mut world = World::bare();
    let token = world.token.clone();
    let msg = ExecuteMsg::Wire {
        token: token.to_string(),
    };
    let refused = || ContractError::NoEmission {
        token: token.clone(),
    };
    world
        .app
        .contract_storage_mut(&token)
        .set(EMISSION_KEY, b"not a layout");
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused());
    world.app.contract_storage_mut(&token).remove(EMISSION_KEY);
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused());
}

#[test]
fn a_raised_rate_counts_seven_days_later_to_the_second() {
    let mut world = World::wired();
    let response = world.act("owner", &set_rate(euro(), 2)).unwrap();
    let from = START + WEEK;
    let told = RateSet {
        asset: euro().key(),
        rate: "0".into(),
        next_rate: Some("2".into()),
        next_from: Some(UnixTime(from)),
    };
    assert!(event(&response, told));
    world.burnt("ada", &euro(), 100);
    for (second, feedback) in [(from - 1, 0), (from, 90), (from + 1, 90)] {
        world.at(second);
        assert_eq!(world.allowance("ada").0, feedback, "{second}");
        let announced = rates(&world).iter().any(|rate| rate.next.is_some());
        assert_eq!(announced, second < from, "{second}");
    }
    assert_eq!(in_force(&world), Decimal::raw(2_000_000_000_000_000_000));
}

#[test]
fn a_lowered_rate_counts_at_once_and_withdraws_what_was_announced() {
    let mut world = World::wired();
    world.act("owner", &set_rate(euro(), 4)).unwrap();
    world.wait(WEEK);
    world.act("owner", &set_rate(euro(), 9)).unwrap();
    world.act("owner", &set_rate(euro(), 3)).unwrap();
    world.burnt("ada", &euro(), 100);
    assert_eq!(world.allowance("ada").0, 135);
    world.wait(2 * WEEK);
    assert_eq!(in_force(&world), points_a_unit(3));
    assert_eq!(rates(&world)[0].next, None);
}

#[test]
fn raising_again_starts_the_notice_again() {
    let mut world = World::wired();
    world.act("owner", &set_rate(euro(), 4)).unwrap();
    world.wait(WEEK - 1);
    world.act("owner", &set_rate(euro(), 5)).unwrap();
    world.wait(WEEK - 1);
    assert_eq!(in_force(&world), Decimal::zero());
    world.wait(1);
    assert_eq!(in_force(&world), points_a_unit(5));
}

#[test]
fn a_rate_counts_at_once_until_the_token_is_named() {
    let mut world = World::bare();
    let response = world.act("owner", &set_rate(euro(), 2)).unwrap();
    let told = RateSet {
        asset: euro().key(),
        rate: "2".into(),
        next_rate: None,
        next_from: None,
    };
    assert!(event(&response, told));
    world.burnt("ada", &euro(), 100);
    assert_eq!(world.allowance("ada"), (90, 100));
    for points in [5, 1, 4] {
        world.act("owner", &set_rate(euro(), points)).unwrap();
        assert_eq!(in_force(&world), points_a_unit(points));
        assert_eq!(rates(&world)[0].next, None);
    }
}

#[test]
fn naming_the_token_keeps_the_rates_and_ends_their_counting_at_once_in_that_second() {
    let mut world = World::bare();
    world.act("owner", &set_rate(euro(), 2)).unwrap();
    let token = world.token.to_string();
    world.act("owner", &ExecuteMsg::Wire { token }).unwrap();
    assert_eq!(in_force(&world), points_a_unit(2));
    world.act("owner", &set_rate(euro(), 3)).unwrap();
    let dollar = world.dollar();
    world.act("owner", &set_rate(dollar.clone(), 7)).unwrap();
    world.burnt("ada", &dollar, 100);
    for (second, euros, feedback) in [(START + WEEK - 1, 2, 0), (START + WEEK, 3, 315)] {
        world.at(second);
        assert_eq!(in_force(&world), points_a_unit(euros), "{second}");
        assert_eq!(world.allowance("ada").0, feedback, "{second}");
    }
}

#[test]
fn a_rate_is_bounded_and_spelt_canonically() {
    let mut world = World::bare();
    let rate = MAX_RATE + Decimal::raw(1);
    let msg = ExecuteMsg::SetRate {
        asset: euro(),
        rate,
    };
    let refused = ContractError::RateTooHigh {
        rate,
        max: MAX_RATE,
    };
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused);
    world
        .act(
            "owner",
            &ExecuteMsg::SetRate {
                asset: euro(),
                rate: MAX_RATE,
            },
        )
        .unwrap();
    let json = format!("\"{}\"", world.dollar.to_string().to_uppercase());
    let address = cosmwasm_std::from_json(json).unwrap();
    let error = world
        .act("owner", &set_rate(Asset::Cw20 { address }, 1))
        .unwrap_err();
    assert!(
        matches!(error, ContractError::Kit(KitError::Std(_))),
        "{error:?}"
    );
}

#[test]
fn at_most_16_assets_have_a_rate_and_a_rate_of_nothing_makes_room() {
    let mut world = World::bare();
    let coin = |n: u32| Asset::native(format!("coin{n}"));
    for n in 0..16 {
        world.act("owner", &set_rate(coin(n), 1)).unwrap();
    }
    let full = ContractError::RatesFull { max: 16 };
    assert_eq!(
        world.act("owner", &set_rate(coin(16), 1)).unwrap_err(),
        full
    );
    world.act("owner", &set_rate(coin(3), 2)).unwrap();
    world.act("owner", &set_rate(coin(3), 0)).unwrap();
    world.act("owner", &set_rate(coin(16), 1)).unwrap();
    assert_eq!(rates(&world).len(), 16);
}

#[test]
fn at_most_64_assets_ever_have_a_rate() {
    let mut world = World::bare();
    let coin = |n: u32| Asset::native(format!("coin{n}"));
    for n in 0..64 {
        world.act("owner", &set_rate(coin(n), 1)).unwrap();
        world.act("owner", &set_rate(coin(n), 0)).unwrap();
    }
    let full = ContractError::RatedFull { max: 64 };
    let refused = world.act("owner", &set_rate(coin(64), 1)).unwrap_err();
    assert_eq!(refused, full);
    world.act("owner", &set_rate(coin(0), 1)).unwrap();
}

#[test]
fn a_closed_asset_takes_no_bounty_and_pays_what_it_holds() {
    let mut world = World::new();
    let number = world.asked("ada", &euros(100));
    world
        .act("owner", &ExecuteMsg::CloseAsset { asset: euro() })
        .unwrap();
    let ask = ExecuteMsg::Ask(question());
    let refused = KitError::AssetClosed { asset: euro() };
    assert_eq!(
        world.act_with("ada", &ask, &euros(1)).unwrap_err(),
        refused.into()
    );
    world.wait(15 * DAY);
    world
        .act("eve", &ExecuteMsg::Poke { question: number })
        .unwrap();
    assert_eq!(world.claim_of("ada", &euro()), 100);
    world
        .act("ada", &ExecuteMsg::Withdraw { asset: euro() })
        .unwrap();
    world
        .act("owner", &ExecuteMsg::ListAsset { asset: euro() })
        .unwrap();
    world.act_with("ada", &ask, &euros(1)).unwrap();
}

#[test]
fn what_is_no_asset_is_not_listed() {
    let mut world = World::bare();
    for asset in [
        Asset::native("e"),
        Asset::cw20(&world.escrow),
        Asset::cw20(&person("ada")),
    ] {
        let refused = KitError::AssetInvalid {
            asset: asset.clone(),
        };
        let msg = ExecuteMsg::ListAsset { asset };
        assert_eq!(world.act("owner", &msg).unwrap_err(), refused.into());
    }
    let refused = KitError::AssetUnlisted { asset: euro() };
    let msg = ExecuteMsg::CloseAsset { asset: euro() };
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused.into());
}

#[test]
fn nobody_else_may_do_what_the_owner_may() {
    let mut world = World::bare();
    let token = world.token.to_string();
    let messages = [
        ExecuteMsg::Wire { token },
        set_rate(euro(), 1),
        ExecuteMsg::ListAsset { asset: euro() },
        ExecuteMsg::CloseAsset { asset: euro() },
        ExecuteMsg::UpdateOwnership(hand_over(START + DAY)),
    ];
    for msg in messages {
        for name in ["ada", "admin"] {
            let refused = KitError::Ownership(OwnershipError::NotOwner);
            assert_eq!(
                world.act(name, &msg).unwrap_err(),
                refused.into(),
                "{msg:?}"
            );
        }
        let error = world.act_with("owner", &msg, &euros(1)).unwrap_err();
        assert_eq!(
            error,
            KitError::UnexpectedFunds { coins: 1 }.into(),
            "{msg:?}"
        );
    }
}

fn hand_over(until: u64) -> Action {
    Action::TransferOwnership {
        new_owner: person("bea").into(),
        expiry: Some(Expiration::AtTime(Timestamp::from_seconds(until))),
    }
}

#[test]
fn ownership_moves_in_two_steps_and_lapses() {
    let mut world = World::bare();
    world
        .act("owner", &ExecuteMsg::UpdateOwnership(hand_over(START + 10)))
        .unwrap();
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    let refused = KitError::Ownership(OwnershipError::NotPendingOwner);
    assert_eq!(world.act("eve", &accept).unwrap_err(), refused.into());
    world.at(START + 10);
    let refused = KitError::Ownership(OwnershipError::TransferExpired);
    assert_eq!(world.act("bea", &accept).unwrap_err(), refused.into());
    world
        .act("owner", &ExecuteMsg::UpdateOwnership(hand_over(START + 20)))
        .unwrap();
    world.at(START + 19);
    world.act("bea", &accept).unwrap();
    world
        .act("bea", &ExecuteMsg::ListAsset { asset: euro() })
        .unwrap();
    let refused = KitError::Ownership(OwnershipError::NotOwner);
    let msg = ExecuteMsg::CloseAsset { asset: euro() };
    assert_eq!(world.act("owner", &msg).unwrap_err(), refused.into());
}

#[test]
fn a_hand_over_lapses_within_30_days_and_the_role_is_never_empty() {
    let mut world = World::bare();
    let latest = UnixTime(START + 30 * DAY);
    for until in [START, latest.0 + 1] {
        let refused = KitError::Expiry {
            now: UnixTime(START),
            latest,
        };
        let msg = ExecuteMsg::UpdateOwnership(hand_over(until));
        assert_eq!(world.act("owner", &msg).unwrap_err(), refused.into());
    }
    let renounce = ExecuteMsg::UpdateOwnership(Action::RenounceOwnership);
    assert_eq!(
        world.act("owner", &renounce).unwrap_err(),
        KitError::Renounced.into()
    );
    world
        .act("owner", &ExecuteMsg::UpdateOwnership(hand_over(latest.0)))
        .unwrap();
}
