//! given a ticket and a bot among the provider's agents
//! ├── when the bot says something
//! │   └── no clock stops, and it can neither ask nor hold
//! ├── when the bot proposes a resolution
//! │   ├── clocks run on, and what is late only after it is latched and not booked
//! │   ├── what was due before it is booked as ever
//! │   ├── a confirmation drops what was late after it, also missed updates, and closes as automated
//! │   ├── a rejection, a call for a human or a human's word books it with its full lateness
//! │   ├── three days of silence do so too, to the second, and never close it
//! │   └── again and again it gains three days and nothing else
//! └── when a lower priority waits for consent
//!     └── the bot proposes no resolution

use aftercare_domain::policy::{Level, Metric};
use aftercare_domain::ticket::{Action, CloseReason, Illegal, Role, State, BOT_WINDOW};
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus, Verdict};
use aftercare_ticket_registry::ContractError;

use crate::full::{bot, full_world, FIRST, FULL, RESOLVE};
use crate::messages::{commitment, propose_hold, triage};
use crate::recompute::check_clocks;
use crate::world::{late, World, START};

/// A ticket with a bot's suggestion, made at this offset.
fn suggested(at: u64) -> (World, u64) {
    let mut w = full_world();
    let ticket = w.open(FULL);
    w.at(at);
    let bot = bot(&w);
    w.proposes(&bot, ticket).unwrap();
    (w, ticket)
}

fn lateness(w: &World, ticket: u64, metric: Metric) -> Vec<u64> {
    let misses = w.misses(ticket, metric);
    misses.iter().map(|miss| late(miss).0 .0).collect()
}

#[test]
fn a_bots_word_stops_no_clock() {
    let mut w = full_world();
    let ticket = w.open(FULL);
    let bot = bot(&w);
    let before = w.clocks(ticket);
    w.replies(&bot, ticket).unwrap();
    assert_eq!(w.clocks(ticket), before);
    assert_eq!(w.status(ticket), TicketStatus::Open);
    let found = State::Open;
    let until = UnixTime(START + DAY);
    for (action, done) in [
        (Action::Ask, w.asks(&bot, ticket)),
        (
            Action::ProposeHold,
            w.act(&bot, propose_hold(ticket, until)),
        ),
    ] {
        let role = Role::Bot;
        let illegal = Illegal {
            found,
            action,
            role,
        };
        let refused = ContractError::Illegal { ticket, illegal };
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn what_is_late_only_after_a_suggestion_waits() {
    let (mut w, ticket) = suggested(60);
    w.at(RESOLVE + 10);
    assert!(!w.is_due(ticket) && !w.poke(ticket));
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(clock.verdict, Verdict::Missed { late: Seconds(10) });
    assert!(w.bookings().is_empty());
    let next = w.next_step(ticket);
    let by = UnixTime(START + 60).plus(BOT_WINDOW);
    assert_eq!((next.action.as_str(), next.by), ("accept", Some(by)));
}

#[test]
fn what_was_due_before_a_suggestion_is_booked_as_ever() {
    for (at, booked) in [
        (FIRST - 1, vec![]),
        (FIRST, vec![10]),
        (FIRST + 1, vec![10]),
    ] {
        let (mut w, ticket) = suggested(at);
        w.at(FIRST + 10);
        w.poke(ticket);
        assert_eq!(lateness(&w, ticket, Metric::FirstResponse), booked);
    }
}

#[test]
fn a_confirmation_drops_what_was_late_after_the_suggestion() {
    let (mut w, ticket) = suggested(60);
    let customer = w.people.customer.clone();
    w.at(2 * DAY);
    w.accepts(&customer, ticket).unwrap();
    let reason = CloseReason::Automated;
    assert_eq!(w.status(ticket), TicketStatus::Closed(reason));
    assert!(w.bookings().is_empty());
    for clock in w.clocks(ticket) {
        assert_eq!(clock.verdict, Verdict::NotMeasured, "{clock:?}");
    }
    check_clocks(&w, ticket);
}

#[test]
fn a_resolution_that_was_suggested_and_confirmed_in_time_is_met() {
    let (mut w, ticket) = suggested(60);
    let customer = w.people.customer.clone();
    w.at(RESOLVE);
    w.accepts(&customer, ticket).unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(clock.verdict, Verdict::Met);
}

#[test]
fn whatever_else_ends_a_suggestion_books_the_full_lateness() {
    for how in 0..3 {
        let (mut w, ticket) = suggested(60);
        let p = w.people.clone();
        w.at(RESOLVE + 10);
        let done = match how {
            0 => w.rejects(&p.customer, ticket),
            1 => w.act(
                &p.customer,
                ExecuteMsg::Escalate {
                    ticket,
                    content: commitment(9),
                },
            ),
            _ => w.replies(&p.agent, ticket),
        };
        done.unwrap();
        w.poke(ticket);
        let first = lateness(&w, ticket, Metric::FirstResponse);
        assert_eq!(first, [RESOLVE + 10 - FIRST], "{how}");
        assert_eq!(lateness(&w, ticket, Metric::Resolution), [10], "{how}");
        assert_eq!(w.misses(ticket, Metric::Update).len(), 1, "{how}");
        check_clocks(&w, ticket);
    }
}

#[test]
fn silence_never_closes_a_suggestion() {
    for (now, status) in [
        (3 * DAY - 1, TicketStatus::Suggested),
        (3 * DAY, TicketStatus::Suggested),
        (3 * DAY + 1, TicketStatus::Open),
        (300 * DAY, TicketStatus::Open),
    ] {
        let (mut w, ticket) = suggested(60);
        w.at(60 + now);
        assert_eq!(w.status(ticket), status);
        let over = status == TicketStatus::Open;
        assert_eq!((w.is_due(ticket), w.poke(ticket)), (over, over));
        let booked = lateness(&w, ticket, Metric::Resolution);
        let full = vec![60 + now - RESOLVE];
        assert_eq!(booked, if over { full } else { vec![] });
    }
}

#[test]
fn suggesting_again_and_again_gains_three_days_and_nothing_else() {
    let (mut w, ticket) = suggested(RESOLVE - 1);
    let bot = bot(&w);
    for round in 1..=3 {
        w.at(RESOLVE + round * (3 * DAY + 2));
        w.proposes(&bot, ticket).unwrap();
        w.poke(ticket);
    }
    let booked = lateness(&w, ticket, Metric::Resolution);
    assert_eq!(booked.first(), Some(&(3 * DAY + 2)));
}

#[test]
fn a_bot_proposes_nothing_while_a_lower_priority_waits() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    let less = triage(ticket, Level::Low, Level::Low);
    w.act(&p.agent, less).unwrap();
    let bot = bot(&w);
    let until = w.now() + 5 * DAY;
    let refused = ContractError::OfferWaits {
        ticket,
        until: UnixTime(until),
    };
    assert_eq!(w.proposes(&bot, ticket).unwrap_err(), refused);
    w.proposes(&p.agent, ticket).unwrap();
}
