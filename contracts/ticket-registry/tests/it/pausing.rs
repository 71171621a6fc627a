//! given a ticket in work
//! ├── when a hold is proposed
//! │   ├── nothing waits before the customer agrees, and the provider itself cannot
//! │   ├── its end is in the future and at most 14 days ahead, and its history says it
//! │   └── an older proposal, or one whose end has passed, is nothing to agree to
//! ├── when the customer agrees
//! │   ├── resolution and update wait, the next response does not
//! │   ├── the clocks go on by themselves in the second after its end
//! │   ├── the customer's word resumes at once, and so does the end of a pause
//! │   └── all holds come to 30 days, to the second
//! └── when the customer flags the last word as hollow
//!     ├── a fresh unanswered message stands from then on, and a pause is over
//!     ├── it has three days, to the second, and each word is flagged once
//!     └── a fourth flag in a cycle is refused

use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Action, Illegal, Role, State};
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus, MAX_HOLDS};
use aftercare_ticket_registry::ContractError;

use crate::full::{full_world, FULL};
use crate::messages::propose_hold;
use crate::recompute::told;
use crate::world::{World, START};

fn answered() -> (World, u64) {
    let mut w = full_world();
    let agent = w.people.agent.clone();
    let ticket = w.open(FULL);
    w.replies(&agent, ticket).unwrap();
    (w, ticket)
}

fn hold(w: &mut World, ticket: u64, until: u64) -> Result<(), ContractError> {
    let p = w.people.clone();
    w.act(&p.agent, propose_hold(ticket, UnixTime(until)))?;
    w.act(&p.customer, ExecuteMsg::AgreeHold { ticket })?;
    Ok(())
}

#[test]
fn nothing_waits_before_the_customer_agrees_and_the_provider_cannot() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let msg = propose_hold(ticket, UnixTime(START + DAY));
    w.act(&p.agent, msg).unwrap();
    assert_eq!(w.status(ticket), TicketStatus::InProgress);
    assert!(w.clock(ticket, Metric::Resolution, 0).running);
    for sender in [&p.agent, &p.provider] {
        let done = w.act(sender, ExecuteMsg::AgreeHold { ticket });
        let illegal = Illegal {
            found: State::InProgress,
            action: Action::AgreeHold,
            role: Role::Provider,
        };
        let refused = ContractError::Illegal { ticket, illegal };
        assert_eq!(done.unwrap_err(), refused);
    }
}

#[test]
fn a_hold_ends_in_the_future_and_within_fourteen_days() {
    for (ahead, accepted) in [
        (0, false),
        (1, true),
        (14 * DAY, true),
        (14 * DAY + 1, false),
    ] {
        let (mut w, ticket) = answered();
        let agent = w.people.agent.clone();
        let until = UnixTime(START + ahead);
        let done = w.act(&agent, propose_hold(ticket, until)).map(drop);
        let refused = ContractError::HoldEnd {
            until,
            now: UnixTime(START),
            latest: UnixTime(START + 14 * DAY),
        };
        assert_eq!(done, if accepted { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn the_history_says_until_when_a_hold_is_proposed_and_agreed_to() {
    let (mut w, ticket) = answered();
    let until = START + 5 * DAY;
    hold(&mut w, ticket, until).unwrap();
    let told = told(&w, ticket, 2);
    let said = |kind: &str, head: [u8; 3]| {
        let detail = [&head[..], &until.to_be_bytes()].concat();
        (kind.to_owned(), detail)
    };
    // Update and resolution count while it is in work, and neither while it is on hold.
    let expected = [said("hold_proposed", [1, 1, 12]), said("held", [0, 5, 0])];
    assert_eq!(told, expected);
}

#[test]
fn what_is_not_proposed_or_over_cannot_be_agreed_to() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let refused = ContractError::NoHold { ticket };
    let agree = ExecuteMsg::AgreeHold { ticket };
    assert_eq!(w.act(&p.customer, agree.clone()).unwrap_err(), refused);
    let msg = propose_hold(ticket, UnixTime(START + 100));
    w.act(&p.agent, msg).unwrap();
    w.at(100);
    assert_eq!(w.act(&p.customer, agree.clone()).unwrap_err(), refused);
    let msg = propose_hold(ticket, UnixTime(START + 101));
    w.act(&p.agent, msg).unwrap();
    w.act(&p.customer, agree.clone()).unwrap();
    assert_eq!(w.act(&p.customer, agree).unwrap_err(), refused);
}

#[test]
fn a_hold_pauses_resolution_and_update_and_ends_by_itself() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.at(10);
    let msg = propose_hold(ticket, UnixTime(START + 1_000));
    w.act(&p.agent, msg).unwrap();
    w.at(30);
    w.replies(&p.customer, ticket).unwrap();
    w.at(50);
    let agree = ExecuteMsg::AgreeHold { ticket };
    w.act(&p.customer, agree).unwrap();
    let running = |w: &World, metric| w.clock(ticket, metric, 0).running;
    assert!(running(&w, Metric::NextResponse));
    assert!(!running(&w, Metric::Resolution) && !running(&w, Metric::Update));
    let next = w.next_step(ticket);
    assert_eq!(next.by, Some(UnixTime(START + 1_000)));
    for (now, held) in [(999, true), (1_000, true), (1_001, false)] {
        w.at(now);
        let status = w.status(ticket);
        assert_eq!(status == TicketStatus::OnHold, held, "{now} s");
    }
    assert!(w.is_due(ticket));
    w.at(1_100);
    assert!(w.poke(ticket));
    let used = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(used, Seconds(50 + 99));
}

#[test]
fn the_customers_word_or_wish_resumes_at_once() {
    for by_word in [true, false] {
        let (mut w, ticket) = answered();
        let customer = w.people.customer.clone();
        hold(&mut w, ticket, START + DAY).unwrap();
        w.at(500);
        let done = match by_word {
            true => w.replies(&customer, ticket),
            false => w.act(&customer, ExecuteMsg::EndPause { ticket }),
        };
        done.unwrap();
        assert_eq!(w.status(ticket), TicketStatus::InProgress);
        w.at(507);
        let used = w.clock(ticket, Metric::Resolution, 0).used;
        assert_eq!(used, Seconds(7), "the past pause stays paused");
        let found = w.clocks(ticket);
        let waits = found.iter().any(|row| row.metric == Metric::NextResponse);
        assert_eq!(waits, by_word);
    }
}

#[test]
fn all_holds_of_a_ticket_come_to_thirty_days() {
    let (mut w, ticket) = answered();
    let customer = w.people.customer.clone();
    for round in 0..2 {
        w.at(round * 20 * DAY);
        let until = w.now() + 14 * DAY;
        hold(&mut w, ticket, until).unwrap();
    }
    // Cut short after thirteen days of fourteen: 27 so far.
    w.until(w.now() + 13 * DAY);
    w.act(&customer, ExecuteMsg::EndPause { ticket }).unwrap();
    let until = w.now() + 3 * DAY;
    let refused = ContractError::HoldBudget {
        ticket,
        held: Seconds(27 * DAY),
        all: Seconds(30 * DAY + 1),
        most: MAX_HOLDS,
    };
    assert_eq!(hold(&mut w, ticket, until + 1).unwrap_err(), refused);
    hold(&mut w, ticket, until).unwrap();
}

#[test]
fn a_flag_leaves_the_customer_unanswered_and_ends_a_pause() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    w.at(10);
    w.asks(&p.agent, ticket).unwrap();
    w.at(60);
    w.act(&p.customer, ExecuteMsg::FlagHollow { ticket })
        .unwrap();
    assert_eq!(w.status(ticket), TicketStatus::InProgress);
    w.at(100);
    let waits = w.clock(ticket, Metric::NextResponse, 0);
    assert_eq!((waits.used, waits.running), (Seconds(40), true));
    let used = w.clock(ticket, Metric::Resolution, 0).used;
    assert_eq!(used, Seconds(10 + 40), "nothing counts retroactively");
}

#[test]
fn a_word_is_flagged_once_and_within_three_days() {
    for (after, accepted) in [(3 * DAY, true), (3 * DAY + 1, false)] {
        let (mut w, ticket) = answered();
        let customer = w.people.customer.clone();
        w.at(after);
        let flag = ExecuteMsg::FlagHollow { ticket };
        let done = w.act(&customer, flag.clone()).map(drop);
        let now = UnixTime(START + after);
        let refused = |until| ContractError::NoWordToFlag { ticket, until, now };
        let late = refused(Some(UnixTime(START + 3 * DAY)));
        assert_eq!(done, if accepted { Ok(()) } else { Err(late) });
        if accepted {
            assert_eq!(w.act(&customer, flag).unwrap_err(), refused(None));
        }
    }
}

#[test]
fn a_fourth_flag_in_a_cycle_is_refused() {
    let (mut w, ticket) = answered();
    let p = w.people.clone();
    let flag = ExecuteMsg::FlagHollow { ticket };
    for _ in 0..3 {
        w.act(&p.customer, flag.clone()).unwrap();
        w.replies(&p.agent, ticket).unwrap();
    }
    let refused = ContractError::HollowUsed {
        ticket,
        flagged: 3,
        max: 3,
    };
    assert_eq!(w.act(&p.customer, flag.clone()).unwrap_err(), refused);
    w.close(ticket);
    w.reopens(&p.customer, ticket).unwrap();
    w.replies(&p.agent, ticket).unwrap();
    w.act(&p.customer, flag).unwrap();
}
