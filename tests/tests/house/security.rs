//! given SECURITY.md
//! ├── it names, for each invariant, tests that exist
//! └── it has a row for each number of the threat model that the core has to keep

use std::collections::BTreeSet;

use crate::files::{read, tracked};

/// The names of all functions in the test sources and in the crates whose tests stand beside the code.
fn functions() -> BTreeSet<String> {
    let rust = tracked(&["contracts", "packages", "tests"]);
    let texts = rust
        .iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| read(path));
    texts.flat_map(|text| names(&text)).collect()
}

fn names(text: &str) -> Vec<String> {
    let after = text.split("fn ").skip(1);
    after
        .filter_map(|rest| rest.split_once('('))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The rows of the table of invariants.
fn invariants() -> Vec<String> {
    let text = read("SECURITY.md");
    let (_, table) = text.split_once("## Invariants").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| "));
    let rows = rows.filter(|row| !row.starts_with("| | ") && !row.starts_with("| ---"));
    rows.map(str::to_owned).collect()
}

#[test]
fn every_invariant_names_tests_that_exist() {
    let known = functions();
    for row in invariants() {
        let cited: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!cited.is_empty(), "no test: {row}");
        for name in cited {
            assert!(known.contains(name), "{name} does not exist: {row}");
        }
    }
}

#[test]
fn every_number_of_the_threat_model_has_its_row() {
    let rows = invariants();
    let numbers = rows.iter().filter_map(|row| row.split(' ').nth(1));
    let numbers: BTreeSet<&str> = numbers.collect();
    assert_eq!(numbers.len(), rows.len(), "a number stands twice");
    let groups = [("E", 18), ("A", 10), ("C", 8), ("R", 12), ("S", 12)];
    let wanted = groups
        .iter()
        .flat_map(|(group, last)| (1..=*last).map(move |n| format!("{group}{n}")));
    let missing: Vec<String> = wanted.filter(|it| !numbers.contains(it.as_str())).collect();
    assert_eq!(
        missing,
        ["R10", "S4"],
        "the two that the text above the table speaks of"
    );
}
