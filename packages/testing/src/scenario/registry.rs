//! Messages of `ticket-registry`.

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Call, Engine, Failure};
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket};

mod people;
mod poking;

use super::{whole, Scenario, Share};
use crate::{commitment, number, office_hours, World};

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "ticket-registry";
    let mut all = talking(of);
    all.extend(poking::scenarios(of));
    all.extend(people::scenarios(of));
    all.extend(vec![
        whole(of, "publish a calendar", None, calendar),
        whole(of, "name an agent", None, agent),
        whole(of, "set the intake", None, intake),
        whole(of, "open without an agreement", None, best_effort),
        whole(of, "decline a ticket", None, decline),
    ]);
    all
}

fn talking<E: Batch>(of: &'static str) -> Vec<Scenario<E>> {
    vec![
        whole(of, "open a ticket under an agreement", 62_000, open),
        whole(of, "reply in time", 32_000, reply),
        whole(
            of,
            "ten replies in one transaction, each",
            50_500,
            ten_replies,
        )
        .share(Share::Each(10)),
        whole(of, "ask the customer", None, ask_customer),
        whole(of, "propose a resolution", 32_500, propose),
        whole(of, "accept it (closes)", 48_000, accept),
        whole(of, "reject it", None, reject),
        whole(of, "cancel", None, cancel),
        whole(of, "reopen", None, reopen),
        whole(of, "rate", 44_000, rate),
    ]
}

fn calendar<E: Engine>(world: &mut World<E>) -> Told {
    world.plan()?;
    let calendar = office_hours();
    world
        .registry("member", &ExecuteMsg::PublishCalendar { calendar })
        .map(drop)
}

fn agent<E: Engine>(world: &mut World<E>) -> Told {
    let set = world.agent_for_a_year();
    world.registry("provider", &set).map(drop)
}

fn intake<E: Engine>(world: &mut World<E>) -> Told {
    let set = ExecuteMsg::SetIntake {
        open_to_public: true,
        max_open: 100,
    };
    world.registry("provider", &set).map(drop)
}

fn best_effort<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    intake(world)?;
    for name in ["neighbour", "member"] {
        open_freely(world, name)?;
    }
    Ok(())
}

fn open_freely<E: Engine>(world: &mut World<E>, name: &str) -> Result<u64, Failure> {
    let ticket = OpenTicket {
        agreement: None,
        provider: world.person("provider").to_string(),
        impact: Level::Medium,
        urgency: Level::Medium,
        category: 0,
        tags: vec![],
        content: commitment("A question"),
        external_ref: None,
        on_behalf_of: None,
        related: None,
        confidential: false,
    };
    number(&world.registry(name, &ExecuteMsg::Open(ticket))?, "ticket")
}

fn decline<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    intake(world)?;
    let ticket = open_freely(world, "member")?;
    world
        .registry("provider", &ExecuteMsg::Decline { ticket })
        .map(drop)
}

fn open<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.ticket("customer", agreement)?;
    world.ticket("customer", agreement).map(drop)
}

fn reply<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    world.wait(Seconds(600))?;
    world
        .reply("agent", ticket, "We are looking into it")
        .map(drop)
}

fn ten_replies<E: Batch>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let registry = world.suite.registry.clone();
    let mut calls = vec![];
    for _ in 0..10 {
        let ticket = world.ticket("customer", agreement)?;
        let content = commitment("We are looking into it");
        calls.push(Call::new(
            &registry,
            &ExecuteMsg::Reply {
                ticket,
                content,
                expects_answer: true,
            },
        )?);
    }
    world.wait(Seconds(600))?;
    let agent = world.person("agent");
    world.engine.execute_all(&agent, &calls).map(drop)
}

fn ask_customer<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    world.reply("agent", ticket, "We are looking into it")?;
    let question = commitment("Which firmware?");
    world
        .registry("agent", &ExecuteMsg::AskCustomer { ticket, question })
        .map(drop)
}

fn propose<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.proposed(agreement).map(drop)
}

fn accept<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.closed(agreement)?;
    world.closed(agreement).map(drop)
}

fn reject<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.proposed(agreement)?;
    let content = commitment("Still broken");
    world
        .registry("customer", &ExecuteMsg::Reject { ticket, content })
        .map(drop)
}

fn cancel<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    world
        .registry("customer", &ExecuteMsg::Cancel { ticket })
        .map(drop)
}

fn reopen<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.closed(agreement)?;
    let content = commitment("Broken again");
    world
        .registry("customer", &ExecuteMsg::Reopen { ticket, content })
        .map(drop)
}

fn rate<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let first = world.closed(agreement)?;
    world.rate(first)?;
    let ticket = world.closed(agreement)?;
    world.rate(ticket)
}
