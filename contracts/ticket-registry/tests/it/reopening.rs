//! given a closed ticket
//! ├── when the customer reopens it
//! │   ├── it is possible until the last second of the 14th day, and not after
//! │   ├── it is possible three times
//! │   ├── a new cycle begins: no first response, what was left or a quarter, rounded up
//! │   ├── the results of the old cycle stay
//! │   └── it is unsettled again and its fact is gone
//! ├── when the agreement has ended meanwhile
//! │   └── the ticket can be reopened all the same
//! ├── when a lapse is still to be settled
//! │   └── the reopening settles it first
//! └── when the new cycle is late
//!     └── the miss is booked under its own cycle

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::raw::{agreement_key, fact_key, AgreementTickets, TicketFact};
use aftercare_interface::ticket_registry::{TicketStatus, Verdict, MAX_REOPENS};
use aftercare_ticket_registry::ContractError;

use crate::world::{late, World, ALWAYS, FIRST_RESPONSE, RESOLUTION, START, WINDOW};

#[test]
fn a_ticket_is_reopened_until_the_last_second_of_the_fourteenth_day() {
    let last = 100 + 14 * DAY;
    for (now, possible) in [(last - 1, true), (last, true), (last + 1, false)] {
        let mut w = World::new();
        let customer = w.people.customer.clone();
        let ticket = w.open(ALWAYS);
        w.at(100);
        w.close(ticket);
        w.at(now);
        let done = w.reopens(&customer, ticket).map(drop);
        let refused = ContractError::TooLate {
            ticket,
            action: "reopen",
            until: UnixTime(START + last),
            now: UnixTime(START + now),
        };
        assert_eq!(done, if possible { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn a_ticket_is_reopened_three_times_and_then_final_at_once() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    for _ in 0..MAX_REOPENS {
        w.close(ticket);
        w.reopens(&customer, ticket).unwrap();
    }
    w.at(50);
    w.close(ticket);
    let fact: TicketFact = w.raw(&fact_key(ticket)).unwrap();
    assert_eq!(fact.final_at, UnixTime(START + 50));
    let refused = ContractError::ReopensUsed {
        ticket,
        reopened: MAX_REOPENS,
        max: MAX_REOPENS,
    };
    assert_eq!(w.reopens(&customer, ticket).unwrap_err(), refused);
}

#[test]
fn a_new_cycle_has_what_was_left_or_a_quarter_and_no_first_response() {
    for (used, expected) in [
        (1_000, RESOLUTION - 1_000),
        (RESOLUTION - 1, RESOLUTION / 4),
        (RESOLUTION * 3, RESOLUTION / 4),
    ] {
        let mut w = World::new();
        let customer = w.people.customer.clone();
        let ticket = w.open(ALWAYS);
        w.at(used);
        w.close(ticket);
        w.reopens(&customer, ticket).unwrap();
        assert_eq!(w.status(ticket), TicketStatus::Open);
        let current: Vec<_> = w
            .clocks(ticket)
            .into_iter()
            .filter(|clock| clock.cycle == 1)
            .map(|clock| (clock.metric, clock.target.0, clock.running))
            .collect();
        assert_eq!(current, [(Metric::Resolution, expected, true)]);
        assert_eq!(w.next_step(ticket).by, Some(UnixTime(w.now() + expected)));
    }
}

#[test]
fn results_of_old_cycles_stay() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.at(FIRST_RESPONSE + 7);
    w.close(ticket);
    w.at(DAY);
    w.reopens(&customer, ticket).unwrap();
    w.at(2 * DAY);
    let first = w.clock(ticket, Metric::FirstResponse, 0);
    assert_eq!(first.verdict, Verdict::Missed { late: Seconds(7) });
    let resolution = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(resolution.verdict, Verdict::Met);
    assert_eq!(resolution.used, Seconds(FIRST_RESPONSE + 7));
}

#[test]
fn a_reopened_ticket_is_unsettled_and_has_no_fact() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    w.reopens(&customer, ticket).unwrap();
    assert_eq!(w.raw::<TicketFact>(&fact_key(ticket)), None);
    let counts: AgreementTickets = w.raw(&agreement_key(ALWAYS)).unwrap();
    assert_eq!((counts.opened, counts.unsettled), (1, 1));
}

#[test]
fn a_ticket_is_reopened_although_its_agreement_has_ended() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    let mut cover = w.cover(ALWAYS);
    cover.ended_at = Some(UnixTime(START + 1));
    w.put_cover(ALWAYS, cover);
    w.at(DAY);
    w.reopens(&customer, ticket).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::Open);
}

#[test]
fn a_lapse_that_nobody_settled_is_settled_by_the_reopening() {
    for (days, possible) in [(14, true), (15, false)] {
        let mut w = World::new();
        let p = w.people.clone();
        let ticket = w.open(ALWAYS);
        w.proposes(&p.agent, ticket).unwrap();
        w.at(WINDOW + days * DAY);
        assert_eq!(w.reopens(&p.customer, ticket).is_ok(), possible);
    }
}

#[test]
fn a_late_new_cycle_is_booked_under_its_own_number() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    w.at(DAY);
    w.reopens(&customer, ticket).unwrap();
    w.at(DAY + RESOLUTION + 3);
    assert!(w.is_due(ticket) && w.poke(ticket));
    assert_eq!(w.lateness_booked(ticket), [(Metric::Resolution, 1, 3)]);
    let miss = &w.bookings()[0].misses[0];
    assert_eq!(miss.due, UnixTime(START + DAY + RESOLUTION));
    assert_eq!(
        (late(miss), miss.ordinal),
        ((Seconds(3), Seconds(RESOLUTION)), 0)
    );
}
