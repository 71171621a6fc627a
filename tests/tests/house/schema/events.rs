//! `schema/events.json`: type, meaning and attributes of every event.

use std::collections::BTreeSet;

use aftercare_kit::event::EventSpec;
use serde_json::{json, Value};

use super::settle;

const DECLARED: [(&str, &[EventSpec]); 4] = [
    ("aftercare-community-", aftercare_community::event::EVENTS),
    (
        "aftercare-reward-token-",
        aftercare_reward_token::event::EVENTS,
    ),
    ("aftercare-sla-escrow-", aftercare_sla_escrow::event::EVENTS),
    (
        "aftercare-ticket-registry-",
        aftercare_ticket_registry::event::EVENTS,
    ),
];

#[test]
fn the_events_in_the_schema_are_those_of_the_code() {
    let mut names = BTreeSet::new();
    let mut entries = Vec::new();
    for (prefix, events) in DECLARED {
        for event in events {
            assert!(event.name.starts_with(prefix), "{}", event.name);
            assert!(names.insert(event.name), "{} is used twice", event.name);
            entries.push(entry(event));
        }
    }
    settle("events.json", &Value::Array(entries));
}

fn entry(event: &EventSpec) -> Value {
    let fields: Vec<_> = event
        .fields
        .iter()
        .map(|(key, meaning)| json!({ "key": key, "meaning": meaning }))
        .collect();
    json!({ "type": format!("wasm-{}", event.name), "meaning": event.doc, "attributes": fields })
}
