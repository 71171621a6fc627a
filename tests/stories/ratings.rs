//! What ratings say moves no money.
//!
//! given two customers of one provider who rate their tickets, and members who thank one another
//!   when every answer of every rating is another one, and there are more or fewer of them
//!     every balance of everybody, in every asset, is the same to the unit

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Native};
use aftercare_interface::community::{self, ClaimableRow, ExecuteMsg, Item, QueryMsg};
use aftercare_interface::{sla_escrow, ticket_registry, Asset, Page};
use aftercare_testing::{default_terms, World};
use cosmwasm_std::Uint128;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{world, PEOPLE};

const CUSTOMERS: [&str; 2] = ["customer", "stranger"];

/// A ticket of one of the customers, closed and rated.
fn rated(world: &mut World<Native>, (name, agreement): (&str, u64), answers: Vec<u8>) -> u64 {
    let levels = (Level::High, Level::High);
    let ticket = world
        .open(name, (agreement, "provider"), levels, "Down")
        .unwrap();
    world.wait(Seconds(900)).unwrap();
    world.propose("provider", ticket, "Up again").unwrap();
    let accept = ticket_registry::ExecuteMsg::Accept { ticket };
    world.registry(name, &accept).unwrap();
    let rate = ticket_registry::ExecuteMsg::Rate {
        ticket,
        answers,
        comment: None,
    };
    world.registry(name, &rate).unwrap();
    ticket
}

/// Both customers subscribe, rate in turn, and are settled; their ratings are registered.
fn serve(world: &mut World<Native>, ratings: &[Vec<u8>]) {
    let terms = default_terms(&world.euro, None);
    let plan = world.offer("provider", &terms).unwrap();
    let agreements = CUSTOMERS.map(|name| (name, world.subscribe(name, plan, 1).unwrap()));
    let turns = ratings.iter().zip(agreements.iter().cycle());
    let tickets: Vec<u64> = turns
        .map(|(answers, of)| rated(world, *of, answers.clone()))
        .collect();
    world.wait(Seconds::days(40)).unwrap();
    for (_, agreement) in agreements {
        let settle = sla_escrow::ExecuteMsg::Settle {
            agreement,
            max_periods: 1,
        };
        world.escrow("fee sink", &settle).unwrap();
    }
    let register = ExecuteMsg::RegisterRatings {
        tickets,
        peers: None,
    };
    world.community("fee sink", &register).unwrap();
}

/// A customer thanks an answer with all it may give.
fn thank(world: &mut World<Native>) {
    let euro = world.euro.clone();
    let question = world
        .ask("customer", (&euro, 50_000_000), "How do I bridge it?")
        .unwrap();
    world.answer("agent", question, "Turn off NAT").unwrap();
    let item = Item::Answer {
        question,
        answer: 0,
    };
    let points = Uint128::new(2_000_000);
    for name in CUSTOMERS {
        let message = ExecuteMsg::Thank { item, points };
        world.community(name, &message).unwrap();
    }
    world.wait(Seconds::days(30)).unwrap();
    let poke = ExecuteMsg::Poke { question };
    world.community("fee sink", &poke).unwrap();
}

fn claim(world: &mut World<Native>, name: &str) {
    let owner = world.person(name).to_string();
    let message = QueryMsg::Claimable {
        owner: owner.clone(),
        start_after: None,
        limit: Some(30),
    };
    let community = world.suite.community.clone();
    let found: Page<ClaimableRow, u64> = world.engine.query(&community, &message).unwrap();
    let epochs: Vec<u64> = found.rows.iter().map(|row| row.epoch).collect();
    if !epochs.is_empty() {
        let claim = ExecuteMsg::Claim { owner, epochs };
        world.community("fee sink", &claim).unwrap();
    }
}

/// Every balance in the end.
fn play(ratings: &[Vec<u8>]) -> Vec<u128> {
    let mut world = world();
    serve(&mut world, ratings);
    thank(&mut world);
    let close = community::ExecuteMsg::CloseEpoch {};
    world.community("fee sink", &close).unwrap();
    world.wait(Seconds::days(10)).unwrap();
    for name in PEOPLE {
        claim(&mut world, name);
    }
    let token = Asset::cw20(&world.suite.token);
    let assets = [world.euro.clone(), world.dollar.clone(), token];
    let each = PEOPLE
        .iter()
        .flat_map(|name| assets.iter().map(move |asset| (name, asset)));
    each.map(|(name, asset)| world.balance(name, asset).unwrap())
        .collect()
}

fn answers() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(1u8..=5, 1..=8)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        rng_seed: RngSeed::Fixed(20_261_122),
        ..ProptestConfig::default()
    })]
    #[test]
    fn other_answers_of_every_rating_leave_every_balance_as_it_is(
        pairs in prop::collection::vec((answers(), answers()), 1..5),
    ) {
        let (one, other): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let balances = play(&one);
        prop_assert_eq!(&balances, &play(&other));
        // Reward tokens were paid at all: to the first customer for a rating, to the author for thanks.
        let token = |place: usize| balances[place * 3 + 2];
        prop_assert!(token(2) > 0 && token(1) > 0);
    }
}
