//! given this contract's README
//! └── when its diagram is read
//!     └── it shows exactly the moves of the table

use std::collections::BTreeSet;

use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{runs, State, TRANSITIONS};

const README: &str = include_str!("../../README.md");

#[test]
fn the_diagram_shows_exactly_the_moves_of_the_table() {
    let drawn: BTreeSet<String> = README
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("-->") && !line.contains("[*]"))
        .map(str::to_owned)
        .collect();
    let table: BTreeSet<String> = TRANSITIONS
        .iter()
        .map(|row| {
            let (action, role) = (row.action.word(), row.role.word());
            format!("{:?} --> {:?}: {action} ({role})", row.from, row.to)
        })
        .collect();
    assert_eq!(drawn, table);
}

#[test]
fn the_table_of_clocks_is_the_one_in_the_code() {
    for state in State::ALL {
        let word = |metric| if runs(state, metric) { "runs" } else { "stops" };
        let (first, resolution) = (word(Metric::FirstResponse), word(Metric::Resolution));
        let row = format!("| {state:?} | {first} | {resolution} |");
        assert!(README.contains(&row), "{row}");
    }
}
