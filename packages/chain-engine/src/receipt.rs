//! What became of a transaction, as the chain tells it.

use aftercare_engine::Failure;
use cosmwasm_std::{Attribute, Event};
use serde::Deserialize;

use crate::mempool::Found;
use crate::ChainError;

/// What became of a transaction.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its hash in hexadecimal digits.
    pub hash: String,
    /// The block it is in.
    pub height: u64,
    /// Gas it used.
    pub gas_used: u64,
    /// Its events.
    pub events: Vec<Event>,
}

impl Receipt {
    /// The first attribute of that name in an event of that type.
    #[must_use]
    pub fn find(&self, event: &str, attribute: &str) -> Option<&str> {
        self.events
            .iter()
            .filter(|found| found.ty == event)
            .flat_map(|found| &found.attributes)
            .find(|found| found.key == attribute)
            .map(|found| found.value.as_str())
    }
}

/// The receipt of a transaction in a block, or what the chain refused in it.
pub(crate) fn receipt(hash: &[u8], found: Found) -> Result<Receipt, ChainError> {
    if found.code != 0 {
        return Err(ChainError::Refused(Failure::new(found.log)));
    }
    Ok(Receipt {
        hash: hex(hash),
        height: found.height,
        gas_used: found.gas_used,
        events: events(found.events),
    })
}

/// An event as the RPC writes it.
#[derive(Deserialize)]
struct Told {
    r#type: String,
    #[serde(default)]
    attributes: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    key: String,
    #[serde(default)]
    value: Option<String>,
}

pub(crate) fn events(value: serde_json::Value) -> Vec<Event> {
    let told: Vec<Told> = serde_json::from_value(value).unwrap_or_default();
    told.into_iter()
        .map(|event| {
            let attributes = event.attributes.into_iter().map(|pair| Attribute {
                key: pair.key,
                value: pair.value.unwrap_or_default(),
            });
            Event::new(event.r#type).add_attributes(attributes)
        })
        .collect()
}

/// Bytes as the upper-case digits of explorers.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn events_are_read_as_the_rpc_writes_them_even_without_a_value() {
        let told = json!([{ "type": "wasm", "attributes": [{ "key": "a", "value": "1", "index": true }, { "key": "b", "value": null, "index": true }] }]);
        let expected = Event::new("wasm")
            .add_attribute("a", "1")
            .add_attribute("b", "");
        assert_eq!(events(told), vec![expected]);
    }
}
