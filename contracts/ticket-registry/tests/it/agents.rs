//! given a provider
//! ├── when it names an agent
//! │   ├── the agent acts until its last second and not after
//! │   ├── the last second can be moved, and is readable for others
//! │   ├── the event and the list say its scopes, in one order
//! │   └── an end in the past, itself, or a served customer is refused
//! ├── when it removes an agent
//! │   ├── the agent acts no more, and the link keeps its last second
//! │   └── whoever is no agent any more cannot be removed, so that no link is prolonged
//! ├── when an agent of another provider acts
//! │   └── it is a stranger
//! └── when the customer is an agent of its provider
//!     └── it stays the customer of its own ticket

use aftercare_domain::ticket::{Action, Illegal, Role, State};
use aftercare_domain::time::{UnixTime, DAY, LATEST};
use aftercare_interface::raw::agent_key;
use aftercare_interface::ticket_registry::{
    AgentResponse, AgentScope, ExecuteMsg, NewAgent, QueryMsg,
};
use aftercare_interface::Page;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::{attribute, event, optional};
use crate::messages::{new_agent, remove_agent, set_agent};
use crate::world::{World, ALWAYS, START};

fn agents(w: &World, start_after: Option<&Addr>, limit: u32) -> Page<AgentResponse, Addr> {
    w.ask(&QueryMsg::Agents {
        provider: w.people.provider.to_string(),
        start_after: start_after.map(Addr::to_string),
        limit: Some(limit),
    })
}

#[test]
fn an_agent_acts_until_its_last_second() {
    let last = START + 10 * DAY;
    for (now, acts) in [(last - 1, true), (last, true), (last + 1, false)] {
        let mut w = World::new();
        let p = w.people.clone();
        let ticket = w.open(ALWAYS);
        let msg = set_agent(&p.agent, UnixTime(last));
        w.act(&p.provider, msg).unwrap();
        w.until(now);
        let done = w.replies(&p.agent, ticket).map(drop);
        let sender = p.agent.clone();
        let refused = ContractError::Stranger { ticket, sender };
        assert_eq!(done, if acts { Ok(()) } else { Err(refused) });
        assert_eq!(agents(&w, None, 10).rows[0].active, acts);
        w.replies(&p.provider, ticket).unwrap();
    }
}

#[test]
fn the_last_second_is_readable_and_moves() {
    let mut w = World::new();
    let p = w.people.clone();
    for last in [START, START + 5, LATEST.0] {
        let msg = set_agent(&p.agent, UnixTime(last));
        w.act(&p.provider, msg).unwrap();
        let key = agent_key(&p.provider, &p.agent);
        assert_eq!(w.raw(&key), Some(UnixTime(last)));
    }
}

#[test]
fn the_event_and_the_list_say_what_an_agent_may_do() {
    use AgentScope::{Relay, Reply, Triage};
    let mut w = World::new();
    let p = w.people.clone();
    let msg = NewAgent {
        scopes: vec![Relay, Triage, Reply],
        queues: vec![2, 31],
        ..new_agent(&p.agent)
    };
    let response = w.act(&p.provider, ExecuteMsg::SetAgent(msg)).unwrap();
    let told = event(&response, "agent-set");
    assert_eq!(attribute(told, "scopes"), "reply,triage,relay");
    assert_eq!(attribute(told, "queues"), "2,31");
    assert_eq!(agents(&w, None, 10).rows[0].scopes, [Reply, Triage, Relay]);
    let msg = set_agent(&p.agent, LATEST);
    let response = w.act(&p.provider, msg).unwrap();
    assert_eq!(optional(event(&response, "agent-set"), "queues"), None);
}

#[test]
fn an_end_that_is_no_end_is_refused() {
    let mut w = World::new();
    let p = w.people.clone();
    for expires in [START - 1, LATEST.0 + 1] {
        let done = w.act(&p.provider, set_agent(&p.agent, UnixTime(expires)));
        let refused = ContractError::AgentExpiry {
            expires: UnixTime(expires),
            now: UnixTime(START),
            latest: LATEST,
        };
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn a_provider_is_not_its_own_agent_and_a_served_customer_is_none_either() {
    let mut w = World::new();
    let p = w.people.clone();
    let done = w.act(&p.provider, set_agent(&p.provider, LATEST));
    let provider = p.provider.clone();
    let refused = ContractError::AgentIsProvider { provider };
    assert_eq!(done.unwrap_err(), refused);
    w.open(ALWAYS);
    let done = w.act(&p.provider, set_agent(&p.customer, LATEST));
    let refused = ContractError::AgentIsCustomer {
        agent: p.customer.clone(),
        provider: p.provider.clone(),
    };
    assert_eq!(done.unwrap_err(), refused);
    w.act(&p.other_provider, set_agent(&p.customer, LATEST))
        .unwrap();
}

#[test]
fn a_removed_agent_acts_no_more_and_stays_known() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(DAY);
    w.act(&p.provider, remove_agent(&p.agent)).unwrap();
    let sender = p.agent.clone();
    let refused = ContractError::Stranger { ticket, sender };
    assert_eq!(w.replies(&p.agent, ticket).unwrap_err(), refused);
    let key = agent_key(&p.provider, &p.agent);
    assert_eq!(w.raw(&key), Some(UnixTime(START + DAY - 1)));
}

#[test]
fn a_link_that_has_ended_is_not_prolonged_by_a_removal() {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.provider, remove_agent(&p.agent)).unwrap();
    for agent in [&p.agent, &p.stranger] {
        let done = w.act(&p.provider, remove_agent(agent));
        let refused = ContractError::AgentUnknown {
            agent: agent.clone(),
            provider: p.provider.clone(),
        };
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn agents_and_providers_of_others_are_strangers() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    for sender in [p.other_agent.clone(), p.other_provider.clone()] {
        let refused = ContractError::Stranger {
            ticket,
            sender: sender.clone(),
        };
        assert_eq!(w.proposes(&sender, ticket).unwrap_err(), refused);
    }
}

#[test]
fn a_customer_that_was_an_agent_before_stays_the_customer_of_its_ticket() {
    let mut w = World::new();
    let p = w.people.clone();
    let msg = set_agent(&p.customer, LATEST);
    w.act(&p.provider, msg).unwrap();
    let ticket = w.open(ALWAYS);
    let illegal = Illegal {
        found: State::Open,
        action: Action::Propose,
        role: Role::Customer,
    };
    let refused = ContractError::Illegal { ticket, illegal };
    assert_eq!(w.proposes(&p.customer, ticket).unwrap_err(), refused);
}

#[test]
fn agents_are_listed_in_pages_that_join_to_all() {
    let mut w = World::new();
    let p = w.people.clone();
    let extra: Vec<_> = (0..5)
        .map(|n| w.app.api().addr_make(&format!("agent {n}")))
        .collect();
    for agent in &extra {
        w.act(&p.provider, set_agent(agent, LATEST)).unwrap();
    }
    let mut expected = extra;
    expected.push(p.agent.clone());
    expected.sort();
    let mut found = vec![];
    let mut after = None;
    loop {
        let page = agents(&w, after.as_ref(), 2);
        found.extend(page.rows.into_iter().map(|row| row.agent));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, expected);
}
