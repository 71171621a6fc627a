//! close_epoch, mint_epoch, claim
//! ├── given an epoch with points that is over
//! │   ├── closing mints half a unit a point, and no more than the token may mint now
//! │   ├── a message that adds points closes it first, so that at most one is ever open
//! │   └── ten thousand idle epochs change nothing about what that costs
//! ├── given an epoch that is not over, or none
//! │   └── closing refuses
//! ├── given a token that refuses to mint, has nothing left, cannot be read, or is not wired
//! │   ├── the epoch is closed and unminted, and the message goes through
//! │   └── anyone mints it later
//! ├── given a token that calls back while it mints
//! │   └── nothing is minted twice
//! ├── given minted points
//! │   ├── their owner gets floor(minted × points ÷ all), whoever claims
//! │   ├── from the first second after the hold, and never twice
//! │   └── a delivery that fails becomes a claim
//! └── given a reply that nothing asked for
//!     └── it refuses

use aftercare_community::contract::reply;
use aftercare_community::event::{EpochClosed, EpochMinted, EpochUnminted, PointsClaimed};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{EpochStatus, ExecuteMsg};
use aftercare_interface::raw::EMISSION_KEY;
use aftercare_kit::KitError;
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::Uint128;

use crate::puppets::{call_back, taken, Mischief};
use crate::world::{claim, euro, euros, event, fact, person, World, DAY, EPOCH, PURSE, START};

const HOLD: u64 = 7 * DAY;

fn close() -> ExecuteMsg {
    ExecuteMsg::CloseEpoch {}
}

fn mint(epoch: u64) -> ExecuteMsg {
    ExecuteMsg::MintEpoch { epoch }
}

/// An account's next rating releases `points`; fees make 100 points for every 45.
fn release(world: &mut World, ticket: u64, name: &str, burnt_ever: u128) {
    world.burnt(name, &euro(), burnt_ever);
    world.closed(ticket, &fact(name, START));
    let msg = ExecuteMsg::RegisterRatings {
        tickets: vec![ticket],
        peers: None,
    };
    world.act("eve", &msg).unwrap();
}

/// In epoch 1 Ada has 450 points and Bea 45; it is epoch 2 now.
fn world() -> World {
    let mut world = World::new();
    release(&mut world, 1, "ada", 1_000);
    release(&mut world, 2, "bea", 100);
    world.wait(EPOCH);
    world
}

#[test]
fn closing_mints_half_a_unit_a_point() {
    let mut world = world();
    let response = world.act("eve", &close()).unwrap();
    assert!(event(
        &response,
        EpochClosed {
            epoch: 1,
            points: Uint128::new(495)
        }
    ));
    assert!(event(
        &response,
        EpochMinted {
            epoch: 1,
            minted: Uint128::new(247),
            carried: Uint128::zero()
        }
    ));
    let epoch = world.epoch(1);
    assert_eq!(
        (epoch.status, epoch.minted.u128()),
        (EpochStatus::Minted, 247)
    );
    assert_eq!(world.solvency(&world.reward()).accounts.u128(), 247);
}

#[test]
fn closing_mints_no_more_than_the_token_may() {
    let mut world = world();
    world.set_emission(100);
    world.act("eve", &close()).unwrap();
    assert_eq!(world.epoch(1).minted.u128(), 100);
    assert_eq!(world.points("ada", 1).tokens.u128(), 90);
}

#[test]
fn a_lone_point_mints_nothing_and_is_done() {
    let mut world = World::new();
    release(&mut world, 1, "ada", 4);
    assert_eq!(world.points("ada", 1).points.u128(), 1);
    world.wait(EPOCH);
    let response = world.act("eve", &close()).unwrap();
    assert!(event(
        &response,
        EpochMinted {
            epoch: 1,
            minted: Uint128::zero(),
            carried: Uint128::zero()
        }
    ));
    assert_eq!(world.epoch(1).status, EpochStatus::Minted);
}

#[test]
fn an_epoch_is_closed_from_the_first_second_after_it() {
    let mut world = world();
    let end = START + 2 * EPOCH;
    assert_eq!(world.epoch(1).ends_at, UnixTime(end));
    world.at(end - 1);
    let refused = ContractError::NothingToClose { epoch: 1 };
    assert_eq!(world.act("eve", &close()).unwrap_err(), refused);
    world.at(end);
    world.act("eve", &close()).unwrap();
    world.at(end + 1);
    let refused = ContractError::NothingToClose { epoch: 2 };
    assert_eq!(world.act("eve", &close()).unwrap_err(), refused);
}

#[test]
fn adding_points_closes_what_is_over_first() {
    let mut world = world();
    release(&mut world, 3, "ada", 2_000);
    assert_eq!(world.epoch(1).status, EpochStatus::Minted);
    assert_eq!(world.epoch(2).points.u128(), 450);
    assert_eq!(world.epoch(2).status, EpochStatus::Open);
}

#[test]
fn ten_thousand_idle_epochs_cost_what_one_costs() {
    let written = |idle: u64| {
        let mut world = world();
        world.wait(idle * EPOCH);
        let before = world.app.dump_wasm_raw(&world.community).len();
        release(&mut world, 3, "ada", 2_000);
        assert_eq!(world.epoch(1).minted.u128(), 247);
        assert_eq!(world.epoch(2 + idle).points.u128(), 450);
        world.app.dump_wasm_raw(&world.community).len() - before
    };
    assert_eq!(written(10_000), written(1));
}

/// Each way in which minting can fail: the epoch waits, points go on, and it is minted later.
fn waits(world: &mut World, asked: u128, mend: impl FnOnce(&mut World)) {
    world.burnt("ada", &euro(), 2_000);
    world.closed(3, &fact("ada", START));
    let msg = ExecuteMsg::RegisterRatings {
        tickets: vec![3],
        peers: None,
    };
    let response = world.act("eve", &msg).unwrap();
    assert!(event(
        &response,
        EpochUnminted {
            epoch: 1,
            asked: asked.into()
        }
    ));
    assert_eq!(world.epoch(1).status, EpochStatus::Unminted);
    assert_eq!(world.epoch(2).points.u128(), 450);
    let refused = ContractError::EpochNotMinted { epoch: 1 };
    world.wait(HOLD);
    assert_eq!(world.act("ada", &claim("ada", &[1])).unwrap_err(), refused);
    let response = world.act("eve", &mint(1)).unwrap();
    assert!(event(
        &response,
        EpochUnminted {
            epoch: 1,
            asked: asked.into()
        }
    ));
    mend(world);
    let response = world.act("eve", &mint(1)).unwrap();
    assert!(event(
        &response,
        EpochMinted {
            epoch: 1,
            minted: Uint128::new(247),
            carried: Uint128::zero()
        }
    ));
    assert_eq!(world.epoch(1).minted.u128(), 247);
}

#[test]
fn a_token_that_refuses_to_mint_stops_nothing_else() {
    let mut world = world();
    let token = world.token.clone();
    world.misbehave(&token, Some(&Mischief::Refuse));
    waits(&mut world, 247, |world| world.misbehave(&token, None));
}

#[test]
fn a_token_with_nothing_left_stops_nothing_else() {
    let mut world = world();
    world.set_emission(0);
    waits(&mut world, 0, |world| world.set_emission(1_000));
}

#[test]
fn a_token_that_cannot_be_read_stops_nothing_else() {
    let mut world = world();
    let token = world.token.clone();
    world
        .app
        .contract_storage_mut(&token)
        .set(EMISSION_KEY, b"another layout");
    waits(&mut world, 0, |world| world.set_emission(1_000));
}

#[test]
fn a_token_that_is_not_wired_yet_stops_nothing_else() {
    let mut world = World::bare();
    let rate = cosmwasm_std::Decimal::one();
    world
        .act(
            "owner",
            &ExecuteMsg::SetRate {
                asset: euro(),
                rate,
            },
        )
        .unwrap();
    world.at(START + EPOCH);
    release(&mut world, 1, "ada", 1_000);
    release(&mut world, 2, "bea", 100);
    world.wait(EPOCH);
    waits(&mut world, 0, |world| {
        let token = world.token.to_string();
        world.act("owner", &ExecuteMsg::Wire { token }).unwrap();
    });
}

#[test]
fn only_an_epoch_that_waits_is_minted_again() {
    let mut world = world();
    let refused = |epoch| ContractError::EpochNotUnminted { epoch };
    for epoch in [0, 1, 2, 99] {
        assert_eq!(world.act("eve", &mint(epoch)).unwrap_err(), refused(epoch));
    }
    world.act("eve", &close()).unwrap();
    assert_eq!(world.act("eve", &mint(1)).unwrap_err(), refused(1));
}

#[test]
fn a_token_that_calls_back_while_it_mints_gets_nothing_twice() {
    let mut world = world();
    let (token, community) = (world.token.clone(), world.community.clone());
    for msg in [close(), mint(1), claim("ada", &[1])] {
        world.misbehave(&token, Some(&call_back(&community, &msg)));
        // The call is refused, so the token's mint fails as a whole, and the epoch waits.
        let attempt = if world.epoch(1).status == EpochStatus::Open {
            close()
        } else {
            mint(1)
        };
        let response = world.act("eve", &attempt).unwrap();
        assert!(event(
            &response,
            EpochUnminted {
                epoch: 1,
                asked: Uint128::new(247)
            }
        ));
    }
    world.misbehave(&token, None);
    world.act("eve", &mint(1)).unwrap();
    assert_eq!(world.solvency(&world.reward()).accounts.u128(), 247);
}

#[test]
fn owners_share_by_points_whoever_claims() {
    let mut world = world();
    world.act("eve", &close()).unwrap();
    world.wait(HOLD);
    let reward = world.reward();
    let response = world.act("eve", &claim("ada", &[1])).unwrap();
    let told = PointsClaimed {
        owner: person("ada"),
        epoch: 1,
        points: Uint128::new(450),
        tokens: Uint128::new(224),
        claimed: Uint128::new(224),
    };
    assert!(event(&response, told));
    world.act("bea", &claim("bea", &[1])).unwrap();
    assert_eq!(world.held("ada", &reward) - PURSE, 224);
    assert_eq!(world.held("bea", &reward) - PURSE, 22);
    // 247 × 450 ÷ 495 = 224.54, 247 × 45 ÷ 495 = 22.45: one unit stays in the epoch's account.
    let epoch = world.epoch(1);
    assert_eq!((epoch.minted - epoch.claimed).u128(), 1);
    assert!(world.points("ada", 1).claimed);
}

#[test]
fn points_are_held_seven_days_after_their_epoch() {
    let mut world = world();
    world.act("eve", &close()).unwrap();
    let from = START + 2 * EPOCH + HOLD;
    assert_eq!(world.points("ada", 1).claimable_from, UnixTime(from));
    world.at(from - 1);
    let refused = ContractError::PointsHeld {
        epoch: 1,
        claimable_from: UnixTime(from),
        now: UnixTime(from - 1),
    };
    assert_eq!(world.act("ada", &claim("ada", &[1])).unwrap_err(), refused);
    world.at(from);
    world.act("ada", &claim("ada", &[1])).unwrap();
    world.at(from + 1);
    let refused = ContractError::AlreadyClaimed {
        owner: person("ada"),
        epoch: 1,
    };
    assert_eq!(world.act("ada", &claim("ada", &[1])).unwrap_err(), refused);
    world.wait(5_000 * DAY);
    world.act("ada", &claim("bea", &[1])).unwrap();
}

#[test]
fn several_epochs_are_claimed_at_once_or_not_at_all() {
    let mut world = world();
    release(&mut world, 3, "ada", 2_000);
    world.wait(2 * EPOCH);
    world.act("eve", &close()).unwrap();
    let none = ContractError::NoPoints {
        owner: person("ada"),
        epoch: 3,
    };
    assert_eq!(
        world.act("eve", &claim("ada", &[1, 2, 3])).unwrap_err(),
        none
    );
    let twice = KitError::Duplicate {
        field: "epochs",
        value: "1".into(),
    };
    assert_eq!(
        world.act("eve", &claim("ada", &[1, 2, 1])).unwrap_err(),
        twice.into()
    );
    world.act("eve", &claim("ada", &[2, 1])).unwrap();
    assert_eq!(world.held("ada", &world.reward()) - PURSE, 224 + 225);
}

#[test]
fn from_1_to_30_epochs_by_anyone_without_a_coin() {
    let mut world = world();
    let many: Vec<u64> = (0..31).collect();
    for (epochs, count) in [(&many[..0], 0), (&many[..], 31)] {
        let refused = KitError::Count {
            field: "epochs",
            count,
            min: 1,
            max: 30,
        };
        assert_eq!(
            world.act("ada", &claim("ada", epochs)).unwrap_err(),
            refused.into()
        );
    }
    let none = ContractError::NoPoints {
        owner: person("dan"),
        epoch: 1,
    };
    assert_eq!(world.act("dan", &claim("dan", &[1])).unwrap_err(), none);
    for msg in [claim("ada", &[1]), close(), mint(1)] {
        let error = world.act_with("eve", &msg, &euros(1)).unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
}

#[test]
fn a_delivery_that_fails_becomes_a_claim() {
    let mut world = world();
    world.act("eve", &close()).unwrap();
    world.wait(HOLD);
    let (token, reward) = (world.token.clone(), world.reward());
    world.misbehave(&token, Some(&Mischief::Refuse));
    world.act("eve", &claim("ada", &[1])).unwrap();
    assert_eq!(world.claim_of("ada", &reward), 224);
    world.misbehave(&token, None);
    world
        .act(
            "ada",
            &ExecuteMsg::Withdraw {
                asset: reward.clone(),
            },
        )
        .unwrap();
    assert_eq!(world.held("ada", &reward) - PURSE, 224);
}

#[test]
fn a_reply_that_nothing_asked_for_is_refused() {
    let mut deps = mock_dependencies();
    for kind in 0..=3u64 {
        let id = (kind << 56) | 1;
        let error = reply(deps.as_mut(), mock_env(), taken(id)).unwrap_err();
        assert_eq!(error, KitError::UnknownReply { id }.into());
    }
}
