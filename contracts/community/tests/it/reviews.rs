//! edit_answer, withdraw_answer, dismiss, make_official; levels
//! ├── given the author of an answer that nobody spoke about
//! │   ├── it is changed while the question is open
//! │   └── once it was thanked, objected to or made official, it is not
//! ├── given an answer that was withdrawn or dismissed
//! │   ├── it is not accepted, edited, or chosen by silence, and its author gives no other
//! │   └── with none left standing, the bounty can be withdrawn
//! ├── given a curator without a stake
//! │   └── an answer is dismissed; nobody else dismisses one
//! ├── given the provider that the question names, or its agent until the end of its right
//! │   ├── an answer is made official; nobody else makes it so
//! │   └── an official answer that curators uphold is still official
//! └── given thanks
//!     └── the level is that of the community, or of an expert's

use aftercare_community::event::{
    AnswerDismissed, AnswerEdited, AnswerMadeOfficial, AnswerWithdrawn,
};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AnswerId, AnswerStatus, AwardStatus, ExecuteMsg, Item, NewQuestion, QuestionStatus, ReviewLevel,
};
use aftercare_interface::raw::{agent_key, Layout};
use aftercare_interface::Commitment;
use aftercare_kit::KitError;

use crate::world::{
    accept, answer, commitment, euro, euros, event, person, poke, question, thank, World, CURATORS,
    DAY, START,
};

fn other_content() -> Commitment {
    Commitment {
        hash: [8; 32].into(),
        ..commitment()
    }
}

fn edit(question: u64) -> ExecuteMsg {
    ExecuteMsg::EditAnswer {
        question,
        content: other_content(),
    }
}

fn withdraw(question: u64) -> ExecuteMsg {
    ExecuteMsg::WithdrawAnswer { question }
}

fn dismiss(question: u64, answer: u32) -> ExecuteMsg {
    ExecuteMsg::Dismiss(AnswerId { question, answer })
}

fn official(question: u64, answer: u32) -> ExecuteMsg {
    ExecuteMsg::MakeOfficial(AnswerId { question, answer })
}

/// Curators in force; question 1 by Ada with 1,000 euros, answered by Bea and Cid, naming Fay as provider.
fn world() -> World {
    let mut world = World::new();
    world.seat_curators();
    let new = NewQuestion {
        provider: Some(person("fay").into()),
        ..question()
    };
    world
        .act_with("ada", &ExecuteMsg::Ask(new), &euros(1_000))
        .unwrap();
    for author in ["bea", "cid"] {
        world.act(author, &answer(1)).unwrap();
    }
    world
}

fn not_standing(answer: u32) -> ContractError {
    ContractError::AnswerNotStanding {
        question: 1,
        answer,
    }
}

fn level(world: &World, answer: usize) -> ReviewLevel {
    world.answers(1)[answer].level
}

#[test]
fn an_author_changes_an_answer_that_nobody_spoke_about() {
    let mut world = world();
    let response = world.act("cid", &edit(1)).unwrap();
    let told = AnswerEdited {
        question: 1,
        answer: 1,
        author: person("cid"),
    };
    assert!(event(&response, told));
    assert_eq!(world.answers(1)[1].content, other_content());
    assert_eq!(world.answers(1)[0].content, commitment());
}

#[test]
fn what_was_thanked_or_objected_to_is_not_changed() {
    let object = ExecuteMsg::Object {
        item: Item::Answer {
            question: 1,
            answer: 0,
        },
        points: 1u128.into(),
    };
    for msg in [thank(1, 0, 1), object] {
        let mut world = world();
        world.burnt("eve", &euro(), 100);
        world.act("eve", &msg).unwrap();
        let touched = ContractError::AnswerTouched {
            question: 1,
            answer: 0,
        };
        assert_eq!(world.act("bea", &edit(1)).unwrap_err(), touched);
        world.act("cid", &edit(1)).unwrap();
    }
}

#[test]
fn what_the_provider_stands_behind_is_not_changed() {
    let mut world = world();
    world.act("fay", &official(1, 0)).unwrap();
    let touched = ContractError::AnswerTouched {
        question: 1,
        answer: 0,
    };
    assert_eq!(world.act("bea", &edit(1)).unwrap_err(), touched);
}

#[test]
fn an_answer_is_changed_or_withdrawn_while_the_question_is_open() {
    for msg in [edit(1), withdraw(1)] {
        for (late, taken) in [(0, true), (1, false)] {
            let mut world = world();
            let decide_by = world.question(1).decide_by;
            world.at(decide_by.0 + late);
            let refused = ContractError::QuestionNotOpen {
                question: 1,
                decide_by,
                now: UnixTime(world.now()),
            };
            let result = world.act("bea", &msg);
            assert_eq!(result.err(), (!taken).then_some(refused));
        }
        let mut world = world();
        world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
        assert!(matches!(
            world.act("bea", &msg).unwrap_err(),
            ContractError::QuestionNotOpen { .. }
        ));
    }
}

#[test]
fn who_has_not_answered_has_nothing_to_change() {
    let mut world = world();
    let none = ContractError::NotAnswered {
        question: 1,
        sender: person("dan"),
    };
    for msg in [edit(1), withdraw(1)] {
        assert_eq!(world.act("dan", &msg).unwrap_err(), none);
        let error = world.act_with("bea", &msg, &euros(1)).unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
    let short = ExecuteMsg::EditAnswer {
        question: 1,
        content: Commitment {
            hash: [7; 31].into(),
            ..commitment()
        },
    };
    let refused = KitError::Hash {
        field: "content",
        length: 31,
    };
    assert_eq!(world.act("bea", &short).unwrap_err(), refused.into());
}

#[test]
fn a_withdrawn_answer_is_not_accepted() {
    let mut world = world();
    let response = world.act("bea", &withdraw(1)).unwrap();
    let told = AnswerWithdrawn {
        question: 1,
        answer: 0,
        author: person("bea"),
        standing: 1,
    };
    assert!(event(&response, told));
    assert_eq!(world.answers(1)[0].status, AnswerStatus::Withdrawn);
    let weights: [&[(u32, u32)]; 2] = [&[(0, 10_000)], &[(1, 5_000), (0, 5_000)]];
    for weights in weights {
        let error = world.act("ada", &accept(1, weights)).unwrap_err();
        assert_eq!(error, not_standing(0));
    }
    for msg in [edit(1), withdraw(1)] {
        assert_eq!(world.act("bea", &msg).unwrap_err(), not_standing(0));
    }
    let again = ContractError::AlreadyAnswered {
        question: 1,
        answer: 0,
    };
    assert_eq!(world.act("bea", &answer(1)).unwrap_err(), again);
    world.act("ada", &accept(1, &[(1, 10_000)])).unwrap();
}

#[test]
fn silence_passes_over_an_answer_that_does_not_stand() {
    for (name, msg) in [("bea", withdraw(1)), ("kim", dismiss(1, 0))] {
        let mut world = world();
        for (who, place, points) in [
            ("eve", 0, 90),
            ("dan", 0, 90),
            ("eve", 1, 10),
            ("dan", 1, 10),
        ] {
            world.burnt(who, &euro(), 1_000);
            world.act(who, &thank(1, place, points)).unwrap();
        }
        world.act(name, &msg).unwrap();
        world.wait(14 * DAY + 1);
        world.act("eve", &poke(1)).unwrap();
        assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
        assert!(world.answers(1)[1].award.is_some());
    }
}

#[test]
fn a_curator_dismisses_an_answer_and_nobody_else_does() {
    let mut world = world();
    for name in ["dan", "owner", "fay"] {
        let sender = person(name);
        let refused = ContractError::NotCurator { sender };
        assert_eq!(world.act(name, &dismiss(1, 0)).unwrap_err(), refused);
    }
    let response = world.act("kim", &dismiss(1, 0)).unwrap();
    let told = AnswerDismissed {
        question: 1,
        answer: 0,
        by: person("kim"),
        standing: 1,
    };
    assert!(event(&response, told));
    assert_eq!(world.answers(1)[0].status, AnswerStatus::Dismissed);
    let error = world.act("lea", &dismiss(1, 0)).unwrap_err();
    assert_eq!(error, not_standing(0));
    let unknown = ContractError::AnswerUnknown {
        question: 1,
        answer: 9,
    };
    assert_eq!(world.act("lea", &dismiss(1, 9)).unwrap_err(), unknown);
    let error = world.act_with("lea", &dismiss(1, 1), &[]).map(drop);
    assert_eq!(error, Ok(()));
}

#[test]
fn a_curator_with_a_stake_dismisses_nothing() {
    let mut world = World::new();
    let curators = ["ada", "bea", "cid"].map(|name| person(name).into());
    let msg = ExecuteMsg::SetCurators {
        curators: curators.to_vec(),
    };
    world.act("owner", &msg).unwrap();
    world.wait(7 * DAY);
    world.asked("ada", &euros(100));
    world.act("bea", &answer(1)).unwrap();
    world.act("dan", &answer(1)).unwrap();
    let top_up = ExecuteMsg::TopUp { question: 1 };
    world.act_with("cid", &top_up, &euros(1)).unwrap();
    for name in ["ada", "bea", "cid"] {
        let refused = ContractError::Interested {
            question: 1,
            sender: person(name),
        };
        assert_eq!(world.act(name, &dismiss(1, 1)).unwrap_err(), refused);
    }
}

#[test]
fn a_bounty_is_withdrawn_once_no_answer_stands() {
    let mut world = world();
    let give_up = ExecuteMsg::WithdrawBounty { question: 1 };
    world.act("bea", &withdraw(1)).unwrap();
    let stands = ContractError::AnswerStands {
        question: 1,
        standing: 1,
    };
    assert_eq!(world.act("ada", &give_up).unwrap_err(), stands);
    world.act("moe", &dismiss(1, 1)).unwrap();
    world.act("ada", &give_up).unwrap();
    assert_eq!(world.claim_of("ada", &euro()), 1_000);
}

#[test]
fn a_dismissal_comes_until_the_decision_time() {
    for (late, taken) in [(0, true), (1, false)] {
        let mut world = world();
        let decide_by = world.question(1).decide_by;
        world.at(decide_by.0 + late);
        assert_eq!(world.act(CURATORS[0], &dismiss(1, 0)).is_ok(), taken);
    }
}

#[test]
fn the_named_provider_and_its_agent_make_an_answer_official() {
    let mut world = world();
    let until = UnixTime(world.now() + DAY);
    let key = agent_key(&person("fay"), &person("dan"));
    let registry = world.registry.clone();
    let bytes = until.encode();
    world.app.contract_storage_mut(&registry).set(&key, &bytes);
    for name in ["ada", "bea", "kim", "owner"] {
        let refused = ContractError::NotProvider {
            question: 1,
            sender: person(name),
        };
        assert_eq!(world.act(name, &official(1, 0)).unwrap_err(), refused);
    }
    let response = world.act("fay", &official(1, 0)).unwrap();
    let told = AnswerMadeOfficial {
        question: 1,
        answer: 0,
        provider: person("fay"),
        by: person("fay"),
    };
    assert!(event(&response, told));
    assert_eq!(level(&world, 0), ReviewLevel::Official);
    world.at(until.0);
    world.act("dan", &official(1, 1)).unwrap();
    assert_eq!(level(&world, 1), ReviewLevel::Official);
    world.at(until.0 + 1);
    let over = ContractError::NotProvider {
        question: 1,
        sender: person("dan"),
    };
    assert_eq!(world.act("dan", &official(1, 1)).unwrap_err(), over);
    world.act("bea", &withdraw(1)).unwrap();
    assert_eq!(level(&world, 0), ReviewLevel::Unreviewed);
    let error = world.act("fay", &official(1, 0)).unwrap_err();
    assert_eq!(error, not_standing(0));
}

#[test]
fn an_official_answer_that_is_upheld_stays_official() {
    let mut world = world();
    world.act("fay", &official(1, 0)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let (question, answer) = (1, 0);
    let challenge = ExecuteMsg::Challenge(AnswerId { question, answer });
    world.act_with("eve", &challenge, &euros(200)).unwrap();
    let right = ExecuteMsg::VoteOnChallenge {
        question,
        answer,
        wrong: false,
    };
    for curator in &CURATORS[..2] {
        world.act(curator, &right).unwrap();
    }
    let award = world.answers(1)[0].award.clone().unwrap();
    assert_eq!(award.status, AwardStatus::Upheld);
    assert_eq!(level(&world, 0), ReviewLevel::Official);
}

#[test]
fn a_question_that_names_nobody_has_no_official_answer() {
    let mut world = World::new();
    world.asked("ada", &[]);
    world.act("bea", &answer(1)).unwrap();
    let refused = ContractError::NotProvider {
        question: 1,
        sender: person("fay"),
    };
    assert_eq!(world.act("fay", &official(1, 0)).unwrap_err(), refused);
}

#[test]
fn thanks_from_two_accounts_make_an_answer_community_checked() {
    let mut world = world();
    for name in ["eve", "dan"] {
        world.burnt(name, &euro(), 1_000);
    }
    world.act("eve", &thank(1, 0, 10)).unwrap();
    assert_eq!(level(&world, 0), ReviewLevel::Unreviewed);
    world.act("dan", &thank(1, 0, 1)).unwrap();
    assert_eq!(level(&world, 0), ReviewLevel::CommunityChecked);
    let object = ExecuteMsg::Object {
        item: Item::Answer {
            question: 1,
            answer: 0,
        },
        points: 2u128.into(),
    };
    world.act("dan", &object).unwrap();
    assert_eq!(level(&world, 0), ReviewLevel::Unreviewed);
    assert!(world.now() > START);
}

#[test]
fn thanks_from_the_curators_pool_make_an_answer_expert_checked_for_good() {
    let mut world = world();
    world.burnt("eve", &euro(), 1_000);
    // Her fees make the 50 points of the pool, of which each curator may give 16.
    world.act("eve", &thank(1, 1, 1)).unwrap();
    world.act("kim", &thank(1, 0, 1)).unwrap();
    let levels = [0, 1].map(|answer| level(&world, answer));
    assert_eq!(
        levels,
        [ReviewLevel::ExpertChecked, ReviewLevel::Unreviewed]
    );
    world.act("eve", &thank(1, 0, 1)).unwrap();
    assert_eq!(level(&world, 0), ReviewLevel::ExpertChecked);
}
