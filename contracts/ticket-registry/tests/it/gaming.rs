//! Ways to cheat a clock, each played by the one who would profit, beside an honest ticket where one helps.
//!
//! given a provider that wants less lateness on record
//! ├── it books one second late itself, before it answers three hours late
//! ├── it lets a bot reply, or propose and propose again
//! ├── it asks a question in the last second, and again and again
//! ├── it proposes a hollow resolution to stop the clock
//! ├── it proposes anything, again and again, and waits for silence
//! ├── it holds the ticket and never comes back
//! ├── it waits for silence after a customer who has escalated
//! ├── it holds by itself, or longer than agreed
//! ├── it talks the priority down, by itself or in silence, after it was late
//! ├── it raises the priority to begin a new target
//! ├── it merges the late ticket away
//! ├── it closes what nobody answered
//! ├── it publishes a holiday yesterday, or shifts its local clock over the office
//! ├── it shifts its local clock over the office and back, day by day
//! ├── it has another agent, or an agent that has expired, answer
//! └── it closes and has the customer reopen for a fresh clock
//! given a customer that wants more credit
//! ├── it sends many messages, each with a clock of its own
//! ├── it says thank you and waits
//! ├── it opens everything as urgent
//! ├── it raises after waiting, so that what is used counts against a shorter target
//! ├── it raises every hour
//! ├── it flags every word as hollow
//! ├── it rejects for ever, to let the waiting count
//! └── it reopens again and again for another whole target
//! given a stranger
//! └── it pokes at every second, and nothing changes

use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, RevisionError, UtcOffset,
};
use aftercare_domain::policy::{Level, Metric, Priority, ServiceHours};
use aftercare_domain::ticket::{Action, CloseReason, Illegal, Role, State};
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::sla_escrow::Quotas;
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus, Verdict};
use aftercare_ticket_registry::ContractError;

use crate::full::{bot, full_world, FIRST, FULL, NEXT, RESOLVE};
use crate::messages::{
    commitment, lower, merge, office_hours, open_msg, propose_hold, raise, terms, triage,
};
use crate::recompute::check_clocks;
use crate::world::{late, World, ALWAYS, FIRST_RESPONSE, OFFICE, SILENCE, START, WINDOW};

/// A world with a ticket that the agent has answered at once.
fn answered() -> (World, u64) {
    let mut w = full_world();
    let (ticket, agent) = (w.open(FULL), w.people.agent.clone());
    w.replies(&agent, ticket).unwrap();
    (w, ticket)
}

fn used(w: &World, ticket: u64, metric: Metric) -> u64 {
    let cycle = w.ticket(ticket).cycle;
    w.clock(ticket, metric, cycle).used.0
}

/// The greatest lateness of a metric that the escrow was told.
fn worst(w: &World, ticket: u64, metric: Metric) -> Option<u64> {
    let misses = w.misses(ticket, metric);
    misses.iter().map(|miss| late(miss).0 .0).max()
}

fn escalates(w: &mut World, ticket: u64) {
    let customer = w.people.customer.clone();
    let content = commitment(11);
    let msg = ExecuteMsg::Escalate { ticket, content };
    w.act(&customer, msg).unwrap();
}

fn illegal(ticket: u64, (found, action, role): (State, Action, Role)) -> ContractError {
    let illegal = Illegal {
        found,
        action,
        role,
    };
    ContractError::Illegal { ticket, illegal }
}

#[test]
fn booking_one_second_late_oneself_saves_nothing() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(FIRST_RESPONSE + 1);
    w.act(&p.provider, ExecuteMsg::Poke { ticket }).unwrap();
    assert_eq!(w.lateness_booked(ticket), [(Metric::FirstResponse, 0, 1)]);
    w.at(FIRST_RESPONSE + 3 * HOUR);
    w.replies(&p.agent, ticket).unwrap();
    let last = w.lateness_booked(ticket).pop();
    assert_eq!(last, Some((Metric::FirstResponse, 0, 3 * HOUR)));
}

#[test]
fn a_bots_replies_and_proposals_stop_no_clock() {
    let mut w = full_world();
    let (ticket, p, bot) = (w.open(FULL), w.people.clone(), bot(&w));
    for hour in 0..12 {
        w.at(hour * HOUR);
        w.replies(&bot, ticket).unwrap();
    }
    w.proposes(&bot, ticket).unwrap();
    w.at(12 * HOUR);
    w.rejects(&p.customer, ticket).unwrap();
    w.proposes(&bot, ticket).unwrap();
    w.at(13 * HOUR);
    escalates(&mut w, ticket);
    w.poke(ticket);
    assert_eq!(used(&w, ticket, Metric::FirstResponse), 13 * HOUR);
    let late = 13 * HOUR - FIRST;
    assert_eq!(worst(&w, ticket, Metric::FirstResponse), Some(late));
    let late = 13 * HOUR - RESOLVE;
    assert_eq!(worst(&w, ticket, Metric::Resolution), Some(late));
}

#[test]
fn a_bot_does_not_silence_a_customer_who_asks_for_a_human() {
    let (mut w, ticket) = answered();
    let (p, bot) = (w.people.clone(), bot(&w));
    w.proposes(&p.agent, ticket).unwrap();
    escalates(&mut w, ticket);
    w.replies(&bot, ticket).unwrap();
    w.at(NEXT + 60);
    w.poke(ticket);
    assert_eq!(worst(&w, ticket, Metric::NextResponse), Some(60));
    check_clocks(&w, ticket);
}

#[test]
fn a_question_in_the_last_second_only_pauses_what_is_left() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let mut now = RESOLVE - 1;
    for _ in 0..5 {
        w.at(now);
        w.asks(&p.agent, ticket).unwrap();
        now += 100;
        w.at(now);
        w.act(&p.customer, ExecuteMsg::EndPause { ticket }).unwrap();
    }
    assert_eq!(used(&w, ticket, Metric::Resolution), RESOLVE - 1);
    w.at(now + 2);
    assert!(w.poke(ticket));
    assert_eq!(worst(&w, ticket, Metric::Resolution), Some(1));
}

#[test]
fn a_hollow_proposal_stops_nothing_that_the_customer_does_not_accept() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.at(RESOLVE - 1);
    w.proposes(&p.agent, ticket).unwrap();
    w.at(RESOLVE);
    w.rejects(&p.customer, ticket).unwrap();
    w.at(RESOLVE + 2);
    assert!(w.poke(ticket));
    assert_eq!(worst(&w, ticket, Metric::Resolution), Some(1));
}

#[test]
fn proposing_again_and_again_gains_one_wait_and_no_more() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let mut now = 0;
    for _ in 0..6 {
        w.proposes(&p.agent, ticket).unwrap();
        now += 60;
        w.at(now);
        w.rejects(&p.customer, ticket).unwrap();
    }
    // The first wait was free; each later one counted, as far as a next response may take.
    assert_eq!(used(&w, ticket, Metric::Resolution), 5 * 60);
    w.proposes(&p.agent, ticket).unwrap();
    w.at(now + DAY);
    w.rejects(&p.customer, ticket).unwrap();
    assert_eq!(used(&w, ticket, Metric::Resolution), 5 * 60 + NEXT);
    check_clocks(&w, ticket);
}

#[test]
fn silence_never_makes_a_bots_word_or_an_unanswered_case_an_end() {
    let mut w = full_world();
    let (ticket, p, bot) = (w.open(FULL), w.people.clone(), bot(&w));
    w.proposes(&bot, ticket).unwrap();
    w.at(60 * DAY);
    w.poke(ticket);
    assert_eq!(w.status(ticket), TicketStatus::Open);
    let provider = (State::Open, Action::Accept, Role::Provider);
    let done = w.accepts(&p.agent, ticket);
    assert_eq!(done.unwrap_err(), illegal(ticket, provider));
    let done = w.act(&p.agent, ExecuteMsg::Cancel { ticket });
    let provider = (State::Open, Action::Cancel, Role::Provider);
    assert_eq!(done.unwrap_err(), illegal(ticket, provider));
    let done = w.act(&p.agent, ExecuteMsg::Decline { ticket });
    assert!(
        matches!(done, Err(ContractError::Covered { .. })),
        "{done:?}"
    );
    let late = 60 * DAY - FIRST;
    assert_eq!(worst(&w, ticket, Metric::FirstResponse), Some(late));
}

#[test]
fn a_hold_that_never_ends_ends_by_itself_and_within_its_budget() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let holds = |w: &mut World, days: u64| {
        let until = UnixTime(w.now() + days * DAY);
        w.act(&p.agent, propose_hold(ticket, until)).unwrap();
        w.act(&p.customer, ExecuteMsg::AgreeHold { ticket })
    };
    for round in 1..=2 {
        holds(&mut w, 14).unwrap();
        w.at(round * (14 * DAY + 1));
        assert_eq!(w.status(ticket), TicketStatus::InProgress);
    }
    let done = holds(&mut w, 3);
    assert!(
        matches!(done, Err(ContractError::HoldBudget { .. })),
        "{done:?}"
    );
    w.at(28 * DAY + RESOLVE + 60);
    w.poke(ticket);
    assert!(worst(&w, ticket, Metric::Resolution).is_some());
    check_clocks(&w, ticket);
}

#[test]
fn a_customer_who_escalates_is_not_silent() {
    let (mut w, asked) = answered();
    let p = w.people.clone();
    let held = w.open(FULL);
    w.asks(&p.agent, asked).unwrap();
    let until = UnixTime(w.now() + 14 * DAY);
    w.act(&p.agent, propose_hold(held, until)).unwrap();
    w.act(&p.customer, ExecuteMsg::AgreeHold { ticket: held })
        .unwrap();
    w.at(60);
    for ticket in [asked, held] {
        escalates(&mut w, ticket);
        assert_eq!(w.status(ticket), TicketStatus::InProgress);
    }
    w.at(60 * DAY);
    for ticket in [asked, held] {
        w.poke(ticket);
        assert_eq!(w.status(ticket), TicketStatus::InProgress);
        let late = 60 * DAY - 60 - NEXT;
        assert_eq!(worst(&w, ticket, Metric::NextResponse), Some(late));
        check_clocks(&w, ticket);
    }
}

#[test]
fn a_provider_neither_agrees_to_its_own_hold_nor_lengthens_it() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let until = UnixTime(START + HOUR);
    w.act(&p.agent, propose_hold(ticket, until)).unwrap();
    for role in [&p.agent, &p.provider] {
        let done = w.act(role, ExecuteMsg::AgreeHold { ticket });
        let provider = (State::InProgress, Action::AgreeHold, Role::Provider);
        assert_eq!(done.unwrap_err(), illegal(ticket, provider));
    }
    w.act(&p.customer, ExecuteMsg::AgreeHold { ticket })
        .unwrap();
    let longer = UnixTime(START + 2 * HOUR);
    w.act(&p.agent, propose_hold(ticket, longer)).unwrap();
    w.at(HOUR + 1 + RESOLVE);
    w.poke(ticket);
    assert_eq!(used(&w, ticket, Metric::Resolution), RESOLVE);
}

#[test]
fn talking_the_priority_down_unmisses_nothing() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.at(RESOLVE + 60);
    let to = triage(ticket, Level::Medium, Level::High);
    w.act(&p.agent, to).unwrap();
    assert_eq!(w.ticket(ticket).priority, Priority::P1);
    w.at(RESOLVE + 120);
    w.act(&p.customer, ExecuteMsg::ConsentTriage { ticket })
        .unwrap();
    assert_eq!(w.ticket(ticket).priority, Priority::P2);
    let clock = w.clock(ticket, Metric::Resolution, 0);
    let late = Seconds(120);
    assert_eq!(clock.verdict, Verdict::Missed { late });
    assert_eq!(worst(&w, ticket, Metric::Resolution), Some(120));
    check_clocks(&w, ticket);
}

#[test]
fn a_lower_priority_in_silence_comes_late_and_books_what_was_late() {
    let (mut w, ticket) = answered();
    let agent = w.people.agent.clone();
    w.act(&agent, triage(ticket, Level::Low, Level::Low))
        .unwrap();
    w.at(WINDOW + 2 * DAY);
    w.poke(ticket);
    assert_eq!(w.ticket(ticket).priority, Priority::P4);
    let missed = w.misses(ticket, Metric::Resolution);
    assert!(!missed.is_empty(), "the old target was missed long before");
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert!(matches!(clock.verdict, Verdict::Missed { .. }));
    check_clocks(&w, ticket);
}

#[test]
fn an_objection_keeps_the_priority_and_its_clock() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.act(&p.agent, triage(ticket, Level::Low, Level::Low))
        .unwrap();
    let reason = commitment(9);
    w.act(&p.customer, ExecuteMsg::ObjectTriage { ticket, reason })
        .unwrap();
    w.at(RESOLVE + 1);
    assert!(w.poke(ticket));
    assert_eq!(worst(&w, ticket, Metric::Resolution), Some(1));
}

#[test]
fn raising_the_priority_oneself_begins_no_new_target() {
    let mut w = full_world();
    let p = w.people.clone();
    let mut msg = open_msg(Some(FULL), &p.provider);
    msg.impact = Level::Medium;
    let response = w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
    let ticket = crate::events::opened_ticket(&response);
    // One second before the target of P2 is used up, P1 would begin another.
    w.at(2 * RESOLVE - 1);
    w.act(&p.agent, triage(ticket, Level::High, Level::High))
        .unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(clock.target, Seconds(2 * RESOLVE));
    w.at(2 * RESOLVE + 1);
    w.poke(ticket);
    assert_eq!(worst(&w, ticket, Metric::Resolution), Some(1));
}

#[test]
fn merging_a_late_ticket_away_books_it_and_passes_its_time_on() {
    let mut w = full_world();
    let p = w.people.clone();
    let one = w.open(FULL);
    w.at(RESOLVE + 60);
    let other = w.open(FULL);
    w.act(&p.agent, merge(one, other, true)).unwrap();
    let agree = ExecuteMsg::AgreeMerge { ticket: one };
    let provider = (State::Open, Action::Duplicate, Role::Provider);
    let done = w.act(&p.agent, agree.clone());
    assert_eq!(done.unwrap_err(), illegal(one, provider));
    w.act(&p.customer, agree).unwrap();
    assert_eq!(worst(&w, one, Metric::Resolution), Some(60));
    assert_eq!(used(&w, other, Metric::Resolution), RESOLVE + 60);
    assert_eq!(used(&w, other, Metric::FirstResponse), RESOLVE + 60);
    check_clocks(&w, one);
    check_clocks(&w, other);
}

#[test]
fn a_merge_hides_no_wait_behind_an_answer_that_was_given() {
    let mut w = full_world();
    let p = w.people.clone();
    let (one, other) = (w.open(FULL), w.open(FULL));
    for ticket in [one, other] {
        w.replies(&p.agent, ticket).unwrap();
        w.replies(&p.customer, ticket).unwrap();
    }
    w.at(500);
    w.replies(&p.agent, other).unwrap();
    w.act(&p.agent, merge(one, other, false)).unwrap();
    w.act(&p.customer, ExecuteMsg::AgreeMerge { ticket: one })
        .unwrap();
    assert_eq!(used(&w, other, Metric::NextResponse), 500);
    check_clocks(&w, other);
    w.at(NEXT + 1);
    assert!(w.poke(other));
    assert_eq!(worst(&w, other, Metric::NextResponse), Some(1));
}

#[test]
fn a_holiday_added_yesterday_is_refused_and_changes_no_clock() {
    let mut w = World::new();
    let provider = w.people.provider.clone();
    let ticket = w.open(OFFICE);
    let today = u32::try_from(START / DAY).unwrap();
    for ahead in [0, 1, 3, 29] {
        let mut calendar = office_hours();
        let day = LocalDay(today + ahead);
        calendar.exceptions.push(Exception {
            first_day: day,
            last_day: day,
            open: vec![],
        });
        calendar
            .exceptions
            .sort_by_key(|exception| exception.first_day);
        let calendar_id = 1;
        let msg = ExecuteMsg::PublishCalendarVersion {
            calendar_id,
            calendar,
        };
        let done = w.act(&provider, msg);
        let too_soon = RevisionError::TooSoon {
            day,
            earliest: UnixTime(START + 30 * DAY),
        };
        assert_eq!(done.unwrap_err(), ContractError::Revision(too_soon));
    }
    w.at(FIRST_RESPONSE + 1);
    w.poke(ticket);
    let booked = w.lateness_booked(ticket).pop();
    assert_eq!(booked, Some((Metric::FirstResponse, 0, 1)));
}

#[test]
fn a_local_clock_is_not_shifted_over_the_office_tomorrow() {
    let mut w = World::new();
    let provider = w.people.provider.clone();
    let mut calendar = office_hours();
    calendar.offset_changes.push(OffsetChange {
        from: UnixTime(START + DAY),
        utc_offset: UtcOffset(14 * 3_600),
    });
    let calendar_id = 1;
    let msg = ExecuteMsg::PublishCalendarVersion {
        calendar_id,
        calendar,
    };
    let clock = RevisionError::Clock {
        earliest: UnixTime(START + 30 * DAY),
    };
    let done = w.act(&provider, msg);
    assert_eq!(done.unwrap_err(), ContractError::Revision(clock));
}

/// Office hours of which a working week, so many weeks ahead, loses `by` seconds each morning.
fn shifted(week: u64, by: i32) -> Calendar {
    let mut calendar = office_hours();
    let opens = START + (35 + 7 * week) * DAY;
    let change = |from, offset| OffsetChange {
        from: UnixTime(from),
        utc_offset: UtcOffset(offset),
    };
    calendar.offset_changes = (0..5)
        .map(|day| opens + day * DAY)
        .flat_map(|nine| [change(nine, by), change(nine + 8 * HOUR, 0)])
        .collect();
    calendar
}

#[test]
fn a_local_clock_shifted_over_the_office_and_back_closes_each_day_it_touches() {
    for by in [8 * 3_600, 60] {
        let mut w = World::new();
        let provider = w.people.provider.clone();
        let mut shift = |week| {
            let msg = ExecuteMsg::PublishCalendarVersion {
                calendar_id: 1,
                calendar: shifted(week, by),
            };
            w.act(&provider, msg)
        };
        for week in 0..3 {
            shift(week).unwrap();
        }
        let refused = ContractError::ClosedDays {
            calendar: 1,
            year: 2026,
            closed: 16,
            max: 15,
        };
        assert_eq!(shift(3).unwrap_err(), refused);
    }
}

#[test]
fn an_agent_of_another_provider_or_past_its_end_answers_nothing() {
    let mut w = full_world();
    let (ticket, p) = (w.open(FULL), w.people.clone());
    let strange = |who| ContractError::Stranger {
        ticket,
        sender: who,
    };
    let done = w.replies(&p.other_agent, ticket);
    assert_eq!(done.unwrap_err(), strange(p.other_agent.clone()));
    let remove = crate::messages::remove_agent(&p.agent);
    w.act(&p.provider, remove).unwrap();
    let done = w.replies(&p.agent, ticket);
    assert_eq!(done.unwrap_err(), strange(p.agent.clone()));
    w.at(FIRST + 5);
    assert!(w.poke(ticket));
    assert_eq!(worst(&w, ticket, Metric::FirstResponse), Some(5));
}

#[test]
fn reopening_for_a_fresh_clock_gives_what_was_left_or_a_quarter() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.at(RESOLVE + 60);
    w.close(ticket);
    w.reopens(&p.customer, ticket).unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 1);
    assert_eq!(clock.target, Seconds(RESOLVE / 4));
    let old = w.clock(ticket, Metric::Resolution, 0).verdict;
    let late = Seconds(60);
    assert_eq!(old, Verdict::Missed { late });
    assert!(w.clock(ticket, Metric::NextResponse, 1).running);
    check_clocks(&w, ticket);
}

#[test]
fn many_messages_are_one_wait() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    for minute in 0..30 {
        w.at(60 * minute);
        w.replies(&p.customer, ticket).unwrap();
    }
    w.at(NEXT + 60);
    w.replies(&p.agent, ticket).unwrap();
    let missed = w.misses(ticket, Metric::NextResponse);
    assert_eq!(missed.len(), 1);
    assert_eq!((missed[0].ordinal, late(&missed[0]).0), (0, Seconds(60)));
}

#[test]
fn a_thank_you_starts_no_clock() {
    let (mut w, ticket) = answered();
    w.thanks(ticket).unwrap();
    let clocks = w.clocks(ticket);
    let waits = |row: &&_| {
        let row: &aftercare_interface::ticket_registry::ClockRow = row;
        row.metric == Metric::NextResponse
    };
    assert_eq!(clocks.iter().find(waits), None);
    w.at(30 * DAY);
    w.poke(ticket);
    assert!(w.misses(ticket, Metric::NextResponse).is_empty());
}

#[test]
fn everything_urgent_is_urgent_within_the_quota_only() {
    let mut w = World::new();
    let p = w.people.clone();
    let mut with = terms(ServiceHours::Always);
    with.quotas = Quotas {
        tickets: None,
        urgent: Some(1),
    };
    w.put_terms(ALWAYS, with);
    let priorities = [w.open(ALWAYS), w.open(ALWAYS), w.open(ALWAYS)];
    let priorities = priorities.map(|ticket| w.ticket(ticket).priority);
    assert_eq!(priorities, [Priority::P1, Priority::P3, Priority::P3]);
    let done = w.act(&p.customer, raise(2, Level::High, Level::High));
    assert!(done.is_err(), "a raise is no way around the quota");
}

#[test]
fn raising_after_waiting_misses_nothing_that_was_in_time() {
    let mut w = full_world();
    let p = w.people.clone();
    let mut msg = open_msg(Some(FULL), &p.provider);
    msg.impact = Level::Medium;
    let response = w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
    let ticket = crate::events::opened_ticket(&response);
    w.replies(&p.agent, ticket).unwrap();
    // More than P1 allows is used, and less than P2.
    w.at(RESOLVE + HOUR);
    w.act(&p.customer, raise(ticket, Level::High, Level::High))
        .unwrap();
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!(clock.target, Seconds(2 * RESOLVE));
    assert_eq!(clock.verdict, Verdict::Pending);
    assert!(w.misses(ticket, Metric::Resolution).is_empty());
    check_clocks(&w, ticket);
}

#[test]
fn raising_and_lowering_for_a_shorter_target_is_limited() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.act(&p.customer, lower(ticket, Level::Medium, Level::High))
        .unwrap();
    w.act(&p.customer, raise(ticket, Level::High, Level::High))
        .unwrap();
    w.act(&p.customer, lower(ticket, Level::Medium, Level::High))
        .unwrap();
    w.at(DAY - 1);
    let again = raise(ticket, Level::High, Level::High);
    let done = w.act(&p.customer, again.clone());
    assert!(
        matches!(done, Err(ContractError::RaisesUsed { .. })),
        "{done:?}"
    );
    w.at(DAY);
    w.act(&p.customer, again).unwrap();
}

#[test]
fn flagging_every_word_works_three_times_and_once_a_word() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let flag = ExecuteMsg::FlagHollow { ticket };
    for _ in 0..3 {
        w.act(&p.customer, flag.clone()).unwrap();
        let done = w.act(&p.customer, flag.clone());
        assert!(
            matches!(done, Err(ContractError::NoWordToFlag { .. })),
            "{done:?}"
        );
        w.replies(&p.agent, ticket).unwrap();
    }
    let done = w.act(&p.customer, flag);
    assert!(
        matches!(done, Err(ContractError::HollowUsed { .. })),
        "{done:?}"
    );
    assert!(w.misses(ticket, Metric::NextResponse).is_empty());
}

#[test]
fn rejecting_after_days_counts_no_more_than_one_answer_may_take() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    for day in 1..=3 {
        w.proposes(&p.agent, ticket).unwrap();
        w.at(day * 4 * DAY);
        w.rejects(&p.customer, ticket).unwrap();
    }
    assert_eq!(used(&w, ticket, Metric::Resolution), 2 * NEXT);
    assert_eq!(worst(&w, ticket, Metric::Resolution), None);
}

#[test]
fn reopening_a_fourth_time_needs_a_new_ticket() {
    let (mut w, ticket) = answered();
    let customer = w.people.customer.clone();
    for _ in 0..3 {
        w.close(ticket);
        w.reopens(&customer, ticket).unwrap();
    }
    w.close(ticket);
    let done = w.reopens(&customer, ticket);
    assert!(
        matches!(done, Err(ContractError::ReopensUsed { .. })),
        "{done:?}"
    );
}

#[test]
fn a_window_is_no_shorter_for_a_customer_on_holiday() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(OFFICE);
    w.replies(&p.agent, ticket).unwrap();
    w.asks(&p.agent, ticket).unwrap();
    w.at(SILENCE);
    w.poke(ticket);
    // Five days have passed and five open ones have not.
    assert_eq!(w.status(ticket), TicketStatus::AwaitingCustomer);
}

#[test]
fn poking_every_second_changes_no_clock() {
    let (mut w, quiet) = answered();
    let poked = w.open(FULL);
    let p = w.people.clone();
    w.replies(&p.agent, poked).unwrap();
    for second in RESOLVE - 5..RESOLVE + 5 {
        w.at(second);
        w.poke(poked);
    }
    w.at(RESOLVE + HOUR);
    for ticket in [quiet, poked] {
        w.close(ticket);
        assert_eq!(worst(&w, ticket, Metric::Resolution), Some(HOUR));
        let closed = TicketStatus::Closed(CloseReason::Confirmed);
        assert_eq!(w.status(ticket), closed);
    }
    assert_eq!(w.clocks(quiet), w.clocks(poked));
}
