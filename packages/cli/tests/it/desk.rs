//! Cases through the contracts.
//!
//! given a case answered and resolved in time
//! └── it is met twice and credits nothing
//! given a target that is missed
//! ├── it credits by its tier, in the case's row and in the sum
//! └── the last second of the target is in time, the next is late
//! given a question to the customer
//! └── the time until the answer does not count
//! given a closing
//! ├── within the confirm window it is an acceptance
//! └── after it, or in its last minute, silence did it
//! given a resolution that is rejected
//! └── its time goes on
//! given a hold
//! └── the time counts, and is reported the other way as well
//! given a log that ends before a case does
//! ├── what is not late is not measurable, never met
//! └── what is late already is missed
//! given one agreement a customer
//! └── each pays its own fees
//! given a log of states
//! └── only a change of state is an act
//! given the real log
//! └── every row is accounted for and the books balance

use crate::tool::{backtest, run, summary, terms, Done};

const HEAD: &str = "case,activity,timestamp,priority,category,customer\n";

/// Rows of P1 cases, whose clocks never stop for the night: first response 30 min, resolution 4 h.
fn replay(rows: &[&str]) -> Done {
    let rows: String = rows
        .iter()
        .map(|row| {
            let mut parts = row.split(' ');
            let mut next = || parts.next().unwrap();
            let (case, day, time) = (next(), next(), next());
            let activity = parts.collect::<Vec<_>>().join(" ");
            format!("{case},{activity},2026-01-{day} {time},critical,Login,{case}\n")
        })
        .collect();
    let done = backtest(format!("{HEAD}{rows}"), &terms("generic"));
    assert!(done.status.success(), "{}", done.stderr);
    assert_eq!(done.file("rejected.csv").lines().count(), 1);
    done
}

/// `used_seconds,met,late_seconds,credit` of a metric in cycle 0.
fn row(done: &Done, case: &str, metric: &str) -> String {
    let cases = done.file("cases.csv");
    let start = format!("{case},0,{metric},p1,");
    let found = cases.lines().find(|line| line.starts_with(&start));
    let fields: Vec<_> = found
        .unwrap_or_else(|| panic!("{cases}"))
        .split(',')
        .collect();
    fields[6..].join(",")
}

#[test]
fn a_case_in_time_is_met_twice_and_credits_nothing() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "A 05 09:10:00 replied",
        "A 05 10:00:00 resolved",
        "A 05 11:00:00 confirmed",
    ]);
    assert_eq!(row(&done, "A", "first_response"), "600,yes,0,0.000000");
    assert_eq!(row(&done, "A", "resolution"), "3600,yes,0,0.000000");
    assert_eq!(summary(&done)["money"]["credits"], "0.000000");
}

#[test]
fn a_missed_target_credits_by_its_tier() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "A 05 12:00:00 replied",
        "A 05 13:00:01 resolved",
        "A 05 14:00:00 confirmed",
    ]);
    // 2,000 a period: 1 % from two hours late, 0.5 % from one second late.
    assert_eq!(row(&done, "A", "first_response"), "10800,no,9000,20.000000");
    assert_eq!(row(&done, "A", "resolution"), "14401,no,1,10.000000");
    let summary = summary(&done);
    assert_eq!(summary["money"]["credits"], "30.000000");
    assert_eq!(summary["missed_cases"], 1);
}

#[test]
fn the_last_second_of_a_target_is_in_time() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "B 05 09:00:00 opened",
        "A 05 09:30:00 replied",
        "B 05 09:30:01 replied",
        "A 05 13:00:00 resolved",
        "B 05 13:00:00 resolved",
        "A 05 13:10:00 confirmed",
        "B 05 13:10:00 confirmed",
    ]);
    assert_eq!(row(&done, "A", "first_response"), "1800,yes,0,0.000000");
    assert_eq!(row(&done, "B", "first_response"), "1801,no,1,10.000000");
    assert_eq!(row(&done, "A", "resolution"), "14400,yes,0,0.000000");
}

#[test]
fn time_that_the_customer_takes_does_not_count() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "A 05 09:10:00 asked customer",
        "A 07 09:10:00 customer replied",
        "A 07 10:00:00 resolved",
        "A 07 11:00:00 confirmed",
    ]);
    assert_eq!(row(&done, "A", "first_response"), "600,yes,0,0.000000");
    assert_eq!(row(&done, "A", "resolution"), "3600,yes,0,0.000000");
}

#[test]
fn a_closing_is_an_acceptance_inside_the_window_and_silence_after_it() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "B 05 09:00:00 opened",
        "C 05 09:00:00 opened",
        "A 05 09:20:00 resolved",
        "B 05 09:20:00 resolved",
        "C 05 09:20:00 resolved",
        "A 10 09:18:00 closed",
        "B 10 09:20:00 closed",
        "C 12 09:00:00 closed",
    ]);
    let summary = summary(&done);
    assert_eq!(summary["log"]["proxies"]["close"], 1);
    assert_eq!(summary["log"]["overtaken_by_silence"], 2);
    for case in ["A", "B", "C"] {
        assert_eq!(
            row(&done, case, "resolution"),
            "1200,yes,0,0.000000",
            "{case}"
        );
    }
}

#[test]
fn a_rejected_resolution_goes_on_with_the_time_it_used() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "A 05 10:00:00 resolved",
        "A 05 12:00:00 rejected",
        "A 05 13:00:00 resolved",
        "A 05 14:00:00 confirmed",
    ]);
    assert_eq!(row(&done, "A", "resolution"), "7200,yes,0,0.000000");
}

#[test]
fn a_hold_that_nobody_agreed_to_counts_and_is_read_both_ways() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "A 05 09:10:00 replied",
        "A 05 10:00:00 waiting for supplier",
        "A 05 14:00:00 replied",
        "A 05 14:30:00 resolved",
        "A 05 15:00:00 confirmed",
    ]);
    assert_eq!(row(&done, "A", "resolution"), "19800,no,5400,10.000000");
    let holds = &summary(&done)["holds"];
    assert_eq!(holds["cases"], 1);
    assert_eq!(holds["misses"], 1);
    assert_eq!(holds["misses_if_agreed"], 0);
}

#[test]
fn what_the_log_does_not_show_is_not_measurable() {
    let done = replay(&[
        "A 05 09:00:00 opened",
        "B 05 09:00:00 opened",
        "A 05 09:10:00 replied",
        "B 05 12:00:00 replied",
    ]);
    assert_eq!(row(&done, "A", "first_response"), "600,yes,0,0.000000");
    assert_eq!(
        row(&done, "A", "resolution"),
        "10800,not-measurable,0,0.000000"
    );
    let done = replay(&["A 05 09:00:00 opened", "B 05 15:00:00 opened"]);
    assert_eq!(row(&done, "A", "resolution"), "21600,no,7200,10.000000");
    assert_eq!(
        row(&done, "B", "first_response"),
        "0,not-measurable,0,0.000000"
    );
}

#[test]
fn an_agreement_for_each_customer_has_its_own_fees() {
    let log = "A 05 09:00:00 opened\nB 06 09:00:00 opened\nC 07 09:00:00 opened";
    let rows: String = log
        .lines()
        .zip(["Elm", "Oak", "Elm"])
        .map(|(row, customer)| {
            let parts: Vec<_> = row.split(' ').collect();
            let (case, day, time) = (parts[0], parts[1], parts[2]);
            format!("{case},opened,2026-01-{day} {time},critical,Login,{customer}\n")
        })
        .collect();
    let per = "time = \"timestamp\"\nagreement_per = \"customer\"";
    let terms = terms("generic").replacen("time = \"timestamp\"", per, 1);
    let done = backtest(format!("{HEAD}{rows}"), &terms);
    let summary = summary(&done);
    assert_eq!(summary["log"]["agreements"], 2);
    assert_eq!(summary["money"]["fees"], "4000.000000");
}

#[test]
fn only_a_change_of_state_is_an_act() {
    let log = "Ticket ID,Status,Update - Timestamp,Ticket created - Timestamp,Ticket group,Ticket priority\n\
               7,New,2026-01-05T08:01:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n\
               7,Open,2026-01-05T08:10:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n\
               7,Open,2026-01-05T08:20:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n\
               7,Pending,2026-01-05T08:30:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n\
               7,Open,2026-01-06T08:30:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n\
               7,Solved,2026-01-06T09:00:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n\
               7,Closed,2026-01-10T08:00:00Z,2026-01-05T08:00:00Z,Shop,Urgent\n";
    let done = backtest(log, &terms("zendesk"));
    assert!(done.status.success(), "{}", done.stderr);
    assert_eq!(row(&done, "7", "first_response"), "600,yes,0,0.000000");
    assert_eq!(row(&done, "7", "resolution"), "3600,yes,0,0.000000");
    let rows = &summary(&done)["log"]["rows"];
    assert_eq!(rows["replayed"], 6);
    assert_eq!(rows["no_action"], 1);
}

#[test]
fn the_real_log_is_accounted_for_and_balances() {
    let Some(folder) = std::env::var_os("AFTERCARE_DATA") else {
        eprintln!("real log: not run (AFTERCARE_DATA unset)");
        return;
    };
    let log = std::path::Path::new(&folder).join("servicenow-incidents.csv");
    let done = run(&["backtest", log.to_str().unwrap(), "--terms", "servicenow"]);
    assert!(done.status.success(), "{}", done.stderr);
    let summary = summary(&done);
    let rows = &summary["log"]["rows"];
    let number = |name: &str| rows[name].as_u64().unwrap();
    assert_eq!(number("read"), 5_998);
    assert_eq!(
        number("replayed") + number("no_action") + number("rejected"),
        5_998
    );
    assert_eq!(
        summary["log"]["rejected_by_kind"]["earlier than its case's opening"],
        5
    );
    assert_eq!(summary["log"]["cases"], 890);
    let books = summary["books"].as_array().unwrap();
    assert!(books.iter().all(|book| book["balanced"] == true));
    // The estimate of today's targets is what the contracts really credited.
    let grid = summary["what_if"].as_array().unwrap();
    let today = grid
        .iter()
        .find(|cell| cell["first_response_percent"] == 100 && cell["resolution_percent"] == 100);
    assert_eq!(today.unwrap()["credits"], summary["money"]["credits"]);
}
