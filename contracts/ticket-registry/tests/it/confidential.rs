//! given a confidential ticket
//! ├── when it is opened
//! │   └── it says nothing of what it is about, and is refused if it would
//! ├── when its customer discloses it
//! │   ├── it is possible once it is closed, once, and not before
//! │   ├── the event says its tags, where it has any
//! │   └── limits hold as at opening
//! └── when a ticket names a related one
//!     └── it must be one between the same two

use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket, TicketResponse};
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::{event, opened_ticket, optional};
use crate::messages::{intake, open_msg};
use crate::world::{Outcome, World, ALWAYS};

fn opens(w: &mut World, change: impl FnOnce(&mut OpenTicket)) -> Outcome {
    let p = w.people.clone();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    msg.confidential = true;
    change(&mut msg);
    w.act(&p.customer, ExecuteMsg::Open(msg))
}

fn discloses(w: &mut World, who: &Addr, ticket: u64, tags: &[&str]) -> Outcome {
    let msg = ExecuteMsg::Disclose {
        ticket,
        category: 7,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        external_ref: Some(vec![1].into()),
    };
    w.act(who, msg)
}

fn about(ticket: &TicketResponse) -> (u16, usize, bool) {
    let reference = ticket.external_ref.is_some();
    (ticket.category, ticket.tags.len(), reference)
}

#[test]
fn a_confidential_ticket_does_not_say_what_it_is_about() {
    let mut w = World::new();
    let ticket = opened_ticket(&opens(&mut w, |_| {}).unwrap());
    let shown = w.ticket(ticket);
    assert!(shown.confidential);
    assert_eq!(about(&shown), (0, 0, false));
    type Change = fn(&mut OpenTicket);
    let said: [(&str, Change); 3] = [
        ("category", |msg| msg.category = 7),
        ("tags", |msg| msg.tags = vec!["sql".into()]),
        ("external_ref", |msg| {
            msg.external_ref = Some(vec![1].into())
        }),
    ];
    for (field, change) in said {
        let refused = ContractError::Confidential { field };
        assert_eq!(opens(&mut w, change).unwrap_err(), refused);
    }
}

#[test]
fn it_is_disclosed_once_by_its_customer_after_it_closed() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = opened_ticket(&opens(&mut w, |_| {}).unwrap());
    let early = discloses(&mut w, &p.customer, ticket, &["sql"]).unwrap_err();
    assert!(matches!(early, ContractError::Illegal { .. }));
    w.close(ticket);
    let foreign = discloses(&mut w, &p.agent, ticket, &["sql"]).unwrap_err();
    assert!(matches!(foreign, ContractError::Illegal { .. }));
    discloses(&mut w, &p.customer, ticket, &["sql"]).unwrap();
    let shown = w.ticket(ticket);
    assert_eq!(about(&shown), (7, 1, true));
    assert!(!shown.confidential);
    let again = discloses(&mut w, &p.customer, ticket, &["sql"]);
    let refused = ContractError::NotConfidential { ticket };
    assert_eq!(again.unwrap_err(), refused);
}

#[test]
fn the_event_of_a_disclosure_says_the_tags_where_there_are_any() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let named: [(&[&str], _); 2] = [(&["sql", "site-2"], Some("sql,site-2")), (&[], None)];
    for (tags, said) in named {
        let ticket = opened_ticket(&opens(&mut w, |_| {}).unwrap());
        w.close(ticket);
        let response = discloses(&mut w, &customer, ticket, tags).unwrap();
        let told = event(&response, "ticket-disclosed");
        assert_eq!(optional(told, "tags"), said);
    }
}

#[test]
fn limits_of_labels_hold_at_disclosure_and_opening() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let ticket = opened_ticket(&opens(&mut w, |_| {}).unwrap());
    w.close(ticket);
    let done = discloses(&mut w, &customer, ticket, &["SQL"]);
    let refused = ContractError::Tag { tag: "SQL".into() };
    assert_eq!(done.unwrap_err(), refused);
    for (category, accepted) in [(64, true), (65, false)] {
        let done = opens(&mut w, |msg| {
            msg.confidential = false;
            msg.category = category;
        });
        let refused = KitError::Range {
            field: "category",
            value: category.into(),
            min: 0,
            max: 64,
        };
        let expected = if accepted {
            Ok(())
        } else {
            Err(refused.into())
        };
        assert_eq!(done.map(drop), expected);
    }
}

#[test]
fn a_related_ticket_is_between_the_same_two() {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.provider, intake(5)).unwrap();
    let (own, foreign) = (w.open(ALWAYS), w.open_free());
    let named = |w: &mut World, related| opens(w, |msg| msg.related = Some(related));
    let ticket = opened_ticket(&named(&mut w, own).unwrap());
    assert_eq!(w.ticket(ticket).related, Some(own));
    let refused = ContractError::NotRelated {
        ticket: ticket + 1,
        related: foreign,
    };
    assert_eq!(named(&mut w, foreign).unwrap_err(), refused);
    let unknown = ContractError::TicketUnknown { ticket: 99 };
    assert_eq!(named(&mut w, 99).unwrap_err(), unknown);
}
