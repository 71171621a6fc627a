//! given calendars
//! ├── when one is published
//! │   ├── its publisher owns it and others can read so
//! │   └── one that breaks a rule is refused
//! └── when a chain halts over many deadlines
//!     └── one poke settles all of them, each at its own instant

use aftercare_domain::calendar::CalendarError;
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_interface::ticket_registry::TicketStatus;
use aftercare_ticket_registry::ContractError;

use crate::messages::{office_hours, publish};
use crate::world::{World, ALWAYS, RESOLUTION, SILENCE, START, WINDOW};

#[test]
fn anyone_publishes_a_calendar_and_owns_it() {
    let mut w = World::new();
    let stranger = w.people.stranger.clone();
    w.act(&stranger, publish(office_hours())).unwrap();
    let head: CalendarHead = w.raw(&calendar_key(2)).unwrap();
    assert_eq!((head.owner, head.version), (stranger, 1));
    assert_eq!(w.raw::<CalendarHead>(&calendar_key(3)), None);
}

#[test]
fn a_calendar_that_breaks_a_rule_is_refused() {
    let mut w = World::new();
    let provider = w.people.provider.clone();
    let mut never = office_hours();
    never.weekly.clear();
    let refused = ContractError::Calendar(CalendarError::NeverOpen);
    assert_eq!(w.act(&provider, publish(never)).unwrap_err(), refused);
}

#[test]
fn one_poke_after_a_long_halt_settles_everything_at_its_own_instant() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = w.open(ALWAYS);
    w.at(RESOLUTION + 60);
    w.asks(&agent, ticket).unwrap();
    w.at(100 * DAY);
    assert!(w.poke(ticket) && !w.poke(ticket));
    let found = w.ticket(ticket);
    assert_eq!(found.status, TicketStatus::Closed(CloseReason::Lapsed));
    let closed_at = START + SILENCE + 1 + WINDOW + 1;
    assert_eq!(found.closed_at, Some(UnixTime(closed_at)));
    let last = w.lateness_booked(ticket).pop();
    assert_eq!(last, Some((Metric::Resolution, 0, 60)));
}

#[test]
fn two_messages_in_one_block_see_the_same_now_in_either_order() {
    for customer_first in [true, false] {
        let mut w = World::new();
        let p = w.people.clone();
        let ticket = w.open(ALWAYS);
        w.proposes(&p.agent, ticket).unwrap();
        w.at(WINDOW);
        if !customer_first {
            assert!(!w.poke(ticket));
        }
        w.rejects(&p.customer, ticket).unwrap();
        assert!(!w.poke(ticket));
        assert_eq!(w.status(ticket), TicketStatus::InProgress);
    }
}
