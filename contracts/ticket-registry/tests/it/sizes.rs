//! given records as real tickets leave them
//! └── when they are measured
//!     └── what every message rewrites stays small, and the rest is written once

use aftercare_interface::packed::{to_bytes, Packed};
use aftercare_interface::raw::{agreement_key, fact_key};
use aftercare_ticket_registry::state::{COURSES, LINES, SUBJECTS, TICKETS};
use cosmwasm_std::{StdResult, Storage};

use crate::world::{World, OFFICE, RESOLUTION};

/// The hot record of a covered ticket with both clocks late and booked.
const MOST_HOT: usize = 120;

#[test]
fn the_hot_record_stays_small() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = w.open(OFFICE);
    let course = |w: &World| size(w, |storage| COURSES.load(storage, ticket));
    let fresh = course(&w);
    w.at(RESOLUTION + 1);
    w.poke(ticket);
    w.replies(&agent, ticket).unwrap();
    let late = course(&w);
    w.close(ticket);
    println!("course, fresh: {fresh} bytes, late: {late}");
    println!("ticket: {} bytes", size(&w, |s| TICKETS.load(s, ticket)));
    println!("subject: {} bytes", size(&w, |s| SUBJECTS.load(s, ticket)));
    println!("line: {} bytes", size(&w, |s| LINES.load(s, (ticket, 1))));
    println!("fact: {} bytes", raw_size(&w, &fact_key(ticket)));
    println!("counts: {} bytes", raw_size(&w, &agreement_key(OFFICE)));
    assert!(fresh <= late && late <= MOST_HOT, "{late} bytes");
}

/// Records are their packed bytes and nothing else.
fn size<T: Packed>(w: &World, load: impl Fn(&dyn Storage) -> StdResult<T>) -> usize {
    let storage = w.app.contract_storage(&w.registry);
    to_bytes(&load(&*storage).unwrap()).len()
}

fn raw_size(w: &World, key: &[u8]) -> usize {
    let found = w.app.wrap().query_wasm_raw(&w.registry, key).unwrap();
    found.expect("a record").len()
}
