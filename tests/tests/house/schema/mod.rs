//! given the declarations in the code
//! └── when `schema/` is generated from them
//!     ├── it holds the messages and responses of each contract
//!     │   └── and each message refuses fields that it does not know
//!     ├── it holds every error: a code of its own contract, used once, and a text
//!     ├── it holds every event, each documented, each named once
//!     └── it holds every raw key
//!
//! `BLESS=1 cargo test -p aftercare-tests schema` rewrites the files.

mod api;
mod errors;
mod events;
mod raw_keys;

use std::{env, fs};

use serde_json::Value;

use crate::files;

/// Compares a file of `schema/` with what the code says now, or rewrites it.
fn settle(file: &str, generated: &Value) {
    let path = format!("schema/{file}");
    let text = serde_json::to_string_pretty(generated).unwrap() + "\n";
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(files::root().join("schema")).unwrap();
        fs::write(files::root().join(&path), text).unwrap();
        return;
    }
    let stored = fs::read_to_string(files::root().join(&path)).unwrap_or_default();
    let line = first_difference(&stored, &text);
    assert_eq!(
        line, None,
        "{path} is not what the code says, from this line on; \
         if the change is meant: BLESS=1 cargo test -p aftercare-tests schema, and read the diff"
    );
}

/// Number and text of the first line in which `generated` differs.
fn first_difference(stored: &str, generated: &str) -> Option<(usize, String)> {
    if stored == generated {
        return None;
    }
    let lines = stored.lines().chain(std::iter::repeat(""));
    let (number, (_, line)) = (1..)
        .zip(lines.zip(generated.lines().chain(["(end)"])))
        .find(|(_, (stored, generated))| stored != generated)?;
    Some((number, line.to_owned()))
}
