//! given tickets of a provider
//! ├── when several are answered at once
//! │   ├── each is as if answered alone
//! │   └── one that is refused refuses all; there are one to thirty, each once; the customer's are refused
//! ├── when a bridge relays a reply
//! │   ├── it counts as that agent's own word
//! │   └── without the scope, for a bot, for somebody who may not reply or is no agent, it is refused
//! └── when notes, links and escalations are put on record
//!     ├── they move no clock that they should not, and are refused to whom they are not for
//!     └── the history of a link says where it leads

use aftercare_domain::policy::Metric;
use aftercare_domain::time::HOUR;
use aftercare_interface::ticket_registry::{
    AgentScope, ExecuteMsg, HistoryResponse, QueryMsg, TicketReply, TicketStatus,
};
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::events;
use crate::messages::{commitment, intake, new_agent};
use crate::recompute::lines;
use crate::world::{Outcome, World, ALWAYS};

fn replies(tickets: &[u64]) -> ExecuteMsg {
    let reply = |ticket: &u64| TicketReply {
        ticket: *ticket,
        content: commitment(2),
    };
    ExecuteMsg::ReplyMany {
        replies: tickets.iter().map(reply).collect(),
    }
}

fn scoped(w: &mut World, agent: &Addr, scopes: Vec<AgentScope>, automated: bool) {
    let provider = w.people.provider.clone();
    let mut msg = new_agent(agent);
    (msg.scopes, msg.automated) = (scopes, automated);
    w.act(&provider, ExecuteMsg::SetAgent(msg)).unwrap();
}

fn relays(w: &mut World, who: &Addr, ticket: u64, agent: &Addr) -> Outcome {
    let msg = ExecuteMsg::Relay {
        ticket,
        agent: agent.to_string(),
        content: commitment(2),
    };
    w.act(who, msg)
}

#[test]
fn several_tickets_are_answered_at_once() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let tickets: Vec<_> = (0..30).map(|_| w.open(ALWAYS)).collect();
    let response = w.act(&agent, replies(&tickets)).unwrap();
    assert_eq!(events(&response, "replied"), 30);
    for ticket in tickets {
        assert_eq!(w.status(ticket), TicketStatus::InProgress);
    }
}

#[test]
fn one_reply_that_is_refused_refuses_all() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let (open, closed) = (w.open(ALWAYS), w.open(ALWAYS));
    w.close(closed);
    let done = w.act(&agent, replies(&[open, closed])).unwrap_err();
    assert!(matches!(done, ContractError::Illegal { ticket, .. } if ticket == closed));
    assert_eq!(w.status(open), TicketStatus::Open);
}

#[test]
fn there_are_one_to_thirty_replies_each_once_and_of_the_provider() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    for count in [0, 31] {
        let tickets: Vec<_> = (1..=count).collect();
        let refused = KitError::Count {
            field: "replies",
            count: tickets.len(),
            min: 1,
            max: 30,
        };
        let done = w.act(&p.agent, replies(&tickets));
        assert_eq!(done.unwrap_err(), refused.into());
    }
    let done = w.act(&p.agent, replies(&[ticket, ticket]));
    let refused = KitError::Duplicate {
        field: "replies",
        value: ticket.to_string(),
    };
    assert_eq!(done.unwrap_err(), refused.into());
    let done = w.act(&p.customer, replies(&[ticket]));
    let sender = p.customer;
    let refused = ContractError::NotProvider { ticket, sender };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn a_relayed_reply_is_the_agents_own() {
    let mut w = World::new();
    let p = w.people.clone();
    scoped(&mut w, &p.stranger, vec![AgentScope::Relay], true);
    let ticket = w.open(ALWAYS);
    w.at(HOUR);
    relays(&mut w, &p.stranger, ticket, &p.agent).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::InProgress);
    let first = w.clock(ticket, Metric::FirstResponse, 0);
    assert_eq!((first.running, first.used.0), (false, HOUR));
    let history: HistoryResponse = w.ask(&QueryMsg::History {
        ticket,
        start_after: None,
        limit: None,
    });
    let line = &history.lines.rows[1];
    assert_eq!((line.kind.as_str(), &line.actor), ("replied", &p.agent));
}

#[test]
fn what_cannot_be_relayed_is_refused() {
    let mut w = World::new();
    let p = w.people.clone();
    let (bridge, bot) = (p.stranger.clone(), w.app.api().addr_make("bot"));
    let ticket = w.open(ALWAYS);
    let done = relays(&mut w, &bridge, ticket, &p.agent);
    let sender = bridge.clone();
    assert_eq!(
        done.unwrap_err(),
        ContractError::Stranger { ticket, sender }
    );
    scoped(&mut w, &bridge, vec![AgentScope::Reply], true);
    let done = relays(&mut w, &bridge, ticket, &p.agent);
    let refused = ContractError::ScopeMissing {
        sender: bridge.clone(),
        scope: "relay",
    };
    assert_eq!(done.unwrap_err(), refused);
    scoped(&mut w, &bridge, vec![AgentScope::Relay], true);
    scoped(&mut w, &bot, vec![AgentScope::Reply], true);
    let done = relays(&mut w, &bridge, ticket, &bot);
    let refused = ContractError::NotRelayed { agent: bot };
    assert_eq!(done.unwrap_err(), refused);
    scoped(&mut w, &p.agent, vec![AgentScope::Resolve], false);
    let done = relays(&mut w, &bridge, ticket, &p.agent);
    let refused = ContractError::NotRelayed {
        agent: p.agent.clone(),
    };
    assert_eq!(done.unwrap_err(), refused);
    let done = relays(&mut w, &bridge, ticket, &p.other_agent);
    let refused = ContractError::AgentUnknown {
        agent: p.other_agent,
        provider: p.provider,
    };
    assert_eq!(done.unwrap_err(), refused);
    let done = relays(&mut w, &bridge, 9, &p.agent);
    assert_eq!(
        done.unwrap_err(),
        ContractError::TicketUnknown { ticket: 9 }
    );
}

#[test]
fn nobody_relays_a_customers_word() {
    let mut w = World::new();
    let p = w.people.clone();
    scoped(&mut w, &p.customer, vec![AgentScope::Reply], false);
    scoped(&mut w, &p.stranger, vec![AgentScope::Relay], true);
    let ticket = w.open(ALWAYS);
    let done = relays(&mut w, &p.stranger, ticket, &p.customer);
    let refused = ContractError::NotRelayed { agent: p.customer };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn a_note_moves_no_clock_and_is_the_providers() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    let content = commitment(9);
    let note = ExecuteMsg::Note { ticket, content };
    w.act(&p.agent, note.clone()).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::Open);
    assert!(w.clock(ticket, Metric::FirstResponse, 0).running);
    let done = w.act(&p.customer, note).unwrap_err();
    assert!(matches!(done, ContractError::Illegal { .. }));
}

#[test]
fn links_lead_to_other_tickets_of_the_provider() {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.provider, intake(5)).unwrap();
    let (ticket, other) = (w.open(ALWAYS), w.open_free());
    let link = |to| ExecuteMsg::Link { ticket, to };
    let response = w.act(&p.agent, link(other)).unwrap();
    assert_eq!(events(&response, "linked"), 1);
    let line = lines(&w, ticket).remove(1);
    let said = [&[1, 0, 9][..], &other.to_be_bytes()].concat();
    assert_eq!((line.kind.as_str(), line.detail.to_vec()), ("linked", said));
    let related = ticket;
    let refused = ContractError::NotRelated { ticket, related };
    assert_eq!(w.act(&p.agent, link(ticket)).unwrap_err(), refused);
    let unknown = ContractError::TicketUnknown { ticket: 9 };
    assert_eq!(w.act(&p.agent, link(9)).unwrap_err(), unknown);
}

#[test]
fn the_customer_escalates_and_the_provider_does_not() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    let content = commitment(9);
    let escalate = ExecuteMsg::Escalate { ticket, content };
    let response = w.act(&p.customer, escalate.clone()).unwrap();
    assert_eq!(events(&response, "escalated"), 1);
    let done = w.act(&p.agent, escalate).unwrap_err();
    assert!(matches!(done, ContractError::Illegal { .. }));
}
