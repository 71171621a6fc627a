//! given a covered ticket that is late
//! ├── when somebody pokes it
//! │   ├── nothing is booked in the last second of the target, and the miss in the next
//! │   ├── a running clock is booked again when it reaches another tier, and not before
//! │   ├── whoever pokes is named as keeper, and nobody where a party's own message books
//! │   └── a poke without news sends nothing and changes nothing
//! ├── when a message stops the late clock
//! │   └── its final lateness is booked, whatever was booked before
//! ├── when several tickets are poked together
//! │   ├── those of one agreement share one message, 30 misses at most
//! │   ├── each is booked at the tiers of its own agreement
//! │   ├── a ticket named twice, none, or more than 30 are refused
//! │   └── the result is that of poking them one by one
//! ├── when one ticket has missed more than one message takes
//! │   └── they are booked in as many messages as they need
//! ├── when the escrow refuses a booking
//! │   ├── the ticket moves on, the booking is kept and counts as unsettled
//! │   ├── it is due at once, and anyone's poke sends it again
//! │   ├── more than one message takes are kept and sent again without loss
//! │   ├── they come again in the order in which they came first
//! │   └── a later lateness takes its place, also across cycles
//! ├── when any message comes
//! │   └── the escrow is asked for tiers only where a booked clock runs on
//! └── when the escrow's terms can no longer be read
//!     └── no ticket waits for them, and the final lateness is booked

use std::cell::Cell;
use std::rc::Rc;

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::raw::{agreement_key, terms_key, AgreementTickets};
use aftercare_interface::sla_escrow::Miss;
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus};
use aftercare_interface::Role;
use aftercare_kit::KitError;
use aftercare_ticket_registry::{contract, ContractError};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, Storage, SystemError, SystemResult};

use crate::events::events;
use crate::full::{full_world, FULL, NEXT, RESOLVE, UPDATE};
use crate::messages::commitment;
use crate::puppet::Pull;
use crate::world::{World, ALWAYS, FIRST_RESPONSE, OFFICE, RESOLUTION, SECOND_TIER, START};

fn unsettled(w: &World) -> u32 {
    unsettled_of(w, ALWAYS)
}

fn unsettled_of(w: &World, agreement: u64) -> u32 {
    let counts: AgreementTickets = w.raw(&agreement_key(agreement)).unwrap();
    counts.unsettled
}

/// A ticket answered at once, so that only its resolution can be late.
fn answered(w: &mut World) -> u64 {
    let agent = w.people.agent.clone();
    let ticket = w.open(ALWAYS);
    w.replies(&agent, ticket).unwrap();
    ticket
}

#[test]
fn a_miss_is_booked_in_the_first_late_second() {
    for (now, late) in [
        (FIRST_RESPONSE - 1, false),
        (FIRST_RESPONSE, false),
        (FIRST_RESPONSE + 1, true),
    ] {
        let mut w = World::new();
        let ticket = w.open(ALWAYS);
        w.at(now);
        assert_eq!(w.is_due(ticket), late);
        assert_eq!(w.poke(ticket), late);
        let expected: &[Miss] = &[Miss {
            subject: ticket,
            metric: Metric::FirstResponse,
            cycle: 0,
            ordinal: 0,
            due: UnixTime(START + FIRST_RESPONSE),
            measure: Measure::Late {
                late: Seconds(1),
                target: Seconds(FIRST_RESPONSE),
            },
        }];
        let booked = w.bookings();
        assert_eq!(booked.len(), usize::from(late));
        for booking in booked {
            assert_eq!(booking.misses, expected);
            assert_eq!(booking.agreement, ALWAYS);
            assert_eq!(booking.sender, w.registry.to_string());
        }
    }
}

#[test]
fn whoever_pokes_is_the_keeper_and_nobody_of_a_partys_own_booking() {
    let mut w = World::new();
    let p = w.people.clone();
    let tickets = [w.open(ALWAYS), w.open(ALWAYS), w.open(ALWAYS)];
    w.at(FIRST_RESPONSE + 1);
    w.act(&p.stranger, ExecuteMsg::Poke { ticket: tickets[0] })
        .unwrap();
    let many = ExecuteMsg::PokeMany {
        tickets: vec![tickets[1]],
    };
    w.act(&p.provider, many).unwrap();
    w.replies(&p.agent, tickets[2]).unwrap();
    let keepers: Vec<_> = w.bookings().into_iter().map(|b| b.keeper).collect();
    let named = |person: &Addr| Some(person.to_string());
    assert_eq!(keepers, [named(&p.stranger), named(&p.provider), None]);
}

#[test]
fn a_running_clock_is_booked_again_at_the_next_tier_only() {
    let mut w = World::new();
    let ticket = answered(&mut w);
    let first_tier = RESOLUTION.div_ceil(10_000);
    let mut expected = vec![];
    for (late, books) in [
        (1, true),
        (1, false),
        (first_tier, true),
        (first_tier + 1, false),
        (SECOND_TIER - 1, false),
        (SECOND_TIER, true),
        (SECOND_TIER + 1, false),
        (SECOND_TIER * 50, false),
    ] {
        w.at(RESOLUTION + late);
        let before = w.storage();
        assert_eq!(w.is_due(ticket), books, "{late} s late");
        assert_eq!(w.poke(ticket), books, "{late} s late");
        if books {
            expected.push((Metric::Resolution, 0, late));
        } else {
            assert_eq!(w.storage(), before);
        }
    }
    assert_eq!(w.lateness_booked(ticket), expected);
}

#[test]
fn the_message_that_stops_a_late_clock_books_its_final_lateness() {
    for poked in [false, true] {
        let mut w = World::new();
        let agent = w.people.agent.clone();
        let ticket = w.open(ALWAYS);
        w.at(FIRST_RESPONSE + 1);
        if poked {
            w.poke(ticket);
        }
        w.at(FIRST_RESPONSE + 90);
        w.replies(&agent, ticket).unwrap();
        let last = w.lateness_booked(ticket).pop();
        assert_eq!(last, Some((Metric::FirstResponse, 0, 90)));
        w.at(RESOLUTION + 40);
        w.proposes(&agent, ticket).unwrap();
        let last = w.lateness_booked(ticket).pop();
        assert_eq!(last, Some((Metric::Resolution, 0, 40)));
        assert!(!w.poke(ticket), "nothing is left to book");
    }
}

#[test]
fn a_pause_of_a_late_clock_books_and_a_rejection_lets_it_grow() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.at(RESOLUTION + 10);
    w.asks(&p.agent, ticket).unwrap();
    w.at(RESOLUTION + DAY);
    w.replies(&p.customer, ticket).unwrap();
    w.at(RESOLUTION + DAY + 5);
    w.proposes(&p.agent, ticket).unwrap();
    w.at(RESOLUTION + 2 * DAY);
    w.rejects(&p.customer, ticket).unwrap();
    w.at(RESOLUTION + 2 * DAY + 5);
    w.proposes(&p.agent, ticket).unwrap();
    let lateness: Vec<_> = w.lateness_booked(ticket).iter().map(|m| m.2).collect();
    assert_eq!(lateness, [10, 15, 20]);
    let dues: Vec<_> = w.bookings().iter().map(|b| b.misses[0].due).collect();
    assert_eq!(dues, [UnixTime(START + RESOLUTION); 3]);
}

#[test]
fn tickets_of_one_agreement_share_one_message() {
    let mut w = World::new();
    let stranger = w.people.stranger.clone();
    let tickets: Vec<u64> = (0..30)
        .map(|n| w.open(if n % 3 == 0 { OFFICE } else { ALWAYS }))
        .collect();
    w.at(RESOLUTION + 1);
    let msg = ExecuteMsg::PokeMany {
        tickets: tickets.clone(),
    };
    let response = w.act(&stranger, msg).unwrap();
    assert_eq!(events(&response, "poked"), 30);
    let sizes: Vec<_> = w
        .bookings()
        .iter()
        .map(|booked| (booked.agreement, booked.misses.len()))
        .collect();
    // Two misses each: 10 tickets of the one fit into one message, 20 of the other need two.
    assert_eq!(sizes, [(OFFICE, 20), (ALWAYS, 30), (ALWAYS, 10)]);
}

#[test]
fn tickets_poked_together_are_each_booked_at_their_own_tiers() {
    let mut w = full_world();
    let stranger = w.people.stranger.clone();
    // Of a late first response, the one agreement has one tier, the other another after an hour.
    let (one, other) = (w.open(ALWAYS), w.open(FULL));
    let tickets = vec![one, other];
    for late in [1, HOUR] {
        w.at(FIRST_RESPONSE + late);
        let tickets = tickets.clone();
        w.act(&stranger, ExecuteMsg::PokeMany { tickets }).unwrap();
    }
    let first = |late| (Metric::FirstResponse, 0, late);
    assert_eq!(w.lateness_booked(one), [first(1)]);
    assert_eq!(w.lateness_booked(other), [first(1), first(HOUR)]);
}

#[test]
fn poking_many_is_poking_one_by_one() {
    let run = |together: bool| {
        let mut w = World::new();
        let stranger = w.people.stranger.clone();
        let tickets: Vec<u64> = (0..6).map(|_| w.open(ALWAYS)).collect();
        w.at(RESOLUTION + 1);
        if together {
            let tickets = tickets.clone();
            w.act(&stranger, ExecuteMsg::PokeMany { tickets }).unwrap();
        } else {
            assert!(tickets.iter().all(|ticket| w.poke(*ticket)));
        }
        let views: Vec<_> = tickets
            .iter()
            .map(|t| (w.ticket(*t), w.clocks(*t)))
            .collect();
        let misses: Vec<_> = w.bookings().into_iter().flat_map(|b| b.misses).collect();
        (views, misses)
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn what_one_ticket_missed_in_many_periods_is_booked_at_once() {
    let mut w = full_world();
    let mut cover = w.cover(FULL);
    cover.period_length = Seconds(2 * UPDATE);
    w.put_cover(FULL, cover);
    let ticket = w.open(FULL);
    // Updates of 37 periods, the first word and the resolution.
    w.at(36 * 2 * UPDATE + 1);
    assert!(w.poke(ticket));
    let bookings = w.bookings();
    let sizes: Vec<_> = bookings.iter().map(|booked| booked.misses.len()).collect();
    assert_eq!(sizes, [30, 9]);
    let updates = w.misses(ticket, Metric::Update);
    let periods: Vec<_> = updates.iter().map(|miss| miss.ordinal).collect();
    assert_eq!(periods, (0..=36).collect::<Vec<u32>>());
    assert_eq!(unsettled_of(&w, FULL), 1, "nothing is kept");
}

#[test]
fn refused_misses_come_again_in_the_order_in_which_they_came_first() {
    // A cap gives to who comes first, and a refusal must not change who that is.
    let told = |refused: bool| -> Vec<Miss> {
        let mut w = full_world();
        let ticket = w.open(FULL);
        w.refuse_bookings(refused);
        w.at(RESOLVE + 1);
        assert!(w.poke(ticket));
        w.refuse_bookings(false);
        assert_eq!(w.poke(ticket), refused);
        w.bookings().into_iter().flat_map(|b| b.misses).collect()
    };
    let metrics: Vec<_> = told(false).iter().map(|miss| miss.metric).collect();
    let all = [Metric::FirstResponse, Metric::Update, Metric::Resolution];
    assert_eq!(metrics, all);
    assert_eq!(told(true), told(false));
}

#[test]
fn none_too_many_and_doubles_are_refused() {
    let mut w = World::new();
    let stranger = w.people.stranger.clone();
    let ticket = w.open(ALWAYS);
    let count = |count| KitError::Count {
        field: "tickets",
        count,
        min: 1,
        max: 30,
    };
    let twice = KitError::Duplicate {
        field: "tickets",
        value: ticket.to_string(),
    };
    for (tickets, refused) in [
        (vec![], count(0)),
        ((1..=31).collect(), count(31)),
        (vec![ticket, ticket], twice),
    ] {
        let done = w.act(&stranger, ExecuteMsg::PokeMany { tickets });
        assert_eq!(done.unwrap_err(), ContractError::Kit(refused));
    }
    w.at(RESOLUTION + 1);
    let tickets = vec![ticket, 99];
    let done = w.act(&stranger, ExecuteMsg::PokeMany { tickets });
    let refused = ContractError::TicketUnknown { ticket: 99 };
    assert_eq!(done.unwrap_err(), refused);
    assert!(w.bookings().is_empty());
}

#[test]
fn a_refused_booking_is_kept_and_the_ticket_moves_on() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.refuse_bookings(true);
    w.at(RESOLUTION + 10);
    let response = w.proposes(&p.agent, ticket).unwrap();
    assert_eq!(events(&response, "booking-failed"), 1);
    assert_eq!(w.status(ticket), TicketStatus::Resolved);
    assert_eq!(unsettled(&w), 2);
    w.accepts(&p.customer, ticket).unwrap();
    assert_eq!(unsettled(&w), 1, "closed, but for the booking");
    assert_eq!(w.next_step(ticket).role, Role::Anyone);
    assert!(w.is_due(ticket));
}

#[test]
fn anyones_poke_sends_a_kept_booking_again_until_it_is_taken() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.refuse_bookings(true);
    w.at(RESOLUTION + 10);
    w.proposes(&p.agent, ticket).unwrap();
    w.accepts(&p.customer, ticket).unwrap();
    for _ in 0..3 {
        assert!(w.poke(ticket), "tried, refused, kept");
        assert_eq!(unsettled(&w), 1);
        assert!(w.is_due(ticket));
    }
    w.refuse_bookings(false);
    assert!(w.poke(ticket));
    assert_eq!(w.lateness_booked(ticket), [(Metric::Resolution, 0, 10)]);
    assert_eq!(unsettled(&w), 0);
    assert!(!w.is_due(ticket) && !w.poke(ticket));
    assert_eq!(w.next_step(ticket).role, Role::Nobody);
}

#[test]
fn kept_bookings_of_several_cycles_and_metrics_are_sent_together() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.refuse_bookings(true);
    let mut now = RESOLUTION + 10;
    for _ in 0..3 {
        w.at(now);
        w.proposes(&p.agent, ticket).unwrap();
        w.accepts(&p.customer, ticket).unwrap();
        w.reopens(&p.customer, ticket).unwrap();
        now += RESOLUTION + 10;
    }
    // Two of the first cycle, one each of the second and third; and the ticket itself is open.
    assert_eq!(unsettled(&w), 5);
    w.refuse_bookings(false);
    w.at(now);
    w.poke(ticket);
    let cycles: Vec<_> = w
        .lateness_booked(ticket)
        .iter()
        .map(|miss| (miss.0, miss.1))
        .collect();
    let (first, resolution) = (Metric::FirstResponse, Metric::Resolution);
    let expected = [
        (first, 0),
        (resolution, 0),
        (resolution, 1),
        (resolution, 2),
        (resolution, 3),
    ];
    assert_eq!(cycles, expected);
    assert_eq!((w.bookings().len(), unsettled(&w)), (1, 1));
}

/// The waits for an answer of which the escrow hears, in order.
fn waits(w: &World, ticket: u64) -> Vec<u32> {
    let misses = w.misses(ticket, Metric::NextResponse);
    misses.iter().map(|miss| miss.ordinal).collect()
}

#[test]
fn more_kept_bookings_than_one_message_takes_are_sent_without_loss() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    w.replies(&p.agent, ticket).unwrap();
    w.refuse_bookings(true);
    let (late, rounds) = (4 * NEXT + 1, 40);
    for round in 1..=rounds {
        w.replies(&p.customer, ticket).unwrap();
        w.at(late * round);
        if round < rounds {
            w.replies(&p.agent, ticket).unwrap();
        }
    }
    let kept = unsettled_of(&w, FULL);
    assert!(w.poke(ticket), "two messages, both refused, nothing lost");
    assert!(unsettled_of(&w, FULL) > kept, "the running clock's too");
    w.refuse_bookings(false);
    while w.is_due(ticket) {
        assert!(w.poke(ticket));
    }
    assert_eq!(unsettled_of(&w, FULL), 1, "nothing is kept any more");
    let all: Vec<u32> = (0..40).collect();
    assert_eq!(waits(&w, ticket), all);
}

#[test]
fn a_later_lateness_takes_the_place_of_a_kept_one() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = answered(&mut w);
    w.refuse_bookings(true);
    w.at(RESOLUTION + 1);
    w.poke(ticket);
    w.at(RESOLUTION + 500);
    w.proposes(&agent, ticket).unwrap();
    assert_eq!(unsettled(&w), 2, "one booking, however often refused");
    w.refuse_bookings(false);
    w.poke(ticket);
    assert_eq!(w.lateness_booked(ticket), [(Metric::Resolution, 0, 500)]);
}

#[test]
fn refused_bookings_of_many_tickets_are_each_kept() {
    let mut w = World::new();
    let stranger = w.people.stranger.clone();
    let tickets: Vec<u64> = (0..20).map(|_| w.open(ALWAYS)).collect();
    w.refuse_bookings(true);
    w.at(RESOLUTION + 1);
    let msg = ExecuteMsg::PokeMany {
        tickets: tickets.clone(),
    };
    let response = w.act(&stranger, msg.clone()).unwrap();
    assert_eq!(events(&response, "booking-failed"), 40);
    assert_eq!(unsettled(&w), 60);
    w.refuse_bookings(false);
    w.act(&stranger, msg).unwrap();
    assert_eq!(unsettled(&w), 20);
    for ticket in tickets {
        assert_eq!(w.lateness_booked(ticket).len(), 2);
    }
}

#[test]
fn no_ticket_waits_for_terms_that_cannot_be_read() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = answered(&mut w);
    w.at(RESOLUTION + 1);
    assert!(w.poke(ticket));
    w.pull(&Pull::Put {
        key: terms_key(ALWAYS).into(),
        value: vec![9, 9].into(),
    });
    w.at(RESOLUTION + 2 * SECOND_TIER);
    w.replies(&p.customer, ticket).unwrap();
    assert!(!w.is_due(ticket) && !w.poke(ticket));
    w.proposes(&p.agent, ticket).unwrap();
    let last = w.lateness_booked(ticket).pop();
    assert_eq!(last, Some((Metric::Resolution, 0, 2 * SECOND_TIER)));
}

/// How often the escrow is asked while the registry, as it is, takes this message.
fn questions(w: &World, sender: &Addr, msg: ExecuteMsg) -> u32 {
    let mut deps = mock_dependencies();
    for (key, value) in w.storage() {
        deps.storage.set(&key, &value);
    }
    let asked = Rc::new(Cell::new(0));
    let count = Rc::clone(&asked);
    deps.querier.update_wasm(move |_| {
        count.set(count.get() + 1);
        SystemResult::Err(SystemError::Unknown {})
    });
    let mut env = mock_env();
    env.block = w.app.block_info();
    contract::execute(deps.as_mut(), env, message_info(sender, &[]), msg).unwrap();
    asked.get()
}

#[test]
fn the_escrow_is_asked_for_tiers_only_where_a_booked_clock_runs_on() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = answered(&mut w);
    let content = commitment(9);
    let escalate = ExecuteMsg::Escalate { ticket, content };
    w.at(RESOLUTION + 1);
    assert_eq!(questions(&w, &customer, escalate.clone()), 0);
    assert!(w.poke(ticket));
    assert_eq!(questions(&w, &customer, escalate), 1);
}
