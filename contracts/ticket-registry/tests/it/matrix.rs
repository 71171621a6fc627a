//! given a ticket in each state
//! └── when each action is tried in each role
//!     ├── it moves as the table says
//!     └── it is refused with the state found, where the table does not hold the move

use aftercare_domain::policy::Level;
use aftercare_domain::ticket::{next, transitions, Action, Illegal, Role, State};
use aftercare_domain::time::{UnixTime, DAY};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus};
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::full::{bot, full_world};
use crate::messages::{commitment, intake, lower, merge, propose, propose_hold, triage};
use crate::world::{World, ALWAYS, SILENCE};

/// What the registry's own messages do; the others are tested where they are.
const ACTIONS: &[Action] = &[
    Action::Reply,
    Action::Ask,
    Action::ProposeHold,
    Action::AgreeHold,
    Action::EndPause,
    Action::FlagHollow,
    Action::Propose,
    Action::Accept,
    Action::Reject,
    Action::ProposeTriage,
    Action::ConsentTriage,
    Action::ObjectTriage,
    Action::Raise,
    Action::Lower,
    Action::Escalate,
    Action::Note,
    Action::Link,
    Action::ProposeMerge,
    Action::Merge,
    Action::Duplicate,
    Action::Cancel,
    Action::Decline,
    Action::Reopen,
    Action::Rate,
    Action::Lapse,
];
struct Cell {
    found: State,
    action: Action,
    role: Role,
}

/// A world with a ticket in the state, and with what the action needs beside; best effort where it is for
/// best effort only.
fn world_with(found: State, action: Action) -> (World, u64) {
    let mut w = full_world();
    let p = w.people.clone();
    let ticket = if action == Action::Decline {
        w.act(&p.provider, intake(1)).unwrap();
        w.open_free()
    } else {
        w.open(ALWAYS)
    };
    let customer = w.ticket(ticket).customer;
    // A lower priority to be raised again.
    if action == Action::Raise {
        let low = lower(ticket, Level::Low, Level::Low);
        w.act(&customer, low).unwrap();
    }
    let triage = [Action::ConsentTriage, Action::ObjectTriage].contains(&action);
    // A bot proposes nothing while a lower priority waits.
    if !(triage && found == State::Suggested) {
        prepare(&mut w, ticket, action);
    }
    let hold = propose_hold(ticket, UnixTime(w.now() + DAY));
    match found {
        State::Open => {}
        State::Suggested => {
            let bot = bot(&w);
            w.proposes(&bot, ticket).unwrap();
        }
        State::InProgress => drop(w.replies(&p.agent, ticket).unwrap()),
        State::AwaitingCustomer => drop(w.asks(&p.agent, ticket).unwrap()),
        State::OnHold => {
            w.act(&p.agent, hold.clone()).unwrap();
            w.act(&customer, ExecuteMsg::AgreeHold { ticket }).unwrap();
        }
        State::Resolved => drop(w.proposes(&p.agent, ticket).unwrap()),
        State::Closed => {
            w.proposes(&p.agent, ticket).unwrap();
            w.accepts(&customer, ticket).unwrap();
        }
    }
    let answered = ![State::Open, State::Suggested].contains(&found);
    if action == Action::AgreeHold && answered {
        drop(w.act(&p.agent, hold));
    }
    (w, ticket)
}

/// What the other side proposes before.
fn prepare(w: &mut World, ticket: u64, action: Action) {
    let agent = w.people.agent.clone();
    match action {
        Action::ConsentTriage | Action::ObjectTriage => {
            let less = triage(ticket, Level::Low, Level::Low);
            w.act(&agent, less).unwrap();
        }
        Action::Merge | Action::Duplicate => {
            let into = w.open(ALWAYS);
            let proposed = merge(ticket, into, action == Action::Duplicate);
            w.act(&agent, proposed).unwrap();
        }
        _ => {}
    }
}

fn message(w: &mut World, action: Action, ticket: u64) -> ExecuteMsg {
    let content = commitment(9);
    match action {
        Action::Reply => ExecuteMsg::Reply {
            ticket,
            content,
            expects_answer: true,
        },
        Action::Ask => ExecuteMsg::AskCustomer {
            ticket,
            question: content,
        },
        Action::ProposeHold => propose_hold(ticket, UnixTime(w.now() + DAY)),
        Action::AgreeHold => ExecuteMsg::AgreeHold { ticket },
        Action::EndPause => ExecuteMsg::EndPause { ticket },
        Action::FlagHollow => ExecuteMsg::FlagHollow { ticket },
        Action::Accept => ExecuteMsg::Accept { ticket },
        Action::Reject => ExecuteMsg::Reject { ticket, content },
        Action::ProposeTriage => triage(ticket, Level::Low, Level::Low),
        Action::ConsentTriage => ExecuteMsg::ConsentTriage { ticket },
        Action::ObjectTriage => ExecuteMsg::ObjectTriage {
            ticket,
            reason: content,
        },
        Action::Raise => ExecuteMsg::Raise {
            ticket,
            impact: Level::High,
            urgency: Level::High,
            reason: content,
        },
        Action::Lower => lower(ticket, Level::Low, Level::Low),
        Action::Escalate => ExecuteMsg::Escalate { ticket, content },
        Action::Note => ExecuteMsg::Note { ticket, content },
        Action::Link => {
            let to = w.open(ALWAYS);
            ExecuteMsg::Link { ticket, to }
        }
        Action::ProposeMerge => {
            let into = w.open(ALWAYS);
            merge(ticket, into, false)
        }
        Action::Merge | Action::Duplicate => ExecuteMsg::AgreeMerge { ticket },
        Action::Cancel => ExecuteMsg::Cancel { ticket },
        Action::Decline => ExecuteMsg::Decline { ticket },
        Action::Reopen => ExecuteMsg::Reopen { ticket, content },
        Action::Rate => ExecuteMsg::Rate {
            ticket,
            answers: vec![3],
            comment: None,
        },
        Action::Lapse => ExecuteMsg::Poke { ticket },
        _ => propose(ticket, vec![]),
    }
}

pub fn state(status: TicketStatus) -> State {
    match status {
        TicketStatus::Open => State::Open,
        TicketStatus::InProgress => State::InProgress,
        TicketStatus::AwaitingCustomer => State::AwaitingCustomer,
        TicketStatus::OnHold => State::OnHold,
        TicketStatus::Suggested => State::Suggested,
        TicketStatus::Resolved => State::Resolved,
        TicketStatus::Closed(_) => State::Closed,
    }
}

impl Cell {
    fn sender(&self, w: &World, ticket: u64) -> Addr {
        match self.role {
            Role::Customer => w.ticket(ticket).customer,
            Role::Provider => w.people.agent.clone(),
            Role::Bot => bot(w),
            Role::Anyone => w.people.other_agent.clone(),
        }
    }

    fn try_act(&self) {
        let (mut w, ticket) = world_with(self.found, self.action);
        let sender = self.sender(&w, ticket);
        let message = message(&mut w, self.action, ticket);
        let done = w.act(&sender, message);
        let illegal = Illegal {
            found: self.found,
            action: self.action,
            role: self.role,
        };
        match next(self.found, self.action, self.role) {
            _ if self.role == Role::Anyone => {
                assert_eq!(
                    done.unwrap_err(),
                    ContractError::Stranger { ticket, sender }
                );
            }
            Ok(to) => {
                done.unwrap();
                assert_eq!(state(w.status(ticket)), to, "{illegal:?}");
            }
            Err(illegal) => {
                assert_eq!(
                    done.unwrap_err(),
                    ContractError::Illegal { ticket, illegal }
                );
            }
        }
    }

    /// Time lapses for whoever settles it.
    fn try_lapse(&self) {
        let (mut w, ticket) = world_with(self.found, self.action);
        let sender = self.sender(&w, ticket);
        w.at(SILENCE + 1);
        w.act(&sender, ExecuteMsg::Poke { ticket }).unwrap();
        let to = next(self.found, Action::Lapse, Role::Anyone).unwrap_or(self.found);
        assert_eq!(state(w.status(ticket)), to);
    }
}

#[test]
fn every_cell_of_the_table_is_what_the_contract_does() {
    for &found in State::ALL {
        for &action in ACTIONS {
            for &role in Role::ALL {
                let cell = Cell {
                    found,
                    action,
                    role,
                };
                match action {
                    Action::Lapse => cell.try_lapse(),
                    _ => cell.try_act(),
                }
            }
        }
    }
}

#[test]
fn the_provider_itself_acts_like_its_agent() {
    let rows =
        transitions().filter(|row| row.role == Role::Provider && ACTIONS.contains(&row.action));
    for row in rows {
        let (mut w, ticket) = world_with(row.from, row.action);
        let provider = w.people.provider.clone();
        let message = message(&mut w, row.action, ticket);
        w.act(&provider, message).unwrap();
        assert_eq!(state(w.status(ticket)), row.to);
    }
}
