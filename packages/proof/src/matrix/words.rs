//! Cells in few words: the roles that share the same states.

use std::collections::{BTreeMap, BTreeSet};

use super::{cast, Cell, Contract, Subject};

/// Places by name: a role, or a state with `-running` or `-paused` where only one of both is meant.
type Names = BTreeSet<String>;

/// All roles from which, and states in which, a message is tried.
#[derive(Debug, Default)]
pub struct Tried {
    roles: Names,
    states: Names,
}

impl Tried {
    /// Where a message of a contract is tried.
    #[must_use]
    pub fn of(contract: &Contract, message: &str) -> Self {
        let subjects = contract.subjects.iter();
        let sends = |it: &&Subject| it.messages.iter().any(|known| known.name == message);
        let states = subjects.filter(sends).flat_map(Subject::states);
        Self {
            roles: cast::roles().map(str::to_owned).collect(),
            states: states.map(str::to_owned).collect(),
        }
    }

    /// `ROLES in STATES`, one line for those that share their states.
    #[must_use]
    pub fn together(&self, cells: &[&Cell]) -> Vec<String> {
        let mut states: BTreeMap<&str, BTreeSet<(&str, bool)>> = BTreeMap::new();
        for cell in cells {
            let of_role = states.entry(cell.role).or_default();
            of_role.insert((cell.state, cell.paused));
        }
        let mut roles: BTreeMap<Names, Names> = BTreeMap::new();
        for (role, states) in states {
            let of_states = roles.entry(places(&states)).or_default();
            of_states.insert(role.to_owned());
        }
        let line = |(states, roles): (Names, Names)| {
            let (roles, states) = (said(&roles, &self.roles), said(&states, &self.states));
            format!("{roles} in {states}")
        };
        roles.into_iter().map(line).collect()
    }
}

/// A state that is there paused and running needs no word about it; one that is not has one.
fn places(states: &BTreeSet<(&str, bool)>) -> Names {
    let name = |(state, paused): &(&str, bool)| match states.contains(&(*state, !*paused)) {
        true => (*state).to_owned(),
        false if *paused => format!("{state}-paused"),
        false => format!("{state}-running"),
    };
    states.iter().map(name).collect()
}

/// The shorter of the names and `all but` the others.
fn said(names: &Names, all: &Names) -> String {
    let others: Vec<&str> = all.difference(names).map(String::as_str).collect();
    let names_only: Vec<&str> = names.iter().map(String::as_str).collect();
    match others.len() {
        _ if !names.is_subset(all) => names_only.join(" "),
        0 if all.len() > 1 => "all".to_owned(),
        few if few < names.len() => format!("all but {}", others.join(" ")),
        _ => names_only.join(" "),
    }
}
