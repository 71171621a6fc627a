//! given what the parts of the audit left
//! ├── docs/assurance.md says just that
//! ├── a figure that was not run is said to be open, and one below its goal to be short
//! ├── every part of the audit that proves something has its figure
//! └── every part that keeps counts says of which sources they are

use std::collections::BTreeSet;
use std::path::Path;

use aftercare_proof::assurance::{figures, page, Records, PAGE};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn the_page_says_what_the_parts_left() {
    let root = Path::new(ROOT);
    let wanted = page(root).unwrap();
    let found = Records::of(root).text(PAGE);
    let stale: Vec<_> = wanted
        .lines()
        .filter(|line| !found.contains(line))
        .collect();
    assert_eq!(
        stale, [""; 0],
        "write it: cargo run -p aftercare-proof -- assurance"
    );
    assert!(found == wanted, "lines that the parts do not say");
}

#[test]
fn what_was_not_run_is_open_and_what_is_below_its_goal_is_short() {
    let nowhere = Path::new(ROOT).join("nowhere");
    for figure in figures(&Records::of(&nowhere)) {
        let known = figure.what.starts_with("numbered invariants");
        let word = if known { "**short**" } else { "**open**" };
        assert!(figure.row().contains(word), "{figure:?}");
    }
}

#[test]
fn every_part_that_proves_something_has_its_figure() {
    let figures = figures(&Records::of(Path::new(ROOT)));
    let rows: String = figures.iter().map(|figure| figure.row()).collect();
    // What these say is not a number against a goal: gas has a table of its own, the chain a page, and who
    // farms how much is told in DESIGN.md.
    let elsewhere = ["bench", "chain", "farming"];
    for part in parts() {
        let told = rows.contains(&format!("scripts/audit {part}")) || part == "people";
        assert!(
            told || elsewhere.contains(&part.as_str()),
            "{part} has no figure"
        );
    }
}

#[test]
fn every_part_that_keeps_counts_says_of_which_sources() {
    let table = Records::of(Path::new(ROOT)).text("scripts/audit.sources");
    let told: BTreeSet<_> = table
        .lines()
        .filter_map(|line| line.strip_prefix("    ")?.split_once(") "))
        .map(|(part, _)| part.to_owned())
        .collect();
    // The gas table is compared whole, and mutants are kept by the text of their function.
    let mut wanted = parts();
    wanted.retain(|part| !["bench", "mutants"].contains(&part.as_str()));
    assert_eq!(told, wanted);
}

fn parts() -> BTreeSet<String> {
    let folder = Path::new(ROOT).join("scripts/audit.d");
    let parts = std::fs::read_dir(folder).unwrap();
    parts
        .map(|part| part.unwrap().file_name().into_string().unwrap())
        .collect()
}
