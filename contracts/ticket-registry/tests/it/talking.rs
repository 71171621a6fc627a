//! given a covered ticket
//! ├── when the provider says its first word
//! │   └── the first response is met in the last second of its target and missed in the next
//! ├── when the customer is asked
//! │   ├── the resolution clock pauses and goes on with the customer's word
//! │   ├── silence becomes a proposed resolution after the window, not before, and is told as nobody's
//! │   ├── the window contains two open days of the calendar
//! │   └── a second question starts the window anew
//! ├── when a resolution is proposed
//! │   ├── it cites at most three items, each once, and the event says which
//! │   ├── a rejection goes on with the used time
//! │   └── the customer speaks by accepting or rejecting only
//! └── when the content breaks a limit
//!     └── each of these messages is refused

use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Action, CloseReason, Illegal, Role, State};
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus, Verdict};
use aftercare_interface::Role as Turn;
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;

use crate::events::{attribute, event, events, optional};
use crate::messages::{commitment, propose};
use crate::world::{World, ALWAYS, FIRST_RESPONSE, OFFICE, SILENCE, START, WINDOW};

#[test]
fn the_first_word_meets_its_target_in_the_last_second_and_misses_it_in_the_next() {
    for (used, verdict) in [
        (FIRST_RESPONSE - 1, Verdict::Met),
        (FIRST_RESPONSE, Verdict::Met),
        (FIRST_RESPONSE + 1, Verdict::Missed { late: Seconds(1) }),
    ] {
        for word in [World::replies, World::asks, World::proposes] {
            let mut w = World::new();
            let agent = w.people.agent.clone();
            let ticket = w.open(ALWAYS);
            w.at(used);
            word(&mut w, &agent, ticket).unwrap();
            w.at(used + DAY);
            let clock = w.clock(ticket, Metric::FirstResponse, 0);
            assert_eq!((clock.used, clock.verdict), (Seconds(used), verdict));
            assert!(!clock.running);
        }
    }
}

#[test]
fn a_customers_remark_stops_no_clock() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = w.open(ALWAYS);
    w.at(10);
    w.replies(&customer, ticket).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::Open);
    assert!(w.clocks(ticket).iter().all(|clock| clock.running));
}

#[test]
fn a_question_pauses_the_resolution_and_the_answer_resumes_it() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(100);
    w.asks(&p.agent, ticket).unwrap();
    let next = w.next_step(ticket);
    assert_eq!((next.role, next.action.as_str()), (Turn::Customer, "reply"));
    assert_eq!(next.by, Some(UnixTime(START + SILENCE)));
    w.at(100 + 2 * DAY);
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!((clock.used, clock.running), (Seconds(100), false));
    assert_eq!(clock.due_at, None);
    w.replies(&p.customer, ticket).unwrap();
    w.at(150 + 2 * DAY);
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!((clock.used, clock.running), (Seconds(150), true));
    assert_eq!(w.status(ticket), TicketStatus::InProgress);
}

#[test]
fn silence_on_a_question_is_a_resolution_after_the_window_and_an_end_after_another() {
    let lapse = SILENCE + 1;
    for (now, status) in [
        (SILENCE - 1, TicketStatus::AwaitingCustomer),
        (SILENCE, TicketStatus::AwaitingCustomer),
        (lapse, TicketStatus::Resolved),
        (lapse + WINDOW, TicketStatus::Resolved),
        (
            lapse + WINDOW + 1,
            TicketStatus::Closed(CloseReason::Lapsed),
        ),
    ] {
        let mut w = World::new();
        let agent = w.people.agent.clone();
        let ticket = w.open(ALWAYS);
        w.asks(&agent, ticket).unwrap();
        w.at(now);
        assert_eq!(w.status(ticket), status, "computed");
        w.poke(ticket);
        assert_eq!(w.status(ticket), status, "settled");
    }
}

#[test]
fn a_question_that_lapsed_is_told_as_a_resolution_that_nobody_proposed() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.asks(&p.agent, ticket).unwrap();
    w.at(SILENCE + DAY);
    let poke = ExecuteMsg::Poke { ticket };
    let response = w.act(&p.stranger, poke).unwrap();
    assert_eq!(events(&response, "window-lapsed"), 0);
    let told = event(&response, "resolution-proposed");
    assert_eq!(optional(told, "actor"), None);
    let since = START + SILENCE + 1;
    assert_eq!(attribute(told, "since"), since.to_string());
    assert_eq!(attribute(told, "by"), (since + WINDOW).to_string());
    assert_eq!(attribute(told, "state"), "resolved");
}

#[test]
fn the_customers_answer_is_in_time_in_the_last_second_and_too_late_in_the_next() {
    for (now, in_time) in [(SILENCE, true), (SILENCE + 1, false)] {
        let mut w = World::new();
        let p = w.people.clone();
        let ticket = w.open(ALWAYS);
        w.asks(&p.agent, ticket).unwrap();
        w.at(now);
        let done = w.replies(&p.customer, ticket).map(drop);
        let illegal = Illegal {
            found: State::Resolved,
            action: Action::Reply,
            role: Role::Customer,
        };
        let refused = ContractError::Illegal { ticket, illegal };
        assert_eq!(done, if in_time { Ok(()) } else { Err(refused) });
        if !in_time {
            w.rejects(&p.customer, ticket).unwrap();
            assert_eq!(w.status(ticket), TicketStatus::InProgress);
        }
    }
}

#[test]
fn a_window_contains_two_open_days_of_the_calendar_and_that_of_a_question_five() {
    // Closed for ten days from tomorrow on: open are the Friday after them and the week after that.
    for (is_question, days) in [(false, 15), (true, 18)] {
        let mut w = World::new();
        let p = w.people.clone();
        let mut hours = crate::messages::office_hours();
        let tomorrow = hours.exceptions[0].first_day.0 - 1;
        hours.exceptions[0].first_day.0 = tomorrow;
        hours.exceptions[0].last_day.0 = tomorrow + 9;
        w.act(&p.provider, crate::messages::publish(hours)).unwrap();
        let terms = crate::messages::terms(aftercare_domain::policy::ServiceHours::Calendar(2));
        w.put_terms(OFFICE, terms);
        let ticket = w.open(OFFICE);
        let done = match is_question {
            true => w.asks(&p.agent, ticket),
            false => w.proposes(&p.agent, ticket),
        };
        done.unwrap();
        let before = w.status(ticket);
        let end = START - 9 * HOUR + days * DAY;
        assert_eq!(w.next_step(ticket).by, Some(UnixTime(end)));
        w.until(end);
        assert_eq!(w.status(ticket), before);
        w.until(end + 1);
        assert_ne!(w.status(ticket), before);
    }
}

#[test]
fn a_second_question_starts_the_window_anew_and_a_remark_does_not() {
    for (asks_again, expected) in [(true, SILENCE + DAY), (false, SILENCE)] {
        let mut w = World::new();
        let agent = w.people.agent.clone();
        let ticket = w.open(ALWAYS);
        w.asks(&agent, ticket).unwrap();
        w.at(DAY);
        if asks_again {
            w.asks(&agent, ticket).unwrap();
        } else {
            w.replies(&agent, ticket).unwrap();
        }
        assert_eq!(w.next_step(ticket).by, Some(UnixTime(START + expected)));
    }
}

#[test]
fn a_proposal_cites_at_most_three_items_each_once() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    let ticket = w.open(ALWAYS);
    let count = KitError::Count {
        field: "cites",
        count: 4,
        min: 0,
        max: 3,
    };
    let twice = KitError::Duplicate {
        field: "cites",
        value: "7".into(),
    };
    let zero = KitError::Range {
        field: "cites",
        value: 0,
        min: 1,
        max: u128::from(u64::MAX),
    };
    for (cites, refused) in [
        (vec![1, 2, 3, 4], count),
        (vec![7, 7], twice),
        (vec![0], zero),
    ] {
        let done = w.act(&agent, propose(ticket, cites));
        assert_eq!(done.unwrap_err(), ContractError::Kit(refused));
    }
    w.act(&agent, propose(ticket, vec![9, 3, 5])).unwrap();
    assert_eq!(w.ticket(ticket).cited, [9, 3, 5]);
}

#[test]
fn the_event_of_a_proposal_says_what_it_cites_where_it_cites_anything() {
    let mut w = World::new();
    let agent = w.people.agent.clone();
    for (cites, said) in [
        (vec![9, 3, 50], Some("9,3,50")),
        (vec![4], Some("4")),
        (vec![], None),
    ] {
        let ticket = w.open(ALWAYS);
        let response = w.act(&agent, propose(ticket, cites)).unwrap();
        let told = event(&response, "resolution-proposed");
        assert_eq!(optional(told, "cites"), said);
    }
}

#[test]
fn a_rejection_goes_on_with_the_used_time_and_drops_what_was_cited() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(1_000);
    w.act(&p.agent, propose(ticket, vec![4])).unwrap();
    w.at(DAY);
    w.rejects(&p.customer, ticket).unwrap();
    w.at(DAY + 50);
    let clock = w.clock(ticket, Metric::Resolution, 0);
    assert_eq!((clock.used, clock.running), (Seconds(1_050), true));
    assert!(w.ticket(ticket).cited.is_empty());
}

#[test]
fn malformed_content_is_refused_in_every_message() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    let mut content = commitment(1);
    content.hash = vec![1; 33].into();
    let question = content.clone();
    let messages = [
        ExecuteMsg::Reply {
            ticket,
            content: content.clone(),
            expects_answer: true,
        },
        ExecuteMsg::AskCustomer { ticket, question },
        ExecuteMsg::ProposeResolution {
            ticket,
            content: content.clone(),
            cites: vec![],
        },
        ExecuteMsg::Reject {
            ticket,
            content: content.clone(),
        },
        ExecuteMsg::Reopen { ticket, content },
    ];
    for msg in messages {
        let done = w.act(&p.agent, msg).unwrap_err();
        assert!(
            matches!(done, ContractError::Kit(KitError::Hash { length: 33, .. })),
            "{done}"
        );
    }
}

#[test]
fn an_unknown_ticket_is_refused_in_every_message() {
    let mut w = World::new();
    let p = w.people.clone();
    let (ticket, content) = (77, commitment(1));
    let question = content.clone();
    let messages = [
        ExecuteMsg::Reply {
            ticket,
            content: content.clone(),
            expects_answer: true,
        },
        ExecuteMsg::AskCustomer { ticket, question },
        propose(ticket, vec![]),
        ExecuteMsg::Accept { ticket },
        ExecuteMsg::Reject {
            ticket,
            content: content.clone(),
        },
        ExecuteMsg::Cancel { ticket },
        ExecuteMsg::Decline { ticket },
        ExecuteMsg::Reopen { ticket, content },
        ExecuteMsg::Poke { ticket },
        ExecuteMsg::PokeMany {
            tickets: vec![ticket],
        },
        ExecuteMsg::Rate {
            ticket,
            answers: vec![1],
            comment: None,
        },
    ];
    for msg in messages {
        let refused = ContractError::TicketUnknown { ticket };
        assert_eq!(w.act(&p.agent, msg).unwrap_err(), refused);
    }
}
