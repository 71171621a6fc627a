//! given the case files of the demo
//! ├── when they are verified as they are
//! │   ├── each is found whole, and that truncation cannot be excluded is said
//! │   ├── with the head of its ticket a file is found complete
//! │   ├── programs get one object, a quiet run says nothing
//! │   └── the page shows the clocks, the arithmetic and the history
//! ├── when a line was dropped, swapped, altered or left out at the end
//! │   └── it is found, with its place, and the status is not 0
//! ├── when lines at the end were left out with everything that tells of them
//! │   └── only the head shows it
//! ├── when a figure, a term or the hours were altered
//! │   └── the recomputed one stands beside it
//! ├── when the file is cut short, foreign, of another format, or none
//! │   └── it says what happened and what to do
//! └── when the head is another ticket's, or no head, or one for a whole folder
//!     └── it says so

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::network::aftercare;

/// The demo's case files, made once.
fn cases() -> &'static TempDir {
    static CASES: OnceLock<TempDir> = OnceLock::new();
    CASES.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let done = aftercare(
            folder.path(),
            &["demo", "--out", "out", "--export", "cases"],
        );
        assert!(done.status.success());
        folder
    })
}

fn file(ticket: u64) -> PathBuf {
    cases().path().join(format!("cases/ticket-{ticket}.json"))
}

/// The case file of one of the demo's tickets.
pub fn case(ticket: u64) -> Value {
    serde_json::from_str(&std::fs::read_to_string(file(ticket)).unwrap()).unwrap()
}

/// Its head.
fn head(ticket: u64) -> String {
    case(ticket)["head"].as_str().unwrap().to_owned()
}

fn verify(file: &Path, more: &[&str]) -> Output {
    let file = file.to_str().unwrap();
    let arguments = [&["verify", file], more].concat();
    aftercare(cases().path(), &arguments)
}

/// Verifies another text in place of the second ticket's file.
fn instead(text: &str, more: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("ticket-2.json");
    std::fs::write(&file, text).unwrap();
    verify(&file, more)
}

/// Refused, with every one of these words.
fn refused(done: &Output, words: &[&str]) {
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success(), "{told}");
    for word in words {
        assert!(told.contains(word), "{word:?} is not in {told}");
    }
}

/// Refused after this change of the second ticket's file, with these words.
fn altered(change: impl FnOnce(&mut Value), words: &[&str]) {
    let mut case = case(2);
    change(&mut case);
    refused(&instead(&case.to_string(), &[]), words);
}

fn lines(case: &mut Value) -> &mut Vec<Value> {
    case["lines"].as_array_mut().unwrap()
}

#[test]
fn each_file_is_whole_and_truncation_cannot_be_excluded() {
    let done = verify(&cases().path().join("cases"), &[]);
    assert!(done.status.success());
    let told = String::from_utf8(done.stdout).unwrap();
    assert_eq!(told.lines().count(), 2);
    assert!(told
        .lines()
        .all(|line| line.contains("cannot be said without --head")));
}

#[test]
fn with_its_head_a_file_is_complete() {
    let done = verify(&file(2), &["--head", &head(2), "--json"]);
    assert!(done.status.success());
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(told["verified"][0]["complete"], true);
    assert_eq!(told["verified"][0]["ticket"], 2);
    assert_eq!(told["wrong"], Value::Array(vec![]));
    let quiet = verify(&file(2), &["--quiet"]);
    assert!(quiet.status.success() && quiet.stdout.is_empty());
}

#[test]
fn the_page_shows_clocks_arithmetic_and_history() {
    let page = cases().path().join("page.html");
    let done = verify(
        &file(2),
        &["--page", page.to_str().unwrap(), "--head", &head(2)],
    );
    assert!(done.status.success());
    let html = std::fs::read_to_string(page).unwrap();
    for word in [
        "missed by 10,801 s",
        "How the seconds add up",
        "opened",
        &head(2),
        "complete",
    ] {
        assert!(html.contains(word), "{word}");
    }
}

#[test]
fn a_dropped_line_is_found() {
    for place in 0..lines(&mut case(2)).len() - 1 {
        let words = [
            format!("line {place} is missing"),
            "aftercare export".to_owned(),
        ];
        altered(
            |case| drop(lines(case).remove(place)),
            &words.each_ref().map(|word| word.as_str()),
        );
    }
    altered(
        |case| drop(lines(case).pop()),
        &["lines, but the ticket has", "the last ones are missing"],
    );
    altered(|case| lines(case).clear(), &["0 lines, but the ticket has"]);
}

#[test]
fn swapped_lines_are_found_however_they_are_numbered() {
    altered(
        |case| lines(case).swap(2, 3),
        &["line 2 is missing: line 3 stands in its place"],
    );
    let renumber = |case: &mut Value| {
        lines(case).swap(2, 3);
        lines(case)[2]["line"]["index"] = 2.into();
        lines(case)[3]["line"]["index"] = 3.into();
    };
    altered(renumber, &["line 2 (", "is not what its head seals"]);
}

#[test]
fn an_altered_line_is_found_in_every_field() {
    for place in 0..lines(&mut case(2)).len() {
        let word = format!("line {place} (");
        altered(
            |case| lines(case)[place]["line"]["time"] = 1.into(),
            &[&word],
        );
        altered(
            |case| lines(case)[place]["line"]["actor"] = "wasm1nobody".into(),
            &[&word],
        );
        altered(
            |case| lines(case)[place]["line"]["detail"] = "00".into(),
            &[&word],
        );
        altered(
            |case| lines(case)[place]["line"]["kind"] = "noted".into(),
            &[&word],
        );
        let hash = "11".repeat(32);
        altered(
            |case| lines(case)[place]["line"]["commitment"] = hash.into(),
            &[&word],
        );
        altered(
            |case| lines(case)[place]["head"] = "22".repeat(32).into(),
            &[&word],
        );
    }
}

/// Without its last line, which moves no clock, and without everything that tells of it.
fn truncated() -> String {
    let mut case = case(2);
    let last = lines(&mut case).pop().unwrap();
    assert_eq!(last["line"]["kind"], "rated");
    let end = lines(&mut case).last().unwrap()["head"].clone();
    case["head"] = end.clone();
    case["ticket"]["head"] = end;
    case["ticket"]["lines"] = lines(&mut case).len().into();
    case.to_string()
}

#[test]
fn what_was_left_out_at_the_end_only_the_head_shows() {
    let done = instead(&truncated(), &[]);
    assert!(done.status.success());
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(told.contains("cannot be said without --head"));
    let words = [
        "not in the head that was given",
        "ask the registry for the head of ticket 2",
    ];
    refused(&instead(&truncated(), &["--head", &head(2)]), &words);
}

#[test]
fn an_altered_figure_is_found_beside_the_recomputed_one() {
    let clock = |field: &'static str, value: Value| {
        move |case: &mut Value| case["clocks"][0][field] = value
    };
    let words = [
        "clock First response of cycle 0 says",
        "but its history gives",
        "18001 of 7200 s used",
    ];
    altered(clock("used", 1.into()), &words);
    altered(clock("verdict", "met".into()), &words);
    altered(clock("target", 99_999.into()), &words);
    altered(clock("due_at", 1.into()), &words);
    let fewer = |case: &mut Value| drop(case["clocks"].as_array_mut().unwrap().pop());
    altered(fewer, &["clocks and the history"]);
}

#[test]
fn altered_terms_and_hours_are_found() {
    let term =
        |field: &'static str, value: Value| move |case: &mut Value| case["ticket"][field] = value;
    altered(
        term("agreement", 9.into()),
        &["ticket.agreement in the file is not"],
    );
    altered(
        term("opened_at", 9.into()),
        &["ticket.opened_at in the file is not"],
    );
    altered(
        term("priority", "p4".into()),
        &["ticket.priority in the file is not"],
    );
    let origin = |case: &mut Value| case["chain"] = "elsewhere-1".into();
    altered(origin, &["chain, registry or number were altered"]);
    let calendars = |case: &mut Value| case["calendars"] = Value::Array(vec![]);
    altered(
        calendars,
        &["calendar 1, version 1, which the file does not hold"],
    );
    let longer = |case: &mut Value| {
        case["calendars"][0]["calendar"]["weekly"][2]["to"] = 212_400.into();
    };
    altered(longer, &["line "]);
}

#[test]
fn a_file_that_is_cut_short_says_so() {
    let text = std::fs::read_to_string(file(2)).unwrap();
    for part in [1, 3] {
        let words = ["it was cut short", "aftercare export"];
        refused(&instead(&text[..text.len() * part / 4], &[]), &words);
    }
    refused(&instead("", &[]), &["it was cut short"]);
}

#[test]
fn foreign_files_are_told_apart() {
    refused(
        &instead("{\"tickets\": []}", &[]),
        &["is no case file (it has no field format)"],
    );
    refused(&instead("[1, 2]", &[]), &["is no case file"]);
    refused(&instead("number,state\n1,New\n", &[]), &["is no case file"]);
    let other = r#"{"format": "aftercare-case/9"}"#;
    refused(
        &instead(other, &[]),
        &["\"aftercare-case/9\"", "take the release that wrote it"],
    );
    let extra = |case: &mut Value| case["note"] = "added".into();
    altered(extra, &["is no case file", "unknown field `note`"]);
}

#[test]
fn a_path_without_case_files_is_told() {
    refused(
        &verify(&file(3), &[]),
        &["ticket-3.json: cannot be read", "name a case file"],
    );
    let empty = TempDir::new().unwrap();
    refused(&verify(empty.path(), &[]), &["holds no case files"]);
}

#[test]
fn a_wrong_head_is_told() {
    let words = [
        "not in the head that was given",
        "the head is that of a later or another history",
    ];
    refused(&verify(&file(2), &["--head", &head(1)]), &words);
    refused(
        &verify(&file(2), &["--head", "abc"]),
        &["\"abc\" is no head", "64 hexadecimal digits"],
    );
    let folder = cases().path().join("cases");
    refused(
        &verify(&folder, &["--head", &head(1)]),
        &["for one ticket: name one file"],
    );
}

#[test]
fn what_is_wrong_is_told_to_programs_as_well() {
    let done = instead("[]", &["--json"]);
    assert!(!done.status.success());
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert!(told["wrong"][0]
        .as_str()
        .unwrap()
        .contains("is no case file"));
}
