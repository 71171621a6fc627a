//! Paid service becomes reward, to the unit, through the real token.
//!
//! given a settled period of 1,000 with 20 credited, protocol fee 1 % of the rest, half of it burnt
//!   when the customer's rating is registered after the reopen window
//!     45 % of the burnt fee is released as points, whatever the answers were
//!   when the epoch is closed
//!     half a token a point is minted, and nothing before
//!   when the hold is over
//!     anyone claims it for the customer, once
//!   when the customer thanks another member for an answer
//!     that member gets half a token for each of those points, and the bounty when it has vested

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Native};
use aftercare_interface::community::{
    self, AllowanceResponse, ConfigResponse, ExecuteMsg, Item, Weight,
};
use aftercare_interface::{sla_escrow, ticket_registry, Asset};
use aftercare_testing::{default_terms, World};
use cosmwasm_std::Uint128;

use super::{code, world};

/// 1 % of 980 is 9.80; half of it is burnt.
const BURNT: u128 = 4_900_000;

/// A customer whose first period was settled, and who rated one late ticket.
fn served(answer: u8) -> (World<Native>, u64) {
    let mut world = world();
    let plan = world
        .offer("provider", &default_terms(&world.euro, None))
        .unwrap();
    let agreement = world.subscribe("customer", plan, 1).unwrap();
    let levels = (Level::High, Level::High);
    let ticket = world
        .open("customer", (agreement, "provider"), levels, "Down")
        .unwrap();
    world.wait(Seconds(1_801)).unwrap();
    world.propose("provider", ticket, "Up again").unwrap();
    world
        .registry("customer", &ticket_registry::ExecuteMsg::Accept { ticket })
        .unwrap();
    let rate = ticket_registry::ExecuteMsg::Rate {
        ticket,
        answers: vec![answer],
        comment: None,
    };
    world.registry("customer", &rate).unwrap();
    world.wait(Seconds::days(40)).unwrap();
    let settle = sla_escrow::ExecuteMsg::Settle {
        agreement,
        max_periods: 1,
    };
    world.escrow("stranger", &settle).unwrap();
    (world, ticket)
}

fn ask<T: serde::de::DeserializeOwned>(world: &World<Native>, question: &community::QueryMsg) -> T {
    world
        .engine
        .query(&world.suite.community, question)
        .unwrap()
}

fn tokens(world: &mut World<Native>, name: &str) -> u128 {
    let token = Asset::cw20(&world.suite.token);
    world.balance(name, &token).unwrap()
}

fn register(world: &mut World<Native>, ticket: u64) -> aftercare_testing::Outcome {
    world.community(
        "stranger",
        &ExecuteMsg::RegisterRatings {
            tickets: vec![ticket],
            peers: None,
        },
    )
}

/// Waits out the epoch and its hold; closes it; claims.
fn harvest(world: &mut World<Native>, epoch: u64, owner: &str) {
    let end: community::EpochResponse = ask(world, &community::QueryMsg::Epoch { epoch });
    let (now, day) = (world.now(), Seconds::days(1));
    let last = UnixTime(end.ends_at.0.saturating_sub(1)).max(now);
    world.engine.advance_to(last).unwrap();
    if last < end.ends_at {
        assert_eq!(
            code(world.community("stranger", &ExecuteMsg::CloseEpoch {})),
            "COM-015"
        );
        world.wait(Seconds(1)).unwrap();
    }
    world
        .community("stranger", &ExecuteMsg::CloseEpoch {})
        .unwrap();
    world.wait(Seconds::days(7).plus(day)).unwrap();
    let owner = world.person(owner).to_string();
    let claim = ExecuteMsg::Claim {
        owner,
        epochs: vec![epoch],
    };
    world.community("stranger", &claim).unwrap();
    assert!(world.community("stranger", &claim).is_err(), "once");
}

fn epoch(world: &World<Native>) -> u64 {
    ask::<ConfigResponse>(world, &community::QueryMsg::Config {}).epoch
}

#[test]
fn a_registered_rating_brings_half_a_token_a_point_of_the_feedback_allowance() {
    for answer in [1, 5] {
        let (mut world, ticket) = served(answer);
        let (registered_in, feedback) = (epoch(&world), BURNT * 45 / 100);
        register(&mut world, ticket).unwrap();
        assert!(register(&mut world, ticket).is_err(), "once for ever");
        harvest(&mut world, registered_in, "customer");
        assert_eq!(
            tokens(&mut world, "customer"),
            feedback / 2,
            "rated {answer}"
        );
    }
}

#[test]
fn thanks_bring_half_a_token_a_point_and_the_bounty_follows_its_vesting() {
    let (mut world, _) = served(5);
    let account = world.person("customer").to_string();
    let allowance: AllowanceResponse = ask(&world, &community::QueryMsg::Allowance { account });
    assert_eq!(allowance.thanks.u128(), BURNT / 2);
    let euro = world.euro.clone();
    let question = world
        .ask("customer", (&euro, 50_000_000), "How do I bridge it?")
        .unwrap();
    world.answer("stranger", question, "Turn off NAT").unwrap();
    let thanked_in = epoch(&world);
    let thank = |points| ExecuteMsg::Thank {
        item: Item::Answer {
            question,
            answer: 0,
        },
        points,
    };
    let too_many = thank(allowance.thanks + Uint128::one());
    assert!(world.community("customer", &too_many).is_err());
    world
        .community("customer", &thank(allowance.thanks))
        .unwrap();
    let weights = vec![Weight {
        answer: 0,
        share: Bps::WHOLE,
    }];
    world
        .community("customer", &ExecuteMsg::Accept { question, weights })
        .unwrap();
    let before = world.balance("stranger", &euro).unwrap();
    for (wait, award) in [(Seconds(7 * 86_400 - 1), 0), (Seconds(1), 50_000_000)] {
        world.wait(wait).unwrap();
        world
            .community("stranger", &ExecuteMsg::Poke { question })
            .unwrap();
        assert_eq!(world.balance("stranger", &euro).unwrap() - before, award);
    }
    harvest(&mut world, thanked_in, "stranger");
    assert_eq!(tokens(&mut world, "stranger"), BURNT / 4);
}
