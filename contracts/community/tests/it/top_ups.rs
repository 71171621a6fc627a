//! top_up, take_back, withdraw_bounty
//! ├── given an open question with a bounty
//! │   ├── anyone but its asker adds to it, in its asset, by coin or by a token's send
//! │   ├── a top-up can be taken back for 72 hours, then it has joined
//! │   ├── a second one waits with what still waits
//! │   └── it has at most 20 funders
//! ├── given the own question, another asset, no bounty, a decision, or no coin
//! │   └── adding refuses
//! ├── given a decision before a top-up has joined
//! │   ├── its funder takes it back, and the awards shrink
//! │   └── otherwise the awards include it
//! ├── given silence
//! │   ├── the threshold has risen by what has joined, and by nothing that still waits
//! │   ├── an answer by a funder does not win
//! │   └── what returns, returns to each funder what each put in
//! └── given no standing answer
//!     └── the asker withdraws, and everybody has a claim

use aftercare_community::event::{BountyReturned, BountyToppedUp, BountyWithdrawn, TopUpTakenBack};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    Cw20Hook, ExecuteMsg, FunderResponse, QueryMsg, QuestionStatus,
};
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use cosmwasm_std::{coin, Uint128};

use crate::world::{
    accept, answer, award, crowd, euro, euros, event, person, poke, thank, World, DAY, EPOCH,
    PURSE, START, STRAY,
};

const NOW: u64 = START + EPOCH;
const DECIDE_BY: u64 = NOW + 14 * DAY;
const WAIT: u64 = 3 * DAY;

fn top_up(question: u64) -> ExecuteMsg {
    ExecuteMsg::TopUp { question }
}

fn take_back(question: u64) -> ExecuteMsg {
    ExecuteMsg::TakeBack { question }
}

fn withdraw(question: u64) -> ExecuteMsg {
    ExecuteMsg::WithdrawBounty { question }
}

/// Question 1 by Ada, 1,000 euros.
fn world() -> World {
    let mut world = World::new();
    world.asked("ada", &euros(1_000));
    world
}

fn pot(world: &World) -> u128 {
    world.question(1).bounty.unwrap().amount.u128()
}

fn funders(world: &World) -> Vec<FunderResponse> {
    let msg = QueryMsg::Funders {
        question: 1,
        start_after: None,
        limit: Some(30),
    };
    world.ask::<Page<FunderResponse, String>>(&msg).rows
}

#[test]
fn anyone_but_the_asker_adds_to_a_bounty() {
    let mut world = world();
    let response = world.act_with("bea", &top_up(1), &euros(250)).unwrap();
    let told = BountyToppedUp {
        question: 1,
        funder: person("bea"),
        asset: euro().key(),
        amount: Uint128::new(250),
        waiting: Uint128::new(250),
        joins_at: UnixTime(NOW + WAIT + 1),
        bounty: Uint128::new(1_250),
    };
    assert!(event(&response, told));
    let question = world.question(1);
    assert_eq!((question.funders, pot(&world)), (1, 1_250));
    let own = ContractError::OwnQuestion { question: 1 };
    let refused = world.act_with("ada", &top_up(1), &euros(1));
    assert_eq!(refused.unwrap_err(), own);
}

#[test]
fn a_token_is_added_by_its_send() {
    let mut world = World::new();
    let dollar = world.dollar.clone();
    world.ask_in(&dollar, "ada", 700).unwrap();
    let hook = Cw20Hook::TopUp { question: 1 };
    world.send_in(&dollar, ("bea", 50), &hook).unwrap();
    assert_eq!(pot(&world), 750);
    let other = ContractError::OtherAsset {
        sent: euro(),
        need: world.dollar(),
    };
    let refused = world.act_with("cid", &top_up(1), &euros(5));
    assert_eq!(refused.unwrap_err(), other);
}

#[test]
fn a_top_up_needs_one_coin_of_the_bountys_asset() {
    let mut world = world();
    let none = KitError::OneCoin { coins: 0 };
    assert_eq!(world.act("bea", &top_up(1)).unwrap_err(), none.into());
    let other = ContractError::OtherAsset {
        sent: Asset::native(STRAY),
        need: euro(),
    };
    let refused = world.act_with("bea", &top_up(1), &[coin(5, STRAY)]);
    assert_eq!(refused.unwrap_err(), other);
    let close = ExecuteMsg::CloseAsset { asset: euro() };
    world.act("owner", &close).unwrap();
    let closed = KitError::AssetClosed { asset: euro() };
    let refused = world.act_with("bea", &top_up(1), &euros(5));
    assert_eq!(refused.unwrap_err(), closed.into());
}

#[test]
fn without_a_bounty_or_after_the_decision_nothing_is_added() {
    let mut world = world();
    world.asked("ada", &[]);
    let none = ContractError::NoBounty { question: 2 };
    let refused = world.act_with("bea", &top_up(2), &euros(5));
    assert_eq!(refused.unwrap_err(), none);
    let unknown = ContractError::QuestionUnknown { question: 3 };
    let refused = world.act_with("bea", &top_up(3), &euros(5));
    assert_eq!(refused.unwrap_err(), unknown);
    for (second, taken) in [
        (DECIDE_BY - 1, true),
        (DECIDE_BY, true),
        (DECIDE_BY + 1, false),
    ] {
        world.at(second);
        let refused = ContractError::QuestionNotOpen {
            question: 1,
            decide_by: UnixTime(DECIDE_BY),
            now: UnixTime(second),
        };
        let result = world.act_with("bea", &top_up(1), &euros(5));
        assert_eq!(result.err(), (!taken).then_some(refused));
    }
}

#[test]
fn a_top_up_is_taken_back_within_72_hours() {
    for (after, back) in [(WAIT - 1, true), (WAIT, true), (WAIT + 1, false)] {
        let mut world = world();
        world.act_with("bea", &top_up(1), &euros(250)).unwrap();
        world.at(NOW + after);
        let nothing = ContractError::NothingWaiting {
            question: 1,
            sender: person("bea"),
        };
        let result = world.act("bea", &take_back(1));
        match result {
            Ok(response) => {
                let told = TopUpTakenBack {
                    question: 1,
                    funder: person("bea"),
                    asset: euro().key(),
                    amount: Uint128::new(250),
                    bounty: Uint128::new(1_000),
                };
                assert!(back && event(&response, told));
                assert_eq!(world.held("bea", &euro()), PURSE);
                assert_eq!(funders(&world), []);
                assert_eq!(world.act("bea", &take_back(1)).unwrap_err(), nothing);
            }
            Err(error) => assert_eq!((back, error), (false, nothing)),
        }
    }
}

#[test]
fn what_has_joined_stays_when_a_later_top_up_is_taken_back() {
    let mut world = world();
    world.act_with("bea", &top_up(1), &euros(30)).unwrap();
    world.wait(60);
    world.act_with("bea", &top_up(1), &euros(20)).unwrap();
    let joins_at = UnixTime(NOW + 60 + WAIT + 1);
    let row = |joined, waiting, joins_at| FunderResponse {
        funder: person("bea"),
        joined: Uint128::new(joined),
        waiting: Uint128::new(waiting),
        joins_at,
    };
    assert_eq!(funders(&world), [row(0, 50, joins_at)]);
    world.at(joins_at.0);
    assert_eq!(funders(&world), [row(50, 0, joins_at)]);
    world.act_with("bea", &top_up(1), &euros(7)).unwrap();
    world.act("bea", &take_back(1)).unwrap();
    assert_eq!((pot(&world), world.question(1).funders), (1_050, 1));
    assert_eq!(world.held("bea", &euro()), PURSE - 50);
    let none = ContractError::NothingWaiting {
        question: 1,
        sender: person("bea"),
    };
    assert_eq!(world.act("bea", &take_back(1)).unwrap_err(), none);
}

#[test]
fn a_bounty_has_at_most_20_funders() {
    let mut world = world();
    let crowd: Vec<String> = crowd().collect();
    for name in &crowd[..20] {
        world.act_with(name, &top_up(1), &euros(10)).unwrap();
    }
    let full = ContractError::FundersFull {
        question: 1,
        max: 20,
    };
    let refused = world.act_with(&crowd[20], &top_up(1), &euros(10));
    assert_eq!(refused.unwrap_err(), full);
    world.act_with(&crowd[0], &top_up(1), &euros(10)).unwrap();
    world.act(&crowd[1], &take_back(1)).unwrap();
    world.act_with(&crowd[20], &top_up(1), &euros(5)).unwrap();
    world.at(DECIDE_BY + 1);
    world.act("eve", &poke(1)).unwrap();
    let claims: Vec<u128> = crowd
        .iter()
        .map(|name| world.claim_of(name, &euro()))
        .collect();
    assert_eq!(
        (claims[0], claims[1], claims[2], claims[20]),
        (20, 0, 10, 5)
    );
    assert_eq!(world.claim_of("ada", &euro()), 1_000);
}

#[test]
fn a_top_up_joins_awards_that_were_fixed_before_it_had() {
    let mut world = world();
    world.act("cid", &answer(1)).unwrap();
    world.act("dan", &answer(1)).unwrap();
    for name in ["bea", "eve"] {
        world.act_with(name, &top_up(1), &euros(101)).unwrap();
    }
    world
        .act("ada", &accept(1, &[(0, 5_000), (1, 5_000)]))
        .unwrap();
    assert_eq!(award(&world.answers(1)[0]), 601);
    world.at(NOW + WAIT);
    world.act("eve", &take_back(1)).unwrap();
    let awards = |world: &World| [0, 1].map(|place: usize| award(&world.answers(1)[place]));
    assert_eq!(awards(&world), [551, 550]);
    world.at(NOW + WAIT + 1);
    assert!(world.act("bea", &take_back(1)).is_err());
    world.at(NOW + 7 * DAY);
    world.act("eve", &poke(1)).unwrap();
    let gained = |name| world.held(name, &euro()) - PURSE;
    assert_eq!((gained("cid"), gained("dan"), gained("eve")), (551, 550, 0));
}

/// Bea's answer has 19 points from two accounts, given before the end.
fn thanked(world: &mut World) {
    world.act("bea", &answer(1)).unwrap();
    for (name, points) in [("eve", 10), ("fay", 9)] {
        world.burnt(name, &euro(), 1_000);
        world.act(name, &thank(1, 0, points)).unwrap();
    }
}

#[test]
fn what_has_joined_raises_the_threshold_and_what_waits_does_not() {
    for (added_at, threshold, status) in [
        (DECIDE_BY - WAIT - 1, 20, QuestionStatus::Refunded),
        (DECIDE_BY - WAIT, 10, QuestionStatus::DecidedForAnswer),
        (DECIDE_BY, 10, QuestionStatus::DecidedForAnswer),
    ] {
        let mut world = world();
        thanked(&mut world);
        world.at(added_at);
        world.act_with("cid", &top_up(1), &euros(1_000)).unwrap();
        assert_eq!(world.question(1).silence_threshold.u128(), threshold);
        world.at(DECIDE_BY + 1);
        world.act("eve", &poke(1)).unwrap();
        assert_eq!(world.question(1).status, status);
        assert_eq!(world.question(1).silence_threshold.u128(), threshold);
    }
}

#[test]
fn a_top_up_that_waits_is_taken_back_after_silence_has_decided() {
    let mut world = world();
    thanked(&mut world);
    world.at(DECIDE_BY);
    for name in ["cid", "dan"] {
        world.act_with(name, &top_up(1), &euros(500)).unwrap();
    }
    // Noticed by the message itself.
    world.at(DECIDE_BY + WAIT);
    world.act("cid", &take_back(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
    world.at(DECIDE_BY + 7 * DAY);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.held("bea", &euro()), PURSE + 1_500);
}

#[test]
fn silence_does_not_pay_a_funder() {
    let mut world = world();
    thanked(&mut world);
    world.act_with("bea", &top_up(1), &euros(1)).unwrap();
    world.at(DECIDE_BY + 1);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::Refunded);
    assert_eq!(world.claim_of("bea", &euro()), 1);
    let nothing = ContractError::NothingWaiting {
        question: 1,
        sender: person("bea"),
    };
    assert_eq!(world.act("bea", &take_back(1)).unwrap_err(), nothing);
}

#[test]
fn a_funder_who_took_everything_back_is_none() {
    let mut world = world();
    thanked(&mut world);
    world.act_with("bea", &top_up(1), &euros(1)).unwrap();
    world.act("bea", &take_back(1)).unwrap();
    world.at(DECIDE_BY + 1);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.question(1).status, QuestionStatus::DecidedForAnswer);
}

#[test]
fn a_withdrawn_bounty_becomes_everybodys_claim() {
    let mut world = world();
    for (name, amount) in [("bea", 30), ("cid", 20)] {
        world.act_with(name, &top_up(1), &euros(amount)).unwrap();
    }
    let response = world.act("ada", &withdraw(1)).unwrap();
    let asker = person("ada");
    assert!(event(&response, BountyWithdrawn { question: 1, asker }));
    for (name, amount) in [("ada", 1_000), ("bea", 30), ("cid", 20)] {
        let amount = Uint128::new(amount);
        let told = BountyReturned {
            question: 1,
            owner: person(name),
            asset: euro().key(),
            amount,
            claim: amount,
        };
        assert!(event(&response, told), "{name}");
        world
            .act(name, &ExecuteMsg::Withdraw { asset: euro() })
            .unwrap();
        assert_eq!(world.held(name, &euro()), PURSE);
    }
    assert_eq!(world.question(1).status, QuestionStatus::Withdrawn);
    for msg in [answer(1), take_back(1), accept(1, &[(0, 10_000)])] {
        assert!(world.act("bea", &msg).is_err());
    }
    world.wait(30 * DAY);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(world.solvency(&euro()).accounts.u128(), 0);
}

#[test]
fn only_the_asker_withdraws_a_bounty_and_not_from_under_an_answer() {
    let mut world = world();
    world.asked("ada", &[]);
    let other = ContractError::NotAsker {
        question: 1,
        sender: person("bea"),
    };
    assert_eq!(world.act("bea", &withdraw(1)).unwrap_err(), other);
    let none = ContractError::NoBounty { question: 2 };
    assert_eq!(world.act("ada", &withdraw(2)).unwrap_err(), none);
    world.act("bea", &answer(1)).unwrap();
    let stands = ContractError::AnswerStands {
        question: 1,
        standing: 1,
    };
    assert_eq!(world.act("ada", &withdraw(1)).unwrap_err(), stands);
    let error = world.act_with("ada", &withdraw(1), &euros(1)).unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    let error = world.act_with("bea", &take_back(1), &euros(1)).unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
}

#[test]
fn a_bounty_is_withdrawn_until_the_decision_time() {
    for (second, taken) in [(DECIDE_BY, true), (DECIDE_BY + 1, false)] {
        let mut world = world();
        world.at(second);
        let refused = ContractError::QuestionNotOpen {
            question: 1,
            decide_by: UnixTime(DECIDE_BY),
            now: UnixTime(second),
        };
        let result = world.act("ada", &withdraw(1));
        assert_eq!(result.err(), (!taken).then_some(refused));
    }
}
