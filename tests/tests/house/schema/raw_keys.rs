//! `schema/raw-keys.json`: the keys that may be read without calling, and their bytes.

use aftercare_interface::raw::{RAW_KEYS, VERSION};
use serde_json::json;

use super::settle;

#[test]
fn the_raw_keys_in_the_schema_are_those_of_the_code() {
    let keys: Vec<_> = RAW_KEYS
        .iter()
        .map(|spec| {
            json!({
                "contract": spec.contract,
                "key": spec.key,
                "value": spec.value,
                "missing": spec.missing,
            })
        })
        .collect();
    settle(
        "raw-keys.json",
        &json!({ "version": VERSION, "keys": keys }),
    );
}
