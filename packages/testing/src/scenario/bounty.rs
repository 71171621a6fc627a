//! Messages of `community` about bounties and wrong answers.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::community::{AnswerId, Cw20Hook, ExecuteMsg, NewQuestion};
use aftercare_interface::Asset;
use cosmwasm_std::Uint128;

use super::community::{accept_second, answered, rich};
use super::{whole, Scenario};
use crate::{commitment, number, Payment, World};

type Told = Result<(), Failure>;

/// A fifth of the bounty of these scenarios.
const BOND: u128 = 10_000_000;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "community";
    vec![
        whole(of, "answer, the first one", None, first_answer),
        whole(of, "edit an answer", None, edit),
        whole(of, "withdraw an answer", None, withdraw_answer),
        whole(of, "dismiss an answer", None, dismiss),
        whole(of, "make an answer official", None, official),
        whole(of, "top up a bounty with a coin", None, top_up),
        whole(of, "take a top-up back", None, take_back),
        whole(of, "withdraw a bounty", None, withdraw_bounty),
        whole(of, "challenge an award with a coin", None, challenge),
        whole(of, "vote on a challenge", None, vote),
        whole(of, "vote that loses a challenge its bond", None, lost),
        whole(of, "poke: a reversed award goes back", None, reversed),
        whole(of, "set the least bond", None, set_bond),
    ]
}

fn first_answer<E: Engine>(world: &mut World<E>) -> Told {
    let other = rich(world, "neighbour")?;
    world.answer("member", other, "Turn it off and on")?;
    let question = rich(world, "customer")?;
    world.answer("member", question, "Turn off NAT").map(drop)
}

fn edit<E: Engine>(world: &mut World<E>) -> Told {
    let question = answered(world)?;
    let content = commitment("Turn off NAT first");
    let edit = ExecuteMsg::EditAnswer { question, content };
    world.community("member", &edit).map(drop)
}

fn withdraw_answer<E: Engine>(world: &mut World<E>) -> Told {
    let question = answered(world)?;
    let withdraw = ExecuteMsg::WithdrawAnswer { question };
    world.community("member", &withdraw).map(drop)
}

/// Three curators without a stake, in force.
fn seat<E: Engine>(world: &mut World<E>) -> Told {
    let curators = ["agent", "keeper", "provider"];
    let curators = curators.map(|name| world.person(name).to_string()).to_vec();
    world.community("owner", &ExecuteMsg::SetCurators { curators })?;
    world.wait(Seconds::days(7))
}

fn second(question: u64) -> AnswerId {
    AnswerId {
        question,
        answer: 1,
    }
}

fn dismiss<E: Engine>(world: &mut World<E>) -> Told {
    seat(world)?;
    let question = answered(world)?;
    let dismiss = ExecuteMsg::Dismiss(second(question));
    world.community("keeper", &dismiss).map(drop)
}

fn official<E: Engine>(world: &mut World<E>) -> Told {
    let question = NewQuestion {
        topic: "setup".to_owned(),
        product: "router".to_owned(),
        versions: None,
        provider: Some(world.person("provider").to_string()),
        content: commitment("How do I bridge it?"),
    };
    let asked = world.community("customer", &ExecuteMsg::Ask(question))?;
    let question = number(&asked, "question")?;
    world.answer("member", question, "Turn off NAT")?;
    let official = ExecuteMsg::MakeOfficial(AnswerId {
        question,
        answer: 0,
    });
    world.community("provider", &official).map(drop)
}

fn send<E: Engine>(
    world: &mut World<E>,
    (name, amount): (&str, u128),
    (message, hook): (ExecuteMsg, Cw20Hook),
) -> Told {
    let euro: Asset = world.euro.clone();
    let payment = Payment {
        contract: &world.suite.community.clone(),
        asset: &euro,
        amount: Uint128::new(amount),
        message: &message,
        hook: &hook,
    };
    world.pay(name, payment).map(drop)
}

fn add<E: Engine>(world: &mut World<E>, name: &str, question: u64) -> Told {
    let messages = (ExecuteMsg::TopUp { question }, Cw20Hook::TopUp { question });
    send(world, (name, 5_000_000), messages)
}

fn topped_up<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let question = answered(world)?;
    add(world, "keeper", question)?;
    add(world, "agent", question)?;
    Ok(question)
}

fn top_up<E: Engine>(world: &mut World<E>) -> Told {
    topped_up(world).map(drop)
}

fn take_back<E: Engine>(world: &mut World<E>) -> Told {
    let question = topped_up(world)?;
    let take_back = ExecuteMsg::TakeBack { question };
    world.community("agent", &take_back).map(drop)
}

fn withdraw_bounty<E: Engine>(world: &mut World<E>) -> Told {
    let question = rich(world, "customer")?;
    let withdraw = ExecuteMsg::WithdrawBounty { question };
    world.community("customer", &withdraw).map(drop)
}

/// The member's whole award is challenged by the neighbour.
fn challenged<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    seat(world)?;
    let question = answered(world)?;
    accept_second(world, question)?;
    let id = second(question);
    let messages = (ExecuteMsg::Challenge(id), Cw20Hook::Challenge(id));
    send(world, ("neighbour", BOND), messages)?;
    Ok(question)
}

fn challenge<E: Engine>(world: &mut World<E>) -> Told {
    challenged(world).map(drop)
}

fn say<E: Engine>(world: &mut World<E>, names: &[&str], (question, wrong): (u64, bool)) -> Told {
    let AnswerId { question, answer } = second(question);
    for name in names {
        let vote = ExecuteMsg::VoteOnChallenge {
            question,
            answer,
            wrong,
        };
        world.community(name, &vote)?;
    }
    Ok(())
}

fn vote<E: Engine>(world: &mut World<E>) -> Told {
    let question = challenged(world)?;
    say(world, &["keeper"], (question, true))
}

fn lost<E: Engine>(world: &mut World<E>) -> Told {
    let question = challenged(world)?;
    say(world, &["keeper", "agent"], (question, false))
}

fn reversed<E: Engine>(world: &mut World<E>) -> Told {
    let question = challenged(world)?;
    say(world, &["keeper", "agent"], (question, true))?;
    world.wait(Seconds::days(8))?;
    world
        .community("keeper", &ExecuteMsg::Poke { question })
        .map(drop)
}

fn set_bond<E: Engine>(world: &mut World<E>) -> Told {
    let asset = world.euro.clone();
    let least = Uint128::new(1_000_000);
    let set = ExecuteMsg::SetChallengeBond { asset, least };
    world.community("owner", &set).map(drop)
}
