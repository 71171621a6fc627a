//! accept, poke
//! ├── given the asker, until the decision time
//! │   ├── the bounty is divided exactly; what rounding leaves goes to the first one listed
//! │   ├── awards vest 7 days and are paid by anyone's poke, once
//! │   └── without a bounty it marks the answers
//! ├── given anybody else, a second time, or a second too late
//! │   └── accepting refuses
//! ├── given weights that are none, too many, doubled, empty, or do not sum to the whole
//! │   └── accepting refuses
//! ├── given silence
//! │   ├── the most thanked answer gets everything, 7 days after the decision time, the earlier of equals
//! │   ├── below the threshold, or thanked by one account, nobody does, and the bounty returns as a claim
//! │   ├── objections weigh against thanks
//! │   └── it is decided the same whenever somebody notices
//! └── given a question where nothing is due
//!     └── a poke does nothing and succeeds

use aftercare_community::event::{AwardFixed, AwardPaid, BountyReturned, QuestionDecided};
use aftercare_community::ContractError;
use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{ExecuteMsg, Item, QuestionStatus};
use aftercare_kit::KitError;
use cosmwasm_std::Uint128;

use crate::world::{
    accept, answer, award, euro, euros, event, is_paid, person, poke, thank, World, DAY, EPOCH,
    PURSE, START,
};

const NOW: u64 = START + EPOCH;
const DECIDE_BY: u64 = NOW + 14 * DAY;
const VESTING: u64 = 7 * DAY;

/// Question 1 by Ada with `bounty` euros, answered by Bea, Cid and Dan; Ada, Eve and Fay may give 500 points
/// each.
fn world(bounty: u128) -> World {
    let mut world = World::new();
    world.asked("ada", &euros(bounty));
    for author in ["bea", "cid", "dan"] {
        world.act(author, &answer(1)).unwrap();
    }
    for name in ["ada", "eve", "fay"] {
        world.burnt(name, &euro(), 1_000);
    }
    world
}

fn gained(world: &World, name: &str) -> u128 {
    world.held(name, &euro()) - PURSE
}

#[test]
fn a_bounty_is_divided_exactly_and_the_remainder_goes_to_the_first_one_listed() {
    let mut world = world(100);
    let shares = [(2, 3_333), (0, 3_333), (1, 3_334)];
    let response = world.act("ada", &accept(1, &shares)).unwrap();
    let told = AwardFixed {
        question: 1,
        answer: 2,
        author: person("dan"),
        share: Bps(3_333),
        award: Uint128::new(34),
        vests_at: Some(UnixTime(NOW + VESTING)),
    };
    assert!(event(&response, told));
    let awards: Vec<_> = world
        .answers(1)
        .iter()
        .filter_map(|a| a.award.as_ref())
        .map(|award| (award.share.0, award.amount.u128()))
        .collect();
    assert_eq!(awards, [(3_333, 33), (3_334, 33), (3_333, 34)]);
    let question = world.question(1);
    assert_eq!(question.status, QuestionStatus::Accepted);
    assert_eq!(question.vests_at, Some(UnixTime(NOW + VESTING)));
}

#[test]
fn awards_are_paid_once_from_the_second_in_which_they_vest() {
    let mut world = world(100);
    world
        .act("ada", &accept(1, &[(0, 6_000), (1, 4_000)]))
        .unwrap();
    world.at(NOW + VESTING - 1);
    world.act("fay", &poke(1)).unwrap();
    assert_eq!(gained(&world, "bea"), 0);
    world.at(NOW + VESTING);
    let response = world.act("fay", &poke(1)).unwrap();
    let told = AwardPaid {
        question: 1,
        answer: 0,
        author: person("bea"),
        asset: euro().key(),
        amount: Uint128::new(60),
    };
    assert!(event(&response, told));
    world.at(NOW + VESTING + 1);
    world.act("fay", &poke(1)).unwrap();
    assert_eq!((gained(&world, "bea"), gained(&world, "cid")), (60, 40));
    let paid: Vec<_> = world.answers(1).iter().map(is_paid).collect();
    assert_eq!(paid, [true, true, false]);
}

#[test]
fn without_a_bounty_accepting_marks() {
    let mut world = World::new();
    world.asked("ada", &[]);
    world.act("bea", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let question = world.question(1);
    assert_eq!(
        (question.status, question.vests_at),
        (QuestionStatus::Accepted, None)
    );
    let award = world.answers(1)[0].award.clone().unwrap();
    assert_eq!((award.share, award.amount.u128()), (Bps::WHOLE, 0));
    let before = world.app.dump_wasm_raw(&world.community);
    world.wait(30 * DAY);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(before, world.app.dump_wasm_raw(&world.community));
}

#[test]
fn a_bounty_of_one_unit_goes_to_the_first_one_listed() {
    let mut world = world(1);
    world
        .act("ada", &accept(1, &[(0, 5_000), (1, 5_000)]))
        .unwrap();
    world.wait(VESTING);
    world.act("fay", &poke(1)).unwrap();
    assert_eq!((gained(&world, "bea"), gained(&world, "cid")), (1, 0));
    assert!(is_paid(&world.answers(1)[1]));
}

#[test]
fn the_asker_decides_until_the_decision_time() {
    for (second, accepted) in [
        (DECIDE_BY - 1, true),
        (DECIDE_BY, true),
        (DECIDE_BY + 1, false),
    ] {
        let mut world = world(100);
        world.at(second);
        let result = world.act("ada", &accept(1, &[(0, 10_000)]));
        let refused = ContractError::QuestionNotOpen {
            question: 1,
            decide_by: UnixTime(DECIDE_BY),
            now: UnixTime(second),
        };
        assert_eq!(result.err(), (!accepted).then_some(refused));
    }
}

#[test]
fn only_the_asker_decides_and_only_once() {
    let mut world = world(100);
    for name in ["bea", "owner", "eve"] {
        let refused = ContractError::NotAsker {
            question: 1,
            sender: person(name),
        };
        assert_eq!(
            world.act(name, &accept(1, &[(0, 10_000)])).unwrap_err(),
            refused
        );
    }
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let refused = ContractError::QuestionNotOpen {
        question: 1,
        decide_by: UnixTime(DECIDE_BY),
        now: UnixTime(NOW),
    };
    assert_eq!(
        world.act("ada", &accept(1, &[(1, 10_000)])).unwrap_err(),
        refused
    );
    let unknown = ContractError::QuestionUnknown { question: 9 };
    assert_eq!(
        world.act("ada", &accept(9, &[(0, 10_000)])).unwrap_err(),
        unknown
    );
}

#[test]
fn weights_are_few_distinct_positive_and_whole() {
    let mut world = world(100);
    let count = |count| {
        KitError::Count {
            field: "weights",
            count,
            min: 1,
            max: 5,
        }
        .into()
    };
    let share = |value| {
        KitError::Range {
            field: "weights.share",
            value,
            min: 1,
            max: 10_000,
        }
        .into()
    };
    let six: Vec<(u32, u32)> = (0..6).map(|n| (n, 1_666)).collect();
    let twice = KitError::Duplicate {
        field: "weights",
        value: "0".into(),
    };
    let unknown = ContractError::AnswerUnknown {
        question: 1,
        answer: 3,
    };
    let refusals: [(&[(u32, u32)], ContractError); 8] = [
        (&[], count(0)),
        (&six, count(6)),
        (&[(0, 5_000), (0, 5_000)], twice.into()),
        (&[(0, 10_000), (1, 0)], share(0)),
        (&[(0, 10_001)], share(10_001)),
        (&[(0, 9_999)], ContractError::WeightSum { sum: 9_999 }),
        (
            &[(0, 9_999), (1, 2)],
            ContractError::WeightSum { sum: 10_001 },
        ),
        (&[(0, 5_000), (3, 5_000)], unknown),
    ];
    for (weights, refused) in refusals {
        assert_eq!(
            world.act("ada", &accept(1, weights)).unwrap_err(),
            refused,
            "{weights:?}"
        );
    }
    let error = world
        .act_with("ada", &accept(1, &[(0, 10_000)]), &euros(1))
        .unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
}

#[test]
fn silence_pays_the_most_thanked_answer_everything() {
    let mut world = world(2_000);
    for (name, answer, points) in [
        ("eve", 1, 10),
        ("fay", 1, 10),
        ("eve", 2, 30),
        ("fay", 2, 1),
    ] {
        world.act(name, &thank(1, answer, points)).unwrap();
    }
    world.at(DECIDE_BY);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::Open);
    world.at(DECIDE_BY + 1);
    assert_eq!(world.question(1).status, QuestionStatus::Undecided);
    let response = world.act("eve", &poke(1)).unwrap();
    let thanks = Some(Uint128::new(31));
    assert!(event(
        &response,
        QuestionDecided {
            question: 1,
            winner: Some(2),
            thanks
        }
    ));
    let question = world.question(1);
    assert_eq!(question.status, QuestionStatus::DecidedForAnswer);
    assert_eq!(question.vests_at, Some(UnixTime(DECIDE_BY + VESTING)));
    world.at(DECIDE_BY + VESTING - 1);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(gained(&world, "dan"), 0);
    world.at(DECIDE_BY + VESTING);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(gained(&world, "dan"), 2_000);
}

#[test]
fn silence_is_the_same_whenever_somebody_notices() {
    let mut world = world(2_000);
    for name in ["eve", "fay"] {
        world.act(name, &thank(1, 0, 10)).unwrap();
    }
    world.at(DECIDE_BY + 500 * DAY);
    world.act("cid", &poke(1)).unwrap();
    assert_eq!(gained(&world, "bea"), 2_000);
    assert_eq!(
        world.question(1).vests_at,
        Some(UnixTime(DECIDE_BY + VESTING))
    );
}

#[test]
fn of_equally_thanked_answers_the_earlier_one_wins() {
    let mut world = world(2_000);
    for answer in [2, 1] {
        for name in ["eve", "fay"] {
            world.act(name, &thank(1, answer, 10)).unwrap();
        }
    }
    world.at(DECIDE_BY + 1);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(award(&world.answers(1)[1]), 2_000);
}

#[test]
fn below_the_threshold_or_from_one_account_the_bounty_returns() {
    let cases: [&[(&str, u128)]; 4] = [
        &[],
        &[("eve", 500)],
        &[("eve", 10), ("fay", 9)],
        &[("eve", 10), ("eve", 10)],
    ];
    for thanks in cases {
        let mut world = world(2_000);
        for (name, points) in thanks {
            world.act(name, &thank(1, 0, *points)).unwrap();
        }
        world.at(DECIDE_BY + 1);
        let response = world.act("eve", &poke(1)).unwrap();
        let told = BountyReturned {
            question: 1,
            owner: person("ada"),
            asset: euro().key(),
            amount: Uint128::new(2_000),
            claim: Uint128::new(2_000),
        };
        assert!(event(&response, told));
        assert_eq!(world.question(1).status, QuestionStatus::Refunded);
        assert_eq!(world.claim_of("ada", &euro()), 2_000);
    }
}

#[test]
fn objections_weigh_against_thanks() {
    for (objections, status) in [
        (1, QuestionStatus::DecidedForAnswer),
        (2, QuestionStatus::Refunded),
    ] {
        let mut world = world(2_000);
        for (name, points) in [("eve", 20), ("fay", 1)] {
            world.act(name, &thank(1, 0, points)).unwrap();
        }
        let object = ExecuteMsg::Object {
            item: Item::Answer {
                question: 1,
                answer: 0,
            },
            points: Uint128::new(objections),
        };
        world.act("ada", &object).unwrap();
        world.at(DECIDE_BY + 1);
        world.act("eve", &poke(1)).unwrap();
        assert_eq!(world.question(1).status, status);
    }
}

#[test]
fn an_objection_after_the_decision_time_changes_no_decision() {
    let mut world = world(2_000);
    for name in ["eve", "fay"] {
        world.act(name, &thank(1, 0, 10)).unwrap();
    }
    world.at(DECIDE_BY + 1);
    let object = ExecuteMsg::Object {
        item: Item::Answer {
            question: 1,
            answer: 0,
        },
        points: Uint128::new(500),
    };
    world.act("ada", &object).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
}

#[test]
fn a_question_without_answers_returns_its_bounty() {
    let mut world = World::new();
    world.asked("ada", &euros(70));
    world.at(DECIDE_BY + 1);
    world.act("eve", &poke(1)).unwrap();
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.claim_of("ada", &euro()), 70);
    let withdraw = ExecuteMsg::Withdraw { asset: euro() };
    world.act("ada", &withdraw).unwrap();
    assert_eq!(gained(&world, "ada"), 0);
}

#[test]
fn a_question_without_a_bounty_closes_by_itself() {
    let mut world = World::new();
    world.asked("ada", &[]);
    world.at(DECIDE_BY);
    assert_eq!(world.question(1).status, QuestionStatus::Open);
    world.at(DECIDE_BY + 1);
    assert_eq!(world.question(1).status, QuestionStatus::Closed);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::Closed);
}

#[test]
fn a_poke_where_nothing_is_due_does_nothing() {
    let mut world = world(100);
    let before = world.app.dump_wasm_raw(&world.community);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(before, world.app.dump_wasm_raw(&world.community));
    let unknown = ContractError::QuestionUnknown { question: 2 };
    assert_eq!(world.act("eve", &poke(2)).unwrap_err(), unknown);
}
