//! given a customer
//! ├── when it names a delegate
//! │   ├── the delegate acts in its place with each scope that it has, and is refused without
//! │   ├── until its last second and not after
//! │   ├── under one agreement only, where one was named
//! │   ├── rights add up, and one that was given twice is one
//! │   ├── the event and the list say its scopes, in one order
//! │   ├── its link is readable for others: the latest last second, and it outlives a removal
//! │   ├── its last second may be the present one and the latest that there is
//! │   └── itself, an end in the past, somebody else's agreement, the provider's people or no scope is refused
//! ├── when it removes one
//! │   └── the delegate is a stranger, and a link that has ended is not prolonged
//! └── when somebody is a delegate and an agent
//!     ├── whoever was an agent first stays one
//!     └── whoever has acted or was named as a delegate cannot be named an agent

use aftercare_domain::time::{UnixTime, DAY, LATEST};
use aftercare_interface::raw::delegate_key;
use aftercare_interface::ticket_registry::{
    DelegateResponse, DelegateScope, ExecuteMsg, NewDelegate, QueryMsg,
};
use aftercare_interface::Page;
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::{attribute, event};
use crate::messages::{commitment, merge, new_delegate, open_msg, set_agent};
use crate::world::{Outcome, World, ALWAYS, OFFICE, START};

fn names(w: &mut World, change: impl FnOnce(&mut NewDelegate)) -> Outcome {
    let p = w.people.clone();
    let mut msg = new_delegate(&p.stranger);
    change(&mut msg);
    w.act(&p.customer, ExecuteMsg::SetDelegate(msg))
}

fn removes(w: &mut World, agreement: Option<u64>) -> Outcome {
    let p = w.people.clone();
    let who = p.stranger.to_string();
    w.act(&p.customer, ExecuteMsg::RemoveDelegate { agreement, who })
}

fn linked(w: &World) -> Option<UnixTime> {
    w.raw(&delegate_key(&w.people.customer, &w.people.stranger))
}

fn delegates(w: &World) -> Page<DelegateResponse, Addr> {
    w.ask(&QueryMsg::Delegates {
        customer: w.people.customer.to_string(),
        start_after: None,
        limit: None,
    })
}

/// An act of a customer, on a ticket that allows it, and the scope it needs.
type Case = (DelegateScope, fn(&mut World, &Addr, u64) -> Outcome);

const ACTS: [Case; 7] = [
    (DelegateScope::Reply, |w, who, ticket| {
        w.replies(who, ticket)
    }),
    (DelegateScope::Confirm, |w, who, ticket| {
        let agent = w.people.agent.clone();
        w.proposes(&agent, ticket).unwrap();
        w.accepts(who, ticket)
    }),
    (DelegateScope::Confirm, |w, who, ticket| {
        let agent = w.people.agent.clone();
        w.proposes(&agent, ticket).unwrap();
        w.rejects(who, ticket)
    }),
    (DelegateScope::Confirm, |w, who, ticket| {
        let agent = w.people.agent.clone();
        let other = w.open(ALWAYS);
        w.act(&agent, merge(ticket, other, false)).unwrap();
        w.act(who, ExecuteMsg::AgreeMerge { ticket })
    }),
    (DelegateScope::Rate, |w, who, ticket| {
        w.close(ticket);
        w.rates(who, ticket)
    }),
    (DelegateScope::Open, |w, who, ticket| {
        w.close(ticket);
        w.reopens(who, ticket)
    }),
    (DelegateScope::Escalate, |w, who, ticket| {
        let content = commitment(8);
        w.act(who, ExecuteMsg::Escalate { ticket, content })
    }),
];

#[test]
fn a_delegate_acts_with_the_scope_that_an_act_needs_and_not_with_all_others() {
    use DelegateScope::{Confirm, Escalate, Open, Rate, Reply};
    for (scope, act) in ACTS {
        let others: Vec<_> = [Open, Reply, Confirm, Rate, Escalate]
            .into_iter()
            .filter(|other| *other != scope)
            .collect();
        for (scopes, allowed) in [(vec![scope], true), (others, false)] {
            let mut w = World::new();
            let delegate = w.people.stranger.clone();
            names(&mut w, |msg| msg.scopes = scopes).unwrap();
            let ticket = w.open(ALWAYS);
            let done = act(&mut w, &delegate, ticket).map(drop);
            match done {
                Ok(()) => assert!(allowed, "{scope:?}"),
                Err(error) => {
                    assert!(!allowed, "{scope:?}: {error}");
                    assert!(matches!(error, ContractError::ScopeMissing { .. }));
                }
            }
        }
    }
}

#[test]
fn a_delegate_opens_on_behalf_and_the_ticket_counts_at_once() {
    let mut w = World::new();
    let p = w.people.clone();
    names(&mut w, |_| {}).unwrap();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    msg.on_behalf_of = Some(p.customer.to_string());
    let response = w.act(&p.stranger, ExecuteMsg::Open(msg)).unwrap();
    let ticket = crate::events::opened_ticket(&response);
    assert_eq!(w.ticket(ticket).customer, p.customer);
    assert_eq!(w.clocks(ticket).len(), 2);
}

#[test]
fn a_delegate_acts_until_its_last_second() {
    let last = START + DAY;
    for (now, acts) in [(last - 1, true), (last, true), (last + 1, false)] {
        let mut w = World::new();
        let delegate = w.people.stranger.clone();
        let ticket = w.open(ALWAYS);
        names(&mut w, |msg| msg.expires = UnixTime(last)).unwrap();
        w.until(now);
        let done = w.replies(&delegate, ticket).map(drop);
        let sender = delegate.clone();
        let refused = ContractError::Stranger { ticket, sender };
        assert_eq!(done, if acts { Ok(()) } else { Err(refused) });
        assert_eq!(delegates(&w).rows[0].grants[0].active, acts);
    }
}

#[test]
fn a_right_under_one_agreement_is_none_under_another() {
    let mut w = World::new();
    let delegate = w.people.stranger.clone();
    names(&mut w, |msg| msg.agreement = Some(ALWAYS)).unwrap();
    let (there, elsewhere) = (w.open(ALWAYS), w.open(OFFICE));
    w.replies(&delegate, there).unwrap();
    let refused = ContractError::Stranger {
        ticket: elsewhere,
        sender: delegate.clone(),
    };
    assert_eq!(w.replies(&delegate, elsewhere).unwrap_err(), refused);
}

#[test]
fn rights_under_several_agreements_add_up() {
    let mut w = World::new();
    let delegate = w.people.stranger.clone();
    names(&mut w, |msg| {
        msg.agreement = Some(ALWAYS);
        msg.scopes = vec![DelegateScope::Escalate];
    })
    .unwrap();
    names(&mut w, |msg| msg.scopes = vec![DelegateScope::Reply]).unwrap();
    let ticket = w.open(ALWAYS);
    w.replies(&delegate, ticket).unwrap();
    let content = commitment(8);
    w.act(&delegate, ExecuteMsg::Escalate { ticket, content })
        .unwrap();
    assert_eq!(delegates(&w).rows[0].grants.len(), 2);
}

#[test]
fn a_right_that_was_given_twice_is_one() {
    let mut w = World::new();
    let delegate = w.people.stranger.clone();
    for agreement in [Some(ALWAYS), None] {
        names(&mut w, |msg| {
            msg.agreement = agreement;
            msg.scopes = vec![DelegateScope::Reply];
        })
        .unwrap();
    }
    let ticket = w.open(ALWAYS);
    w.replies(&delegate, ticket).unwrap();
}

#[test]
fn the_event_and_the_list_say_what_a_delegate_may_do() {
    use DelegateScope::{Confirm, Escalate, Open, Rate, Reply};
    let mut w = World::new();
    let some = |msg: &mut NewDelegate| msg.scopes = vec![Escalate, Reply];
    let response = names(&mut w, some).unwrap();
    let told = event(&response, "delegate-set");
    assert_eq!(attribute(told, "scopes"), "reply,escalate");
    let listed = delegates(&w).rows.remove(0).grants.remove(0);
    assert_eq!(listed.scopes, [Reply, Escalate]);
    names(&mut w, |_| {}).unwrap();
    let listed = delegates(&w).rows.remove(0).grants.remove(0);
    assert_eq!(listed.scopes, [Open, Reply, Confirm, Rate, Escalate]);
}

#[test]
fn the_link_is_the_latest_last_second_and_outlives_a_removal() {
    let mut w = World::new();
    let day = |days: u64| UnixTime(START + days * DAY);
    names(&mut w, |msg| {
        msg.agreement = Some(ALWAYS);
        msg.expires = day(20);
    })
    .unwrap();
    names(&mut w, |msg| msg.expires = day(10)).unwrap();
    assert_eq!(linked(&w), Some(day(20)));
    w.at(5 * DAY);
    removes(&mut w, Some(ALWAYS)).unwrap();
    assert_eq!(linked(&w), Some(day(10)));
    w.at(6 * DAY);
    removes(&mut w, None).unwrap();
    assert_eq!(linked(&w), Some(UnixTime(day(6).0 - 1)));
    assert_eq!(delegates(&w).rows, []);
}

#[test]
fn a_link_that_has_ended_is_not_prolonged() {
    let mut w = World::new();
    let last = UnixTime(START + DAY);
    names(&mut w, |msg| msg.expires = last).unwrap();
    w.at(5 * DAY);
    removes(&mut w, None).unwrap();
    assert_eq!(linked(&w), Some(last));
    let refused = ContractError::DelegateUnknown {
        delegate: w.people.stranger.clone(),
        customer: w.people.customer.clone(),
    };
    assert_eq!(removes(&mut w, None).unwrap_err(), refused);
}

#[test]
fn a_right_may_end_now_and_in_the_latest_second_that_there_is() {
    let mut w = World::new();
    for last in [UnixTime(START), LATEST] {
        names(&mut w, |msg| msg.expires = last).unwrap();
        assert_eq!(linked(&w), Some(last));
    }
}

#[test]
fn what_is_no_delegate_is_refused() {
    let mut w = World::new();
    let p = w.people.clone();
    for expires in [UnixTime(START - 1), UnixTime(LATEST.0 + 1)] {
        let done = names(&mut w, |msg| msg.expires = expires);
        let refused = ContractError::DelegateExpiry {
            expires,
            now: UnixTime(START),
            latest: LATEST,
        };
        assert_eq!(done.unwrap_err(), refused);
    }
    let customer = p.customer.clone();
    let done = names(&mut w, |msg| msg.who = customer.to_string());
    let refused = ContractError::DelegateIsCustomer { customer };
    assert_eq!(done.unwrap_err(), refused);
    for linked in [p.provider.clone(), p.agent.clone()] {
        let done = names(&mut w, |msg| {
            msg.agreement = Some(ALWAYS);
            msg.who = linked.to_string();
        });
        let refused = ContractError::DelegateLinked {
            delegate: linked,
            provider: p.provider.clone(),
        };
        assert_eq!(done.unwrap_err(), refused);
    }
    let mut msg = new_delegate(&p.agent);
    msg.agreement = Some(ALWAYS);
    let done = w.act(&p.stranger, ExecuteMsg::SetDelegate(msg));
    let refused = ContractError::NotCustomer {
        agreement: ALWAYS,
        found: p.stranger,
        need: p.customer,
    };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn scopes_stand_once_and_not_for_nothing() {
    let mut w = World::new();
    let none = names(&mut w, |msg| msg.scopes = vec![]);
    let refused = KitError::Count {
        field: "scopes",
        count: 0,
        min: 1,
        max: 5,
    };
    assert_eq!(none.unwrap_err(), refused.into());
    let twice = names(&mut w, |msg| msg.scopes = vec![DelegateScope::Rate; 2]);
    let refused = KitError::Duplicate {
        field: "scopes",
        value: "rate".into(),
    };
    assert_eq!(twice.unwrap_err(), refused.into());
}

#[test]
fn there_are_rights_for_eight_agreements_and_not_for_nine() {
    let mut w = World::new();
    for agreement in 11..=19 {
        w.put_cover(agreement, w.cover(ALWAYS));
        let done = names(&mut w, |msg| msg.agreement = Some(agreement)).map(drop);
        let refused = KitError::Count {
            field: "grants",
            count: 9,
            min: 1,
            max: 8,
        };
        let full = agreement == 19;
        assert_eq!(done, if full { Err(refused.into()) } else { Ok(()) });
    }
}

#[test]
fn a_customer_cannot_make_the_providers_agent_its_own() {
    let mut w = World::new();
    let p = w.people.clone();
    let msg = new_delegate(&p.agent);
    w.act(&p.customer, ExecuteMsg::SetDelegate(msg)).unwrap();
    let ticket = w.open(ALWAYS);
    w.replies(&p.agent, ticket).unwrap();
    let answered = w.clock(ticket, aftercare_domain::policy::Metric::FirstResponse, 0);
    assert!(!answered.running, "an agent's word stays the provider's");
}

#[test]
fn a_provider_cannot_make_a_delegate_its_agent() {
    for named in [Some(ALWAYS), None] {
        let mut w = World::new();
        let p = w.people.clone();
        names(&mut w, |msg| msg.agreement = named).unwrap();
        if named.is_none() {
            // Nobody knows with which provider it will deal until it does.
            let ticket = w.open(ALWAYS);
            w.replies(&p.stranger, ticket).unwrap();
        }
        let done = w.act(&p.provider, set_agent(&p.stranger, LATEST));
        let refused = ContractError::AgentIsCustomer {
            agent: p.stranger,
            provider: p.provider,
        };
        assert_eq!(done.unwrap_err(), refused);
    }
}
