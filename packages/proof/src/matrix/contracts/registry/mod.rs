//! `ticket-registry`: tickets in every state, and everything about a provider's house.
//!
//! Which state allows which move is not written here a second time: the sets `may/ACTION/ROLE` of the rules are
//! made from the table of moves, and every scene says which of the table's states it is in.

mod clocks;
mod edges;
mod house;
mod paths;
mod scenes;
mod talk;
mod work;

use std::fmt::Write;

use aftercare_domain::ticket::{next, Action, Role, State};

use super::rows;
use crate::matrix::Contract;

pub(super) use paths::{open, opening};

/// The state of the others' ticket, and that of one that there is not.
const OTHERS: [(&str, State); 1] = [("other", State::Open)];

pub(super) fn contract() -> Contract {
    let rules = include_str!("../../tables/ticket-registry.txt");
    Contract {
        name: "ticket-registry",
        schema: include_str!("../../../../../../schema/ticket-registry.json"),
        rules: format!("{}{rules}", moves()),
        row: rows::ticket_registry,
        beside: Some(clocks::check),
        subjects: vec![scenes::tickets(), house::subject()],
    }
}

/// The table of moves as sets of scenes: `may/accept/customer`.
fn moves() -> String {
    let mut sets = String::new();
    for action in Action::ALL {
        for role in Role::ALL {
            let names = scenes_where(|state| next(state, *action, *role).is_ok());
            if !names.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(
                    sets,
                    "states may/{}/{} = {names}",
                    action.word(),
                    role.word()
                );
            }
        }
    }
    sets
}

fn scenes_where(holds: impl Fn(State) -> bool) -> String {
    let known = scenes::all().map(|it| (it.name, it.state)).chain(OTHERS);
    let names = known.filter(|(_, state)| holds(*state));
    let names: Vec<&str> = names.map(|(name, _)| name).collect();
    names.join(" ")
}
