//! given SECURITY.md
//! └── it names, for each invariant, tests that exist

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

#[test]
fn every_invariant_names_tests_that_exist() {
    let (known, text) = (functions(), read("SECURITY.md"));
    let (_, table) = text.split_once("## Invariants").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| "));
    let rows = rows.filter(|row| !row.starts_with("| | ") && !row.starts_with("| ---"));
    let mut count = 0;
    for row in rows {
        let cited: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!cited.is_empty(), "no test: {row}");
        for name in cited {
            assert!(known.contains(name), "{name} does not exist: {row}");
        }
        count += 1;
    }
    assert!(count >= 35, "{count} invariants found");
}
