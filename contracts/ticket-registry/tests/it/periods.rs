//! given an agreement
//! ├── when its customer rates a period
//! │   ├── it is the newest that has ended, from its first second after it on
//! │   ├── within 14 days of its end, and once
//! │   ├── the last one ends with the agreement
//! │   └── it counts on the scorecard, apart from what may be rewarded
//! ├── when somebody else does
//! │   └── a delegate may with the scope, others are refused
//! └── when a ticket or a period is rated by a linked address
//!     └── payout addresses and the provider's delegates are refused

use aftercare_domain::scorecard::week_of;
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::raw::{payout_key, Layout};
use aftercare_interface::ticket_registry::{
    DelegateScope, ExecuteMsg, QueryMsg, RatingResponse, ScorecardResponse,
};
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::messages::new_delegate;
use crate::puppet::Pull;
use crate::world::{Outcome, World, ALWAYS, START};

const PERIOD: u64 = 30 * DAY;

fn rates(w: &mut World, who: &Addr) -> Outcome {
    let msg = ExecuteMsg::RateAgreement {
        agreement: ALWAYS,
        answers: vec![4, 5],
        comment: None,
    };
    w.act(who, msg)
}

fn rating(w: &World, period: u32) -> Option<RatingResponse> {
    w.ask(&QueryMsg::AgreementRating {
        agreement: ALWAYS,
        period,
    })
}

#[test]
fn a_period_is_rated_from_the_first_second_after_it() {
    for (now, possible) in [(PERIOD - 1, false), (PERIOD, true), (PERIOD + 1, true)] {
        let mut w = World::new();
        let customer = w.people.customer.clone();
        w.at(now);
        let done = rates(&mut w, &customer).map(drop);
        let none = ContractError::NoPeriod { agreement: ALWAYS };
        assert_eq!(done, if possible { Ok(()) } else { Err(none) });
        assert_eq!(rating(&w, 0).is_some(), possible);
    }
}

#[test]
fn a_period_is_rated_within_fourteen_days_and_once() {
    let last = PERIOD + 14 * DAY;
    for (now, possible) in [(last - 1, true), (last, true), (last + 1, false)] {
        let mut w = World::new();
        let customer = w.people.customer.clone();
        w.at(now);
        let done = rates(&mut w, &customer).map(drop);
        let refused = ContractError::PeriodTooLate {
            agreement: ALWAYS,
            period: 0,
            until: UnixTime(START + last),
            now: UnixTime(START + now),
        };
        assert_eq!(done, if possible { Ok(()) } else { Err(refused) });
    }
    let mut w = World::new();
    let customer = w.people.customer.clone();
    w.at(PERIOD);
    rates(&mut w, &customer).unwrap();
    let refused = ContractError::PeriodRated {
        agreement: ALWAYS,
        period: 0,
    };
    assert_eq!(rates(&mut w, &customer).unwrap_err(), refused);
    w.at(2 * PERIOD);
    rates(&mut w, &customer).unwrap();
    assert_eq!(rating(&w, 1).unwrap().answers, [4, 5]);
}

#[test]
fn the_last_period_ends_with_the_agreement() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let mut cover = w.cover(ALWAYS);
    cover.ended_at = Some(UnixTime(START + PERIOD + 10 * DAY));
    w.put_cover(ALWAYS, cover);
    w.at(PERIOD + 10 * DAY - 1);
    rates(&mut w, &customer).unwrap();
    w.at(PERIOD + 10 * DAY);
    rates(&mut w, &customer).unwrap();
    assert!(rating(&w, 0).is_some() && rating(&w, 1).is_some());
}

#[test]
fn a_rated_period_counts_apart_from_what_may_be_rewarded() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    w.at(PERIOD);
    rates(&mut w, &customer).unwrap();
    let week = week_of(UnixTime(w.now()));
    let card: ScorecardResponse = w.ask(&QueryMsg::Scorecard {
        provider: w.people.provider.to_string(),
        from: week,
        to: week,
    });
    let s = card.satisfaction;
    assert_eq!((s.count, s.satisfied, s.rewarded), (1, 1, 0));
    assert_eq!(s.answer_rate, None);
}

#[test]
fn a_delegate_rates_with_the_scope_and_others_do_not() {
    for (scope, allowed) in [(DelegateScope::Rate, true), (DelegateScope::Reply, false)] {
        let mut w = World::new();
        let p = w.people.clone();
        let mut msg = new_delegate(&p.stranger);
        msg.scopes = vec![scope];
        w.act(&p.customer, ExecuteMsg::SetDelegate(msg)).unwrap();
        w.at(PERIOD);
        let done = rates(&mut w, &p.stranger).map(drop);
        let refused = ContractError::ScopeMissing {
            sender: p.stranger,
            scope: "rate",
        };
        assert_eq!(done, if allowed { Ok(()) } else { Err(refused) });
    }
    let mut w = World::new();
    let p = w.people.clone();
    w.at(PERIOD);
    for sender in [p.provider, p.agent, p.stranger] {
        let done = rates(&mut w, &sender);
        let refused = ContractError::NotCustomer {
            agreement: ALWAYS,
            found: sender,
            need: p.customer.clone(),
        };
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn who_is_paid_in_the_agreement_does_not_rate() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    w.pull(&Pull::Put {
        key: payout_key(ALWAYS, &customer).into(),
        value: ().encode().into(),
    });
    let refused = || ContractError::LinkedPayout {
        sender: customer.clone(),
        agreement: ALWAYS,
    };
    assert_eq!(w.rates(&customer, ticket).unwrap_err(), refused());
    w.at(PERIOD);
    assert_eq!(rates(&mut w, &customer).unwrap_err(), refused());
}

#[test]
fn the_providers_delegates_do_not_rate_until_ninety_days_after() {
    let last = START + DAY;
    let free = last + 90 * DAY + 1;
    for (now, possible) in [(free - 1, false), (free, true)] {
        let mut w = World::new();
        let p = w.people.clone();
        let mut msg = new_delegate(&p.customer);
        msg.expires = UnixTime(last);
        w.act(&p.provider, ExecuteMsg::SetDelegate(msg)).unwrap();
        w.until(now);
        let ticket = w.open(ALWAYS);
        w.close(ticket);
        let done = w.rates(&p.customer, ticket).map(drop);
        let refused = ContractError::Linked {
            sender: p.customer.clone(),
            until: UnixTime(last),
            free: UnixTime(free),
        };
        assert_eq!(done, if possible { Ok(()) } else { Err(refused) });
    }
}
