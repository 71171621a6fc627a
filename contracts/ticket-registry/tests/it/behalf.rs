//! given a ticket that an agent opens on behalf of a customer
//! ├── when nobody has acknowledged it
//! │   ├── it counts nowhere: no clock, no quota, nothing unsettled
//! │   ├── it is the customer's turn to acknowledge it
//! │   └── it closes, and still nothing is counted
//! ├── when the customer acknowledges it
//! │   ├── the cover is read, the promise frozen, clocks start then and not before
//! │   ├── its history says what is promised, as it would of a ticket of the customer's own
//! │   ├── once only, by the customer's side only
//! │   ├── a hold or merge that was proposed before waits for nobody any more
//! │   ├── its delegate, where one does so, has met the provider and cannot become its agent
//! │   └── it is refused where the agreement covers no longer
//! ├── when the customer names itself
//! │   └── nobody opened it in its place
//! └── when the sender may not open on behalf
//!     └── strangers, agents without the scope, and agents without an agreement are refused

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{UnixTime, DAY, HOUR};
use aftercare_interface::raw::{agreement_key, AgreementTickets};
use aftercare_interface::ticket_registry::{
    AgentScope, ExecuteMsg, OpenTicket, TicketStanding, TicketStatus, Verdict,
};
use aftercare_interface::Role;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::opened_ticket;
use crate::messages::{intake, merge, new_agent, new_delegate, open_msg, propose_hold};
use crate::recompute::lines;
use crate::world::{Outcome, World, ALWAYS, FIRST_RESPONSE, START};

fn on_behalf(w: &World, agreement: Option<u64>) -> OpenTicket {
    let mut msg = open_msg(agreement, &w.people.provider);
    msg.on_behalf_of = Some(w.people.customer.to_string());
    msg
}

fn offered(w: &mut World) -> u64 {
    let agent = w.people.agent.clone();
    let msg = on_behalf(w, Some(ALWAYS));
    opened_ticket(&w.act(&agent, ExecuteMsg::Open(msg)).unwrap())
}

fn acknowledges(w: &mut World, who: &Addr, ticket: u64) -> Outcome {
    w.act(who, ExecuteMsg::Acknowledge { ticket })
}

fn counts(w: &World) -> Option<AgreementTickets> {
    w.raw(&agreement_key(ALWAYS))
}

#[test]
fn an_offered_ticket_counts_nowhere() {
    let mut w = World::new();
    let ticket = offered(&mut w);
    assert_eq!(counts(&w), None);
    assert_eq!(w.clocks(ticket), []);
    let step = w.next_step(ticket);
    assert_eq!(
        (step.role, step.action.as_str()),
        (Role::Customer, "acknowledge")
    );
    assert_eq!(step.otherwise, "counts_nowhere");
    w.close(ticket);
    assert_eq!(counts(&w), None);
    let customer = w.people.customer.clone();
    let refused = ContractError::NotCoveredAtAll { ticket };
    assert_eq!(w.rates(&customer, ticket).unwrap_err(), refused);
}

#[test]
fn clocks_start_with_the_acknowledgement() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = offered(&mut w);
    w.at(HOUR);
    w.replies(&p.agent, ticket).unwrap();
    w.at(2 * HOUR);
    acknowledges(&mut w, &p.customer, ticket).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::Open);
    let first = w.clock(ticket, Metric::FirstResponse, 0);
    assert_eq!((first.used.0, first.verdict), (0, Verdict::Pending));
    let due = UnixTime(START + 2 * HOUR + FIRST_RESPONSE);
    assert_eq!(first.due_at, Some(due));
    let counts = counts(&w).unwrap();
    assert_eq!((counts.opened, counts.unsettled), (1, 1));
    assert_eq!(counts.used.tickets, 1);
    assert_eq!(w.ticket(ticket).agreement, Some(ALWAYS));
}

#[test]
fn the_line_of_an_acknowledgement_says_what_is_promised() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let (own, ticket) = (w.open(ALWAYS), offered(&mut w));
    acknowledges(&mut w, &customer, ticket).unwrap();
    let promised = lines(&w, own).remove(0).detail;
    let line = lines(&w, ticket).remove(1);
    // The customer, an open ticket, first response and resolution; then the same as in a first line.
    let said = [&[0, 0, 9][..], promised.as_slice()].concat();
    assert_eq!(line.kind, "acknowledged");
    assert_eq!(line.detail.to_vec(), said);
}

#[test]
fn a_ticket_is_acknowledged_once_and_by_the_customers_side() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = offered(&mut w);
    for sender in [&p.agent, &p.provider] {
        let done = acknowledges(&mut w, sender, ticket).unwrap_err();
        assert!(matches!(done, ContractError::Illegal { .. }));
    }
    acknowledges(&mut w, &p.customer, ticket).unwrap();
    let again = acknowledges(&mut w, &p.customer, ticket);
    let refused = ContractError::NothingOffered { ticket };
    assert_eq!(again.unwrap_err(), refused);
    let own = w.open(ALWAYS);
    let done = acknowledges(&mut w, &p.customer, own);
    assert_eq!(
        done.unwrap_err(),
        ContractError::NothingOffered { ticket: own }
    );
}

#[test]
fn what_was_proposed_before_the_acknowledgement_is_proposed_no_more() {
    let mut w = World::new();
    let p = w.people.clone();
    let (other, ticket) = (offered(&mut w), offered(&mut w));
    let until = UnixTime(START + DAY);
    w.act(&p.agent, propose_hold(ticket, until)).unwrap();
    w.act(&p.agent, merge(ticket, other, false)).unwrap();
    acknowledges(&mut w, &p.customer, ticket).unwrap();
    w.replies(&p.agent, ticket).unwrap();
    let hold = w.act(&p.customer, ExecuteMsg::AgreeHold { ticket });
    assert_eq!(hold.unwrap_err(), ContractError::NoHold { ticket });
    let merge = w.act(&p.customer, ExecuteMsg::AgreeMerge { ticket });
    assert_eq!(merge.unwrap_err(), ContractError::NoMerge { ticket });
}

#[test]
fn a_delegate_that_acknowledges_cannot_become_an_agent() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = offered(&mut w);
    let named = ExecuteMsg::SetDelegate(new_delegate(&p.stranger));
    w.act(&p.customer, named).unwrap();
    acknowledges(&mut w, &p.stranger, ticket).unwrap();
    let named = ExecuteMsg::SetAgent(new_agent(&p.stranger));
    let refused = ContractError::AgentIsCustomer {
        agent: p.stranger,
        provider: p.provider.clone(),
    };
    assert_eq!(w.act(&p.provider, named).unwrap_err(), refused);
}

#[test]
fn a_customer_that_names_itself_opens_its_own_ticket() {
    let mut w = World::new();
    let customer = w.people.customer.clone();
    let msg = on_behalf(&w, Some(ALWAYS));
    let ticket = opened_ticket(&w.act(&customer, ExecuteMsg::Open(msg)).unwrap());
    let found = w.ticket(ticket);
    assert_eq!(found.opener, None);
    assert_eq!(found.standing, TicketStanding::Covered);
}

#[test]
fn what_is_no_longer_covered_is_not_acknowledged() {
    let end = START + 10 * DAY;
    for (now, possible) in [(end - 1, true), (end, false), (end + 1, false)] {
        let mut w = World::new();
        let customer = w.people.customer.clone();
        let mut cover = w.cover(ALWAYS);
        cover.ended_at = Some(UnixTime(end));
        w.put_cover(ALWAYS, cover);
        let ticket = offered(&mut w);
        w.until(now);
        let done = acknowledges(&mut w, &customer, ticket).map(drop);
        let refused = ContractError::NotCovered {
            agreement: ALWAYS,
            now: UnixTime(now),
            from: UnixTime(START),
            until: UnixTime(end),
        };
        assert_eq!(done, if possible { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn who_may_not_open_on_behalf_is_refused() {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.provider, intake(9)).unwrap();
    for sender in [p.stranger.clone(), p.other_agent.clone()] {
        let msg = on_behalf(&w, Some(ALWAYS));
        let done = w.act(&sender, ExecuteMsg::Open(msg));
        let customer = p.customer.clone();
        let refused = ContractError::OnBehalf { sender, customer };
        assert_eq!(done.unwrap_err(), refused);
    }
    let msg = on_behalf(&w, None);
    let done = w.act(&p.agent, ExecuteMsg::Open(msg));
    let sender = p.agent.clone();
    let refused = ContractError::OfferWithoutAgreement { sender };
    assert_eq!(done.unwrap_err(), refused);
    let mut named = new_agent(&p.agent);
    named.scopes = vec![AgentScope::Reply];
    w.act(&p.provider, ExecuteMsg::SetAgent(named)).unwrap();
    let msg = on_behalf(&w, Some(ALWAYS));
    let done = w.act(&p.agent, ExecuteMsg::Open(msg));
    let refused = ContractError::ScopeMissing {
        sender: p.agent,
        scope: "open",
    };
    assert_eq!(done.unwrap_err(), refused);
}
