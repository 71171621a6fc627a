//! given a ticket
//! ├── when the customer accepts
//! │   └── it is confirmed, settled, and its fact is readable
//! ├── when the customer lets the window pass
//! │   └── it lapsed at the window's end, whoever settles it later
//! ├── when the customer withdraws it
//! │   ├── clocks in time are not measured
//! │   └── what was already late stays missed and is booked
//! └── when it closed
//!     └── nothing but time for reopening and rating is left

use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::raw::{agreement_key, fact_key, AgreementTickets, TicketFact};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus, Verdict};
use aftercare_interface::Role;

use crate::messages::propose;
use crate::world::{World, ALWAYS, FIRST_RESPONSE, RESOLUTION, START, WINDOW};

fn fact(w: &World, ticket: u64) -> TicketFact {
    w.raw(&fact_key(ticket)).expect("a fact")
}

fn unsettled(w: &World) -> u32 {
    let counts: AgreementTickets = w.raw(&agreement_key(ALWAYS)).unwrap();
    counts.unsettled
}

#[test]
fn a_confirmed_ticket_is_settled_and_its_fact_readable() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(60);
    w.act(&p.agent, propose(ticket, vec![8])).unwrap();
    assert_eq!(w.raw::<TicketFact>(&fact_key(ticket)), None);
    w.at(DAY);
    w.accepts(&p.customer, ticket).unwrap();
    let closed = TicketStatus::Closed(CloseReason::Confirmed);
    assert_eq!(w.status(ticket), closed);
    let expected = TicketFact {
        agreement: Some(ALWAYS),
        customer: p.customer,
        provider: p.provider,
        final_at: UnixTime(START + 15 * DAY),
        reason: CloseReason::Confirmed.index(),
        rated: false,
        cited: vec![8],
    };
    assert_eq!(fact(&w, ticket), expected);
    assert_eq!(unsettled(&w), 0);
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!((clock.used, clock.verdict), (Seconds(60), Verdict::Met));
    let next = w.next_step(ticket);
    assert_eq!((next.role, next.action.as_str()), (Role::Nobody, "none"));
}

#[test]
fn a_lapse_is_dated_by_its_window_however_late_it_is_settled() {
    for settled in [WINDOW + 1, WINDOW + 40 * DAY] {
        let mut w = World::new();
        let p = w.people.clone();
        let ticket = w.open(ALWAYS);
        w.proposes(&p.agent, ticket).unwrap();
        w.at(WINDOW);
        assert_eq!(w.status(ticket), TicketStatus::Resolved);
        w.at(settled);
        assert_eq!(w.next_step(ticket).role, Role::Anyone);
        assert_eq!(unsettled(&w), 1, "as long as nobody settles it");
        assert!(w.is_due(ticket) && w.poke(ticket));
        assert_eq!(unsettled(&w), 0);
        let closed_at = UnixTime(START + WINDOW + 1);
        assert_eq!(w.ticket(ticket).closed_at, Some(closed_at));
        let fact = fact(&w, ticket);
        assert_eq!(fact.reason, CloseReason::Lapsed.index());
        assert_eq!(fact.final_at, UnixTime(closed_at.0 + 14 * DAY));
        assert_eq!(w.next_step(ticket).role, Role::Nobody);
    }
}

#[test]
fn accepting_is_in_time_in_the_last_second_and_too_late_in_the_next() {
    for (now, reason) in [
        (WINDOW, CloseReason::Confirmed),
        (WINDOW + 1, CloseReason::Lapsed),
    ] {
        let mut w = World::new();
        let p = w.people.clone();
        let ticket = w.open(ALWAYS);
        w.proposes(&p.agent, ticket).unwrap();
        w.at(now);
        let done = w.accepts(&p.customer, ticket);
        assert_eq!(done.is_ok(), reason == CloseReason::Confirmed);
        assert_eq!(w.status(ticket), TicketStatus::Closed(reason));
    }
}

#[test]
fn a_withdrawn_ticket_in_time_is_not_measured() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(FIRST_RESPONSE);
    w.act(&p.customer, ExecuteMsg::Cancel { ticket }).unwrap();
    w.at(DAY);
    for clock in w.clocks(ticket) {
        assert_eq!(clock.verdict, Verdict::NotMeasured);
        assert_eq!(clock.used, Seconds(FIRST_RESPONSE));
    }
    assert!(w.bookings().is_empty());
    let closed = TicketStatus::Closed(CloseReason::Cancelled);
    assert_eq!((w.status(ticket), unsettled(&w)), (closed, 0));
}

#[test]
fn what_was_late_at_a_withdrawal_is_booked() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(RESOLUTION + 5);
    w.act(&p.customer, ExecuteMsg::Cancel { ticket }).unwrap();
    let expected = [
        (Metric::FirstResponse, 0, RESOLUTION + 5 - FIRST_RESPONSE),
        (Metric::Resolution, 0, 5),
    ];
    assert_eq!(w.lateness_booked(ticket), expected);
    assert_eq!(w.bookings().len(), 1, "both in one message");
    w.at(DAY);
    assert!(!w.poke(ticket));
}
