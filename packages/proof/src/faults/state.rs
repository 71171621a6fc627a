//! Stored bytes, compared.

use std::collections::BTreeSet;

use aftercare_engine::Native;
use cosmwasm_std::Record;

/// All records of the chain but those of some names.
pub fn but(chain: &Native, names: &[&str]) -> BTreeSet<Record> {
    let named = |key: &[u8]| names.iter().any(|name| holds(key, name.as_bytes()));
    let all = chain.state().into_iter();
    all.filter(|(key, _)| !named(key)).collect()
}

/// Whether a key has a name, which its length comes before.
fn holds(key: &[u8], name: &[u8]) -> bool {
    key.windows(name.len()).any(|part| part == name)
}

/// What differs, a line a record; nothing where nothing does.
pub fn differences(wanted: &BTreeSet<Record>, found: &BTreeSet<Record>) -> String {
    let line = |which: &str, (key, value): &Record| {
        format!(
            "\n  {which} {} = {}",
            key.escape_ascii(),
            value.escape_ascii()
        )
    };
    let missing = wanted.difference(found).map(|record| line("not", record));
    let instead = found.difference(wanted).map(|record| line("but", record));
    missing.chain(instead).collect()
}
