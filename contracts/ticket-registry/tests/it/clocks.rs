//! given clocks on every second, and on office hours with a holiday
//! ├── when words pass at any second
//! │   └── what `Clock` says is what a count of single seconds says
//! ├── when an office ticket is opened on Monday
//! │   └── the holiday on Wednesday does not count, and the target ends on Thursday
//! └── when a deadline is quoted
//!     └── it is the one that decides a miss

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::ticket_registry::{DeadlineQuote, ExecuteMsg, QueryMsg, Verdict};
use cosmwasm_std::Addr;

use crate::events::opened_ticket;
use crate::messages::open_msg;
use crate::world::{World, ALWAYS, FIRST_RESPONSE, OFFICE, RESOLUTION, START};

/// Whether a second counts, written once more and differently: from the hours as a person would say them.
fn counts(agreement: u64, second: u64) -> bool {
    if agreement == ALWAYS {
        return true;
    }
    let monday = START - 9 * HOUR;
    let (day, hour) = ((second - monday) / DAY, (second - monday) % DAY / HOUR);
    let (weekday, is_holiday) = (day % 7, day == 2);
    weekday < 5 && !is_holiday && (9..17).contains(&hour)
}

/// Seconds counted one by one.
fn counted(agreement: u64, spans: &[(u64, u64)]) -> u64 {
    let seconds = spans.iter().flat_map(|(from, to)| *from..*to);
    let open = seconds.filter(|second| counts(agreement, *second));
    u64::try_from(open.count()).unwrap()
}

/// What happens, and whether the resolution clock runs after it.
type Step = (fn(&mut World, &Addr, u64), bool, bool);

const SCRIPT: [Step; 6] = [
    (|w, who, t| drop(w.replies(who, t).unwrap()), true, true),
    (|w, who, t| drop(w.asks(who, t).unwrap()), true, false),
    (|w, who, t| drop(w.replies(who, t).unwrap()), false, true),
    (|w, who, t| drop(w.proposes(who, t).unwrap()), true, false),
    (|w, who, t| drop(w.rejects(who, t).unwrap()), false, true),
    (|w, who, t| drop(w.proposes(who, t).unwrap()), true, false),
];

/// Plays the script with `gap` seconds between the steps and compares after each.
fn play(agreement: u64, gap: u64) {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(agreement);
    let mut spans: Vec<(u64, u64)> = vec![];
    let (mut since, mut answered_at) = (Some(START), None);
    for (n, (does, by_agent, runs)) in (1..).zip(SCRIPT) {
        let now = START + n * gap;
        w.until(now);
        compare(&w, ticket, (agreement, &spans, since, answered_at));
        does(
            &mut w,
            if by_agent { &p.agent } else { &p.customer },
            ticket,
        );
        answered_at = answered_at.or(Some(now));
        spans.extend(since.filter(|_| !runs).map(|from| (from, now)));
        since = runs.then_some(since.unwrap_or(now));
        compare(&w, ticket, (agreement, &spans, since, answered_at));
    }
}

type Counting<'a> = (u64, &'a [(u64, u64)], Option<u64>, Option<u64>);

fn compare(w: &World, ticket: u64, (agreement, spans, since, answered_at): Counting) {
    let now = w.now();
    let mut all = spans.to_vec();
    all.extend(since.map(|from| (from, now)));
    let used = counted(agreement, &all);
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(
        (clock.used, clock.running),
        (Seconds(used), since.is_some())
    );
    assert_eq!(clock.left, Seconds(RESOLUTION.saturating_sub(used)));
    let late = used.checked_sub(RESOLUTION).filter(|late| *late > 0);
    let verdict = late.map_or(Verdict::Pending, |late| Verdict::Missed {
        late: Seconds(late),
    });
    assert_eq!(clock.verdict, verdict);
    let first = w.clock(ticket, Metric::FirstResponse, 0);
    let end = answered_at.unwrap_or(now);
    assert_eq!(first.used, Seconds(counted(agreement, &[(START, end)])));
    if let (Some(due), true) = (clock.due_at, clock.running) {
        check_due(agreement, (&all, now), (used, due.0));
    }
}

/// The due instant is the last that meets the target: one more counted second is late.
fn check_due(agreement: u64, (spans, now): (&[(u64, u64)], u64), (used, due): (u64, u64)) {
    if due >= now {
        let until_due = used + counted(agreement, &[(now, due)]);
        assert_eq!(until_due, RESOLUTION);
        assert!(due == now || counts(agreement, due - 1));
    } else {
        let last = spans.last().expect("it runs").0;
        assert!(due >= last || used > RESOLUTION);
    }
}

#[test]
fn what_the_clock_says_is_what_single_seconds_count_on_every_second() {
    for gap in [1, 599, 3_600, 2 * HOUR + 1] {
        play(ALWAYS, gap);
    }
}

#[test]
fn what_the_clock_says_is_what_single_seconds_count_in_office_hours() {
    for gap in [1, 1_799, 5 * HOUR + 7, DAY - 1, DAY + HOUR] {
        play(OFFICE, gap);
    }
}

#[test]
fn a_holiday_does_not_count() {
    // Monday 15:00: two hours are left that day, eight on Tuesday, none on Wednesday.
    let mut w = World::new();
    w.at(6 * HOUR);
    let ticket = w.open(OFFICE);
    w.at(2 * DAY);
    let agent = w.people.agent.clone();
    w.asks(&agent, ticket).unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(clock.used, Seconds(10 * HOUR));
    let late = Seconds(10 * HOUR - RESOLUTION);
    assert_eq!(clock.verdict, Verdict::Missed { late });
    assert_eq!(clock.due_at, Some(UnixTime(START + DAY + 2 * HOUR)));
}

#[test]
fn an_office_miss_is_booked_in_the_first_counted_second_after_the_target() {
    // Tuesday 16:30: half an hour is left before the holiday, so the hour ends on Thursday at 09:30.
    for (late, expected) in [(0, false), (1, true)] {
        let mut w = World::new();
        w.at(DAY + 7 * HOUR + HOUR / 2);
        let ticket = w.open(OFFICE);
        let due = START + 3 * DAY + HOUR / 2;
        let step = w.next_step(ticket);
        assert_eq!(step.by, Some(UnixTime(due)));
        w.until(due + late);
        assert_eq!(w.poke(ticket), expected);
        let lateness: Vec<_> = w.lateness_booked(ticket);
        let booked = (Metric::FirstResponse, 0, 1);
        assert_eq!(lateness, if expected { vec![booked] } else { vec![] });
    }
}

#[test]
fn a_ticket_opened_at_night_waits_for_the_morning() {
    let mut w = World::new();
    w.at(10 * HOUR);
    let ticket = w.open(OFFICE);
    w.at(DAY - 1);
    assert_eq!(w.clock(ticket, Metric::FirstResponse, 0).used, Seconds(0));
    w.at(DAY + FIRST_RESPONSE);
    assert!(!w.poke(ticket));
    w.at(DAY + FIRST_RESPONSE + 1);
    assert!(w.poke(ticket));
}

#[test]
fn a_quoted_deadline_is_the_one_that_decides() {
    let mut w = World::new();
    let p = w.people.clone();
    for (agreement, calendar) in [(ALWAYS, None), (OFFICE, Some(1))] {
        let msg = ExecuteMsg::Open(open_msg(Some(agreement), &p.provider));
        let ticket = opened_ticket(&w.act(&p.customer, msg).unwrap());
        let quote: DeadlineQuote = w.ask(&QueryMsg::QuoteDeadline {
            calendar,
            start: UnixTime(START),
            span: Seconds(RESOLUTION),
        });
        let clock = w.clock(ticket, Metric::Resolution, 0);
        assert_eq!(clock.due_at, Some(quote.due_at));
    }
    for (calendar, span) in [(Some(9), 1), (Some(1), u64::MAX), (None, u64::MAX)] {
        assert!(w.fails(&QueryMsg::QuoteDeadline {
            calendar,
            start: UnixTime(START),
            span: Seconds(span),
        }));
    }
}
