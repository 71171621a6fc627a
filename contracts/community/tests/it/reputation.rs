//! object, reputation
//! ├── given thanks and objections
//! │   ├── reputation in the topic is thanks less objections, halved every 90 days
//! │   ├── and stands apart from other topics
//! │   ├── net thanks decide by silence
//! │   └── what an account gave is listed by item
//! └── given an own answer, no points, or no allowance
//!     └── objecting refuses

use aftercare_community::event::Objected;
use aftercare_community::ContractError;
use aftercare_domain::reputation::FRACTION_BITS;
use aftercare_interface::community::{
    ClaimableRow, EpochResponse, ExecuteMsg, Item, NewQuestion, QueryMsg, QuestionStatus,
    ReputationResponse, ThanksRow,
};
use aftercare_interface::Page;
use aftercare_kit::KitError;
use cosmwasm_std::Uint128;

use crate::circle::{object, on_answer, thank};
use crate::world::{answer, claim, euro, euros, event, person, poke, question, World, DAY, EPOCH};

/// Question 1 by Ada, answered by Cid and Dan; Ada, Bea, Cid and Eve may give 500 points each.
fn world() -> World {
    let mut world = World::new();
    world.answered();
    for name in ["ada", "bea", "cid", "eve"] {
        world.burnt(name, &euro(), 1_000);
    }
    world
}

fn reputation(world: &World, name: &str, topic: &str) -> ReputationResponse {
    world.ask(&QueryMsg::Reputation {
        account: person(name).into(),
        topic: topic.into(),
    })
}

/// In points, below zero where objections outweigh thanks.
fn points(world: &World, name: &str) -> i128 {
    let shown = reputation(world, name, "backup");
    assert_eq!(shown.score.u128() >> FRACTION_BITS, shown.points.u128());
    let points = i128::try_from(shown.points.u128()).unwrap();
    if shown.negative {
        -points
    } else {
        points
    }
}

#[test]
fn reputation_is_thanks_less_objections_halved_every_90_days() {
    let mut world = world();
    world.act("bea", &thank(on_answer(1, 0), 400)).unwrap();
    assert_eq!(points(&world, "cid"), 400);
    let response = world.act("eve", &object(on_answer(1, 0), 100)).unwrap();
    let told = Objected {
        question: Some(1),
        answer: Some(0),
        knowledge: None,
        by: person("eve"),
        author: person("cid"),
        points: Uint128::new(100),
        objections: Uint128::new(100),
        from_pool: false,
        allowance: Uint128::new(400),
    };
    assert!(event(&response, told));
    assert_eq!(points(&world, "cid"), 300);
    // Objections are points that nobody gets.
    assert_eq!(world.points("cid", 1).points.u128(), 400);
    assert_eq!(world.allowance("eve").1, 400);
    world.wait(90 * DAY);
    assert_eq!(points(&world, "cid"), 150);
    world.act("eve", &object(on_answer(1, 0), 400)).unwrap();
    assert_eq!(points(&world, "cid"), -250);
    world.wait(90 * DAY);
    assert_eq!(points(&world, "cid"), -125);
    world.wait(100 * 365 * DAY);
    let nothing = reputation(&world, "cid", "backup");
    assert!(nothing.score.is_zero() && !nothing.negative);
}

#[test]
fn topics_stand_apart() {
    let mut world = world();
    let other = NewQuestion {
        topic: "restore".into(),
        ..question()
    };
    world.act("ada", &ExecuteMsg::Ask(other)).unwrap();
    world.act("cid", &answer(2)).unwrap();
    world.act("bea", &thank(on_answer(2, 0), 40)).unwrap();
    assert_eq!(points(&world, "cid"), 0);
    assert_eq!(reputation(&world, "cid", "restore").points.u128(), 40);
    assert_eq!(reputation(&world, "dan", "restore").points.u128(), 0);
}

#[test]
fn net_thanks_decide_by_silence() {
    let mut world = world();
    for name in ["ada", "bea"] {
        world.act(name, &thank(on_answer(1, 0), 100)).unwrap();
        world.act(name, &thank(on_answer(1, 1), 50)).unwrap();
    }
    world.act("eve", &object(on_answer(1, 0), 150)).unwrap();
    let answers = world.answers(1);
    assert_eq!(answers[0].thanks.u128(), 200);
    assert_eq!(answers[0].objections.u128(), 150);
    world.at(world.question(1).decide_by.0 + 1);
    world.act("fay", &poke(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
    assert_eq!(crate::world::award(&world.answers(1)[1]), 100);
}

#[test]
fn objections_after_the_decision_time_do_not_change_the_decision() {
    let mut world = world();
    for name in ["ada", "bea"] {
        world.act(name, &thank(on_answer(1, 0), 100)).unwrap();
    }
    world.at(world.question(1).decide_by.0 + 1);
    world.act("eve", &object(on_answer(1, 0), 300)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
}

#[test]
fn nobody_objects_to_the_own_answer_for_nothing_or_beyond_the_allowance() {
    let mut world = world();
    let own = ContractError::OwnAnswer {
        question: 1,
        answer: 0,
    };
    assert_eq!(
        world.act("cid", &object(on_answer(1, 0), 1)).unwrap_err(),
        own
    );
    let nothing = KitError::Range {
        field: "points",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    let error = world.act("bea", &object(on_answer(1, 0), 0)).unwrap_err();
    assert_eq!(error, nothing.into());
    let short = ContractError::ThanksShort {
        account: person("bea"),
        allowance: Uint128::new(500),
        asked: Uint128::new(501),
    };
    let error = world.act("bea", &object(on_answer(1, 0), 501));
    assert_eq!(error.unwrap_err(), short);
    let error = world.act_with("bea", &object(on_answer(1, 0), 1), &euros(1));
    assert_eq!(
        error.unwrap_err(),
        KitError::UnexpectedFunds { coins: 1 }.into()
    );
}

#[test]
fn what_an_account_gave_is_listed_by_item() {
    let mut world = world();
    world.act("bea", &thank(on_answer(1, 1), 5)).unwrap();
    world.act("bea", &thank(on_answer(1, 0), 7)).unwrap();
    world.act("bea", &object(on_answer(1, 0), 2)).unwrap();
    let page = |start_after, limit| -> Page<ThanksRow, Item> {
        world.ask(&QueryMsg::ThanksBy {
            account: person("bea").into(),
            start_after,
            limit,
        })
    };
    let row = |answer, thanks: u128, objections: u128| ThanksRow {
        item: on_answer(1, answer),
        thanks: thanks.into(),
        objections: objections.into(),
    };
    assert_eq!(page(None, None).rows, [row(0, 7, 2), row(1, 5, 0)]);
    let first = page(None, Some(1));
    assert_eq!(first.next, Some(on_answer(1, 0)));
    assert_eq!(page(first.next, Some(1)).rows, [row(1, 5, 0)]);
}

#[test]
fn epochs_and_what_can_be_claimed_of_them_are_listed() {
    let mut world = world();
    world.act("bea", &thank(on_answer(1, 0), 100)).unwrap();
    world.wait(EPOCH);
    world.act("bea", &thank(on_answer(1, 0), 60)).unwrap();
    let epochs = |world: &World, start_after| -> Vec<EpochResponse> {
        let limit = None;
        let msg = QueryMsg::Epochs { start_after, limit };
        world.ask::<Page<EpochResponse, u64>>(&msg).rows
    };
    assert_eq!(epochs(&world, None), [world.epoch(1), world.epoch(2)]);
    let points: Vec<_> = epochs(&world, None).iter().map(|row| row.points).collect();
    assert_eq!(points, [Uint128::new(100), Uint128::new(60)]);
    assert_eq!(epochs(&world, Some(1)), [world.epoch(2)]);
    assert_eq!(epochs(&world, Some(2)), []);
    let claimable = |world: &World| -> Vec<ClaimableRow> {
        let msg = QueryMsg::Claimable {
            owner: person("cid").into(),
            start_after: None,
            limit: None,
        };
        world.ask::<Page<ClaimableRow, u64>>(&msg).rows
    };
    world.wait(EPOCH - 1);
    assert_eq!(claimable(&world), []);
    world.wait(1);
    let row = ClaimableRow {
        epoch: 1,
        points: Uint128::new(100),
        tokens: Uint128::new(50),
    };
    assert_eq!(claimable(&world), [row]);
    world.act("eve", &claim("cid", &[1])).unwrap();
    assert_eq!(claimable(&world), []);
}
