//! A bounty in a token, a wrong answer, and a word of the provider, through the real contracts.
//!
//! given a question about a provider, 100 in a token from its asker and 50 more from somebody else
//!   when nobody has answered for 48 hours
//!     it shows in the provider's list, and its asker may as well open a ticket that points back at it
//!   when the provider's agent stands behind an answer
//!     it is official, until the agent's right ends, and nobody else makes it so
//!   when an accepted answer is challenged and the curators find it wrong
//!     the challenger has a fifth, the funders the rest, in proportion, and the books are empty
//!   when the curators find it right
//!     half the bond is the author's, half is burnt, and the token's supply has shrunk by it

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Native};
use aftercare_interface::community::{
    AnswerId, AnswerResponse, Cw20Hook, ExecuteMsg, NewQuestion, QueryMsg, QuestionResponse,
    QuestionsOf, QuestionsOnly, ReviewLevel, Weight,
};
use aftercare_interface::ticket_registry::{self, OpenTicket};
use aftercare_interface::{Asset, Page};
use aftercare_testing::{commitment, human_agent, Outcome, Payment, World};
use cosmwasm_std::Uint128;
use cw20::{Cw20QueryMsg, TokenInfoResponse};

use super::{code, world};

const BOUNTY: u128 = 100_000_000;
const ADDED: u128 = 50_000_000;
const BOND: u128 = 30_000_000;

fn send(
    world: &mut World<Native>,
    (name, amount): (&str, u128),
    message: &ExecuteMsg,
    hook: &Cw20Hook,
) -> Outcome {
    let (contract, asset) = (world.suite.community.clone(), world.dollar.clone());
    let payment = Payment {
        contract: &contract,
        asset: &asset,
        amount: Uint128::new(amount),
        message,
        hook,
    };
    world.pay(name, payment)
}

/// The customer asks about the provider; the agent adds.
fn asked() -> World<Native> {
    let mut world = world();
    let curators = ["kim", "lea", "moe"].map(|name| world.person(name).to_string());
    let msg = ExecuteMsg::SetCurators {
        curators: curators.to_vec(),
    };
    world.community("owner", &msg).unwrap();
    world.wait(Seconds::days(7)).unwrap();
    let question = NewQuestion {
        topic: "setup".to_owned(),
        product: "router".to_owned(),
        versions: None,
        provider: Some(world.person("provider").to_string()),
        content: commitment("How do I bridge it?"),
    };
    let message = ExecuteMsg::Ask(question.clone());
    let hook = Cw20Hook::Ask(question);
    send(&mut world, ("customer", BOUNTY), &message, &hook).unwrap();
    let message = ExecuteMsg::TopUp { question: 1 };
    let hook = Cw20Hook::TopUp { question: 1 };
    send(&mut world, ("agent", ADDED), &message, &hook).unwrap();
    world
}

fn first() -> AnswerId {
    AnswerId {
        question: 1,
        answer: 0,
    }
}

/// The stranger's answer has the whole bounty, and the provider has challenged it.
fn challenged() -> World<Native> {
    let mut world = asked();
    world.answer("stranger", 1, "Turn off NAT").unwrap();
    let weights = vec![Weight {
        answer: 0,
        share: Bps::WHOLE,
    }];
    let accept = ExecuteMsg::Accept {
        question: 1,
        weights,
    };
    world.community("customer", &accept).unwrap();
    let (message, hook) = (ExecuteMsg::Challenge(first()), Cw20Hook::Challenge(first()));
    let short = send(&mut world, ("provider", BOND - 1), &message, &hook);
    assert_eq!(code(short), "COM-043");
    send(&mut world, ("provider", BOND), &message, &hook).unwrap();
    world
}

fn judge(world: &mut World<Native>, wrong: bool) {
    for curator in ["kim", "lea"] {
        let vote = ExecuteMsg::VoteOnChallenge {
            question: 1,
            answer: 0,
            wrong,
        };
        world.community(curator, &vote).unwrap();
    }
    world.wait(Seconds::days(7)).unwrap();
    world
        .community("kim", &ExecuteMsg::Poke { question: 1 })
        .unwrap();
}

/// What a person holds of the token after it has taken its claims.
fn dollars(world: &mut World<Native>, name: &str) -> u128 {
    let asset = world.dollar.clone();
    let owner = world.person(name).to_string();
    // Who has no claim is refused.
    let push = ExecuteMsg::PushClaim { owner, asset };
    world.community("kim", &push).map(drop).unwrap_or_default();
    let asset = world.dollar.clone();
    world.balance(name, &asset).unwrap()
}

fn supply(world: &World<Native>) -> u128 {
    let Asset::Cw20 { address } = &world.dollar else {
        panic!("the dollar is a token");
    };
    let info: TokenInfoResponse = world
        .engine
        .query(address, &Cw20QueryMsg::TokenInfo {})
        .unwrap();
    info.total_supply.u128()
}

#[test]
fn an_unanswered_question_shows_in_the_providers_list_and_becomes_a_ticket() {
    let mut world = asked();
    let provider = world.person("provider").to_string();
    let list = QueryMsg::Questions {
        of: Some(QuestionsOf::Provider {
            provider: provider.clone(),
        }),
        only: Some(QuestionsOnly::Overdue),
        start_after: None,
        limit: None,
    };
    let overdue = |world: &World<Native>| {
        let page: Page<QuestionResponse, u64> =
            world.engine.query(&world.suite.community, &list).unwrap();
        page.rows.len()
    };
    world.wait(Seconds::hours(48)).unwrap();
    assert_eq!(overdue(&world), 0);
    world.wait(Seconds(1)).unwrap();
    assert_eq!(overdue(&world), 1);
    let intake = ticket_registry::ExecuteMsg::SetIntake {
        open_to_public: true,
        max_open: 5,
    };
    world.registry("provider", &intake).unwrap();
    let give_up = ExecuteMsg::WithdrawBounty { question: 1 };
    world.community("customer", &give_up).unwrap();
    let ticket = OpenTicket {
        agreement: None,
        provider,
        impact: Level::Low,
        urgency: Level::Low,
        category: 0,
        tags: vec![],
        content: commitment("How do I bridge it?"),
        external_ref: Some(commitment("question 1").hash),
        on_behalf_of: None,
        related: None,
        confidential: false,
    };
    let open = ticket_registry::ExecuteMsg::Open(ticket);
    world.registry("customer", &open).unwrap();
    assert_eq!(overdue(&world), 0);
}

#[test]
fn the_agents_word_is_the_providers() {
    let mut world = asked();
    world.answer("stranger", 1, "Turn off NAT").unwrap();
    let official = ExecuteMsg::MakeOfficial(first());
    assert_eq!(code(world.community("agent", &official)), "COM-034");
    let agent = world.person("agent");
    let expires = world.now().plus(Seconds::days(1));
    let set = ticket_registry::ExecuteMsg::SetAgent(human_agent(&agent, expires));
    world.registry("provider", &set).unwrap();
    assert_eq!(code(world.community("customer", &official)), "COM-034");
    world.community("agent", &official).unwrap();
    let query = QueryMsg::Answers {
        question: 1,
        start_after: None,
        limit: None,
    };
    let page: Page<AnswerResponse, u32> =
        world.engine.query(&world.suite.community, &query).unwrap();
    assert_eq!(page.rows[0].level, ReviewLevel::Official);
    let agent = agent.to_string();
    let remove = ticket_registry::ExecuteMsg::RemoveAgent { agent };
    world.registry("provider", &remove).unwrap();
    world.wait(Seconds(1)).unwrap();
    assert_eq!(code(world.community("agent", &official)), "COM-034");
}

#[test]
fn a_wrong_answer_goes_back_but_for_a_fifth() {
    let mut world = challenged();
    let people = ["customer", "agent", "provider", "stranger"];
    judge(&mut world, true);
    let held = people.map(|name| dollars(&mut world, name));
    let purse = aftercare_testing::PURSE;
    // 120 of 150 go back as 100 and 50 came.
    assert_eq!(held[0], purse - BOUNTY + 80_000_000);
    assert_eq!(held[1], purse - ADDED + 40_000_000);
    assert_eq!(held[2], purse + 30_000_000);
    assert_eq!(held[3], purse);
}

#[test]
fn a_lost_bond_is_half_the_authors_and_half_nobodys() {
    let mut world = challenged();
    let before = supply(&world);
    judge(&mut world, false);
    assert_eq!(supply(&world), before - BOND / 2);
    let purse = aftercare_testing::PURSE;
    let author = dollars(&mut world, "stranger");
    assert_eq!(author, purse + BOUNTY + ADDED + BOND / 2);
    assert_eq!(dollars(&mut world, "provider"), purse - BOND);
}
