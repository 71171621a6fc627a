//! What responses tell.

use cosmwasm_std::Event;
use cw_multi_test::AppResponse;

/// The number in the event of an opening.
pub fn opened_ticket(response: &AppResponse) -> u64 {
    let opened = response
        .events
        .iter()
        .find(|event| event.ty == "wasm-aftercare-ticket-registry-ticket-opened")
        .expect("a ticket was opened");
    attribute(opened, "ticket").parse().unwrap()
}

pub fn attribute<'a>(event: &'a Event, key: &str) -> &'a str {
    optional(event, key).expect("such an attribute")
}

/// An attribute that may be left out.
pub fn optional<'a>(event: &'a Event, key: &str) -> Option<&'a str> {
    let found = event.attributes.iter().find(|a| a.key == key);
    found.map(|attribute| attribute.value.as_str())
}

/// How many events of that participle the response carries.
pub fn events(response: &AppResponse, participle: &str) -> usize {
    let ty = format!("wasm-aftercare-ticket-registry-{participle}");
    response.events.iter().filter(|e| e.ty == ty).count()
}

/// The first event of that participle.
pub fn event<'a>(response: &'a AppResponse, participle: &str) -> &'a Event {
    let ty = format!("wasm-aftercare-ticket-registry-{participle}");
    let found = response.events.iter().find(|event| event.ty == ty);
    found.expect("such an event")
}
