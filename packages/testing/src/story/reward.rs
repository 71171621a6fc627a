//! Paid service becomes reward, to the unit, through the real token.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{
    AllowanceResponse, ConfigResponse, EpochResponse, ExecuteMsg, Item, QueryMsg, Weight,
};
use aftercare_interface::{sla_escrow, ticket_registry, Asset};
use cosmwasm_std::Uint128;
use serde::de::DeserializeOwned;

use super::{ensure, refused, same, Cast, Told};
use crate::default_terms;
use crate::world::World;

/// Of a fee of 1,000, 20 were credited; 1 % of 980 is 9.80, and half of it is burnt.
const BURNT: u128 = 4_900_000;

/// A customer whose first period was settled, and who rated one late ticket; and the ticket.
fn served<E: Engine>(cast: &mut Cast<'_, E>, answer: u8) -> Result<(String, u64), Failure> {
    let deal = cast.deal(&default_terms(&cast.world.euro.clone(), None), 1)?;
    let ticket = cast.open(&deal)?;
    let world = &mut *cast.world;
    world.wait(Seconds(1_801))?;
    world.propose(&deal.provider, ticket, "Up again")?;
    let accept = ticket_registry::ExecuteMsg::Accept { ticket };
    world.registry(&deal.customer, &accept)?;
    let rate = ticket_registry::ExecuteMsg::Rate {
        ticket,
        answers: vec![answer],
        comment: None,
    };
    world.registry(&deal.customer, &rate)?;
    world.wait(Seconds::days(40))?;
    let settle = sla_escrow::ExecuteMsg::Settle {
        agreement: deal.agreement,
        max_periods: 1,
    };
    world.escrow("stranger", &settle)?;
    Ok((deal.customer, ticket))
}

fn ask<E: Engine, T: DeserializeOwned>(
    world: &World<E>,
    question: &QueryMsg,
) -> Result<T, Failure> {
    world.engine.query(&world.suite.community, question)
}

fn tokens<E: Engine>(world: &mut World<E>, name: &str) -> Result<u128, Failure> {
    let token = Asset::cw20(&world.suite.token);
    world.balance(name, &token)
}

fn epoch<E: Engine>(world: &World<E>) -> Result<u64, Failure> {
    ask(world, &QueryMsg::Config {}).map(|config: ConfigResponse| config.epoch)
}

/// Waits out the epoch and its hold; closes it, not a second early; claims, once.
fn harvest<E: Engine>(world: &mut World<E>, epoch: u64, owner: &str) -> Result<(), Failure> {
    let found: EpochResponse = ask(world, &QueryMsg::Epoch { epoch })?;
    let last = UnixTime(found.ends_at.0.saturating_sub(1)).max(world.now());
    world.engine.advance_to(last)?;
    if last < found.ends_at {
        let early = world.community("stranger", &ExecuteMsg::CloseEpoch {});
        refused("closing early", early, "COM-015")?;
        world.wait(Seconds(1))?;
    }
    world.community("stranger", &ExecuteMsg::CloseEpoch {})?;
    world.wait(Seconds::days(8))?;
    let owner = world.person(owner).to_string();
    let claim = ExecuteMsg::Claim {
        owner,
        epochs: vec![epoch],
    };
    world.community("stranger", &claim)?;
    let again = world.community("stranger", &claim);
    ensure(again.is_err(), || "claimed twice".to_owned())
}

/// A registered rating brings half a token a point of the feedback allowance, whatever was answered.
pub fn rating<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let feedback = BURNT * 45 / 100;
    for answer in [1, 5] {
        let (customer, ticket) = served(cast, answer)?;
        let world = &mut *cast.world;
        let (registered_in, before) = (epoch(world)?, tokens(world, &customer)?);
        let register = ExecuteMsg::RegisterRatings {
            tickets: vec![ticket],
            peers: None,
        };
        world.community("stranger", &register)?;
        let again = world.community("stranger", &register);
        ensure(again.is_err(), || "registered twice".to_owned())?;
        harvest(world, registered_in, &customer)?;
        let came = tokens(world, &customer)? - before;
        same("the reward", came, feedback / 2)?;
    }
    Ok(format!(
        "{BURNT} burnt: {} tokens for feedback, for one star as for five",
        feedback / 2
    ))
}

/// Thanks bring half a token a point, and the bounty follows when it has vested.
pub fn thanks<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let (customer, _) = served(cast, 5)?;
    let member = cast.person("member")?;
    let world = &mut *cast.world;
    let account = world.person(&customer).to_string();
    let allowance: AllowanceResponse = ask(world, &QueryMsg::Allowance { account })?;
    same("the allowance", allowance.thanks.u128(), BURNT / 2)?;
    let euro = world.euro.clone();
    let question = world.ask(&customer, (&euro, 50_000_000), "How do I bridge it?")?;
    world.answer(&member, question, "Turn off NAT")?;
    let thanked_in = epoch(world)?;
    let thank = ExecuteMsg::Thank {
        item: Item::Answer {
            question,
            answer: 0,
        },
        points: allowance.thanks,
    };
    world.community(&customer, &thank)?;
    let weights = vec![Weight {
        answer: 0,
        share: Bps::WHOLE,
    }];
    let accept = ExecuteMsg::Accept { question, weights };
    world.community(&customer, &accept)?;
    let before = world.balance(&member, &euro)?;
    for (wait, award) in [(Seconds(7 * 86_400 - 1), 0), (Seconds(1), 50_000_000)] {
        world.wait(wait)?;
        world.community("stranger", &ExecuteMsg::Poke { question })?;
        let came = world.balance(&member, &euro)? - before;
        same("the bounty", came, award)?;
    }
    harvest(world, thanked_in, &member)?;
    same("the reward", tokens(world, &member)?, BURNT / 4)?;
    Ok(format!(
        "{} points thanked an answer: {} tokens, and the bounty after seven days, not a second before",
        Uint128::new(BURNT / 2),
        BURNT / 4
    ))
}
