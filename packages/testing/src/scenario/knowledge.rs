//! Messages of `community` about its people, its epochs, knowledge and support budgets.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::community::{
    ExecuteMsg, Item, NewKnowledge, SupportTerms, Version, VersionRange, Weight,
};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use cosmwasm_std::{coin, Uint128};

use super::{whole, Scenario};
use crate::{commitment, number, World, EURO};

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "community";
    vec![
        whole(of, "name three curators", None, curators),
        whole(of, "name three experts", None, experts),
        whole(of, "thank from the curators' pool", None, thank_from_pool),
        whole(of, "object", None, object),
        whole(of, "thank for a knowledge item", None, thank_for_knowledge),
        whole(of, "a vote that voids points", None, void),
        whole(of, "promote an answer", None, promote),
        whole(of, "reconfirm a knowledge item", None, reconfirm),
        whole(of, "fund a support budget", None, fund),
        whole(of, "withdraw a support budget", None, withdraw),
        whole(of, "confirm that an item helped", None, helped),
    ]
}

fn circle<E: Engine>(world: &mut World<E>) -> Vec<String> {
    ["neighbour", "member", "keeper"]
        .map(|name| world.person(name).to_string())
        .to_vec()
}

fn curators<E: Engine>(world: &mut World<E>) -> Told {
    let curators = circle(world);
    world
        .community("owner", &ExecuteMsg::SetCurators { curators })
        .map(drop)
}

fn experts<E: Engine>(world: &mut World<E>) -> Told {
    let experts = circle(world);
    world
        .community("owner", &ExecuteMsg::SetExperts { experts })
        .map(drop)
}

/// A question of the customer's with two answers, the second one of the agent's.
fn answered<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let euro = world.euro.clone();
    let question = world.ask("customer", (&euro, 50_000_000), "How do I bridge it?")?;
    world.answer("provider", question, "Turn it off and on")?;
    world.answer("agent", question, "Turn off NAT")?;
    Ok(question)
}

/// The neighbour is a curator since the epoch began, and the customer's fees have filled the pool.
fn seated<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    world.served()?;
    curators(world)?;
    let question = answered(world)?;
    world.wait(Seconds::days(14))?;
    give(world, "customer", item(question, 0), true)?;
    Ok(question)
}

fn item(question: u64, answer: u32) -> Item {
    Item::Answer { question, answer }
}

fn give<E: Engine>(world: &mut World<E>, name: &str, item: Item, thanks: bool) -> Told {
    let points = Uint128::new(100);
    let message = if thanks {
        ExecuteMsg::Thank { item, points }
    } else {
        ExecuteMsg::Object { item, points }
    };
    world.community(name, &message).map(drop)
}

fn thank_from_pool<E: Engine>(world: &mut World<E>) -> Told {
    let question = seated(world)?;
    give(world, "member", item(question, 0), true)?;
    give(world, "neighbour", item(question, 0), true)
}

fn object<E: Engine>(world: &mut World<E>) -> Told {
    world.served()?;
    let question = answered(world)?;
    give(world, "customer", item(question, 0), true)?;
    give(world, "customer", item(question, 1), false)
}

fn void<E: Engine>(world: &mut World<E>) -> Told {
    let question = seated(world)?;
    world.wait(Seconds::days(7))?;
    let closed = world.community("keeper", &ExecuteMsg::CloseEpoch {})?;
    let message = ExecuteMsg::VoidPoints {
        epoch: number(&closed, "epoch")?,
        owner: world.person("provider").to_string(),
        item: item(question, 0),
        evidence: commitment("They are one person"),
    };
    world.community("member", &message)?;
    world.community("neighbour", &message).map(drop)
}

fn accepted<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let question = answered(world)?;
    let weights = vec![Weight {
        answer: 1,
        share: Bps::WHOLE,
    }];
    world.community("customer", &ExecuteMsg::Accept { question, weights })?;
    Ok(question)
}

fn review<E: Engine>(world: &World<E>) -> UnixTime {
    world.now().plus(Seconds::days(300))
}

fn promoted<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let question = accepted(world)?;
    let version = |major| Version {
        major,
        minor: 0,
        patch: 0,
    };
    let message = ExecuteMsg::Promote(NewKnowledge {
        question,
        answer: 1,
        product: "router".to_owned(),
        versions: VersionRange {
            from: version(1),
            until: Some(version(2)),
        },
        review_by: review(world),
    });
    number(&world.community("agent", &message)?, "knowledge")
}

fn promote<E: Engine>(world: &mut World<E>) -> Told {
    promoted(world)?;
    promoted(world).map(drop)
}

fn thank_for_knowledge<E: Engine>(world: &mut World<E>) -> Told {
    world.served()?;
    let item = promoted(world)?;
    let item = Item::Knowledge { item };
    give(world, "customer", item, true)?;
    give(world, "customer", item, true)
}

fn reconfirm<E: Engine>(world: &mut World<E>) -> Told {
    curators(world)?;
    let item = promoted(world)?;
    world.wait(Seconds::days(8))?;
    let review_by = review(world);
    world
        .community("member", &ExecuteMsg::Reconfirm { item, review_by })
        .map(drop)
}

fn fund_as<E: Engine>(world: &mut World<E>, name: &str) -> Told {
    let terms = SupportTerms {
        per_item: Uint128::new(1_000_000),
        monthly_cap: Uint128::new(10_000_000),
    };
    let community = world.suite.community.clone();
    let message = ExecuteMsg::FundSupport(terms);
    let funds = [coin(50_000_000, EURO)];
    world.send(name, &community, &message, &funds).map(drop)
}

fn fund<E: Engine>(world: &mut World<E>) -> Told {
    fund_as(world, "neighbour")?;
    fund_as(world, "provider")
}

fn withdraw<E: Engine>(world: &mut World<E>) -> Told {
    fund_as(world, "neighbour")?;
    fund_as(world, "provider")?;
    world
        .community("provider", &ExecuteMsg::WithdrawSupport {})
        .map(drop)
}

/// A closed ticket of the customer's whose resolution cites the item.
fn cited<E: Engine>(world: &mut World<E>, agreement: u64, item: u64) -> Result<u64, Failure> {
    let ticket = world.ticket("customer", agreement)?;
    world.reply("agent", ticket, "We are looking into it")?;
    let propose = Registry::ProposeResolution {
        ticket,
        content: commitment("As written there"),
        cites: vec![item],
    };
    world.registry("agent", &propose)?;
    world.registry("customer", &Registry::Accept { ticket })?;
    Ok(ticket)
}

fn helped<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    fund(world)?;
    let item = promoted(world)?;
    let first = cited(world, agreement, item)?;
    let second = cited(world, agreement, item)?;
    for ticket in [first, second] {
        let message = ExecuteMsg::ConfirmHelped {
            peers: None,
            ticket,
            item,
        };
        world.community("customer", &message)?;
    }
    Ok(())
}
