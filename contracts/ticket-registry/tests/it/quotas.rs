//! given an agreement whose plan has quotas
//! ├── when the urgent quota is used up
//! │   ├── an urgent ticket opens as P3 with its targets, and answer and next step say so
//! │   └── its opening and its acknowledgement say what was asked for, and others do not
//! ├── when the quota of covered tickets is used up
//! │   └── a ticket opens as best effort: no clock, nothing unsettled, no place in the intake
//! ├── when the customer raises a ticket into urgency
//! │   └── it uses the urgent quota, once, and is refused beyond it
//! ├── when the next period begins
//! │   └── quotas are whole again, from its first second
//! └── when the allowance is asked for
//!     └── it says what is left, and names no other customer's

use aftercare_domain::policy::{Level, Priority, ServiceHours};
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::raw::{agreement_key, AgreementTickets};
use aftercare_interface::sla_escrow::Quotas;
use aftercare_interface::ticket_registry::{AllowanceResponse, ExecuteMsg, QueryMsg};
use aftercare_ticket_registry::ContractError;

use crate::events::{attribute, event, opened_ticket, optional};
use crate::messages::{open_msg, terms};
use crate::world::{World, ALWAYS, START};

/// Four tickets a period of thirty days, one of them urgent.
fn world() -> World {
    let mut w = World::new();
    let mut with = terms(ServiceHours::Always);
    with.quotas = Quotas {
        tickets: Some(4),
        urgent: Some(1),
    };
    w.put_terms(ALWAYS, with);
    w
}

fn allowance(w: &World) -> AllowanceResponse {
    w.ask(&QueryMsg::Allowance {
        customer: w.people.customer.to_string(),
        agreement: ALWAYS,
    })
}

fn opens(w: &mut World, urgency: Level) -> (u64, String) {
    let p = w.people.clone();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    msg.urgency = urgency;
    let response = w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
    let ty = "wasm-aftercare-ticket-registry-ticket-opened";
    let event = response.events.iter().find(|e| e.ty == ty).unwrap();
    let cover = attribute(event, "cover").to_owned();
    (opened_ticket(&response), cover)
}

#[test]
fn beyond_the_urgent_quota_a_ticket_opens_as_p3() {
    let mut w = world();
    let (first, _) = opens(&mut w, Level::High);
    assert_eq!(w.ticket(first).priority, Priority::P1);
    for urgency in [Level::High, Level::Medium] {
        let (ticket, cover) = opens(&mut w, urgency);
        let shown = w.ticket(ticket);
        assert_eq!((shown.priority, cover.as_str()), (Priority::P3, "covered"));
        let p3 = *terms(ServiceHours::Always).policy.of(Priority::P3);
        assert_eq!(shown.targets, Some(p3));
        assert_eq!(
            w.next_step(ticket).otherwise,
            "miss_is_booked_at_lower_priority"
        );
    }
    assert_eq!(w.next_step(first).otherwise, "miss_is_booked");
    let left = allowance(&w);
    assert_eq!((left.urgent_used, left.urgent_left), (1, Some(0)));
    assert_eq!((left.tickets_used, left.tickets_left), (3, Some(1)));
}

#[test]
fn an_opening_says_what_was_asked_for_where_it_is_not_what_holds() {
    let mut w = world();
    let p = w.people.clone();
    for expected in [("p1", None), ("p3", Some("p1"))] {
        let msg = open_msg(Some(ALWAYS), &p.provider);
        let response = w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
        let told = event(&response, "ticket-opened");
        let said = (attribute(told, "priority"), optional(told, "asked"));
        assert_eq!(said, expected);
    }
}

#[test]
fn an_acknowledgement_says_what_was_asked_for_where_it_is_not_what_holds() {
    let mut w = world();
    let p = w.people.clone();
    for expected in [("p1", None), ("p3", Some("p1"))] {
        let mut msg = open_msg(Some(ALWAYS), &p.provider);
        msg.on_behalf_of = Some(p.customer.to_string());
        let ticket = opened_ticket(&w.act(&p.agent, ExecuteMsg::Open(msg)).unwrap());
        let acknowledge = ExecuteMsg::Acknowledge { ticket };
        let response = w.act(&p.customer, acknowledge).unwrap();
        let told = event(&response, "ticket-acknowledged");
        let said = (attribute(told, "priority"), optional(told, "asked"));
        assert_eq!(said, expected);
    }
}

#[test]
fn beyond_the_quota_a_ticket_opens_as_best_effort() {
    let mut w = world();
    for _ in 0..4 {
        opens(&mut w, Level::Low);
    }
    let before: AgreementTickets = w.raw(&agreement_key(ALWAYS)).unwrap();
    let (ticket, cover) = opens(&mut w, Level::High);
    assert_eq!(cover, "beyond_quota");
    assert_eq!(w.ticket(ticket).priority, Priority::P1);
    assert_eq!(w.clocks(ticket), []);
    assert_eq!(w.next_step(ticket).otherwise, "no_target_beyond_quota");
    opens(&mut w, Level::High);
    assert_eq!(w.raw(&agreement_key(ALWAYS)), Some(before));
    w.close(ticket);
    let customer = w.people.customer.clone();
    let refused = ContractError::NotCoveredAtAll { ticket };
    assert_eq!(w.rates(&customer, ticket).unwrap_err(), refused);
    w.reopens(&customer, ticket).unwrap();
}

#[test]
fn a_new_period_has_whole_quotas_from_its_first_second() {
    for (now, left) in [(30 * DAY - 1, 0), (30 * DAY, 4), (30 * DAY + 1, 4)] {
        let mut w = world();
        for _ in 0..4 {
            opens(&mut w, Level::Low);
        }
        w.at(now);
        assert_eq!(allowance(&w).tickets_left, Some(left));
        let (_, cover) = opens(&mut w, Level::Low);
        let covered = left > 0;
        assert_eq!(cover, if covered { "covered" } else { "beyond_quota" });
    }
}

#[test]
fn a_raise_into_urgency_uses_the_urgent_quota() {
    let mut w = world();
    let customer = w.people.customer.clone();
    let (one, two) = (opens(&mut w, Level::Low).0, opens(&mut w, Level::Low).0);
    let up = |ticket, impact| crate::messages::raise(ticket, impact, Level::High);
    w.act(&customer, up(one, Level::Medium)).unwrap();
    assert_eq!(allowance(&w).urgent_left, Some(0));
    let refused = ContractError::UrgentQuota {
        agreement: ALWAYS,
        used: 1,
        quota: 1,
    };
    let done = w.act(&customer, up(two, Level::High));
    assert_eq!(done.unwrap_err(), refused);
    w.at(DAY);
    w.act(&customer, up(one, Level::High)).unwrap();
    assert_eq!(allowance(&w).urgent_used, 1);
    assert_eq!(allowance(&w).tickets_used, 2);
}

#[test]
fn the_allowance_says_which_period_runs_and_until_when() {
    let mut w = world();
    w.at(31 * DAY);
    let shown = allowance(&w);
    assert_eq!((shown.period, shown.covered), (1, true));
    assert_eq!(shown.ends_at, UnixTime(START + 60 * DAY));
    assert_eq!((shown.tickets_left, shown.urgent_left), (Some(4), Some(1)));
    let mut cover = w.cover(ALWAYS);
    cover.ended_at = Some(UnixTime(START + 31 * DAY));
    w.put_cover(ALWAYS, cover);
    assert!(!allowance(&w).covered);
}

#[test]
fn without_quotas_nothing_runs_out() {
    let mut w = World::new();
    for _ in 0..3 {
        opens(&mut w, Level::High);
    }
    let shown = allowance(&w);
    assert_eq!((shown.tickets_used, shown.urgent_used), (3, 3));
    assert_eq!((shown.tickets_left, shown.urgent_left), (None, None));
}

#[test]
fn an_allowance_is_its_customers() {
    let w = world();
    let asks = |customer: &str, agreement| {
        w.fails(&QueryMsg::Allowance {
            customer: customer.to_owned(),
            agreement,
        })
    };
    assert!(asks(w.people.stranger.as_str(), ALWAYS));
    assert!(asks(w.people.customer.as_str(), 99));
}
