//! Messages of `community`.

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::community::{ExecuteMsg, Item, NewQuestion, Weight};
use cosmwasm_std::Uint128;

use super::{whole, Scenario};
use crate::{commitment, number, World};

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "community";
    vec![
        whole(of, "ask without a bounty", 41_500, ask),
        whole(of, "ask with a coin bounty", 72_500, ask_with_bounty),
        whole(of, "answer", 28_500, answer),
        whole(of, "accept one answer", 25_500, accept),
        whole(of, "poke: an award is paid out", None, award),
        whole(of, "thank", 46_000, thank),
        whole(of, "register a rating", None, register),
        whole(of, "close an epoch", None, close_epoch),
        whole(of, "claim an epoch's tokens", None, claim),
    ]
}

fn plain<E: Engine>(world: &mut World<E>, name: &str) -> Result<u64, Failure> {
    let question = NewQuestion {
        topic: "setup".to_owned(),
        product: "router".to_owned(),
        versions: None,
        provider: None,
        content: commitment("How do I bridge it?"),
    };
    number(
        &world.community(name, &ExecuteMsg::Ask(question))?,
        "question",
    )
}

pub(super) fn rich<E: Engine>(world: &mut World<E>, name: &str) -> Result<u64, Failure> {
    let euro = world.euro.clone();
    world.ask(name, (&euro, 50_000_000), "How do I bridge it?")
}

/// A question with a bounty and two answers, the last by the member.
pub(super) fn answered<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    rich(world, "neighbour")?;
    let question = rich(world, "customer")?;
    world.answer("neighbour", question, "Turn it off and on")?;
    world.answer("member", question, "Turn off NAT")?;
    Ok(question)
}

fn ask<E: Engine>(world: &mut World<E>) -> Told {
    plain(world, "neighbour")?;
    plain(world, "customer").map(drop)
}

fn ask_with_bounty<E: Engine>(world: &mut World<E>) -> Told {
    rich(world, "neighbour")?;
    rich(world, "customer").map(drop)
}

fn answer<E: Engine>(world: &mut World<E>) -> Told {
    answered(world).map(drop)
}

fn accept<E: Engine>(world: &mut World<E>) -> Told {
    let question = answered(world)?;
    accept_second(world, question)
}

pub(super) fn accept_second<E: Engine>(world: &mut World<E>, question: u64) -> Told {
    let weights = vec![Weight {
        answer: 1,
        share: Bps::WHOLE,
    }];
    world
        .community("customer", &ExecuteMsg::Accept { question, weights })
        .map(drop)
}

fn award<E: Engine>(world: &mut World<E>) -> Told {
    let question = answered(world)?;
    accept_second(world, question)?;
    world.wait(Seconds::days(8))?;
    world
        .community("keeper", &ExecuteMsg::Poke { question })
        .map(drop)
}

/// The customer has points, and has thanked once in this epoch.
fn thanked<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    world.served()?;
    let question = answered(world)?;
    give(world, question, 0)?;
    Ok(question)
}

fn give<E: Engine>(world: &mut World<E>, question: u64, answer: u32) -> Told {
    let points = Uint128::new(1_000);
    let thank = ExecuteMsg::Thank {
        item: Item::Answer { question, answer },
        points,
    };
    world.community("customer", &thank).map(drop)
}

fn thank<E: Engine>(world: &mut World<E>) -> Told {
    let question = thanked(world)?;
    give(world, question, 1)
}

fn register<E: Engine>(world: &mut World<E>) -> Told {
    let ground = world.ground()?;
    let tickets = vec![world.serve(&ground)?];
    world
        .community(
            "keeper",
            &ExecuteMsg::RegisterRatings {
                tickets,
                peers: None,
            },
        )
        .map(drop)
}

/// Closes the epoch that the world is in and returns its number.
fn close<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    world.wait(Seconds::days(7))?;
    let events = world.community("keeper", &ExecuteMsg::CloseEpoch {})?;
    number(&events, "epoch")
}

fn close_epoch<E: Engine>(world: &mut World<E>) -> Told {
    thanked(world)?;
    close(world).map(drop)
}

fn claim<E: Engine>(world: &mut World<E>) -> Told {
    thanked(world)?;
    let epoch = close(world)?;
    world.wait(Seconds::days(8))?;
    let owner = world.person("neighbour").to_string();
    let epochs = vec![epoch];
    world
        .community("keeper", &ExecuteMsg::Claim { owner, epochs })
        .map(drop)
}
