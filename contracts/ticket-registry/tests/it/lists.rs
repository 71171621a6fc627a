//! given many tickets
//! ├── when they are listed
//! │   ├── pages join to all of them, oldest first
//! │   ├── closed ones are left out on request, also those that time alone closed
//! │   ├── a page that the filter left empty still says where to read on
//! │   └── a limit of 0 or of more than 30 is refused
//! ├── when what is due is listed
//! │   └── the most overdue comes first, and pages join to all
//! └── when something unknown is asked for
//!     └── it is an error, or zero where zero is true

use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{
    AgreementTicketsResponse, CalendarResponse, DueRow, QueryMsg, TicketRow, TicketStatus,
};
use aftercare_interface::Page;

use crate::messages::office_hours;
use crate::world::{World, ALWAYS, OFFICE, START, WINDOW};

type Tickets = Page<TicketRow, u64>;

fn of_customer(w: &World, open_only: bool, (after, limit): (Option<u64>, u32)) -> Tickets {
    w.ask(&QueryMsg::TicketsByCustomer {
        customer: w.people.customer.to_string(),
        open_only,
        start_after: after,
        limit: Some(limit),
    })
}

fn numbers(page: &Tickets) -> Vec<u64> {
    page.rows.iter().map(|row| row.ticket).collect()
}

#[test]
fn pages_join_to_all_tickets_oldest_first() {
    let mut w = World::new();
    for _ in 0..7 {
        w.open(ALWAYS);
    }
    let (mut found, mut after) = (vec![], None);
    loop {
        let page = of_customer(&w, false, (after, 3));
        found.extend(numbers(&page));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, (1..=7).collect::<Vec<_>>());
}

#[test]
fn each_list_holds_its_own() {
    let mut w = World::new();
    let (one, two) = (w.open(ALWAYS), w.open(OFFICE));
    let list = |agreement| {
        let page: Tickets = w.ask(&QueryMsg::TicketsByAgreement {
            agreement,
            open_only: true,
            start_after: None,
            limit: None,
        });
        numbers(&page)
    };
    assert_eq!((list(ALWAYS), list(OFFICE)), (vec![one], vec![two]));
    let page: Tickets = w.ask(&QueryMsg::TicketsByProvider {
        provider: w.people.provider.to_string(),
        open_only: false,
        start_after: Some(one),
        limit: None,
    });
    assert_eq!(numbers(&page), [two]);
    assert_eq!(page.rows[0].next_step, w.next_step(two));
}

#[test]
fn what_time_alone_has_closed_is_left_out_of_the_open_ones() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = w.open(ALWAYS);
    w.proposes(&agent, ticket).unwrap();
    let open = w.open(ALWAYS);
    w.at(WINDOW);
    assert_eq!(numbers(&of_customer(&w, true, (None, 9))), [ticket, open]);
    w.at(WINDOW + 1);
    assert_eq!(numbers(&of_customer(&w, true, (None, 9))), [open]);
    let all = of_customer(&w, false, (None, 9));
    let lapsed = TicketStatus::Closed(CloseReason::Lapsed);
    assert_eq!(all.rows[0].status, lapsed);
}

#[test]
fn an_emptied_page_says_where_to_read_on() {
    let mut w = World::new();
    for _ in 0..2 {
        let ticket = w.open(ALWAYS);
        w.close(ticket);
    }
    let last = w.open(ALWAYS);
    let page = of_customer(&w, true, (None, 2));
    assert_eq!((numbers(&page), page.next), (vec![], Some(2)));
    let page = of_customer(&w, true, (page.next, 2));
    assert_eq!((numbers(&page), page.next), (vec![last], None));
}

#[test]
fn a_limit_is_from_1_to_30() {
    let w = World::new();
    for limit in [0, 31] {
        assert!(w.fails(&QueryMsg::TicketsByAgreement {
            agreement: ALWAYS,
            open_only: false,
            start_after: None,
            limit: Some(limit),
        }));
    }
}

#[test]
fn the_most_overdue_comes_first() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let first = w.open(ALWAYS);
    w.replies(&agent, first).unwrap();
    w.at(60);
    let second = w.open(ALWAYS);
    w.at(120);
    let third = w.open(ALWAYS);
    let due = |after, before| -> Page<DueRow, DueRow> {
        w.ask(&QueryMsg::Due {
            before: UnixTime(before),
            start_after: after,
            limit: Some(2),
        })
    };
    let page = due(None, u64::MAX);
    let tickets: Vec<_> = page.rows.iter().map(|row| row.ticket).collect();
    assert_eq!(tickets, [second, third]);
    let rest = due(page.next, u64::MAX);
    assert_eq!(rest.rows[0].ticket, first);
    let at = page.rows[0].at.0;
    assert_eq!(due(None, at - 1).rows, []);
    assert_eq!(due(None, at).rows, [page.rows[0].clone()]);
}

#[test]
fn a_calendar_shows_its_owner_and_hours() {
    let w = World::new();
    let found: CalendarResponse = w.ask(&QueryMsg::Calendar {
        calendar: 1,
        version: None,
    });
    let expected = CalendarResponse {
        id: 1,
        owner: w.people.provider.clone(),
        version: 1,
        calendar: office_hours(),
    };
    assert_eq!(found, expected);
}

#[test]
fn the_unknown_is_an_error_or_a_true_zero() {
    let w = World::new();
    for msg in [
        QueryMsg::Ticket { ticket: 9 },
        QueryMsg::Clock {
            ticket: 9,
            start_after: None,
            limit: None,
        },
        QueryMsg::NextStep { ticket: 9 },
        QueryMsg::Calendar {
            calendar: 9,
            version: None,
        },
        QueryMsg::History {
            ticket: 9,
            start_after: None,
            limit: None,
        },
    ] {
        assert!(w.fails(&msg), "{msg:?}");
    }
    let counts: AgreementTicketsResponse = w.ask(&QueryMsg::AgreementTickets { agreement: 9 });
    assert_eq!((counts.opened, counts.unsettled), (0, 0));
    assert_eq!(w.now(), START);
}
