//! given a provider
//! ├── when it never said that it takes tickets without an agreement, or closed its intake
//! │   └── none opens
//! ├── when its intake is open
//! │   ├── a stranger opens one without clocks, targets or counts
//! │   ├── the same stranger opens no second one while the first is open
//! │   ├── one that has lapsed unnoticed is settled and makes room
//! │   ├── no more open than it takes, and a closed one makes room
//! │   ├── the provider itself and its agents are refused
//! │   ├── the provider may decline it, for ever
//! │   ├── lateness is never booked
//! │   ├── reopening takes a place again
//! │   └── a ticket of an agreement takes no place and frees none, also where nobody has acknowledged it
//! └── when a covered ticket is to be declined
//!     └── it is refused

use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::raw::{fact_key, TicketFact};
use aftercare_interface::ticket_registry::{ExecuteMsg, IntakeResponse, QueryMsg, TicketStatus};
use aftercare_interface::Role;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::opened_ticket;
use crate::messages::{intake, open_msg};
use crate::world::{Outcome, World, ALWAYS, START, WINDOW};

fn with_intake(max_open: u32) -> World {
    let mut w = World::new();
    let provider = w.people.provider.clone();
    w.act(&provider, intake(max_open)).unwrap();
    w
}

fn try_open(w: &mut World, who: &Addr) -> Outcome {
    let msg = open_msg(None, &w.people.provider.clone());
    w.act(who, ExecuteMsg::Open(msg))
}

fn shown(w: &World) -> IntakeResponse {
    let provider = w.people.provider.to_string();
    w.ask(&QueryMsg::Intake { provider })
}

#[test]
fn without_an_open_intake_none_opens() {
    let mut w = World::new();
    let p = w.people.clone();
    let refused = ContractError::IntakeClosed {
        provider: p.provider.clone(),
    };
    assert_eq!(try_open(&mut w, &p.stranger).unwrap_err(), refused);
    let closed = ExecuteMsg::SetIntake {
        open_to_public: false,
        max_open: 9,
    };
    w.act(&p.provider, closed).unwrap();
    assert_eq!(try_open(&mut w, &p.stranger).unwrap_err(), refused);
    let expected = IntakeResponse {
        open_to_public: false,
        max_open: 9,
        open: 0,
    };
    assert_eq!(shown(&w), expected);
}

#[test]
fn a_strangers_ticket_has_no_clocks_no_targets_and_counts_nowhere() {
    let mut w = with_intake(2);
    let ticket = w.open_free();
    let found = w.ticket(ticket);
    assert_eq!((found.agreement, found.targets), (None, None));
    assert!(w.clocks(ticket).is_empty());
    assert_eq!(shown(&w).open, 1);
    let next = w.next_step(ticket);
    assert_eq!((next.role, next.by), (Role::Provider, None));
    assert_eq!(next.otherwise, "ticket_stays_open");
}

#[test]
fn one_is_open_at_a_time_between_a_customer_and_a_provider() {
    let mut w = with_intake(5);
    let p = w.people.clone();
    let ticket = w.open_free();
    let refused = ContractError::StillOpen { ticket };
    assert_eq!(try_open(&mut w, &p.stranger).unwrap_err(), refused);
    try_open(&mut w, &p.customer).unwrap();
    w.act(&p.stranger, ExecuteMsg::Cancel { ticket }).unwrap();
    try_open(&mut w, &p.stranger).unwrap();
}

#[test]
fn one_that_has_lapsed_unnoticed_makes_room() {
    let mut w = with_intake(1);
    let p = w.people.clone();
    let ticket = w.open_free();
    w.proposes(&p.agent, ticket).unwrap();
    w.at(WINDOW);
    let refused = ContractError::StillOpen { ticket };
    assert_eq!(try_open(&mut w, &p.stranger).unwrap_err(), refused);
    w.at(WINDOW + 1);
    assert_eq!(w.open_free(), ticket + 1);
    assert_eq!(shown(&w).open, 1);
    assert!(w.raw::<TicketFact>(&fact_key(ticket)).is_some());
}

#[test]
fn no_more_are_open_than_the_provider_takes() {
    let mut w = with_intake(1);
    let p = w.people.clone();
    let ticket = w.open_free();
    let refused = ContractError::IntakeFull {
        provider: p.provider.clone(),
        open: 1,
        max_open: 1,
    };
    assert_eq!(try_open(&mut w, &p.customer).unwrap_err(), refused);
    w.act(&p.provider, ExecuteMsg::Decline { ticket }).unwrap();
    try_open(&mut w, &p.customer).unwrap();
}

#[test]
fn the_provider_and_its_agents_are_no_customers_of_their_own() {
    let mut w = with_intake(5);
    let p = w.people.clone();
    for customer in [&p.provider, &p.agent] {
        let refused = ContractError::CustomerLinked {
            customer: customer.clone(),
            provider: p.provider.clone(),
        };
        assert_eq!(try_open(&mut w, customer).unwrap_err(), refused);
    }
    try_open(&mut w, &p.other_agent).unwrap();
}

#[test]
fn a_declined_ticket_is_final_at_once() {
    let mut w = with_intake(1);
    let p = w.people.clone();
    let ticket = w.open_free();
    w.act(&p.agent, ExecuteMsg::Decline { ticket }).unwrap();
    let reason = CloseReason::Declined;
    assert_eq!(w.status(ticket), TicketStatus::Closed(reason));
    let fact: TicketFact = w.raw(&fact_key(ticket)).unwrap();
    assert_eq!((fact.agreement, fact.final_at), (None, UnixTime(START)));
    let refused = ContractError::Final { ticket, reason };
    assert_eq!(w.reopens(&p.stranger, ticket).unwrap_err(), refused);
}

#[test]
fn a_covered_ticket_cannot_be_declined() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = w.open(ALWAYS);
    let done = w.act(&agent, ExecuteMsg::Decline { ticket });
    let agreement = ALWAYS;
    let refused = ContractError::Covered { ticket, agreement };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn lateness_of_best_effort_is_never_booked() {
    let mut w = with_intake(1);
    let agent = w.people.agent.clone();
    let ticket = w.open_free();
    w.at(300 * DAY);
    assert!(!w.is_due(ticket));
    assert!(!w.poke(ticket));
    w.replies(&agent, ticket).unwrap();
    assert!(w.bookings().is_empty());
}

#[test]
fn reopening_takes_a_place_again() {
    let mut w = with_intake(1);
    let p = w.people.clone();
    let ticket = w.open_free();
    w.proposes(&p.agent, ticket).unwrap();
    w.accepts(&p.stranger, ticket).unwrap();
    try_open(&mut w, &p.customer).unwrap();
    let refused = ContractError::IntakeFull {
        provider: p.provider.clone(),
        open: 1,
        max_open: 1,
    };
    assert_eq!(w.reopens(&p.stranger, ticket).unwrap_err(), refused);
    w.act(&p.provider, intake(2)).unwrap();
    w.reopens(&p.stranger, ticket).unwrap();
    assert_eq!(shown(&w).open, 2);
}

#[test]
fn a_ticket_of_an_agreement_takes_no_place_and_frees_none() {
    let mut w = with_intake(3);
    let p = w.people.clone();
    w.open_free();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    msg.on_behalf_of = Some(p.customer.to_string());
    let response = w.act(&p.agent, ExecuteMsg::Open(msg)).unwrap();
    let offered = opened_ticket(&response);
    assert_eq!(shown(&w).open, 1, "opened");
    w.close(offered);
    assert_eq!(shown(&w).open, 1, "closed");
    w.reopens(&p.customer, offered).unwrap();
    assert_eq!(shown(&w).open, 1, "reopened");
}
