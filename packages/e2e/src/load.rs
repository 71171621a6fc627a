//! Load: customers who open tickets as fast as the chain takes them.

use std::thread;
use std::time::{Duration, Instant};

use aftercare_chain_engine::{Client, Key, Message};
use aftercare_domain::policy::Level;
use aftercare_engine::Engine;
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket, QueryMsg, TicketResponse};
use aftercare_testing::{commitment, default_terms};
use anyhow::{ensure, Context};
use clap::Args;
use cosmwasm_std::Addr;
use serde_json::json;

use crate::ground::{self, give_purses};

/// What a load takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Customers at the same time.
    #[arg(long, default_value_t = 4)]
    customers: u32,
    /// For how long.
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    /// Tickets of one transaction.
    #[arg(long, default_value_t = 5)]
    batch: u32,
}

/// One customer's part.
struct Customer {
    client: Client,
    key: Key,
    registry: Addr,
    open: OpenTicket,
}

/// Makes load, then looks every ticket up.
pub fn run(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let mut world = ground.world()?;
    let run = world.now().0;
    let provider = format!("provider {run}");
    give_purses(&mut world, &[&provider])?;
    let mut terms = default_terms(&world.euro.clone(), None);
    terms.capacity = arguments.customers;
    let plan = world.offer(&provider, &terms)?;
    let mut customers = vec![];
    for number in 0..arguments.customers {
        let name = format!("customer {run}/{number}");
        give_purses(&mut world, &[&name])?;
        let agreement = world.subscribe(&name, plan, 1)?;
        let open = OpenTicket {
            agreement: Some(agreement),
            provider: world.person(&provider).to_string(),
            impact: Level::High,
            urgency: Level::High,
            category: 0,
            tags: vec![],
            content: commitment("Load"),
            external_ref: None,
            on_behalf_of: None,
            related: None,
            confidential: false,
        };
        customers.push(Customer {
            client: world.engine.client().clone(),
            key: world.engine.wallet().key(&name)?,
            registry: world.suite.registry.clone(),
            open,
        });
    }
    println!("load: begins");
    let tickets = open_all(customers, arguments)?;
    for ticket in &tickets {
        let _: TicketResponse = world
            .engine
            .query(
                &world.suite.registry.clone(),
                &QueryMsg::Ticket { ticket: *ticket },
            )
            .with_context(|| format!("ticket {ticket} was accepted and is lost"))?;
    }
    let distinct = tickets.iter().collect::<std::collections::BTreeSet<_>>();
    ensure!(
        distinct.len() == tickets.len(),
        "a ticket's number was given twice"
    );
    println!(
        "{}",
        json!({ "accepted": tickets.len(), "found": tickets.len(), "seconds": arguments.seconds })
    );
    Ok(())
}

fn open_all(customers: Vec<Customer>, arguments: &Arguments) -> anyhow::Result<Vec<u64>> {
    let (until, batch) = (
        Instant::now() + Duration::from_secs(arguments.seconds),
        arguments.batch,
    );
    let threads: Vec<_> = customers
        .into_iter()
        .map(|customer| thread::spawn(move || customer.work(until, batch)))
        .collect();
    let mut tickets = vec![];
    for thread in threads {
        let outcome = thread.join();
        tickets.extend(outcome.map_err(|_| anyhow::anyhow!("a customer's thread ended"))??);
    }
    Ok(tickets)
}

impl Customer {
    fn work(&self, until: Instant, batch: u32) -> anyhow::Result<Vec<u64>> {
        let message = Message::Execute {
            contract: self.registry.to_string(),
            body: serde_json::to_vec(&ExecuteMsg::Open(self.open.clone()))?,
            funds: vec![],
        };
        let messages: Vec<Message> = (0..batch).map(|_| message.clone()).collect();
        let mut tickets = vec![];
        while Instant::now() < until {
            let receipt = self.client.send(&self.key, &messages)?;
            let opened = receipt
                .events
                .iter()
                .filter(|event| event.ty == "wasm-aftercare-ticket-registry-ticket-opened")
                .flat_map(|event| &event.attributes)
                .filter(|attribute| attribute.key == "ticket");
            let before = tickets.len();
            for attribute in opened {
                tickets.push(attribute.value.parse()?);
            }
            ensure!(
                tickets.len() - before == messages.len(),
                "{} tickets were asked for, {} are told",
                messages.len(),
                tickets.len() - before
            );
        }
        Ok(tickets)
    }
}
