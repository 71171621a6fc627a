//! What is wrong is named with file, line, column and what to write instead.
//!
//! given a log that leaves nothing to follow: exit code 1, no report
//! ├── it cannot be read, or is a folder
//! ├── it is empty, or has only a header
//! ├── it lacks a column that the terms name, or has it twice
//! └── none of its rows can be used
//! given a log of which some rows cannot be used: they are listed, the others are replayed
//! ├── a time of another format
//! ├── a time that goes backwards, or lies before the opening
//! ├── an activity that is not mapped
//! ├── a duplicate row
//! ├── a row with a field too many, or without a case
//! ├── a priority without a meaning
//! └── bytes of another encoding
//! given terms with a fault: exit code 1, no report
//! ├── an unknown key, a wrong value, an unknown action
//! ├── an unknown time format or zone
//! ├── a tier table with a gap, that falls, mixes kinds or ends
//! ├── targets out of order, or in hours of no calendar
//! ├── a state that is not in [map]
//! └── no such file
//! given a folder that is no report: it is left alone

use crate::tool::{backtest, run, summary, terms, Done};

const HEAD: &str = "case,activity,timestamp,priority,category\n";
const ROWS: &str = "A,opened,2026-01-05 09:00:00,high,Login\n\
                    A,replied,2026-01-05 09:30:00,high,Login\n\
                    A,resolved,2026-01-05 10:00:00,high,Login\n\
                    A,confirmed,2026-01-05 11:00:00,high,Login\n";

fn generic(rows: &str) -> Done {
    backtest(format!("{HEAD}{rows}"), &terms("generic"))
}

fn with_terms(old: &str, new: &str) -> Done {
    let text = terms("generic");
    assert!(text.contains(old), "{old}");
    backtest(format!("{HEAD}{ROWS}"), &text.replacen(old, new, 1))
}

/// `terms.toml:line:` of a text in the built-in terms.
fn place(text: &str) -> String {
    let terms = terms("generic");
    let before = terms.split(text).next().unwrap();
    format!("terms.toml:{}:", before.matches('\n').count() + 1)
}

/// Exit code 1, the words, and nothing half-written.
fn refused(done: &Done, words: &[&str]) {
    assert_eq!(done.status.code(), Some(1), "{}", done.stdout);
    for word in words {
        assert!(done.stderr.contains(word), "{word:?} in {:?}", done.stderr);
    }
    assert!(!done.left_something());
}

/// One rejected row with these words, all rows accounted for.
fn rejected(done: &Done, line: u64, words: &str) {
    assert!(done.status.success(), "{}", done.stderr);
    let list = done.file("rejected.csv");
    let rows: Vec<_> = list.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{list}");
    assert!(rows[0].starts_with(&format!("{line},")), "{list}");
    assert!(rows[0].contains(words), "{words:?} in {list}");
    let rows = &summary(done)["log"]["rows"];
    assert_eq!(rows["rejected"], 1);
    assert_eq!(rows["read"], 5);
    assert_eq!(
        rows["replayed"].as_u64().unwrap() + rows["no_action"].as_u64().unwrap(),
        4
    );
}

#[test]
fn a_log_that_cannot_be_read_is_refused() {
    refused(
        &run(&["backtest", "nowhere.csv"]),
        &["nowhere.csv: cannot be read", "name a readable CSV file"],
    );
    refused(&run(&["backtest", "."]), &[".: is a folder"]);
}

#[test]
fn an_empty_log_is_refused() {
    let empty = backtest("", &terms("generic"));
    refused(&empty, &["log.csv:1:1: the file is empty"]);
    let header = backtest(HEAD, &terms("generic"));
    refused(&header, &["log.csv:2:1: no rows after the header"]);
}

#[test]
fn a_missing_column_is_named_where_the_terms_ask_for_it() {
    let done = backtest("case,what,timestamp,priority,category\n", &terms("generic"));
    refused(
        &done,
        &[
            &place("activity ="),
            ":12: ",
            "column \"activity\" is not in the header log.csv:1",
            "write one of: case, what, timestamp",
        ],
    );
    let twice = backtest(
        "case,activity,activity,timestamp,priority\n",
        &terms("generic"),
    );
    refused(&twice, &["column \"activity\" stands more than once"]);
}

#[test]
fn a_log_without_a_usable_row_is_refused() {
    let done = generic("A,opened,05.01.2026 09:00,high,Login\n");
    refused(
        &done,
        &[
            "log.csv:2: no row can be used",
            "column 3 (\"timestamp\")",
            "time_format in [log]",
        ],
    );
}

#[test]
fn a_time_of_another_format_is_rejected() {
    let done = generic(&format!("{ROWS}B,opened,05.01.2026 09:00,high,Login\n"));
    rejected(&done, 6, "not of the format");
}

#[test]
fn a_time_that_goes_backwards_is_rejected_within_its_case() {
    let done = generic(&format!("{ROWS}A,replied,2026-01-05 08:00:00,high,Login\n"));
    rejected(&done, 6, "2026-01-05 08:00 lies before the case's opening");
    let done = generic(&format!(
        "{ROWS}A,assigned,2026-01-05 09:45:00,high,Login\n"
    ));
    rejected(
        &done,
        6,
        "time goes backwards: 2026-01-05 09:45 after 2026-01-05 11:00 in line 5",
    );
}

#[test]
fn an_activity_that_is_not_mapped_is_rejected_with_what_to_write() {
    let done = generic(&format!("{ROWS}A,danced,2026-01-05 12:00:00,high,Login\n"));
    rejected(
        &done,
        6,
        "which is not in [map]; add \"\"danced\"\" = \"\"none\"\" there",
    );
    assert!(done
        .stderr
        .contains("warning: log.csv: 1 rows have a state or activity"));
    assert!(done.file("cases.csv").contains("not-measurable"));
}

#[test]
fn a_duplicate_row_is_rejected() {
    let first = ROWS.lines().next().unwrap();
    let done = generic(&format!("{first}\n{ROWS}"));
    rejected(&done, 3, "the same as an earlier row of this case");
}

#[test]
fn a_row_of_another_shape_is_rejected() {
    let done = generic(&format!(
        "{ROWS}A,replied,2026-01-05 12:00:00,high,Login,more\n"
    ));
    rejected(&done, 6, "6 fields, the header has 5");
    let done = generic(&format!("{ROWS},replied,2026-01-05 12:00:00,high,Login\n"));
    rejected(&done, 6, "column 1 (\"\"case\"\") names no case");
}

#[test]
fn a_priority_without_a_meaning_is_rejected() {
    let text = terms("generic").replacen("default = \"p3\"\n", "", 1);
    let log = format!("{HEAD}{ROWS}B,opened,2026-01-05 12:00:00,vital,Login\n");
    rejected(&backtest(log, &text), 6, "not in [priority] values");
}

#[test]
fn bytes_of_another_encoding_are_rejected_and_read_where_the_terms_say_so() {
    let mut log = format!("{HEAD}{ROWS}").into_bytes();
    log.extend(b"M\xfcller,opened,2026-01-05 12:00:00,high,Login\n");
    rejected(
        &backtest(&log, &terms("generic")),
        6,
        "write encoding = \"\"latin-1\"\"",
    );
    let latin = terms("generic").replacen("[log]", "[log]\nencoding = \"latin-1\"", 1);
    let done = backtest(&log, &latin);
    assert!(done.file("cases.csv").contains("Müller"), "{}", done.stderr);
}

#[test]
fn a_fault_of_the_terms_names_its_place() {
    refused(
        &with_terms("period = \"30d\"", "perod = \"30d\""),
        &[&place("period ="), ":1: unknown field `perod`"],
    );
    refused(
        &with_terms("period = \"30d\"", "period = 30"),
        &[
            &place("period ="),
            ":10: ",
            "expected a span such as \"30m\"",
        ],
    );
    refused(
        &with_terms("fee = \"2000\"", "fee = \"2,000\""),
        &[&place("fee ="), ":7: ", "expected an amount in quotes"],
    );
    refused(
        &with_terms("\"replied\" = \"reply\"", "\"replied\" = \"answer\""),
        &["terms.toml:", "\"answer\"", "expected an action"],
    );
}

#[test]
fn an_unknown_time_format_or_zone_is_refused() {
    let format = with_terms("%Y-%m-%d %H:%M:%S", "yyyy-mm-dd");
    refused(
        &format,
        &[
            &place("time_format ="),
            ":15: ",
            "write \"rfc3339\", or directives",
        ],
    );
    let zone = with_terms("Europe/Berlin", "Middle/Earth");
    refused(
        &zone,
        &[&place("time_zone ="), ":13: ", "write an IANA name"],
    );
}

#[test]
fn a_tier_table_with_a_gap_is_refused() {
    let gap = with_terms("from = \"2h\", to", "from = \"3h\", to");
    refused(
        &gap,
        &["a gap or an overlap: \"from\" must be the \"to\" of the tier before"],
    );
    let falls = with_terms(
        "from = \"8h\", credit = \"2.5%\"",
        "from = \"8h\", credit = \"0.1%\"",
    );
    refused(&falls, &["worse never pays less"]);
    let kinds = with_terms("to = \"2h\", credit", "credit");
    let kinds_fault = with_terms(
        "{ from = \"2h\", to = \"8h\"",
        "{ from = \"100%\", to = \"8h\"",
    );
    assert!(
        kinds.status.success(),
        "an end is not needed: {}",
        kinds.stderr
    );
    refused(&kinds_fault, &["terms.toml:"]);
    let ends = with_terms(
        "from = \"8h\", credit = \"2.5%\"",
        "from = \"8h\", to = \"9h\", credit = \"2.5%\"",
    );
    refused(&ends, &["the last tier has no end"]);
}

#[test]
fn targets_out_of_order_or_without_their_calendar_are_refused() {
    let order = with_terms(
        "p2 = { hours = \"calendar\", first_response = \"2h\"",
        "p2 = { hours = \"calendar\", first_response = \"20h\"",
    );
    refused(&order, &[&place("[plan.targets]"), "promises less"]);
    let text = terms("generic");
    let start = text.find("[calendar]").unwrap();
    let end = text.find("[what_if]").unwrap();
    let without = format!("{}{}", &text[..start], &text[end..]);
    let done = backtest(format!("{HEAD}{ROWS}"), &without);
    refused(&done, &["needs a [calendar]"]);
}

#[test]
fn a_state_that_is_not_mapped_is_refused() {
    let text = terms("zendesk").replacen("\"Solved -> Open\"", "\"Sovled -> Open\"", 1);
    let done = backtest("x\n", &text);
    refused(&done, &["state \"Sovled\" is not in [map]"]);
    let leave = terms("generic").replacen("[plan]", "[leave]\n\"replied\" = \"none\"\n[plan]", 1);
    let done = backtest(format!("{HEAD}{ROWS}"), &leave);
    refused(&done, &["[leave] and [change] are for logs of states"]);
}

#[test]
fn terms_that_are_not_there_are_refused() {
    refused(
        &run(&["backtest", "--sample", "--terms", "nowhere.toml"]),
        &[
            "nowhere.toml",
            "or one of servicenow, jira, zendesk, generic",
        ],
    );
}

#[test]
fn a_folder_that_is_no_report_is_left_alone() {
    let folder = tempfile::TempDir::new().unwrap();
    let kept = folder.path().join("letter.txt");
    std::fs::write(&kept, "dear").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_aftercare"))
        .args(["backtest", "--sample", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr)
        .unwrap()
        .contains("letter.txt"));
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "dear");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
