//! given a ticket that is closed for good
//! ├── when its retention period is over
//! │   ├── anyone removes its lines, oldest first, some at a time, from the first second after it
//! │   ├── the first line, the head, the outcome, the rating and the scorecard stay
//! │   └── nothing is left to be removed twice
//! ├── when the policy says how long
//! │   └── it counts from the last second in which the ticket could be reopened
//! └── when it can still be reopened, is open or lapsed unsettled, or a booking was refused
//!     └── it is refused, in the last case until the booking is taken

use aftercare_domain::policy::ServiceHours;
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::ticket_registry::{ExecuteMsg, HistoryResponse, QueryMsg, RatingResponse};
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;

use crate::events::{attribute, event};
use crate::messages::terms;
use crate::world::{Outcome, World, ALWAYS, RESOLUTION, START, WINDOW};

/// From the closing on: 14 days in which it can be reopened, and a year.
const KEPT: u64 = (14 + 366) * DAY;

fn purges(w: &mut World, ticket: u64, lines: u32) -> Outcome {
    let stranger = w.people.stranger.clone();
    w.act(&stranger, ExecuteMsg::Purge { ticket, lines })
}

fn lines(w: &World, ticket: u64) -> Vec<u32> {
    let history: HistoryResponse = w.ask(&QueryMsg::History {
        ticket,
        start_after: None,
        limit: Some(30),
    });
    history.lines.rows.iter().map(|line| line.index).collect()
}

/// Closed at once, with five lines.
fn closed() -> (World, u64) {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    for who in [&p.agent, &p.customer] {
        w.replies(who, ticket).unwrap();
    }
    w.close(ticket);
    (w, ticket)
}

#[test]
fn lines_go_oldest_first_from_the_first_second_after_the_period() {
    for (now, possible) in [(KEPT - 1, false), (KEPT, false), (KEPT + 1, true)] {
        let (mut w, ticket) = closed();
        w.at(now);
        let done = purges(&mut w, ticket, 2).map(drop);
        let refused = ContractError::TooEarly {
            ticket,
            until: UnixTime(START + KEPT),
            now: UnixTime(START + now),
        };
        assert_eq!(done, if possible { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn the_head_and_the_outcome_stay() {
    let (mut w, ticket) = closed();
    w.at(KEPT + 1);
    let before = w.ticket(ticket);
    let response = purges(&mut w, ticket, 2).unwrap();
    let told = event(&response, "history-purged");
    assert_eq!(
        (attribute(told, "up_to"), attribute(told, "left")),
        ("2", "2")
    );
    assert_eq!(lines(&w, ticket), [0, 3, 4]);
    purges(&mut w, ticket, 30).unwrap();
    assert_eq!(lines(&w, ticket), [0]);
    let refused = ContractError::NothingLeft { ticket };
    assert_eq!(purges(&mut w, ticket, 30).unwrap_err(), refused);
    assert_eq!(w.ticket(ticket), before);
}

#[test]
fn a_rating_stays_where_it_was_given() {
    let (mut w, ticket) = closed();
    let customer = w.people.customer.clone();
    w.rates(&customer, ticket).unwrap();
    let shown = |w: &World| -> Option<RatingResponse> { w.ask(&QueryMsg::Rating { ticket }) };
    let before = shown(&w).unwrap();
    w.at(KEPT + 1);
    purges(&mut w, ticket, 30).unwrap();
    assert_eq!(lines(&w, ticket), [0, 5]);
    assert_eq!(shown(&w), Some(before));
}

#[test]
fn a_policy_says_how_long_its_histories_stay() {
    let mut w = World::new();
    let mut with = terms(ServiceHours::Always);
    with.policy.retention = Some(Seconds::days(30));
    w.put_terms(ALWAYS, with);
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    w.at(44 * DAY);
    assert!(purges(&mut w, ticket, 1).is_err());
    w.at(44 * DAY + 1);
    purges(&mut w, ticket, 1).unwrap();
}

#[test]
fn what_is_not_closed_for_good_is_refused() {
    let mut w = World::new();
    let p = w.people.clone();
    let (open, fresh, lapsed) = (w.open(ALWAYS), w.open(ALWAYS), w.open(ALWAYS));
    w.close(fresh);
    w.proposes(&p.agent, lapsed).unwrap();
    w.at(WINDOW + 1);
    for ticket in [open, fresh, lapsed] {
        let refused = ContractError::NotFinal { ticket };
        assert_eq!(purges(&mut w, ticket, 1).unwrap_err(), refused);
    }
    w.at(14 * DAY);
    let refused = ContractError::NotFinal { ticket: fresh };
    assert_eq!(purges(&mut w, fresh, 1).unwrap_err(), refused);
    w.at(14 * DAY + 1);
    let early = purges(&mut w, fresh, 1).unwrap_err();
    assert!(matches!(early, ContractError::TooEarly { .. }));
}

#[test]
fn what_waits_for_a_booking_is_not_closed_for_good() {
    let mut w = World::new();
    let ticket = w.open(ALWAYS);
    w.refuse_bookings(true);
    w.at(RESOLUTION + 1);
    w.close(ticket);
    w.at(RESOLUTION + 1 + KEPT + 1);
    let refused = ContractError::NotFinal { ticket };
    assert_eq!(purges(&mut w, ticket, 1).unwrap_err(), refused);
    w.refuse_bookings(false);
    assert!(w.poke(ticket));
    purges(&mut w, ticket, 1).unwrap();
}

#[test]
fn one_to_thirty_lines_go_at_a_time() {
    let (mut w, ticket) = closed();
    for lines in [0u32, 31] {
        let refused = KitError::Range {
            field: "lines",
            value: lines.into(),
            min: 1,
            max: 30,
        };
        let done = purges(&mut w, ticket, lines);
        assert_eq!(done.unwrap_err(), refused.into());
    }
}
