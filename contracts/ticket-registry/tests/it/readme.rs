//! given this contract's README
//! └── when its diagram and tables are read
//!     ├── they show exactly the moves of the table
//!     └── and where which clock counts

use aftercare_domain::ticket::{transitions, State, CLOCKS, TRANSITIONS};

const README: &str = include_str!("../../README.md");

/// The rows of `lines` that the README has not.
fn missing(lines: impl Iterator<Item = String>) -> Vec<String> {
    lines.filter(|line| !README.contains(line)).collect()
}

#[test]
fn the_diagram_shows_exactly_the_moves_that_change_the_state() {
    let moves: Vec<String> = transitions()
        .filter(|row| row.from != row.to)
        .map(|row| {
            let (action, role) = (row.action.word(), row.role.word());
            format!("{:?} --> {:?}: {action} ({role})", row.from, row.to)
        })
        .collect();
    let drawn = README
        .lines()
        .filter(|line| line.contains("-->") && !line.contains("[*]"));
    let (drawn, count) = (drawn.count(), moves.len());
    let missing = missing(moves.into_iter());
    assert!(missing.is_empty(), "{}", missing.join("\n    "));
    assert_eq!(drawn, count);
}

#[test]
fn the_table_of_moves_shows_those_that_leave_the_state_as_it_is() {
    let rows = TRANSITIONS.iter().filter(|row| {
        let moves = |from: &State| row.to.is_some_and(|to| to != *from);
        !row.from.iter().all(moves)
    });
    let rows = rows.map(|row| {
        let by: Vec<_> = row.by.iter().map(|role| role.word()).collect();
        let stays = |from: &&State| row.to.is_none_or(|to| to == **from);
        let from: Vec<_> = row.from.iter().filter(stays).map(|s| s.word()).collect();
        let action = row.action.word();
        format!("| {action} | {} | {} |", by.join(", "), from.join(", "))
    });
    let missing = missing(rows);
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_table_of_clocks_is_the_one_in_the_code() {
    let rows = State::ALL.iter().map(|state| {
        let word = |runs| if runs { "runs" } else { "stops" };
        let cells: Vec<_> = CLOCKS
            .iter()
            .map(|row| word(row.runs.contains(state)))
            .collect();
        format!("| {} | {} |", state.word(), cells.join(" | "))
    });
    let missing = missing(rows);
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
