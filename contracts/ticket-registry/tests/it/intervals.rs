//! given a ticket with a history
//! ├── when its clocks are asked
//! │   ├── each says how much of its target is used: from 50, 75, 90 and 100 per cent on
//! │   └── an update says it of its present interval
//! └── when its intervals are asked
//!     ├── each says whether it counted, and why not
//!     ├── a pause is a reason for resolution and update only
//!     ├── pages join to all, whatever their size
//!     ├── they add up to the used seconds, also where time has moved on and nobody settled it
//!     └── what a line itself added stands in its interval

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, DAY, HOUR};
use aftercare_interface::ticket_registry::{ClockInterval, ExecuteMsg, QueryMsg, Why};

use crate::full::{full_world, FULL, MIXED, NEXT, RESOLVE, UPDATE};
use crate::messages::{lower, propose_hold};
use crate::world::{World, START};
use aftercare_domain::policy::Level;
use aftercare_domain::time::UnixTime;

fn sum(intervals: &[ClockInterval], place: usize) -> u64 {
    let metrics = intervals.iter().map(|interval| interval.metrics[place]);
    metrics.map(|metric| metric.counted.0).sum()
}

#[test]
fn a_clock_says_how_much_of_its_target_is_used() {
    let mut w = full_world();
    let ticket = w.open(FULL);
    for (now, reached) in [
        (0, 0),
        (RESOLVE / 2 - 1, 0),
        (RESOLVE / 2, 50),
        (RESOLVE / 4 * 3 - 1, 50),
        (RESOLVE / 4 * 3, 75),
        (RESOLVE / 10 * 9 - 1, 75),
        (RESOLVE / 10 * 9, 90),
        (RESOLVE - 1, 90),
        (RESOLVE, 100),
        (RESOLVE + 1, 100),
    ] {
        w.at(now);
        let clock = w.clock(ticket, Metric::Resolution, 0);
        assert_eq!(clock.reached, reached, "{now} s");
        assert_eq!(clock.left, Seconds(RESOLVE.saturating_sub(now)));
    }
}

#[test]
fn an_update_says_how_much_of_its_present_interval_is_used() {
    let mut w = full_world();
    let ticket = w.open(FULL);
    for (now, reached, missed) in [
        (UPDATE / 2, 50, 0),
        (UPDATE, 100, 0),
        (UPDATE + 1, 0, 1),
        (3 * UPDATE + UPDATE / 2, 50, 3),
    ] {
        w.at(now);
        let clock = w.clock(ticket, Metric::Update, 0);
        assert_eq!((clock.reached, clock.missed), (reached, missed), "{now} s");
    }
}

/// Answered, asked, answered, on hold until its end, proposed, on the agreement with office hours below P1.
fn history() -> (World, u64) {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(MIXED);
    w.at(100);
    w.replies(&p.agent, ticket).unwrap();
    w.at(200);
    w.asks(&p.agent, ticket).unwrap();
    w.at(500);
    w.replies(&p.customer, ticket).unwrap();
    w.at(600);
    let until = UnixTime(START + 1_000);
    w.act(&p.agent, propose_hold(ticket, until)).unwrap();
    let agree = ExecuteMsg::AgreeHold { ticket };
    w.act(&p.customer, agree).unwrap();
    // The hold lapses at 1,001, and nobody notices before the priority changes.
    w.at(2 * HOUR);
    w.act(&p.customer, lower(ticket, Level::Medium, Level::Medium))
        .unwrap();
    w.at(12 * HOUR);
    w.proposes(&p.agent, ticket).unwrap();
    w.at(DAY);
    (w, ticket)
}

#[test]
fn each_interval_says_whether_it_counted_and_why_not() {
    let (w, ticket) = history();
    let shown: Vec<_> = w
        .intervals(ticket, 30)
        .into_iter()
        .filter(|interval| interval.from < interval.to)
        .map(|interval| {
            let resolution = interval.metrics[3];
            let length = interval.to.since(interval.from).0;
            let counted = (interval.open.0, resolution.counted.0);
            (interval.kind, length, counted, resolution.why)
        })
        .collect();
    let row = |kind: &str, length, counted, why| (kind.to_owned(), length, counted, why);
    let evening = 10 * HOUR;
    let expected = [
        row("opened", 100, (100, 100), Why::Counts),
        row("replied", 100, (100, 100), Why::Counts),
        row("asked", 300, (300, 0), Why::AwaitingCustomer),
        row("replied", 100, (100, 100), Why::Counts),
        row("held", 401, (401, 0), Why::OnHold),
        row("lapsed", 2 * HOUR - 1_001, (6_199, 6_199), Why::Counts),
        row("lowered", evening, (6 * HOUR, 6 * HOUR), Why::Counts),
        row("proposed", 12 * HOUR, (0, 0), Why::Resolved),
    ];
    let found: Vec<_> = shown
        .iter()
        .filter(|row| row.0 != "missed")
        .cloned()
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_pause_is_a_reason_for_resolution_and_update_only() {
    let (w, ticket) = history();
    let intervals = w.intervals(ticket, 30);
    for (kind, why) in [
        ("asked", Why::AwaitingCustomer),
        ("held", Why::OnHold),
        ("proposed", Why::Resolved),
    ] {
        let paused = intervals.iter().find(|interval| interval.kind == kind);
        let found: Vec<_> = paused.unwrap().metrics.iter().map(|it| it.why).collect();
        assert_eq!(found, [Why::NoClock, Why::NoClock, why, why], "{kind}");
    }
}

#[test]
fn pages_of_intervals_join_to_all_and_add_up() {
    let (w, ticket) = history();
    let all = w.intervals(ticket, 30);
    for size in 1..=5 {
        assert_eq!(w.intervals(ticket, size), all, "{size} a page");
    }
    for (place, metric) in [(0, Metric::FirstResponse), (3, Metric::Resolution)] {
        assert_eq!(sum(&all, place), w.clock(ticket, metric, 0).used.0);
    }
    let last = all.last().unwrap();
    assert_eq!(last.to, UnixTime(w.now()));
    for pair in all.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
    }
}

#[test]
fn what_time_has_done_since_adds_up_without_being_settled() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    let until = UnixTime(START + DAY);
    w.act(&p.agent, propose_hold(ticket, until)).unwrap();
    w.act(&p.customer, ExecuteMsg::AgreeHold { ticket })
        .unwrap();
    w.at(DAY + 501);
    let all = w.intervals(ticket, 2);
    assert_eq!(sum(&all, 3), 500);
    assert_eq!(all.last().unwrap().kind, "lapsed");
    let used = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(used, Seconds(500));
}

#[test]
fn what_a_rejection_added_stands_in_its_interval() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    for round in 1..=2 {
        w.proposes(&p.agent, ticket).unwrap();
        w.at(round * DAY);
        w.rejects(&p.customer, ticket).unwrap();
    }
    let all = w.intervals(ticket, 3);
    let last = all.iter().rfind(|interval| interval.kind == "rejected");
    assert_eq!(last.unwrap().metrics[3].counted, Seconds(NEXT));
    let used = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(Seconds(sum(&all, 3)), used);
}

#[test]
fn a_page_of_intervals_has_thirty_at_most() {
    let mut w = full_world();
    let ticket = w.open(FULL);
    for (limit, refused) in [(0, true), (1, false), (30, false), (31, true)] {
        let asked = QueryMsg::Clock {
            ticket,
            start_after: None,
            limit: Some(limit),
        };
        assert_eq!(w.fails(&asked), refused, "{limit}");
    }
}
