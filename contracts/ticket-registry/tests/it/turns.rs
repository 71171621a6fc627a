//! given tickets of which somebody is customer or provider
//! ├── when it is asked for those on which it is that one's turn
//! │   ├── they come from both lists in one order, each once, and closed ones do not
//! │   └── a page examines no more than it may, and pages join to all
//! └── when bookings were refused
//!     └── they are listed, and no longer once a poke has sent them

use aftercare_domain::policy::Metric;
use aftercare_domain::time::HOUR;
use aftercare_interface::ticket_registry::{ExecuteMsg, PendingBooking, QueryMsg, TicketRow};
use aftercare_interface::Page;
use cosmwasm_std::Addr;

use crate::events::opened_ticket;
use crate::messages::{intake, open_msg};
use crate::world::{World, ALWAYS};

fn page(w: &World, who: &Addr, start_after: Option<u64>, limit: u32) -> Page<TicketRow, u64> {
    w.ask(&QueryMsg::TicketsByTurn {
        who: who.to_string(),
        start_after,
        limit: Some(limit),
    })
}

fn turns(w: &World, who: &Addr) -> Vec<u64> {
    let rows = page(w, who, None, 30).rows;
    rows.into_iter().map(|row| row.ticket).collect()
}

/// The provider is a customer of another provider too.
fn world() -> (World, u64) {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.other_provider, intake(3)).unwrap();
    w.open(ALWAYS);
    let msg = ExecuteMsg::Open(open_msg(None, &p.other_provider));
    let own = opened_ticket(&w.act(&p.provider, msg).unwrap());
    w.open(ALWAYS);
    w.open(ALWAYS);
    (w, own)
}

#[test]
fn turns_come_from_both_lists_in_one_order() {
    let (mut w, own) = world();
    let p = w.people.clone();
    assert_eq!(turns(&w, &p.provider), [1, 3, 4]);
    w.asks(&p.other_agent, own).unwrap();
    assert_eq!(turns(&w, &p.provider), [1, 2, 3, 4]);
    w.proposes(&p.agent, 3).unwrap();
    w.close(4);
    assert_eq!(turns(&w, &p.provider), [1, 2]);
    assert_eq!(turns(&w, &p.customer), [3]);
    assert_eq!(turns(&w, &p.stranger), [0u64; 0]);
}

#[test]
fn pages_examine_what_they_may_and_join_to_all() {
    let (w, own) = world();
    let provider = w.people.provider.clone();
    let first = page(&w, &provider, None, 2);
    assert_eq!((first.rows.len(), first.next), (1, Some(own)));
    let second = page(&w, &provider, first.next, 2);
    let found: Vec<_> = second.rows.iter().map(|row| row.ticket).collect();
    assert_eq!((found, second.next), (vec![3, 4], Some(4)));
    assert_eq!(page(&w, &provider, second.next, 2).rows, []);
}

fn pending(w: &World, start_after: Option<PendingBooking>) -> Vec<PendingBooking> {
    let page: Page<PendingBooking, PendingBooking> = w.ask(&QueryMsg::PendingBookings {
        start_after,
        limit: None,
    });
    page.rows
}

#[test]
fn refused_bookings_are_listed_until_they_are_sent() {
    let mut w = World::new();
    let tickets = [w.open(ALWAYS), w.open(ALWAYS)];
    w.refuse_bookings(true);
    w.at(HOUR + 1);
    for ticket in tickets {
        w.poke(ticket);
    }
    let listed = pending(&w, None);
    let found: Vec<_> = listed.iter().map(|row| (row.ticket, row.metric)).collect();
    let late = Metric::FirstResponse;
    assert_eq!(found, [(1, late), (2, late)]);
    assert_eq!(listed[0].agreement, ALWAYS);
    assert_eq!(pending(&w, Some(listed[0].clone())), listed[1..]);
    w.refuse_bookings(false);
    for ticket in tickets {
        w.poke(ticket);
    }
    assert_eq!(pending(&w, None), []);
}
