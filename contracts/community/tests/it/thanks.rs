//! thank
//! ├── given a thanks allowance
//! │   ├── it moves points to the author, in this epoch, and counts them for the answer
//! │   ├── an account counts once, however often it thanks
//! │   └── all of it can be given and not one point more
//! ├── given no points, an own answer, or an answer that does not exist
//! │   └── it refuses
//! ├── given a question whose decision is due
//! │   └── that decision is taken first, without these thanks
//! ├── given a decided question
//! │   └── it still thanks
//! └── given a coin
//!     └── it refuses

use aftercare_community::event::Thanked;
use aftercare_community::ContractError;
use aftercare_interface::community::QuestionStatus;
use aftercare_kit::KitError;
use cosmwasm_std::Uint128;

use crate::world::{answer, euro, euros, event, person, poke, thank, World, DAY};

/// Question 1 by Ada with 100 euros, answered by Cid and Dan; Ada, Bea and Eve may give 500 points each.
fn world() -> World {
    let mut world = World::new();
    world.asked("ada", &euros(100));
    for author in ["cid", "dan"] {
        world.act(author, &answer(1)).unwrap();
    }
    for name in ["ada", "bea", "cid", "eve"] {
        world.burnt(name, &euro(), 1_000);
    }
    world
}

#[test]
fn points_move_to_the_author() {
    let mut world = world();
    let response = world.act("bea", &thank(1, 0, 120)).unwrap();
    assert_eq!(world.allowance("bea"), (450, 380));
    assert_eq!(world.points("cid", 1).points.u128(), 120);
    let told = Thanked {
        question: Some(1),
        answer: Some(0),
        knowledge: None,
        by: person("bea"),
        author: person("cid"),
        points: Uint128::new(120),
        epoch: 1,
        author_points: Uint128::new(120),
        thanks: Uint128::new(120),
        thanked_by: 1,
        from_pool: false,
        allowance: Uint128::new(380),
    };
    assert!(event(&response, told));
    let mut words = response.events.iter().flat_map(|event| &event.attributes);
    assert!(words.any(|word| word.key == "action" && word.value == "thank"));
    let response = world.act("bea", &thank(1, 1, 30)).unwrap();
    let told = Thanked {
        question: Some(1),
        answer: Some(1),
        knowledge: None,
        by: person("bea"),
        author: person("dan"),
        points: Uint128::new(30),
        epoch: 1,
        author_points: Uint128::new(30),
        thanks: Uint128::new(30),
        thanked_by: 1,
        from_pool: false,
        allowance: Uint128::new(350),
    };
    assert!(event(&response, told));
}

#[test]
fn an_account_counts_once_for_an_answer() {
    let mut world = world();
    for name in ["bea", "bea", "eve"] {
        world.act(name, &thank(1, 0, 10)).unwrap();
    }
    world.act("bea", &thank(1, 1, 5)).unwrap();
    let tallies: Vec<_> = world
        .answers(1)
        .iter()
        .map(|a| (a.thanks.u128(), a.thanked_by))
        .collect();
    assert_eq!(tallies, [(30, 2), (5, 1)]);
}

#[test]
fn all_of_an_allowance_can_be_given_and_no_more() {
    let mut world = world();
    let short = |allowance: u128, asked: u128| ContractError::ThanksShort {
        account: person("bea"),
        allowance: allowance.into(),
        asked: asked.into(),
    };
    assert_eq!(
        world.act("bea", &thank(1, 0, 501)).unwrap_err(),
        short(500, 501)
    );
    world.act("bea", &thank(1, 0, 500)).unwrap();
    assert_eq!(world.act("bea", &thank(1, 0, 1)).unwrap_err(), short(0, 1));
    world.burnt("bea", &euro(), 1_002);
    world.act("bea", &thank(1, 0, 1)).unwrap();
}

#[test]
fn nobody_thanks_oneself_nobody_or_for_nothing() {
    let mut world = world();
    let own = ContractError::OwnAnswer {
        question: 1,
        answer: 0,
    };
    assert_eq!(world.act("cid", &thank(1, 0, 1)).unwrap_err(), own);
    world.act("cid", &thank(1, 1, 1)).unwrap();
    let nothing = KitError::Range {
        field: "points",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    assert_eq!(
        world.act("bea", &thank(1, 0, 0)).unwrap_err(),
        nothing.into()
    );
    for (question, answer) in [(1, 2), (2, 0)] {
        let unknown = ContractError::AnswerUnknown { question, answer };
        assert_eq!(
            world.act("bea", &thank(question, answer, 1)).unwrap_err(),
            unknown
        );
    }
}

#[test]
fn thanks_after_the_decision_time_do_not_change_the_decision() {
    let mut world = world();
    world.act("bea", &thank(1, 1, 50)).unwrap();
    let decide_by = world.question(1).decide_by.0;
    world.at(decide_by);
    world.act("eve", &thank(1, 1, 50)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::Open);
    world.at(decide_by + 1);
    world.act("eve", &thank(1, 0, 400)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
    assert_eq!(crate::world::award(&world.answers(1)[1]), 100);
    assert_eq!(world.points("cid", 3).points.u128(), 400);
}

#[test]
fn late_thanks_alone_never_win_a_bounty() {
    let mut world = world();
    world.at(world.question(1).decide_by.0 + 1);
    for name in ["bea", "eve"] {
        world.act(name, &thank(1, 0, 400)).unwrap();
    }
    world.act("cid", &poke(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::Refunded);
    assert_eq!(world.claim_of("ada", &euro()), 100);
}

#[test]
fn a_decided_question_still_takes_thanks() {
    let mut world = world();
    world.wait(40 * DAY);
    world.act("eve", &poke(1)).unwrap();
    world.act("eve", &thank(1, 0, 7)).unwrap();
    assert_eq!(world.answers(1)[0].thanks.u128(), 7);
}

#[test]
fn a_coin_is_refused() {
    let error = world()
        .act_with("bea", &thank(1, 0, 1), &euros(1))
        .unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
}
