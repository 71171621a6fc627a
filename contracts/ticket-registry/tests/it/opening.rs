//! given an agreement in the escrow
//! ├── when its customer opens a ticket
//! │   ├── it keeps the targets of the priority that impact and urgency give
//! │   ├── it keeps them although the escrow's terms change
//! │   ├── it keeps the terms of an amendment from the amendment's first second on, and those before until then
//! │   ├── it counts as opened and unsettled
//! │   └── it shows what was said, and whose turn it is
//! ├── when anybody else opens one
//! │   └── it is refused, be it the provider, its agent or a stranger
//! ├── when another provider is named
//! │   └── it is refused
//! ├── when the cover begins, ends, or was ended early
//! │   └── it is open from its first second until before its last
//! ├── when the agreement, its terms or its calendar do not exist
//! │   └── it is refused
//! └── when texts or lists break a limit
//!     └── it is refused, and the limit itself is accepted

use aftercare_domain::policy::{Level, Priority, ServiceHours};
use aftercare_domain::quota::Used;
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::raw::{agreement_key, AgreementTickets};
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket, TicketStatus};
use aftercare_interface::Role;
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;

use crate::events::opened_ticket;
use crate::messages::{commitment, open_msg, terms};
use crate::world::{Outcome, World, ALWAYS, FIRST_RESPONSE, OFFICE, START};

fn open_with(w: &mut World, change: impl FnOnce(&mut OpenTicket)) -> Outcome {
    let p = w.people.clone();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    change(&mut msg);
    w.act(&p.customer, ExecuteMsg::Open(msg))
}

#[test]
fn the_priority_comes_from_impact_and_urgency_and_brings_its_targets() {
    use Level::{High, Low, Medium};
    let mut w = World::new();
    for (impact, urgency, priority) in [
        (High, High, Priority::P1),
        (Medium, High, Priority::P2),
        (Low, High, Priority::P3),
        (Low, Low, Priority::P4),
    ] {
        let response = open_with(&mut w, |msg| {
            msg.impact = impact;
            msg.urgency = urgency;
        });
        let ticket = w.ticket(opened_ticket(&response.unwrap()));
        assert_eq!(ticket.priority, priority);
        let promised = *terms(ServiceHours::Always).policy.of(priority);
        assert_eq!(ticket.targets, Some(promised));
        let clocks = w.clocks(ticket.ticket).len();
        let expected = [promised.first_response, promised.resolution];
        assert_eq!(clocks, expected.iter().flatten().count());
    }
}

#[test]
fn a_ticket_keeps_its_targets_whatever_the_escrow_says_later() {
    let mut w = World::new();
    let ticket = w.open(ALWAYS);
    let kept = w.ticket(ticket).targets;
    let mut changed = terms(ServiceHours::Calendar(1));
    changed.policy.p1.first_response = Some(Seconds(1));
    w.put_terms(ALWAYS, changed);
    assert_eq!(w.ticket(ticket).targets, kept);
}

#[test]
fn an_amendment_holds_for_tickets_opened_from_its_first_second_on() {
    let mut w = World::new();
    let mut amended = terms(ServiceHours::Always);
    amended.policy.p1.first_response = Some(Seconds(1));
    w.put_terms(8, amended);
    let mut cover = w.cover(ALWAYS);
    cover.next = Some((UnixTime(START + DAY), 8));
    w.put_cover(ALWAYS, cover);
    for (at, target) in [(DAY - 1, FIRST_RESPONSE), (DAY, 1), (DAY + 1, 1)] {
        w.at(at);
        let ticket = w.open(ALWAYS);
        let targets = w.ticket(ticket).targets.unwrap();
        assert_eq!(targets.first_response, Some(Seconds(target)));
    }
}

#[test]
fn a_new_ticket_counts_as_opened_and_unsettled() {
    let mut w = World::new();
    assert_eq!(w.raw::<AgreementTickets>(&agreement_key(ALWAYS)), None);
    w.open(ALWAYS);
    w.open(ALWAYS);
    let counts = w.raw(&agreement_key(ALWAYS));
    let expected = AgreementTickets {
        opened: 2,
        unsettled: 2,
        used: Used {
            period: 0,
            tickets: 2,
            urgent: 2,
        },
    };
    assert_eq!(counts, Some(expected));
}

#[test]
fn a_ticket_shows_what_was_said_and_whose_turn_it_is() {
    let mut w = World::new();
    let response = open_with(&mut w, |msg| {
        msg.category = 7;
        msg.tags = vec!["vpn".into(), "site-2".into()];
        msg.external_ref = Some(vec![1, 2].into());
    });
    let ticket = w.ticket(opened_ticket(&response.unwrap()));
    assert_eq!(ticket.category, 7);
    assert_eq!(ticket.tags, ["vpn", "site-2"]);
    assert_eq!(ticket.content, commitment(1));
    assert_eq!(ticket.external_ref, Some(vec![1, 2].into()));
    assert_eq!(ticket.opened_at, UnixTime(START));
    assert_eq!((ticket.status, ticket.cycle), (TicketStatus::Open, 0));
    assert_eq!((ticket.agreement, ticket.closed_at), (Some(ALWAYS), None));
    let next = w.next_step(ticket.ticket);
    assert_eq!((next.role, next.action.as_str()), (Role::Provider, "reply"));
    assert_eq!(next.address, Some(w.people.provider.clone()));
    assert_eq!(next.by, Some(UnixTime(START + FIRST_RESPONSE)));
    assert_eq!(next.otherwise, "miss_is_booked");
}

#[test]
fn only_the_agreements_customer_opens_under_it() {
    let mut w = World::new();
    let p = w.people.clone();
    for sender in [&p.provider, &p.agent, &p.stranger] {
        let msg = open_msg(Some(ALWAYS), &p.provider);
        let done = w.act(sender, ExecuteMsg::Open(msg));
        let refused = ContractError::NotCustomer {
            agreement: ALWAYS,
            found: sender.clone(),
            need: p.customer.clone(),
        };
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn the_provider_must_be_the_agreements() {
    let mut w = World::new();
    let p = w.people.clone();
    let done = open_with(&mut w, |msg| msg.provider = p.other_provider.to_string());
    let refused = ContractError::OtherProvider {
        agreement: ALWAYS,
        found: p.other_provider,
        need: p.provider,
    };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn a_ticket_opens_from_the_first_covered_second_until_before_the_end() {
    let day = |days: u64| UnixTime(START + days * DAY);
    for (ended_at, until) in [
        (None, day(20)),
        (Some(day(15)), day(15)),
        (Some(day(25)), day(20)),
    ] {
        for (now, accepted) in [
            (START + 10 * DAY - 1, false),
            (START + 10 * DAY, true),
            (until.0 - 1, true),
            (until.0, false),
            (until.0 + 1, false),
        ] {
            let mut w = World::new();
            let mut cover = w.cover(ALWAYS);
            (cover.from, cover.until, cover.ended_at) = (day(10), day(20), ended_at);
            w.put_cover(ALWAYS, cover);
            w.until(now);
            let done = open_with(&mut w, |_| {}).map(drop);
            let refused = ContractError::NotCovered {
                agreement: ALWAYS,
                now: UnixTime(now),
                from: day(10),
                until,
            };
            assert_eq!(done, if accepted { Ok(()) } else { Err(refused) });
        }
    }
}

#[test]
fn what_the_escrow_does_not_know_is_refused() {
    let mut w = World::new();
    let done = open_with(&mut w, |msg| msg.agreement = Some(9));
    let refused = ContractError::AgreementUnknown { agreement: 9 };
    assert_eq!(done.unwrap_err(), refused);
    let mut cover = w.cover(9);
    cover.terms = 8;
    w.put_cover(9, cover);
    let done = open_with(&mut w, |msg| msg.agreement = Some(9));
    assert_eq!(done.unwrap_err(), ContractError::TermsUnknown { terms: 8 });
    w.put_terms(8, terms(ServiceHours::Calendar(77)));
    let done = open_with(&mut w, |msg| msg.agreement = Some(9));
    let refused = ContractError::CalendarUnknown { calendar: 77 };
    assert_eq!(done.unwrap_err(), refused);
}

#[test]
fn an_office_ticket_names_its_calendar_and_version_in_its_first_line() {
    let mut w = World::new();
    let p = w.people.clone();
    let msg = ExecuteMsg::Open(open_msg(Some(OFFICE), &p.provider));
    let response = w.act(&p.customer, msg).unwrap();
    let ty = "wasm-aftercare-ticket-registry-ticket-opened";
    let event = response.events.iter().find(|e| e.ty == ty).unwrap();
    assert_eq!(crate::events::attribute(event, "calendar"), "1");
    assert_eq!(crate::events::attribute(event, "calendar_version"), "1");
}

type Change = fn(&mut OpenTicket);

#[test]
fn limits_are_accepted_and_one_more_is_refused() {
    let accepted: [Change; 4] = [
        |msg| msg.tags = (0..8).map(|n| format!("tag-{n}")).collect(),
        |msg| msg.tags = vec!["a".repeat(32)],
        |msg| msg.external_ref = Some(vec![0; 32].into()),
        |msg| msg.content.size = 1_048_576,
    ];
    for change in accepted {
        open_with(&mut World::new(), change).unwrap();
    }
    let count = |field, count, min, max| KitError::Count {
        field,
        count,
        min,
        max,
    };
    let length = |length| KitError::Length {
        field: "tags",
        length,
        min: 1,
        max: 32,
    };
    let refused: [(Change, ContractError); 9] = [
        (
            |msg| msg.tags = (0..9).map(|n| format!("tag-{n}")).collect(),
            count("tags", 9, 0, 8).into(),
        ),
        (|msg| msg.tags = vec!["a".repeat(33)], length(33).into()),
        (|msg| msg.tags = vec![String::new()], length(0).into()),
        (
            |msg| msg.tags = vec!["vpn".into(), "vpn".into()],
            KitError::Duplicate {
                field: "tags",
                value: "vpn".into(),
            }
            .into(),
        ),
        (
            |msg| msg.tags = vec!["Vpn".into()],
            ContractError::Tag { tag: "Vpn".into() },
        ),
        (
            |msg| msg.external_ref = Some(vec![0; 33].into()),
            count("external_ref", 33, 1, 32).into(),
        ),
        (
            |msg| msg.external_ref = Some(vec![].into()),
            count("external_ref", 0, 1, 32).into(),
        ),
        (
            |msg| msg.content.hash = vec![1; 31].into(),
            KitError::Hash {
                field: "content",
                length: 31,
            }
            .into(),
        ),
        (
            |msg| msg.content.size = 1_048_577,
            KitError::Range {
                field: "content",
                value: 1_048_577,
                min: 0,
                max: 1_048_576,
            }
            .into(),
        ),
    ];
    for (change, error) in refused {
        assert_eq!(open_with(&mut World::new(), change).unwrap_err(), error);
    }
}

#[test]
fn a_provider_in_another_spelling_is_no_address() {
    let done = open_with(&mut World::new(), |msg| {
        msg.provider = msg.provider.to_uppercase();
    });
    assert!(matches!(done, Err(ContractError::Std(_))));
}
