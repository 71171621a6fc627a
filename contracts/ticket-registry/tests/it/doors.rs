//! given each message that moves clocks by agreement
//! ├── when it comes with funds
//! │   └── it is refused
//! ├── when its ticket does not exist
//! │   └── it is refused
//! ├── when what it says is no commitment
//! │   └── it is refused
//! └── when somebody sends it who has nothing to do with the ticket
//!     └── a stranger, the provider and an agent of another ticket, and an agent who has left are refused

use aftercare_domain::policy::Level;
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_interface::Commitment;
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::coins;

use crate::full::{full_world, FULL};
use crate::messages::{commitment, lower, merge, office_hours, remove_agent};
use crate::world::START;

/// Those that say something.
fn said(ticket: u64, content: &Commitment) -> Vec<ExecuteMsg> {
    let (impact, urgency) = (Level::Low, Level::Low);
    let reason = content.clone();
    vec![
        ExecuteMsg::ProposeHold {
            ticket,
            until: UnixTime(START + DAY),
            content: content.clone(),
        },
        ExecuteMsg::ProposeTriage {
            ticket,
            impact,
            urgency,
            reason: reason.clone(),
        },
        ExecuteMsg::ObjectTriage {
            ticket,
            reason: reason.clone(),
        },
        ExecuteMsg::Raise {
            ticket,
            impact,
            urgency,
            reason,
        },
    ]
}

fn messages(ticket: u64) -> Vec<ExecuteMsg> {
    let mut all = said(ticket, &commitment(1));
    all.extend([
        ExecuteMsg::AgreeHold { ticket },
        ExecuteMsg::EndPause { ticket },
        ExecuteMsg::FlagHollow { ticket },
        ExecuteMsg::ConsentTriage { ticket },
        lower(ticket, Level::Low, Level::Low),
        merge(ticket, 1, false),
        ExecuteMsg::AgreeMerge { ticket },
    ]);
    all
}

#[test]
fn each_refuses_funds() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    let revise = ExecuteMsg::PublishCalendarVersion {
        calendar_id: 1,
        calendar: office_hours(),
    };
    for msg in messages(ticket).into_iter().chain([revise]) {
        for sender in [&p.customer, &p.provider] {
            let done = w.pay(sender, msg.clone(), &coins(1, "unit")).unwrap_err();
            let refused = matches!(done, ContractError::Kit(KitError::UnexpectedFunds { .. }));
            assert!(refused, "{done}");
        }
    }
}

#[test]
fn each_refuses_a_ticket_that_does_not_exist() {
    let mut w = full_world();
    let customer = w.people.customer.clone();
    let ticket = 77;
    for msg in messages(ticket) {
        let refused = ContractError::TicketUnknown { ticket };
        assert_eq!(w.act(&customer, msg).unwrap_err(), refused);
    }
}

#[test]
fn each_refuses_what_is_no_commitment() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    let mut content = commitment(1);
    content.hash = vec![1; 33].into();
    for msg in said(ticket, &content) {
        let done = w.act(&p.agent, msg).unwrap_err();
        let refused = matches!(done, ContractError::Kit(KitError::Hash { length: 33, .. }));
        assert!(refused, "{done}");
    }
}

#[test]
fn each_refuses_whoever_has_nothing_to_do_with_the_ticket() {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = w.open(FULL);
    w.at(5);
    w.act(&p.provider, remove_agent(&p.agent)).unwrap();
    let strangers = [&p.stranger, &p.other_provider, &p.other_agent, &p.agent];
    for msg in messages(ticket) {
        for sender in strangers {
            let done = w.act(sender, msg.clone()).unwrap_err();
            let sender = sender.clone();
            assert_eq!(done, ContractError::Stranger { ticket, sender });
        }
    }
}
