//! From files to cases.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::wrong::Wrong;
use crate::case::folder::is_case;
use crate::case::{CaseFile, FORMAT};

/// The case files that a path names, by ticket number.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Wrong> {
    let unreadable = |error: std::io::Error| Wrong::Unreadable {
        cause: error.to_string(),
    };
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut names = vec![];
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        let name = name.to_string_lossy().into_owned();
        if is_case(&name) {
            names.push(name);
        }
    }
    // Longer numbers are greater numbers.
    names.sort_unstable_by_key(|name| (name.len(), name.clone()));
    if names.is_empty() {
        return Err(Wrong::Empty);
    }
    Ok(names.into_iter().map(|name| path.join(name)).collect())
}

/// Reads a case.
pub fn case(file: &Path) -> Result<CaseFile, Wrong> {
    let text = fs::read_to_string(file).map_err(|error| Wrong::Unreadable {
        cause: error.to_string(),
    })?;
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        if error.is_eof() {
            return Wrong::CutShort { line: error.line() };
        }
        let cause = error.to_string();
        Wrong::Foreign { cause }
    })?;
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(found) => {
            let found = found.to_owned();
            let known = FORMAT;
            return Err(Wrong::Format { found, known });
        }
        None => {
            let cause = "it has no field format".to_owned();
            return Err(Wrong::Foreign { cause });
        }
    }
    serde_json::from_value(value).map_err(|error| Wrong::Foreign {
        cause: error.to_string(),
    })
}
