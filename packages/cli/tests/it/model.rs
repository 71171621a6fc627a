//! given every case of a log, replayed and exported
//! └── each clock of each case file, and each verdict of the report, is what counting its open seconds gives
//!
//! The brute-force model and this file share no code with the contracts: case files are read as plain JSON,
//! details as bytes.

use std::collections::BTreeMap;

use aftercare_clock_model::{
    Act, Bitmap, Calendar, Clock, Days, Hours, Pace, Promise, State, Ticket, Verdict,
};
use serde_json::Value;

use crate::tool::{run, Done};

const DAY: i64 = 86_400;

/// What is compared of a clock: metric, cycle, target, used, verdict, and its due where it was missed.
type Said = (String, u64, i64, i64, Verdict, Option<i64>);

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn spans(value: &Value) -> Vec<(i64, i64)> {
    let spans = value.as_array().unwrap().iter();
    spans
        .map(|span| (number(&span["from"]), number(&span["to"])))
        .collect()
}

fn calendar(value: &Value) -> Calendar {
    let list = |name: &str| value[name].as_array().unwrap().iter();
    let days = list("exceptions").map(|days| Days {
        first: number(&days["first_day"]),
        last: number(&days["last_day"]),
        open: spans(&days["open"]),
    });
    let changes = list("offset_changes");
    Calendar {
        week: spans(&value["weekly"]),
        exceptions: days.collect(),
        offset: number(&value["utc_offset"]),
        changes: changes
            .map(|change| (number(&change["from"]), number(&change["utc_offset"])))
            .collect(),
    }
}

/// The bytes of a detail.
fn bytes(line: &Value) -> Vec<u8> {
    let text = line["detail"].as_str().unwrap();
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

fn long(detail: &[u8], at: usize) -> i64 {
    i64::from_be_bytes(detail[at..at + 8].try_into().unwrap())
}

/// Agreement and terms, 16 bytes; priority, calendar, version; four targets; the window.
fn promise<'a>(detail: &[u8], drawn: Option<&'a Bitmap>) -> (Promise<'a>, i64) {
    let target = |place: usize| Some(long(detail, 29 + 8 * place)).filter(|target| *target > 0);
    let hours = match (long(detail, 17), drawn) {
        (1.., Some(bitmap)) => Hours::Drawn(bitmap),
        _ => Hours::Always,
    };
    let promise = Promise {
        hours,
        first_response: target(0),
        next_response: target(1),
        update: target(2),
        resolution: target(3),
    };
    (promise, long(detail, 61))
}

/// What a line does; nothing where it tells what time has done, or what no clock depends on.
fn act<'a>(line: &Value, detail: &[u8]) -> Option<Act<'a>> {
    let role = detail[0];
    Some(match (line["kind"].as_str().unwrap(), role) {
        ("replied", 0) => Act::CustomerReply {
            expects_answer: detail[3] > 0,
        },
        ("replied", _) => Act::Reply,
        ("asked", _) => Act::Ask,
        ("proposed", _) => Act::Propose,
        ("accepted", _) => Act::Accept,
        ("rejected", _) => Act::Reject,
        ("cancelled", _) => Act::Cancel,
        ("reopened", _) => Act::Reopen,
        ("lapsed" | "missed" | "rated", _) => return None,
        (kind, _) => panic!("a backtest leaves no line {kind}"),
    })
}

const fn state(index: u8) -> State {
    match index {
        0 => State::Open,
        1 => State::InProgress,
        2 => State::Awaiting,
        3 => State::Resolved,
        _ => State::Closed,
    }
}

fn said(ticket: &Ticket<'_>) -> Vec<Said> {
    let row = |metric: &str, clock: &Clock| {
        (
            metric.to_owned(),
            u64::from(ticket.cycle),
            clock.target,
            clock.used,
            clock.verdict(),
            clock.missed(),
        )
    };
    let first = ticket
        .first_response
        .iter()
        .map(|clock| row("first_response", clock));
    let next = ticket
        .turns
        .last()
        .map(|turn| row("next_response", &turn.clock));
    let last = ticket
        .resolution
        .iter()
        .map(|clock| row("resolution", clock));
    first.chain(next).chain(last).collect()
}

/// Every clock of a case, worked out from its lines second by second.
fn modelled(case: &Value, drawn: Option<&Bitmap>) -> Vec<Said> {
    let lines = case["lines"].as_array().unwrap();
    let opened = bytes(&lines[0]["line"]);
    let (promise, window) = promise(&opened, drawn);
    let at = number(&lines[0]["line"]["time"]);
    let mut ticket = Ticket::open(promise, window, (at, Pace::Counted));
    let mut all = vec![];
    for line in lines[1..].iter().map(|sealed| &sealed["line"]) {
        let detail = bytes(line);
        ticket.pass(number(&line["time"])).unwrap();
        let done = act(line, &detail);
        if matches!(done, Some(Act::Reopen)) {
            all.extend(said(&ticket));
        }
        if let Some(done) = done {
            ticket.act(&done).unwrap().unwrap();
            assert_eq!(ticket.state, state(detail[1]), "{line}");
        }
    }
    ticket.pass(number(&case["as_of"])).unwrap();
    all.extend(said(&ticket));
    all
}

/// What the case file says of the same clocks.
fn told(case: &Value) -> Vec<Said> {
    let rows = case["clocks"].as_array().unwrap().iter();
    let rows = rows.map(|row| {
        let missed = row["missed"] != 0;
        (
            row["metric"].as_str().unwrap().to_owned(),
            row["cycle"].as_u64().unwrap(),
            number(&row["target"]),
            number(&row["used"]),
            match row["verdict"].as_str() {
                Some("met") => Verdict::Met,
                Some("pending") => Verdict::Pending,
                Some(_) => Verdict::NotMeasured,
                None => Verdict::Missed(number(&row["verdict"]["missed"]["late"])),
            },
            missed.then(|| number(&row["due_at"])),
        )
    });
    rows.collect()
}

/// Seconds and verdict of the report's rows, by case, cycle and metric.
fn reported(done: &Done) -> BTreeMap<(String, u64, String), (i64, String, i64)> {
    let csv = done.file("cases.csv");
    let rows = csv.lines().skip(1).map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        let parse = |at: usize| cells[at].parse::<i64>().unwrap();
        let key = (
            cells[0].to_owned(),
            cells[1].parse().unwrap(),
            cells[2].to_owned(),
        );
        (key, (parse(6), cells[7].to_owned(), parse(8)))
    });
    rows.collect()
}

/// A row of the report is what the model says; a doubtful case is never called met.
fn check_row(row: &(i64, String, i64), said: &Said) {
    let (used, met, late) = (row.0, row.1.as_str(), row.2);
    assert_eq!(used, said.3, "{said:?}");
    match said.4 {
        Verdict::Missed(by) => assert_eq!((met, late), ("no", by), "{said:?}"),
        Verdict::Met => assert!(met == "yes" || met == "not-measurable", "{said:?}"),
        Verdict::Pending | Verdict::NotMeasured => assert_eq!(met, "not-measurable"),
    }
}

/// Compares every clock of every case; how many there were.
fn compare(arguments: &[&str]) -> usize {
    let done = run(&[arguments, &["--export", "cases"]].concat());
    assert!(done.status.success(), "{}", done.stderr);
    let cases = done.cases("cases");
    let first = |case: &Value| number(&case["ticket"]["opened_at"]);
    let from = cases.iter().map(first).min().unwrap() - 10 * DAY;
    let to = cases
        .iter()
        .map(|case| number(&case["as_of"]))
        .max()
        .unwrap()
        + 60 * DAY;
    let hours = cases.iter().find_map(|case| case["calendars"].get(0));
    let drawn = hours.map(|found| Bitmap::draw(&calendar(&found["calendar"]), from, to));
    let mut reported = reported(&done);
    let mut compared = 0;
    for case in &cases {
        let (mut modelled, mut told) = (modelled(case, drawn.as_ref()), told(case));
        let order = |said: &Said| (said.1, said.0.clone());
        modelled.sort_by_key(order);
        told.sort_by_key(order);
        assert_eq!(modelled, told, "{}", case["reference"]);
        for said in modelled {
            let name = case["reference"].as_str().unwrap().to_owned();
            let row = reported.remove(&(name, said.1, said.0.clone()));
            check_row(&row.expect("a row of the report"), &said);
            compared += 1;
        }
    }
    assert!(reported.is_empty(), "rows of no clock: {reported:?}");
    compared
}

#[test]
fn every_verdict_of_the_sample_is_what_counting_seconds_gives() {
    assert!(compare(&["backtest", "--sample"]) > 100);
}

#[test]
fn every_verdict_of_the_real_log_is_what_counting_seconds_gives() {
    let Some(folder) = std::env::var_os("AFTERCARE_DATA") else {
        eprintln!("real log: not run (AFTERCARE_DATA unset)");
        return;
    };
    let log = std::path::Path::new(&folder).join("servicenow-incidents.csv");
    let compared = compare(&["backtest", log.to_str().unwrap(), "--terms", "servicenow"]);
    println!("real log: {compared} verdicts recomputed");
    assert!(compared > 1_700, "{compared}");
}
