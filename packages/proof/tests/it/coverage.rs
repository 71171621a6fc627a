//! given what lcov says of the measured crates
//! ├── lines are counted by crate, those that never ran are named, other crates are left out
//! ├── a crate is short of the goal below 99 of 100 lines, and not at 99
//! ├── a crate of which nothing is said is a failure
//! └── a line that is no count is a failure

use aftercare_proof::coverage::Coverage;

const OTHERS: [&str; 5] = [
    "contracts/reward-token",
    "contracts/sla-escrow",
    "contracts/ticket-registry",
    "packages/domain",
    "packages/kit",
];

/// A file of 100 lines, the first of which never ran.
fn file(krate: &str, never: u64) -> String {
    let row = |line| format!("DA:{line},{}\n", u64::from(line > never));
    let rows: String = (1..=100).map(row).collect();
    format!("SF:/somewhere/{krate}/src/lib.rs\n{rows}end_of_record\n")
}

fn report(never: u64) -> String {
    let others: String = OTHERS.iter().map(|krate| file(krate, 0)).collect();
    file("contracts/community", never) + &others + &file("packages/json", 7)
}

#[test]
fn lines_are_counted_by_crate_and_those_that_never_ran_are_named() {
    let coverage = Coverage::of(&report(2)).unwrap();
    assert_eq!(coverage.crates.len(), 6);
    let community = &coverage.crates["contracts/community"];
    assert_eq!((community.lines, community.run), (100, 98));
    assert_eq!(community.never["contracts/community/src/lib.rs"], [1, 2]);
}

#[test]
fn the_goal_is_99_of_100() {
    let reached =
        |never| Coverage::of(&report(never)).unwrap().crates["contracts/community"].reached;
    assert!(reached(1));
    assert!(!reached(2));
}

#[test]
fn a_crate_of_which_nothing_is_said_is_a_failure() {
    let failure = Coverage::of(&file("contracts/community", 0)).unwrap_err();
    assert_eq!(failure.text, "no line of contracts/reward-token");
}

#[test]
fn a_line_that_is_no_count_is_a_failure() {
    let report = report(0).replace("DA:7,1", "DA:7,often");
    let failure = Coverage::of(&report).unwrap_err();
    assert_eq!(failure.text, "no line of lcov: DA:7,often");
}
