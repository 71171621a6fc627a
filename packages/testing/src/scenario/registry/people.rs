//! Messages of agents, delegates and queues, and those that rate and forget.

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::ticket_registry::{
    AgentScope, Catalogue, CategoryRoute, DelegateScope, ExecuteMsg, NewAgent, NewDelegate,
    OpenTicket, TicketReply,
};

use super::super::{whole, Scenario};
use super::Told;
use crate::{commitment, human_agent, number, World};

pub(super) fn scenarios<E: Batch>(of: &'static str) -> Vec<Scenario<E>> {
    vec![
        whole(of, "name a delegate", None, delegate),
        whole(of, "remove a delegate", None, no_delegate),
        whole(of, "set queues, 8 categories", None, queues),
        whole(of, "be away", None, away),
        whole(of, "claim a ticket", None, claim),
        whole(of, "assign a ticket", None, assign),
        whole(of, "hand a ticket over", None, hand_over),
        whole(of, "queue a ticket", None, queue),
        whole(of, "accept a claimed ticket (closes)", 48_000, accept),
        whole(of, "open on a customer's behalf", None, offer),
        whole(of, "acknowledge it", None, acknowledge),
        whole(of, "ten replies in one message", None, reply_many),
        whole(of, "relay a reply", None, relay),
        whole(of, "leave a note", None, note),
        whole(of, "link a ticket", None, link),
        whole(of, "escalate", None, escalate),
        whole(of, "disclose a confidential ticket", None, disclose),
        whole(of, "rate a period", None, rate_agreement),
        whole(of, "purge four lines", None, purge),
    ]
}

fn names<E: Engine>(world: &mut World<E>) -> Told {
    let delegate = NewDelegate {
        agreement: None,
        who: world.person("member").to_string(),
        scopes: vec![DelegateScope::Reply, DelegateScope::Confirm],
        expires: world.now().plus(Seconds::days(365)),
    };
    world
        .registry("customer", &ExecuteMsg::SetDelegate(delegate))
        .map(drop)
}

fn delegate<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    names(world)
}

fn no_delegate<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    names(world)?;
    let remove = ExecuteMsg::RemoveDelegate {
        agreement: None,
        who: world.person("member").to_string(),
    };
    world.registry("customer", &remove).map(drop)
}

fn catalogue<E: Engine>(world: &mut World<E>) -> Told {
    let route = |category| CategoryRoute { category, queue: 1 };
    let catalogue = Catalogue {
        queues: 4,
        categories: (1..=8).map(route).collect(),
        names: None,
    };
    world
        .registry("provider", &ExecuteMsg::SetQueues(catalogue))
        .map(drop)
}

fn queues<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    catalogue(world)
}

fn away<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let away = ExecuteMsg::SetAway {
        provider: world.person("provider").to_string(),
        until: world.now().plus(Seconds::days(3)),
        cover: None,
    };
    world.registry("agent", &away).map(drop)
}

/// A ticket in the agent's hands, who had another one before.
fn claimed<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let agreement = world.ground()?.agreement;
    for _ in 0..2 {
        let ticket = world.ticket("customer", agreement)?;
        world.registry("agent", &ExecuteMsg::Claim { ticket })?;
    }
    world.ticket("customer", agreement)
}

fn claim<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = claimed(world)?;
    world
        .registry("agent", &ExecuteMsg::Claim { ticket })
        .map(drop)
}

/// Another agent of the provider.
fn colleague<E: Engine>(world: &mut World<E>, change: impl FnOnce(&mut NewAgent)) -> Told {
    let expires = world.now().plus(Seconds::days(365));
    let mut agent = human_agent(&world.person("member"), expires);
    change(&mut agent);
    world
        .registry("provider", &ExecuteMsg::SetAgent(agent))
        .map(drop)
}

fn assign<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = claimed(world)?;
    let agent = world.person("agent").to_string();
    world
        .registry("provider", &ExecuteMsg::Assign { ticket, agent })
        .map(drop)
}

fn hand_over<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = claimed(world)?;
    colleague(world, |_| {})?;
    world.registry("agent", &ExecuteMsg::Claim { ticket })?;
    let agent = world.person("member").to_string();
    world
        .registry("agent", &ExecuteMsg::HandOver { ticket, agent })
        .map(drop)
}

fn queue<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = claimed(world)?;
    catalogue(world)?;
    world.registry("agent", &ExecuteMsg::Claim { ticket })?;
    let queue = ExecuteMsg::Queue { ticket, queue: 2 };
    world.registry("agent", &queue).map(drop)
}

fn accept<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    for _ in 0..2 {
        let ticket = world.ticket("customer", agreement)?;
        world.registry("agent", &ExecuteMsg::Claim { ticket })?;
        world.propose("agent", ticket, "Restart it")?;
        world.registry("customer", &ExecuteMsg::Accept { ticket })?;
    }
    Ok(())
}

fn new_ticket<E: Engine>(world: &mut World<E>, agreement: u64) -> OpenTicket {
    OpenTicket {
        agreement: Some(agreement),
        provider: world.person("provider").to_string(),
        impact: Level::High,
        urgency: Level::High,
        category: 0,
        tags: vec![],
        content: commitment("No connection"),
        external_ref: None,
        on_behalf_of: None,
        related: None,
        confidential: false,
    }
}

fn offered<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let agreement = world.ground()?.agreement;
    let mut ticket = new_ticket(world, agreement);
    ticket.on_behalf_of = Some(world.person("customer").to_string());
    number(
        &world.registry("agent", &ExecuteMsg::Open(ticket))?,
        "ticket",
    )
}

fn offer<E: Engine>(world: &mut World<E>) -> Told {
    offered(world).map(drop)
}

fn acknowledge<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = offered(world)?;
    world
        .registry("customer", &ExecuteMsg::Acknowledge { ticket })
        .map(drop)
}

fn reply_many<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let mut replies = vec![];
    for _ in 0..10 {
        let ticket = world.ticket("customer", agreement)?;
        let content = commitment("We are looking into it");
        replies.push(TicketReply { ticket, content });
    }
    world
        .registry("agent", &ExecuteMsg::ReplyMany { replies })
        .map(drop)
}

fn relay<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    colleague(world, |bridge| {
        (bridge.scopes, bridge.automated) = (vec![AgentScope::Relay], true);
    })?;
    let ticket = world.ticket("customer", agreement)?;
    let relay = ExecuteMsg::Relay {
        ticket,
        agent: world.person("agent").to_string(),
        content: commitment("We are looking into it"),
    };
    world.registry("member", &relay).map(drop)
}

fn note<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    let content = commitment("It is the cable again");
    world
        .registry("agent", &ExecuteMsg::Note { ticket, content })
        .map(drop)
}

fn link<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let to = world.ticket("customer", agreement)?;
    let ticket = world.ticket("customer", agreement)?;
    world
        .registry("agent", &ExecuteMsg::Link { ticket, to })
        .map(drop)
}

fn escalate<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    let content = commitment("Please let a human see it");
    world
        .registry("customer", &ExecuteMsg::Escalate { ticket, content })
        .map(drop)
}

fn disclose<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let mut ticket = new_ticket(world, agreement);
    ticket.confidential = true;
    let opened = world.registry("customer", &ExecuteMsg::Open(ticket))?;
    let ticket = number(&opened, "ticket")?;
    world.propose("agent", ticket, "Fixed")?;
    world.registry("customer", &ExecuteMsg::Accept { ticket })?;
    let disclose = ExecuteMsg::Disclose {
        ticket,
        category: 3,
        tags: vec!["firmware".to_owned()],
        external_ref: None,
    };
    world.registry("customer", &disclose).map(drop)
}

fn rate_agreement<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let rate = ExecuteMsg::RateAgreement {
        agreement,
        answers: vec![5],
        comment: None,
    };
    world.wait(Seconds::days(31))?;
    world.registry("customer", &rate).map(drop)
}

fn purge<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.closed(agreement)?;
    world.wait(Seconds::days(400))?;
    let purge = ExecuteMsg::Purge { ticket, lines: 4 };
    world.registry("keeper", &purge).map(drop)
}
