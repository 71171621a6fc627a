//! Has a figure grown?

use std::path::Path;

use aftercare_engine::Failure;

use crate::measure::{failure, Row};
use crate::report::{Recorded, Table};

/// Growth that passes, in per cent.
const ALLOWED: u64 = 3;

/// Compares a table with the recorded one.
///
/// # Errors
/// Names every figure that grew by more than 3 %.
pub fn against(path: &Path, table: &Table) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).map_err(failure)?;
    let recorded: Recorded = serde_json::from_str(&text).map_err(failure)?;
    let grown: Vec<String> = table
        .rows()
        .filter_map(|row| grown(row, recorded.rows.iter()))
        .collect();
    if grown.is_empty() {
        println!("no figure grew by more than {ALLOWED} %");
        return Ok(());
    }
    Err(Failure::new(format!(
        "grew by more than {ALLOWED} %:\n{}\nif that was meant: scripts/bench, and commit docs/gas.json",
        grown.join("\n")
    )))
}

fn grown<'a>(row: &Row, mut recorded: impl Iterator<Item = &'a Row>) -> Option<String> {
    let before = recorded.find(|it| it.contract == row.contract && it.name == row.name)?;
    let limit = before.gas + before.gas * ALLOWED / 100;
    (row.gas > limit).then(|| {
        let (contract, name) = (&row.contract, &row.name);
        format!("  {contract}: {name}: {} after {}", row.gas, before.gas)
    })
}
