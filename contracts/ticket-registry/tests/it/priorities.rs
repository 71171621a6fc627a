//! given a covered ticket
//! ├── when the customer raises it
//! │   ├── each clock has the old target, or what it used and a whole new one
//! │   ├── raising after waiting gains nothing over the old target
//! │   ├── it does so once in 24 hours, to the second, and three times
//! │   ├── the hours are those of the new priority from then on
//! │   └── what is no raise is refused
//! ├── when the customer lowers it
//! │   ├── each clock has the longer target, and what was late stays late
//! │   ├── it is due in the hours of the lower priority
//! │   └── what is not promised any more ends without an outcome
//! ├── when the provider proposes
//! │   ├── a raise holds at once
//! │   ├── a lowering waits for consent, which lowers
//! │   ├── an objection keeps the priority, on record
//! │   ├── silence is consent after the window, to the second
//! │   └── the priority it has is refused
//! └── when the priority has changed
//!     └── the first history line still says what was promised at first

use aftercare_domain::policy::{Level, Metric, Priority};
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket, Verdict};
use aftercare_ticket_registry::ContractError;

use crate::events::opened_ticket;
use crate::full::{full_world, FIRST, FULL, MIXED, RESOLVE, UPDATE};
use crate::messages::{commitment, lower, open_msg, raise, triage};
use crate::recompute::{check_clocks, lines};
use crate::world::{late, World, START, WINDOW};

const HIGH: (Level, Level) = (Level::High, Level::High);
const P2: (Level, Level) = (Level::High, Level::Medium);
const P3: (Level, Level) = (Level::Medium, Level::Medium);
const P4: (Level, Level) = (Level::Low, Level::Low);

fn open_at(w: &mut World, agreement: u64, (impact, urgency): (Level, Level)) -> u64 {
    let p = w.people.clone();
    let msg = OpenTicket {
        impact,
        urgency,
        ..open_msg(Some(agreement), &p.provider)
    };
    let response = w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
    opened_ticket(&response)
}

fn raises(
    w: &mut World,
    ticket: u64,
    (impact, urgency): (Level, Level),
) -> Result<(), ContractError> {
    let customer = w.people.customer.clone();
    w.act(&customer, raise(ticket, impact, urgency)).map(drop)
}

fn lowers(
    w: &mut World,
    ticket: u64,
    (impact, urgency): (Level, Level),
) -> Result<(), ContractError> {
    let customer = w.people.customer.clone();
    w.act(&customer, lower(ticket, impact, urgency)).map(drop)
}

fn proposes(
    w: &mut World,
    ticket: u64,
    (impact, urgency): (Level, Level),
) -> Result<(), ContractError> {
    let agent = w.people.agent.clone();
    w.act(&agent, triage(ticket, impact, urgency)).map(drop)
}

fn target(w: &World, ticket: u64, metric: Metric) -> u64 {
    w.clock(ticket, metric, 0).target.0
}

#[test]
fn a_raise_gives_what_is_used_and_a_whole_new_target_at_most() {
    let mut w = full_world();
    let ticket = open_at(&mut w, FULL, P3);
    w.at(600);
    raises(&mut w, ticket, HIGH).unwrap();
    assert_eq!(w.ticket(ticket).priority, Priority::P1);
    assert_eq!(target(&w, ticket, Metric::FirstResponse), 600 + FIRST);
    assert_eq!(target(&w, ticket, Metric::Resolution), 600 + RESOLVE);
    assert_eq!(w.clock(ticket, Metric::Resolution, 0).used, Seconds(600));
    check_clocks(&w, ticket);
}

#[test]
fn raising_after_waiting_keeps_the_old_target() {
    let mut w = full_world();
    let ticket = open_at(&mut w, FULL, P3);
    w.at(4 * FIRST - 10);
    raises(&mut w, ticket, HIGH).unwrap();
    assert_eq!(target(&w, ticket, Metric::FirstResponse), 4 * FIRST);
    w.at(4 * FIRST + 1);
    let clock = w.clock(ticket, Metric::FirstResponse, 0);
    assert_eq!(clock.verdict, Verdict::Missed { late: Seconds(1) });
}

#[test]
fn the_customer_raises_once_a_day_and_three_times() {
    let mut w = full_world();
    let ticket = open_at(&mut w, FULL, P4);
    raises(&mut w, ticket, P3).unwrap();
    let refused = |raised, now, from| ContractError::RaisesUsed {
        ticket,
        raised,
        max: 3,
        now: UnixTime(START + now),
        from: UnixTime(START + from),
    };
    w.at(DAY - 1);
    let done = raises(&mut w, ticket, P2);
    assert_eq!(done.unwrap_err(), refused(1, DAY - 1, DAY));
    w.at(DAY);
    raises(&mut w, ticket, P2).unwrap();
    w.at(2 * DAY);
    raises(&mut w, ticket, HIGH).unwrap();
    lowers(&mut w, ticket, P2).unwrap();
    w.at(9 * DAY);
    let done = raises(&mut w, ticket, HIGH);
    assert_eq!(done.unwrap_err(), refused(3, 9 * DAY, 3 * DAY));
}

#[test]
fn the_hours_are_those_of_the_new_priority_from_then_on() {
    let mut w = full_world();
    let ticket = open_at(&mut w, MIXED, P3);
    // Monday 09:00 to 17:00 counts, the evening does not; then every second does.
    w.at(10 * HOUR);
    raises(&mut w, ticket, HIGH).unwrap();
    w.at(11 * HOUR);
    let used = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(used, Seconds(9 * HOUR));
    check_clocks(&w, ticket);
    let intervals = w.intervals(ticket, 1);
    let open: Vec<_> = intervals.iter().map(|interval| interval.open.0).collect();
    assert_eq!(open.iter().sum::<u64>(), 9 * HOUR);
}

#[test]
fn what_is_no_change_of_that_kind_is_refused() {
    let mut w = full_world();
    let ticket = open_at(&mut w, FULL, P3);
    let refused = |to| ContractError::SamePriority {
        ticket,
        now: Priority::P3,
        to,
    };
    for (levels, to) in [(P3, Priority::P3), (P4, Priority::P4)] {
        let done = raises(&mut w, ticket, levels);
        assert_eq!(done.unwrap_err(), refused(to));
    }
    for (levels, to) in [(P3, Priority::P3), (P2, Priority::P2)] {
        let done = lowers(&mut w, ticket, levels);
        assert_eq!(done.unwrap_err(), refused(to));
    }
    let done = proposes(&mut w, ticket, P3);
    assert_eq!(done.unwrap_err(), refused(Priority::P3));
}

#[test]
fn lowering_gives_the_longer_target_and_keeps_what_was_late() {
    let mut w = full_world();
    let ticket = w.open(FULL);
    w.at(FIRST + 30);
    lowers(&mut w, ticket, P3).unwrap();
    let first = w.clock(ticket, Metric::FirstResponse, 0);
    assert_eq!(first.target, Seconds(4 * FIRST));
    assert_eq!(first.verdict, Verdict::Missed { late: Seconds(30) });
    assert_eq!(target(&w, ticket, Metric::Resolution), 4 * RESOLVE);
    let booked = w.misses(ticket, Metric::FirstResponse);
    assert_eq!(late(&booked[0]), (Seconds(30), Seconds(FIRST)));
    assert_eq!(booked[0].due, UnixTime(START + FIRST));
    w.at(4 * FIRST + 31);
    let agent = w.people.agent.clone();
    w.replies(&agent, ticket).unwrap();
    let booked = w.misses(ticket, Metric::FirstResponse);
    assert_eq!(late(&booked[1]), (Seconds(31), Seconds(4 * FIRST)));
    assert_eq!(booked[1].due, UnixTime(START + FIRST));
    check_clocks(&w, ticket);
}

#[test]
fn a_lowered_ticket_is_due_in_the_hours_of_its_priority() {
    let mut w = full_world();
    let agent = w.people.agent.clone();
    let ticket = w.open(MIXED);
    w.replies(&agent, ticket).unwrap();
    lowers(&mut w, ticket, P3).unwrap();
    // Sixteen hours until the next update are Monday and Tuesday; after the holiday it is late.
    let thursday = 3 * DAY;
    for (now, due) in [
        (4 * UPDATE + 1, false),
        (thursday, false),
        (thursday + 1, true),
    ] {
        w.at(now);
        assert_eq!(w.is_due(ticket), due, "{now} s");
    }
}

#[test]
fn what_is_not_promised_any_more_is_not_measured() {
    let mut w = full_world();
    let ticket = w.open(FULL);
    lowers(&mut w, ticket, P4).unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(clock.verdict, Verdict::NotMeasured);
    w.at(DAY);
    raises(&mut w, ticket, HIGH).unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!((clock.target, clock.running), (Seconds(RESOLVE), true));
    check_clocks(&w, ticket);
}

#[test]
fn a_raise_by_the_provider_holds_at_once() {
    let mut w = full_world();
    let ticket = open_at(&mut w, FULL, P3);
    proposes(&mut w, ticket, HIGH).unwrap();
    assert_eq!(w.ticket(ticket).priority, Priority::P1);
    assert_eq!(target(&w, ticket, Metric::Resolution), RESOLVE);
}

#[test]
fn a_lowering_by_the_provider_waits_for_consent() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    let consent = ExecuteMsg::ConsentTriage { ticket };
    let refused = ContractError::NoOffer { ticket };
    assert_eq!(w.act(&p.customer, consent.clone()).unwrap_err(), refused);
    proposes(&mut w, ticket, P3).unwrap();
    assert_eq!(w.ticket(ticket).priority, Priority::P1);
    w.at(60);
    w.act(&p.customer, consent.clone()).unwrap();
    assert_eq!(w.ticket(ticket).priority, Priority::P3);
    assert_eq!(target(&w, ticket, Metric::Resolution), 4 * RESOLVE);
    assert_eq!(w.act(&p.customer, consent).unwrap_err(), refused);
    check_clocks(&w, ticket);
}

#[test]
fn an_objection_keeps_the_priority_and_is_on_record() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    proposes(&mut w, ticket, P3).unwrap();
    let object = ExecuteMsg::ObjectTriage {
        ticket,
        reason: commitment(8),
    };
    w.act(&p.customer, object.clone()).unwrap();
    let refused = ContractError::NoOffer { ticket };
    assert_eq!(w.act(&p.customer, object).unwrap_err(), refused);
    w.at(WINDOW + 1);
    assert!(!w.is_due(ticket) || w.poke(ticket));
    assert_eq!(w.ticket(ticket).priority, Priority::P1);
    let kinds = lines(&w, ticket).into_iter().map(|line| line.kind);
    let kinds: Vec<_> = kinds.filter(|kind| kind.starts_with("triage")).collect();
    assert_eq!(kinds, ["triage_proposed", "triage_objected"]);
}

#[test]
fn silence_is_consent_in_the_second_after_the_window() {
    for (now, priority) in [
        (WINDOW - 1, Priority::P1),
        (WINDOW, Priority::P1),
        (WINDOW + 1, Priority::P3),
    ] {
        let mut w = full_world();
        let agent = w.people.agent.clone();
        let ticket = w.open(MIXED);
        w.replies(&agent, ticket).unwrap();
        proposes(&mut w, ticket, P3).unwrap();
        w.at(now);
        assert_eq!(w.ticket(ticket).priority, priority, "computed, {now}");
        check_clocks(&w, ticket);
        let before = w.clocks(ticket);
        assert!(w.is_due(ticket));
        w.poke(ticket);
        assert_eq!(w.ticket(ticket).priority, priority, "settled, {now}");
        assert_eq!(w.clocks(ticket), before);
        check_clocks(&w, ticket);
    }
}

#[test]
fn the_first_line_still_says_what_was_promised_at_first() {
    let mut w = full_world();
    let ticket = w.open(MIXED);
    let before = lines(&w, ticket);
    w.at(60);
    lowers(&mut w, ticket, P3).unwrap();
    let after = lines(&w, ticket);
    assert_eq!(before[0], after[0]);
    let page = crate::history::page(&w, ticket, None);
    assert_eq!(crate::history::head(&page.genesis, &after), page.head);
}
