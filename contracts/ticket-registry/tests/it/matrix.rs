//! given a ticket in each state
//! └── when each action is tried in each role
//!     ├── it moves as the table says
//!     └── it is refused with the state found, where the table does not hold the move

use aftercare_domain::ticket::{next, Action, Illegal, Role, State, TRANSITIONS};
use aftercare_interface::ticket_registry::{ExecuteMsg, TicketStatus};
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::messages::{commitment, intake, propose};
use crate::world::{World, ALWAYS, WINDOW};

struct Cell {
    found: State,
    action: Action,
    role: Role,
}

/// A world with a ticket in the state; best effort where the action is for best effort only.
fn world_with(found: State, best_effort: bool) -> (World, u64) {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = if best_effort {
        w.act(&p.provider, intake(1)).unwrap();
        w.open_free()
    } else {
        w.open(ALWAYS)
    };
    let customer = w.ticket(ticket).customer;
    match found {
        State::Open => {}
        State::InProgress => drop(w.replies(&p.agent, ticket).unwrap()),
        State::AwaitingCustomer => drop(w.asks(&p.agent, ticket).unwrap()),
        State::Resolved => drop(w.proposes(&p.agent, ticket).unwrap()),
        State::Closed => {
            w.proposes(&p.agent, ticket).unwrap();
            w.accepts(&customer, ticket).unwrap();
        }
    }
    (w, ticket)
}

fn message(action: Action, ticket: u64) -> ExecuteMsg {
    let content = commitment(9);
    match action {
        Action::Reply => ExecuteMsg::Reply { ticket, content },
        Action::Ask => ExecuteMsg::AskCustomer {
            ticket,
            question: content,
        },
        Action::Propose => propose(ticket, vec![]),
        Action::Accept => ExecuteMsg::Accept { ticket },
        Action::Reject => ExecuteMsg::Reject { ticket, content },
        Action::Cancel => ExecuteMsg::Cancel { ticket },
        Action::Decline => ExecuteMsg::Decline { ticket },
        Action::Reopen => ExecuteMsg::Reopen { ticket, content },
        Action::Rate => ExecuteMsg::Rate {
            ticket,
            answers: vec![3],
            comment: None,
        },
        Action::Lapse => ExecuteMsg::Poke { ticket },
    }
}

pub fn state(status: TicketStatus) -> State {
    match status {
        TicketStatus::Open => State::Open,
        TicketStatus::InProgress => State::InProgress,
        TicketStatus::AwaitingCustomer => State::AwaitingCustomer,
        TicketStatus::Resolved => State::Resolved,
        TicketStatus::Closed(_) => State::Closed,
    }
}

impl Cell {
    fn sender(&self, w: &World, ticket: u64) -> Addr {
        match self.role {
            Role::Customer => w.ticket(ticket).customer,
            Role::Provider => w.people.agent.clone(),
            Role::Anyone => w.people.other_agent.clone(),
        }
    }

    fn try_act(&self) {
        let (mut w, ticket) = world_with(self.found, self.action == Action::Decline);
        let sender = self.sender(&w, ticket);
        let done = w.act(&sender, message(self.action, ticket));
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
        let (mut w, ticket) = world_with(self.found, false);
        let sender = self.sender(&w, ticket);
        w.at(WINDOW + 1);
        w.act(&sender, message(Action::Lapse, ticket)).unwrap();
        let to = next(self.found, Action::Lapse, Role::Anyone).unwrap_or(self.found);
        assert_eq!(state(w.status(ticket)), to);
    }
}

#[test]
fn every_cell_of_the_table_is_what_the_contract_does() {
    for found in State::ALL {
        for action in Action::ALL {
            for role in Role::ALL {
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
    for row in TRANSITIONS.iter().filter(|row| row.role == Role::Provider) {
        let (mut w, ticket) = world_with(row.from, row.action == Action::Decline);
        let provider = w.people.provider.clone();
        w.act(&provider, message(row.action, ticket)).unwrap();
        assert_eq!(state(w.status(ticket)), row.to);
    }
}
