//! register_ratings
//! ├── given a rated, covered ticket beyond its reopen window
//! │   ├── it releases the customer's whole feedback allowance as points of this epoch, whoever sends it
//! │   ├── a second ticket before new fees releases nothing
//! │   └── fees in several assets count, each at its own rate
//! ├── given the last second of the reopen window, that before and that after
//! │   └── it refuses, refuses, releases
//! ├── given a ticket that is registered, unknown, unrated or not covered
//! │   └── it refuses, with all others of the message
//! ├── given none, 31, or one twice
//! │   └── it refuses
//! ├── given fees that were seen
//! │   └── no rate makes points of them again
//! └── given a coin
//!     └── it refuses

use aftercare_community::event::{FeesCounted, RatingRegistered};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::ExecuteMsg;
use aftercare_interface::raw::TicketFact;
use aftercare_kit::KitError;
use cosmwasm_std::{Decimal, Uint128};

use crate::world::{euro, euros, event, fact, person, points_a_unit, World, DAY, EPOCH, START};

fn register(tickets: &[u64]) -> ExecuteMsg {
    ExecuteMsg::RegisterRatings {
        tickets: tickets.to_vec(),
        peers: None,
    }
}

/// Ada's escrow has burnt 1,000 in euros; tickets 1 to 3 can be registered.
fn world() -> World {
    let mut world = World::new();
    world.burnt("ada", &euro(), 1_000);
    for ticket in 1..=3 {
        world.closed(ticket, &fact("ada", START));
    }
    world
}

#[test]
fn a_rating_releases_the_whole_feedback_allowance() {
    let mut world = world();
    assert_eq!(world.allowance("ada"), (450, 500));
    let response = world.act("eve", &register(&[1])).unwrap();
    assert_eq!(world.allowance("ada"), (0, 500));
    assert_eq!(world.points("ada", 1).points.u128(), 450);
    assert_eq!(world.config().curators_pool.u128(), 50);
    let counted = FeesCounted {
        account: person("ada"),
        asset: euro().key(),
        burnt: Uint128::new(1_000),
        points: Uint128::new(1_000),
        feedback: Uint128::new(450),
        thanks: Uint128::new(500),
        curators: Uint128::new(50),
    };
    assert!(event(&response, counted));
    let registered = RatingRegistered {
        ticket: 1,
        customer: person("ada"),
        points: Uint128::new(450),
        epoch: 1,
        customer_points: Uint128::new(450),
    };
    assert!(event(&response, registered));
}

#[test]
fn a_second_rating_before_new_fees_releases_nothing() {
    let mut world = world();
    world.act("ada", &register(&[1, 2])).unwrap();
    assert_eq!(world.points("ada", 1).points.u128(), 450);
    world.burnt("ada", &euro(), 1_100);
    world.act("ada", &register(&[3])).unwrap();
    assert_eq!(world.points("ada", 1).points.u128(), 495);
}

#[test]
fn fees_in_each_asset_count_at_its_own_rate() {
    let mut world = world();
    let rate = Decimal::percent(50);
    let asset = world.dollar();
    world
        .act(
            "owner",
            &ExecuteMsg::SetRate {
                asset: asset.clone(),
                rate,
            },
        )
        .unwrap();
    world.burnt("ada", &asset, 201);
    world.act("ada", &register(&[1])).unwrap();
    assert_eq!(world.points("ada", 1).points.u128(), 450 + 45);
    assert_eq!(world.allowance("ada").1, 500 + 50);
}

#[test]
fn a_fee_counts_once_whatever_the_rate_becomes() {
    let mut world = world();
    world.act("ada", &register(&[1])).unwrap();
    let rate = points_a_unit(10);
    world
        .act(
            "owner",
            &ExecuteMsg::SetRate {
                asset: euro(),
                rate,
            },
        )
        .unwrap();
    world.wait(7 * DAY);
    assert_eq!(world.allowance("ada"), (0, 500));
    world.burnt("ada", &euro(), 1_001);
    assert_eq!(world.allowance("ada"), (4, 505));
}

#[test]
fn while_the_rate_is_nothing_fees_wait() {
    let mut world = world();
    let set = |rate| ExecuteMsg::SetRate {
        asset: euro(),
        rate,
    };
    world.act("owner", &set(Decimal::zero())).unwrap();
    world.act("ada", &register(&[1])).unwrap();
    assert_eq!(world.points("ada", 1).points.u128(), 0);
    world.act("owner", &set(Decimal::one())).unwrap();
    world.wait(7 * DAY);
    assert_eq!(world.allowance("ada"), (450, 500));
}

#[test]
fn fees_that_make_no_whole_point_wait_until_they_do() {
    let mut world = world();
    let asset = euro();
    world.act("ada", &register(&[1])).unwrap();
    let rate = Decimal::percent(10);
    world
        .act(
            "owner",
            &ExecuteMsg::SetRate {
                asset: asset.clone(),
                rate,
            },
        )
        .unwrap();
    world.burnt("ada", &asset, 1_009);
    world.act("ada", &register(&[2])).unwrap();
    assert_eq!(world.config().curators_pool.u128(), 50);
    world.burnt("ada", &asset, 1_010);
    world.act("ada", &register(&[3])).unwrap();
    assert_eq!(world.config().curators_pool.u128(), 51);
}

#[test]
fn a_ticket_is_registered_from_the_second_after_its_reopen_window() {
    let mut world = world();
    let final_at = UnixTime(START + EPOCH + 100);
    world.closed(9, &fact("ada", final_at.0));
    for second in [final_at.0 - 1, final_at.0] {
        world.at(second);
        let now = UnixTime(second);
        let refused = ContractError::TicketNotFinal {
            ticket: 9,
            final_at,
            now,
        };
        assert_eq!(world.act("ada", &register(&[9])).unwrap_err(), refused);
    }
    world.at(final_at.0 + 1);
    world.act("ada", &register(&[9])).unwrap();
}

#[test]
fn one_refused_ticket_refuses_all() {
    let mut world = world();
    world.act("ada", &register(&[3])).unwrap();
    world.closed(
        4,
        &TicketFact {
            rated: false,
            ..fact("ada", START)
        },
    );
    world.closed(
        5,
        &TicketFact {
            agreement: None,
            ..fact("ada", START)
        },
    );
    let refusals = [
        (3, ContractError::TicketRegistered { ticket: 3 }),
        (4, ContractError::TicketNotRated { ticket: 4 }),
        (5, ContractError::TicketNotCovered { ticket: 5 }),
        (6, ContractError::TicketNotClosed { ticket: 6 }),
    ];
    for (ticket, refused) in refusals {
        assert_eq!(
            world.act("ada", &register(&[1, ticket])).unwrap_err(),
            refused
        );
    }
    world.act("ada", &register(&[1])).unwrap();
}

#[test]
fn from_1_to_30_tickets_each_once() {
    let mut world = world();
    for ticket in 10..41 {
        world.closed(ticket, &fact("bea", START));
    }
    let many: Vec<u64> = (10..41).collect();
    for (tickets, count) in [(&many[..0], 0), (&many[..], 31)] {
        let refused = KitError::Count {
            field: "tickets",
            count,
            min: 1,
            max: 30,
        };
        assert_eq!(
            world.act("ada", &register(tickets)).unwrap_err(),
            refused.into()
        );
    }
    let refused = KitError::Duplicate {
        field: "tickets",
        value: "1".into(),
    };
    assert_eq!(
        world.act("ada", &register(&[1, 2, 1])).unwrap_err(),
        refused.into()
    );
    world.act("ada", &register(&many[..30])).unwrap();
}

#[test]
fn a_coin_is_refused() {
    let error = world()
        .act_with("ada", &register(&[1]), &euros(1))
        .unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
}
