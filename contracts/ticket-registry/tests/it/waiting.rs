//! given a ticket on which every metric is promised
//! ├── when the customer waits for an answer
//! │   ├── the clock runs from the oldest unanswered message, and each wait is a miss of its own
//! │   ├── an answer in the last second is in time, in the next it is late
//! │   ├── a thank-you starts no clock
//! │   ├── what comes before the first response waits for that one
//! │   ├── a wait that ends with a lapse nobody settled is booked by the reopening
//! │   └── refused bookings of several waits are kept apart
//! ├── when the provider says nothing
//! │   ├── an interval is missed in its first late second
//! │   ├── the escrow hears of missed updates at each tier, with the period as ordinal
//! │   ├── a word books what was missed, and the next interval begins
//! │   └── each period counts its own
//! ├── when somebody asks whose turn it is
//! │   ├── it is the provider's to reply while a message is unanswered, and to propose once it is answered
//! │   └── the miss is booked while a target can be met; then lateness grows; without a clock it stays open
//! └── when the customer rejects a second time
//!     ├── the wait counts, as far as a next response may take
//!     └── a question that nobody answered is no rejected proposal

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::{Level, Metric};
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus, Verdict};
use aftercare_interface::Role;

use crate::full::{full_world, FIRST, FULL, NEXT, PERIOD, UPDATE};
use crate::messages::{commitment, lower};
use crate::world::{late, World, START, WINDOW};

/// A ticket that was answered at once.
fn answered(w: &mut World) -> u64 {
    let agent = w.people.agent.clone();
    let ticket = w.open(FULL);
    w.replies(&agent, ticket).unwrap();
    ticket
}

#[test]
fn each_wait_is_counted_from_its_oldest_message_and_booked_by_itself() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.at(100);
    w.replies(&p.customer, ticket).unwrap();
    w.at(200);
    w.replies(&p.customer, ticket).unwrap();
    w.at(100 + NEXT + 7);
    w.replies(&p.agent, ticket).unwrap();
    w.replies(&p.customer, ticket).unwrap();
    w.at(100 + 2 * NEXT + 7 + 9);
    w.replies(&p.agent, ticket).unwrap();
    let found = w.misses(ticket, Metric::NextResponse);
    let shown: Vec<_> = found
        .iter()
        .map(|miss| (miss.ordinal, miss.due.0, late(miss).0 .0))
        .collect();
    let dues = [START + 100 + NEXT, START + 100 + 2 * NEXT + 7];
    assert_eq!(shown, [(0, dues[0], 7), (1, dues[1], 9)]);
}

#[test]
fn an_answer_is_in_time_in_the_last_second_and_late_in_the_next() {
    for (waits, verdict) in [
        (NEXT - 1, Verdict::Met),
        (NEXT, Verdict::Met),
        (NEXT + 1, Verdict::Missed { late: Seconds(1) }),
    ] {
        let mut w = full_world();
        let p = w.people.clone();
        let ticket = answered(&mut w);
        w.replies(&p.customer, ticket).unwrap();
        let due = Some(UnixTime(START + NEXT));
        assert_eq!(w.next_step(ticket).by, due);
        w.at(waits);
        w.replies(&p.agent, ticket).unwrap();
        let clock = w.clock(ticket, Metric::NextResponse, 0);
        assert_eq!((clock.used, clock.verdict), (Seconds(waits), verdict));
    }
}

#[test]
fn a_thank_you_starts_no_clock() {
    let mut w = full_world();
    let agent = w.people.agent.clone();
    let ticket = answered(&mut w);
    w.thanks(ticket).unwrap();
    let found = w.clocks(ticket);
    assert!(found.iter().all(|row| row.metric != Metric::NextResponse));
    assert_eq!(w.next_step(ticket).action, "propose_resolution");
    w.at(NEXT + DAY);
    w.replies(&agent, ticket).unwrap();
    assert!(w.misses(ticket, Metric::NextResponse).is_empty());
}

#[test]
fn a_message_before_the_first_response_waits_for_that_one() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    w.replies(&p.customer, ticket).unwrap();
    let found = w.clocks(ticket);
    assert!(found.iter().all(|row| row.metric != Metric::NextResponse));
}

#[test]
fn a_wait_that_ends_with_a_lapse_is_booked_by_the_reopening() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.proposes(&p.agent, ticket).unwrap();
    let content = commitment(9);
    let escalate = ExecuteMsg::Escalate { ticket, content };
    w.act(&p.customer, escalate).unwrap();
    w.at(WINDOW + DAY);
    w.reopens(&p.customer, ticket).unwrap();
    let found = w.misses(ticket, Metric::NextResponse);
    assert_eq!((found[0].cycle, found[0].ordinal), (0, 0));
    assert_eq!(late(&found[0]).0, Seconds(WINDOW + 1 - NEXT));
}

#[test]
fn refused_bookings_of_several_waits_are_kept_apart() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.refuse_bookings(true);
    for wait in 1..=3 {
        w.replies(&p.customer, ticket).unwrap();
        w.at(wait * (NEXT + 10));
        w.replies(&p.agent, ticket).unwrap();
    }
    assert!(w.misses(ticket, Metric::NextResponse).is_empty());
    w.refuse_bookings(false);
    assert!(w.is_due(ticket) && w.poke(ticket));
    let found = w.misses(ticket, Metric::NextResponse);
    let ordinals: Vec<_> = found.iter().map(|miss| miss.ordinal).collect();
    assert_eq!(ordinals, [0, 1, 2]);
    assert!(!w.poke(ticket));
}

#[test]
fn an_update_is_missed_in_its_first_late_second() {
    for (now, missed) in [(UPDATE - 1, 0), (UPDATE, 0), (UPDATE + 1, 1)] {
        let mut w = full_world();
        let ticket = answered(&mut w);
        w.at(now);
        assert_eq!(w.poke(ticket), missed > 0);
        let clock = w.clock(ticket, Metric::Update, 0);
        assert_eq!(clock.missed, missed);
        let due = UPDATE * u64::from(1 + missed);
        assert_eq!(clock.due_at, Some(UnixTime(START + due)));
    }
}

#[test]
fn the_escrow_hears_of_missed_updates_at_each_tier() {
    let mut w = full_world();
    let ticket = answered(&mut w);
    // Only the update is late in what follows.
    for (now, poked, number) in [
        (UPDATE + 1, true, Some(1)),
        (2 * UPDATE, false, Some(1)),
        (2 * UPDATE + 1, true, Some(1)),
        (3 * UPDATE + 1, true, Some(3)),
        (4 * UPDATE + 1, true, Some(3)),
    ] {
        w.at(now);
        assert_eq!(w.poke(ticket), poked, "{now} s");
        let found = w.misses(ticket, Metric::Update);
        let last = found.last().map(|miss| (miss.ordinal, miss.measure));
        let told = number.map(|number| (0, Measure::Count { number }));
        assert_eq!(last, told, "{now} s");
    }
    assert_eq!(w.clock(ticket, Metric::Update, 0).missed, 4);
}

#[test]
fn a_word_books_what_was_missed_and_begins_a_new_interval() {
    let mut w = full_world();
    let agent = w.people.agent.clone();
    let ticket = answered(&mut w);
    w.at(5 * UPDATE + 1);
    w.replies(&agent, ticket).unwrap();
    let found = w.misses(ticket, Metric::Update);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].measure, Measure::Count { number: 5 });
    assert_eq!(found[0].due, UnixTime(START + 5 * UPDATE));
    let clock = w.clock(ticket, Metric::Update, 0);
    assert_eq!((clock.used, clock.missed), (Seconds(0), 5));
    w.at(6 * UPDATE + 1);
    assert_eq!(w.clock(ticket, Metric::Update, 0).missed, 5);
    w.at(6 * UPDATE + 2);
    w.replies(&agent, ticket).unwrap();
    let found = w.misses(ticket, Metric::Update);
    assert_eq!(found[1].measure, Measure::Count { number: 6 });
}

#[test]
fn each_period_counts_its_own_missed_updates() {
    let mut w = full_world();
    let agent = w.people.agent.clone();
    let ticket = answered(&mut w);
    w.at(PERIOD + 10 * UPDATE);
    w.replies(&agent, ticket).unwrap();
    let found = w.misses(ticket, Metric::Update);
    let shown: Vec<_> = found
        .iter()
        .map(|miss| (miss.ordinal, miss.due.0 - START, miss.measure))
        .collect();
    let all = PERIOD / UPDATE;
    let count = |number| Measure::Count { number };
    let first = u32::try_from(all).unwrap() - 1;
    // The interval that is over in the first second of a period has its due in that period.
    let expected = [
        (0, PERIOD - UPDATE, count(first)),
        (1, PERIOD + 9 * UPDATE, count(10)),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn it_is_the_providers_turn_to_reply_while_a_message_is_unanswered() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    assert_eq!(w.next_step(ticket).action, "propose_resolution");
    w.replies(&p.customer, ticket).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::InProgress);
    let step = w.next_step(ticket);
    assert_eq!((step.role, step.action.as_str()), (Role::Provider, "reply"));
    w.replies(&p.agent, ticket).unwrap();
    assert_eq!(w.next_step(ticket).action, "propose_resolution");
}

#[test]
fn what_happens_otherwise_is_what_can_still_happen() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    // Nothing but a first response is promised there, and a next one.
    let lowest = lower(ticket, Level::Low, Level::Low);
    w.act(&p.customer, lowest).unwrap();
    let told = |w: &World| {
        let step = w.next_step(ticket);
        (step.otherwise, step.by)
    };
    let due = 4 * FIRST;
    w.at(due);
    let by = Some(UnixTime(START + due));
    assert_eq!(told(&w), ("miss_is_booked".to_owned(), by));
    w.at(due + 1);
    assert_eq!(told(&w), ("lateness_grows".to_owned(), None));
    w.replies(&p.agent, ticket).unwrap();
    assert_eq!(told(&w), ("ticket_stays_open".to_owned(), None));
}

#[test]
fn from_the_second_rejection_on_the_wait_counts_as_far_as_a_next_response_may_take() {
    for (wait, counted) in [(NEXT - 1, NEXT - 1), (NEXT, NEXT), (2 * DAY, NEXT)] {
        let mut w = full_world();
        let p = w.people.clone();
        let ticket = answered(&mut w);
        w.at(100);
        w.proposes(&p.agent, ticket).unwrap();
        w.at(100 + HOUR);
        w.rejects(&p.customer, ticket).unwrap();
        assert_eq!(w.clock(ticket, Metric::Resolution, 0).used, Seconds(100));
        w.proposes(&p.agent, ticket).unwrap();
        w.at(100 + HOUR + wait);
        w.rejects(&p.customer, ticket).unwrap();
        let used = w.clock(ticket, Metric::Resolution, 0).used;
        assert_eq!(used, Seconds(100 + counted));
    }
}

#[test]
fn an_unanswered_question_is_no_rejected_proposal() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    for round in 1..=2 {
        w.asks(&p.agent, ticket).unwrap();
        w.at(round * 8 * DAY);
        w.rejects(&p.customer, ticket).unwrap();
    }
    assert_eq!(w.clock(ticket, Metric::Resolution, 0).used, Seconds(0));
}
