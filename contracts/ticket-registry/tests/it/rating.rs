//! given a ticket that closed
//! ├── when its customer rates it
//! │   ├── it is possible until the last second of the 14th day, and not after
//! │   ├── it is possible after a confirmation and after a lapse, and the rating settles the lapse
//! │   ├── once only, and a reopening voids it
//! │   └── with one to eight answers from one to five
//! ├── when it was withdrawn or is best effort
//! │   └── it is refused
//! └── when the customer is or lately was an agent of the provider
//!     └── it is refused, until 90 days after the link's last second

use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::raw::{fact_key, TicketFact};
use aftercare_interface::ticket_registry::{ExecuteMsg, QueryMsg, RatingResponse};
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::events;
use crate::messages::{commitment, intake, set_agent};
use crate::world::{Outcome, World, ALWAYS, START, WINDOW};

fn rating(w: &World, ticket: u64) -> Option<RatingResponse> {
    w.ask(&QueryMsg::Rating { ticket })
}

fn rated(w: &World, ticket: u64) -> bool {
    let fact: TicketFact = w.raw(&fact_key(ticket)).unwrap();
    fact.rated
}

fn closed() -> (World, u64, Addr) {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    (w, ticket, customer)
}

#[test]
fn a_ticket_is_rated_until_the_last_second_of_the_fourteenth_day() {
    let last = 14 * DAY;
    for (now, possible) in [(last - 1, true), (last, true), (last + 1, false)] {
        let (mut w, ticket, customer) = closed();
        w.at(now);
        let done = w.rates(&customer, ticket).map(drop);
        let refused = ContractError::TooLate {
            ticket,
            action: "rate",
            until: UnixTime(START + last),
            now: UnixTime(START + now),
        };
        assert_eq!(done, if possible { Ok(()) } else { Err(refused) });
        assert_eq!(rated(&w, ticket), possible);
    }
}

#[test]
fn a_rating_settles_the_lapse_that_it_rates() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.proposes(&p.agent, ticket).unwrap();
    w.at(WINDOW + 1);
    w.rates(&p.customer, ticket).unwrap();
    assert!(rated(&w, ticket));
    assert_eq!(
        w.ticket(ticket).closed_at,
        Some(UnixTime(START + WINDOW + 1))
    );
}

#[test]
fn a_rating_shows_what_was_answered_and_when() {
    let (mut w, ticket, customer) = closed();
    assert_eq!(rating(&w, ticket), None);
    let (answers, comment) = (vec![4, 1, 5], Some(commitment(7)));
    w.at(DAY);
    let msg = ExecuteMsg::Rate {
        ticket,
        answers: answers.clone(),
        comment: comment.clone(),
    };
    w.act(&customer, msg).unwrap();
    let expected = RatingResponse {
        answers,
        comment: comment.map(|comment| comment.hash),
        rated_at: UnixTime(START + DAY),
    };
    assert_eq!(rating(&w, ticket), Some(expected));
}

#[test]
fn a_ticket_is_rated_once_and_a_reopening_voids_it() {
    let (mut w, ticket, customer) = closed();
    w.rates(&customer, ticket).unwrap();
    let refused = ContractError::AlreadyRated { ticket };
    assert_eq!(w.rates(&customer, ticket).unwrap_err(), refused);
    let response = w.reopens(&customer, ticket).unwrap();
    assert_eq!(events(&response, "rating-voided"), 1);
    assert_eq!(rating(&w, ticket), None);
    w.close(ticket);
    assert!(!rated(&w, ticket));
    w.rates(&customer, ticket).unwrap();
}

fn rate_with(answers: Vec<u8>) -> Outcome {
    let (mut w, ticket, customer) = closed();
    let comment = None;
    w.act(
        &customer,
        ExecuteMsg::Rate {
            ticket,
            answers,
            comment,
        },
    )
}

#[test]
fn there_are_one_to_eight_answers_from_one_to_five() {
    for answers in [vec![1], vec![5; 8]] {
        rate_with(answers).unwrap();
    }
    for count in [0, 9] {
        let refused = KitError::Count {
            field: "answers",
            count,
            min: 1,
            max: 8,
        };
        assert_eq!(rate_with(vec![3; count]).unwrap_err(), refused.into());
    }
    for answer in [0u8, 6] {
        let refused = KitError::Range {
            field: "answers",
            value: answer.into(),
            min: 1,
            max: 5,
        };
        assert_eq!(rate_with(vec![3, answer]).unwrap_err(), refused.into());
    }
}

#[test]
fn what_was_withdrawn_is_not_rated() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.replies(&p.agent, ticket).unwrap();
    w.act(&p.customer, ExecuteMsg::Cancel { ticket }).unwrap();
    let reason = CloseReason::Cancelled;
    let refused = ContractError::NotResolved { ticket, reason };
    assert_eq!(w.rates(&p.customer, ticket).unwrap_err(), refused);
}

#[test]
fn best_effort_is_not_rated() {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.provider, intake(1)).unwrap();
    let ticket = w.open_free();
    w.proposes(&p.agent, ticket).unwrap();
    w.accepts(&p.stranger, ticket).unwrap();
    let refused = ContractError::NotCoveredAtAll { ticket };
    assert_eq!(w.rates(&p.stranger, ticket).unwrap_err(), refused);
}

#[test]
fn a_former_agent_rates_from_the_second_after_ninety_days() {
    let last = START + DAY;
    let free = last + 90 * DAY + 1;
    for (now, possible) in [(free - 2, false), (free - 1, false), (free, true)] {
        let mut w = World::new();
        let p = w.people.clone();
        let msg = set_agent(&p.customer, UnixTime(last));
        w.act(&p.provider, msg).unwrap();
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
