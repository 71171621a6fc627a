//! given two open tickets of one agreement
//! ├── when the provider proposes a merge
//! │   ├── nothing changes before the customer agrees, and only the customer can
//! │   ├── its history says into which, and whether both are the same matter
//! │   └── the same ticket, one of another agreement, one for which a resolution is proposed, by a human or by
//! │       a bot, and a closed one are refused
//! ├── when the customer agrees
//! │   ├── the one closes for ever, the other has the larger used time of each metric
//! │   ├── what is overdue on both is booked
//! │   ├── updates that the used time makes missed are booked at once, also where the clock waits, due in the
//! │   │   second before
//! │   ├── what was late on the other and what the merge adds are one booking, each metric in its place, as
//! │   │   they would come again were they refused
//! │   ├── merging away gains no time
//! │   └── an unanswered message stays unanswered since it was said
//! ├── when both are without an agreement
//! │   └── they stay with their customer and provider
//! └── when nothing is proposed, or the other one has ended meanwhile
//!     └── agreeing is refused

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::{Level, Metric};
use aftercare_domain::ticket::{Action, CloseReason, Illegal, Role, State};
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::sla_escrow::Miss;
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus};
use aftercare_ticket_registry::ContractError;

use crate::events::opened_ticket;
use crate::full::{bot, full_world, FIRST, FULL, MIXED, RESOLVE};
use crate::messages::{intake, lower, merge, open_msg};
use crate::recompute::{check_clocks, told};
use crate::world::{late, World, START};

/// The one was opened at the start, the other ten minutes later.
fn pair() -> (World, u64, u64) {
    let mut w = full_world();
    let one = w.open(FULL);
    w.at(600);
    let other = w.open(FULL);
    (w, one, other)
}

fn merges(w: &mut World, (one, other): (u64, u64), duplicate: bool) -> Result<(), ContractError> {
    let p = w.people.clone();
    w.act(&p.agent, merge(one, other, duplicate))?;
    let agree = ExecuteMsg::AgreeMerge { ticket: one };
    w.act(&p.customer, agree).map(drop)
}

#[test]
fn nothing_changes_before_the_customer_agrees() {
    let (mut w, one, other) = pair();
    let p = w.people.clone();
    w.act(&p.agent, merge(one, other, false)).unwrap();
    assert_eq!(w.status(one), TicketStatus::Open);
    w.at(30 * DAY);
    w.poke(one);
    assert_eq!(w.status(one), TicketStatus::Open);
    let done = w.act(&p.agent, ExecuteMsg::AgreeMerge { ticket: one });
    let illegal = Illegal {
        found: State::Open,
        action: Action::Merge,
        role: Role::Provider,
    };
    let ticket = one;
    let refused = ContractError::Illegal { ticket, illegal };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn only_an_open_ticket_of_the_same_agreement_goes_on() {
    let (mut w, one, other) = pair();
    let p = w.people.clone();
    let foreign = w.open(MIXED);
    let refused = |into, state| ContractError::NoPair {
        ticket: one,
        into,
        state,
    };
    let tries = |w: &mut World, into| w.act(&p.agent, merge(one, into, false)).unwrap_err();
    assert_eq!(tries(&mut w, one), refused(one, "open"));
    assert_eq!(tries(&mut w, foreign), refused(foreign, "open"));
    let bot = bot(&w);
    w.proposes(&bot, other).unwrap();
    assert_eq!(tries(&mut w, other), refused(other, "suggested"));
    w.rejects(&p.customer, other).unwrap();
    w.proposes(&p.agent, other).unwrap();
    assert_eq!(tries(&mut w, other), refused(other, "resolved"));
    w.accepts(&p.customer, other).unwrap();
    assert_eq!(tries(&mut w, other), refused(other, "closed"));
    let ticket = 99;
    let unknown = ContractError::TicketUnknown { ticket };
    assert_eq!(tries(&mut w, ticket), unknown);
}

#[test]
fn tickets_without_an_agreement_stay_with_their_customer_and_provider() {
    let mut w = World::new();
    let p = w.people.clone();
    for provider in [&p.provider, &p.other_provider] {
        w.act(provider, intake(3)).unwrap();
    }
    let one = w.open_free();
    let free = |w: &mut World, customer, provider| {
        let msg = ExecuteMsg::Open(open_msg(None, provider));
        opened_ticket(&w.act(customer, msg).unwrap())
    };
    let of_another_customer = free(&mut w, &p.customer, &p.provider);
    let with_another_provider = free(&mut w, &p.stranger, &p.other_provider);
    for into in [of_another_customer, with_another_provider] {
        let refused = ContractError::NoPair {
            ticket: one,
            into,
            state: "open",
        };
        let done = w.act(&p.agent, merge(one, into, false));
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn the_one_closes_for_ever_and_the_other_has_the_larger_used_time() {
    for (duplicate, reason) in [(false, CloseReason::Merged), (true, CloseReason::Duplicate)] {
        let (mut w, one, other) = pair();
        let customer = w.people.customer.clone();
        w.at(900);
        merges(&mut w, (one, other), duplicate).unwrap();
        assert_eq!(w.status(one), TicketStatus::Closed(reason));
        let ticket = one;
        let refused = ContractError::Final { ticket, reason };
        assert_eq!(w.reopens(&customer, one).unwrap_err(), refused);
        for metric in [Metric::FirstResponse, Metric::Update, Metric::Resolution] {
            assert_eq!(w.clock(other, metric, 0).used, Seconds(900));
        }
        check_clocks(&w, one);
        check_clocks(&w, other);
        let sum: u64 = w
            .intervals(other, 2)
            .iter()
            .map(|interval| interval.metrics[3].counted.0)
            .sum();
        assert_eq!(sum, 900);
    }
}

#[test]
fn the_history_says_into_which_ticket_and_whether_it_is_the_same_matter() {
    for (duplicate, kind) in [(false, "merged"), (true, "duplicated")] {
        let (mut w, one, other) = pair();
        merges(&mut w, (one, other), duplicate).unwrap();
        let told = told(&w, one, 1);
        let into = other.to_be_bytes();
        // Three clocks count on the open ticket, and none once it is closed.
        let proposed = [&[1, 0, 13][..], &into, &[duplicate.into()]].concat();
        let agreed = [&[0, 4, 0][..], &into].concat();
        let expected = [
            ("merge_proposed".to_owned(), proposed),
            (kind.to_owned(), agreed),
        ];
        assert_eq!(told, expected);
    }
}

#[test]
fn what_is_overdue_is_booked_on_both() {
    let (mut w, one, other) = pair();
    w.at(FIRST + 700);
    merges(&mut w, (one, other), false).unwrap();
    let booked = |ticket| -> Vec<(u64, u64)> {
        let misses = w.misses(ticket, Metric::FirstResponse);
        let shown = misses.iter().map(|miss| (miss.due.0, late(miss).0 .0));
        shown.collect()
    };
    assert_eq!(booked(one), [(START + FIRST, 700)]);
    assert_eq!(booked(other), [(START + 600 + FIRST, 100)]);
    let clock = w.clock(other, Metric::FirstResponse, 0);
    assert_eq!(clock.used, Seconds(FIRST + 700));
    assert_eq!(clock.due_at, Some(UnixTime(START + 600 + FIRST)));
}

#[test]
fn updates_that_are_missed_by_a_merge_are_booked_at_once_also_where_the_clock_waits() {
    for waits in [false, true] {
        let (mut w, one, other) = pair();
        let p = w.people.clone();
        // Four times as long between two words.
        let lower = lower(one, Level::Medium, Level::Medium);
        w.act(&p.customer, lower).unwrap();
        w.at(15 * HOUR);
        let word = if waits { World::asks } else { World::replies };
        word(&mut w, &p.agent, other).unwrap();
        let before = w.misses(other, Metric::Update).len();
        merges(&mut w, (one, other), false).unwrap();
        let missed = w.misses(other, Metric::Update);
        let last = missed.last().unwrap();
        assert_eq!(missed.len(), before + 1, "waits: {waits}");
        assert_eq!(last.due, UnixTime(START + 15 * HOUR - 1));
        let counted = missed.iter().map(|miss| match miss.measure {
            Measure::Count { number } => number,
            _ => 0,
        });
        let counted: Vec<_> = counted.collect();
        // Three were missed before the word, and three more intervals are used up by the merge.
        assert_eq!(counted, [3, 6]);
        check_clocks(&w, other);
    }
}

#[test]
fn what_was_late_before_a_merge_and_what_it_adds_are_one_booking() {
    // A cap gives to who comes first, and a refusal must not change who that is, nor what it is for.
    let told = |refused: bool| -> Vec<Miss> {
        let (mut w, one, other) = pair();
        let customer = w.people.customer.clone();
        let lower = lower(one, Level::Medium, Level::Medium);
        w.act(&customer, lower).unwrap();
        w.at(15 * HOUR);
        w.refuse_bookings(refused);
        merges(&mut w, (one, other), false).unwrap();
        w.refuse_bookings(false);
        assert_eq!(w.poke(other), refused);
        let sent = w.bookings().into_iter().flat_map(|b| b.misses);
        sent.filter(|miss| miss.subject == other).collect()
    };
    let metrics: Vec<_> = told(false).iter().map(|miss| miss.metric).collect();
    let all = [Metric::FirstResponse, Metric::Update, Metric::Resolution];
    assert_eq!(metrics, all);
    assert_eq!(told(false)[1].measure, Measure::Count { number: 6 });
    assert_eq!(told(true), told(false));
}

#[test]
fn merging_into_a_younger_ticket_gains_no_time() {
    let mut w = full_world();
    let agent = w.people.agent.clone();
    let one = w.open(FULL);
    w.replies(&agent, one).unwrap();
    w.at(RESOLVE - 5);
    let other = w.open(FULL);
    w.replies(&agent, other).unwrap();
    merges(&mut w, (one, other), false).unwrap();
    let due = w.clock(other, Metric::Resolution, 0).due_at;
    assert_eq!(due, Some(UnixTime(START + RESOLVE)));
    w.at(RESOLVE + 1);
    assert!(w.is_due(other) && w.poke(other));
    let misses = w.misses(other, Metric::Resolution);
    assert_eq!(late(&misses[0]), (Seconds(1), Seconds(RESOLVE)));
}

#[test]
fn an_unanswered_message_stays_unanswered_since_it_was_said() {
    let (mut w, one, other) = pair();
    let p = w.people.clone();
    w.replies(&p.agent, one).unwrap();
    w.replies(&p.agent, other).unwrap();
    w.replies(&p.customer, one).unwrap();
    w.at(900);
    merges(&mut w, (one, other), false).unwrap();
    let clock = w.clock(other, Metric::NextResponse, 0);
    assert_eq!((clock.used, clock.running), (Seconds(300), true));
    check_clocks(&w, other);
}

#[test]
fn agreeing_to_nothing_or_to_an_ended_ticket_is_refused() {
    let (mut w, one, other) = pair();
    let p = w.people.clone();
    let agree = ExecuteMsg::AgreeMerge { ticket: one };
    let refused = ContractError::NoMerge { ticket: one };
    assert_eq!(w.act(&p.customer, agree.clone()).unwrap_err(), refused);
    w.act(&p.agent, merge(one, other, false)).unwrap();
    w.act(&p.customer, ExecuteMsg::Cancel { ticket: other })
        .unwrap();
    let refused = ContractError::NoPair {
        ticket: one,
        into: other,
        state: "closed",
    };
    assert_eq!(w.act(&p.customer, agree).unwrap_err(), refused);
}
