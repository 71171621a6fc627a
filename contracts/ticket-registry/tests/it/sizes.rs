//! given records as real tickets leave them
//! └── when they are measured
//!     └── what every message rewrites stays small, and the rest is written once

use aftercare_interface::raw::{agreement_key, fact_key};
use aftercare_ticket_registry::state::{COURSES, LINES, SUBJECTS, TICKETS};

use crate::world::{World, OFFICE, RESOLUTION};

/// The hot record of a covered ticket with both clocks late and booked, in JSON.
const MOST_HOT: usize = 420;

#[test]
fn the_hot_record_stays_small() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = w.open(OFFICE);
    let fresh = size(&w, &COURSES.key(ticket));
    w.at(RESOLUTION + 1);
    w.poke(ticket);
    w.replies(&agent, ticket).unwrap();
    let late = size(&w, &COURSES.key(ticket));
    w.close(ticket);
    println!("course, fresh: {fresh} bytes, late: {late}");
    println!("ticket: {} bytes", size(&w, &TICKETS.key(ticket)));
    println!("subject: {} bytes", size(&w, &SUBJECTS.key(ticket)));
    println!("line: {} bytes", size(&w, &LINES.key((ticket, 0))));
    println!("fact: {} bytes", size(&w, &fact_key(ticket)));
    println!("counts: {} bytes", size(&w, &agreement_key(OFFICE)));
    assert!(fresh <= late && late <= MOST_HOT, "{late} bytes");
}

fn size(w: &World, key: &[u8]) -> usize {
    let found = w.app.wrap().query_wasm_raw(&w.registry, key).unwrap();
    found.expect("a record").len()
}
