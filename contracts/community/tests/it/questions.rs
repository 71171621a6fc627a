//! ask, receive, answer
//! ├── given no coin, one listed coin, or a listed token's send
//! │   ├── it asks, with that bounty, and says until when
//! │   └── the threshold of silence rises with the bounty and is frozen
//! ├── given two coins, an unlisted one, or an unlisted token
//! │   └── it refuses
//! ├── given texts or a commitment out of bounds
//! │   └── it refuses
//! ├── given somebody else's open question
//! │   ├── it is answered once by an address, at most 30 times, until its decision time
//! │   └── the first answer leaves the asker 7 days
//! ├── given the own question, a closed one, or none
//! │   └── answering refuses
//! └── given a field that does not exist
//!     └── the message does not parse

use aftercare_community::event::{QuestionAnswered, QuestionAsked};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    Cw20Hook, ExecuteMsg, NewQuestion, QueryMsg, QuestionResponse, QuestionStatus,
};
use aftercare_interface::{Asset, AssetAmount, Commitment};
use aftercare_kit::KitError;
use cosmwasm_std::{coin, to_json_binary, Decimal, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::world::{
    accept, answer, commitment, euro, euros, event, person, poke, question, World, DAY, EPOCH,
    EURO, START, STRAY,
};

const NOW: u64 = START + EPOCH;

fn ask() -> ExecuteMsg {
    ExecuteMsg::Ask(question())
}

#[test]
fn a_question_with_a_coin() {
    let mut world = World::new();
    let response = world.act_with("ada", &ask(), &euros(20_000)).unwrap();
    let decide_by = UnixTime(NOW + 14 * DAY);
    let told = QuestionAsked {
        question: 1,
        asker: person("ada"),
        provider: None,
        asset: Some(euro().key()),
        bounty: Some(Uint128::new(20_000)),
        decide_by,
        silence_threshold: Uint128::new(200),
    };
    assert!(event(&response, told));
    let expected = QuestionResponse {
        question: 1,
        asker: person("ada"),
        topic: "backup".into(),
        product: "vault 3".into(),
        versions: None,
        provider: None,
        content: commitment(),
        bounty: Some(AssetAmount {
            asset: euro(),
            amount: Uint128::new(20_000),
        }),
        funders: 0,
        asked_at: UnixTime(NOW),
        decide_by,
        answers: 0,
        standing: 0,
        overdue: false,
        status: QuestionStatus::Open,
        vests_at: None,
        silence_threshold: Uint128::new(200),
        as_of: UnixTime(NOW),
    };
    assert_eq!(world.question(1), expected);
}

#[test]
fn a_question_with_a_token() {
    let mut world = World::new();
    let dollar = world.dollar.clone();
    world.ask_in(&dollar, "ada", 700).unwrap();
    let question = world.question(1);
    assert_eq!(question.asker, person("ada"));
    let amount = Uint128::new(700);
    assert_eq!(
        question.bounty,
        Some(AssetAmount {
            asset: world.dollar(),
            amount
        })
    );
    assert_eq!(world.solvency(&world.dollar()).accounts, amount);
}

#[test]
fn a_question_without_a_bounty() {
    let mut world = World::new();
    assert_eq!(world.asked("ada", &[]), 1);
    assert_eq!(world.asked("bea", &[]), 2);
    let question = world.question(1);
    assert_eq!(
        (question.bounty, question.silence_threshold.u128()),
        (None, 1)
    );
}

#[test]
fn the_threshold_is_frozen_when_a_question_is_asked() {
    let mut world = World::new();
    world.asked("ada", &euros(20_000));
    world
        .act(
            "owner",
            &ExecuteMsg::SetRate {
                asset: euro(),
                rate: Decimal::zero(),
            },
        )
        .unwrap();
    world.asked("ada", &euros(20_000));
    let thresholds = [1, 2].map(|number| world.question(number).silence_threshold.u128());
    assert_eq!(thresholds, [200, 1]);
}

#[test]
fn one_listed_coin_or_none() {
    let mut world = World::new();
    let two = [coin(1, EURO), coin(1, STRAY)];
    let refused = KitError::OneCoin { coins: 2 };
    assert_eq!(
        world.act_with("ada", &ask(), &two).unwrap_err(),
        refused.into()
    );
    let refused = KitError::AssetUnlisted {
        asset: Asset::native(STRAY),
    };
    let stray = [coin(1, STRAY)];
    assert_eq!(
        world.act_with("ada", &ask(), &stray).unwrap_err(),
        refused.into()
    );
}

#[test]
fn a_token_that_is_not_listed_brings_nothing() {
    let mut world = World::bare();
    let dollar = world.dollar.clone();
    let refused = KitError::AssetUnlisted {
        asset: world.dollar(),
    };
    assert_eq!(world.ask_in(&dollar, "ada", 5).unwrap_err(), refused.into());
    let mut world = World::new();
    let dollar = world.dollar.clone();
    let refused = KitError::Range {
        field: "amount",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    assert_eq!(world.ask_in(&dollar, "ada", 0).unwrap_err(), refused.into());
}

#[test]
fn a_person_who_plays_a_token_brings_nothing() {
    let mut world = World::new();
    let hook = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: person("ada").into(),
        amount: Uint128::new(1_000),
        msg: to_json_binary(&Cw20Hook::Ask(question())).unwrap(),
    });
    let refused = KitError::AssetUnlisted {
        asset: Asset::cw20(&person("eve")),
    };
    assert_eq!(world.act("eve", &hook).unwrap_err(), refused.into());
}

#[test]
fn texts_and_commitments_are_bounded() {
    let mut world = World::new();
    let new = |topic: usize, product: usize| NewQuestion {
        topic: "t".repeat(topic),
        product: "p".repeat(product),
        ..question()
    };
    for (topic, product) in [(1, 0), (64, 64)] {
        world
            .act("ada", &ExecuteMsg::Ask(new(topic, product)))
            .unwrap();
    }
    for (topic, product, field, length, min) in [
        (0, 1, "topic", 0, 1),
        (65, 1, "topic", 65, 1),
        (1, 65, "product", 65, 0),
    ] {
        let refused = KitError::Length {
            field,
            length,
            min,
            max: 64,
        };
        let msg = ExecuteMsg::Ask(new(topic, product));
        assert_eq!(world.act("ada", &msg).unwrap_err(), refused.into());
    }
    let hidden = NewQuestion {
        topic: "back\u{202e}up".into(),
        ..question()
    };
    let refused = KitError::Characters {
        field: "topic",
        allowed: "printable ASCII",
    };
    assert_eq!(
        world.act("ada", &ExecuteMsg::Ask(hidden)).unwrap_err(),
        refused.into()
    );
    let short = Commitment {
        hash: [7; 31].into(),
        ..commitment()
    };
    let refused = || {
        KitError::Hash {
            field: "content",
            length: 31,
        }
        .into()
    };
    let msg = ExecuteMsg::Ask(NewQuestion {
        content: short.clone(),
        ..question()
    });
    assert_eq!(world.act("ada", &msg).unwrap_err(), refused());
    let msg = ExecuteMsg::Answer {
        question: 1,
        content: short,
    };
    assert_eq!(world.act("bea", &msg).unwrap_err(), refused());
}

#[test]
fn an_answer_takes_the_next_place() {
    let mut world = World::new();
    world.asked("ada", &euros(100));
    let response = world.act("bea", &answer(1)).unwrap();
    let told = QuestionAnswered {
        question: 1,
        answer: 0,
        author: person("bea"),
        decide_by: UnixTime(NOW + 14 * DAY),
    };
    assert!(event(&response, told));
    world.wait(1);
    world.act("cid", &answer(1)).unwrap();
    let answers = world.answers(1);
    assert_eq!((answers[1].answer, &answers[1].author), (1, &person("cid")));
    assert_eq!(answers[1].answered_at, UnixTime(NOW + 1));
}

#[test]
fn the_first_answer_leaves_the_asker_seven_days() {
    for (after, decide_by) in [
        (7 * DAY, 14 * DAY),
        (7 * DAY + 1, 14 * DAY + 1),
        (14 * DAY, 21 * DAY),
    ] {
        let mut world = World::new();
        world.asked("ada", &euros(100));
        world.at(NOW + after);
        world.act("bea", &answer(1)).unwrap();
        world.act("cid", &answer(1)).unwrap();
        assert_eq!(world.question(1).decide_by, UnixTime(NOW + decide_by));
    }
}

#[test]
fn only_the_first_answer_moves_the_decision_time() {
    let mut world = World::new();
    world.asked("ada", &euros(100));
    world.act("bea", &answer(1)).unwrap();
    world.at(NOW + 13 * DAY);
    world.act("cid", &answer(1)).unwrap();
    assert_eq!(world.question(1).decide_by, UnixTime(NOW + 14 * DAY));
}

#[test]
fn an_answer_is_taken_until_the_decision_time() {
    let mut world = World::new();
    let decide_by = UnixTime(NOW + 14 * DAY);
    for _ in 0..2 {
        world.asked("ada", &euros(100));
    }
    world.act("bea", &answer(1)).unwrap();
    world.at(decide_by.0 - 1);
    world.act("cid", &answer(1)).unwrap();
    world.at(decide_by.0);
    world.act("dan", &answer(1)).unwrap();
    let now = UnixTime(decide_by.0 + 1);
    world.at(now.0);
    for question in [1, 2] {
        let refused = ContractError::QuestionNotOpen {
            question,
            decide_by,
            now,
        };
        assert_eq!(world.act("eve", &answer(question)).unwrap_err(), refused);
    }
}

#[test]
fn a_decided_question_takes_no_answer() {
    let mut world = World::new();
    world.asked("ada", &[]);
    world.act("bea", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let refused = ContractError::QuestionNotOpen {
        question: 1,
        decide_by: UnixTime(NOW + 14 * DAY),
        now: UnixTime(NOW),
    };
    assert_eq!(world.act("cid", &answer(1)).unwrap_err(), refused);
}

#[test]
fn nobody_answers_oneself_or_twice_or_nothing() {
    let mut world = World::new();
    world.asked("ada", &[]);
    world.act("bea", &answer(1)).unwrap();
    let own = ContractError::OwnQuestion { question: 1 };
    assert_eq!(world.act("ada", &answer(1)).unwrap_err(), own);
    let twice = ContractError::AlreadyAnswered {
        question: 1,
        answer: 0,
    };
    assert_eq!(world.act("bea", &answer(1)).unwrap_err(), twice);
    let unknown = ContractError::QuestionUnknown { question: 2 };
    assert_eq!(world.act("bea", &answer(2)).unwrap_err(), unknown);
}

#[test]
fn a_question_has_at_most_30_answers() {
    let mut world = World::new();
    world.asked("ada", &[]);
    for n in 0..30 {
        world.act(&format!("helper {n}"), &answer(1)).unwrap();
    }
    let full = ContractError::AnswersFull {
        question: 1,
        max: 30,
    };
    assert_eq!(world.act("bea", &answer(1)).unwrap_err(), full);
}

#[test]
fn an_answer_comes_without_a_coin() {
    let mut world = World::new();
    world.asked("ada", &[]);
    for msg in [answer(1), poke(1)] {
        let error = world.act_with("bea", &msg, &euros(1)).unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
}

#[test]
fn an_unknown_question_is_named() {
    let world = World::new();
    let answer = world.try_ask::<QuestionResponse>(&QueryMsg::Question { question: 7 });
    assert!(answer.is_err());
}

#[test]
fn a_field_that_does_not_exist_is_refused() {
    let parsed = |json: &str| cosmwasm_std::from_json::<ExecuteMsg>(json).is_ok();
    assert!(parsed(r#"{"poke":{"question":1}}"#));
    assert!(!parsed(r#"{"poke":{"question":1,"payee":"eve"}}"#));
    let asked = String::from_utf8(to_json_binary(&ask()).unwrap().into()).unwrap();
    assert!(parsed(&asked));
    assert!(!parsed(
        &asked.replace("\"product\"", "\"bounty\":1,\"product\"")
    ));
}
