//! From the states or activities of a log to acts.

use std::collections::HashMap;

use super::terms::{Action, Actions, Terms};

/// Number of a known state or activity.
pub type Label = u16;

/// What rows mean, by number instead of by name.
#[derive(Debug)]
pub struct Mapping {
    labels: HashMap<String, Label>,
    enter: Vec<Actions>,
    leave: HashMap<Label, Actions>,
    change: HashMap<(Label, Label), Actions>,
    /// Whether the log holds states, so that only a change of them carries actions.
    states: bool,
}

impl Mapping {
    /// Reads `[map]`, `[leave]` and `[change]`, which the terms' own check has found consistent.
    pub fn new(terms: &Terms) -> Self {
        let map = terms.map.as_ref();
        let numbered = map.keys().cloned().zip(0..);
        let labels: HashMap<String, Label> = numbered.collect();
        let of = |name: &str| labels.get(name).copied();
        let leave = terms
            .leave
            .iter()
            .filter_map(|(name, actions)| Some((of(name.as_ref())?, actions.clone())))
            .collect();
        let change = terms
            .change
            .iter()
            .filter_map(|(key, actions)| {
                let (old, new) = key.as_ref().split_once(" -> ")?;
                Some(((of(old)?, of(new)?), actions.clone()))
            })
            .collect();
        Self {
            enter: map.values().cloned().collect(),
            leave,
            change,
            states: terms.log.state.is_some(),
            labels,
        }
    }

    /// The number of a state or activity, where `[map]` has it.
    pub fn label(&self, name: &str) -> Option<Label> {
        self.labels.get(name).copied()
    }

    /// What a row means whose case was in `before` (nowhere at its first row) and now is in `now`.
    pub fn actions(&self, before: Option<Label>, now: Label) -> Vec<Action> {
        let before = before.filter(|_| self.states);
        let Some(old) = before else {
            return self.entering(now);
        };
        if old == now {
            return vec![];
        }
        if let Some(actions) = self.change.get(&(old, now)) {
            return actions.0.clone();
        }
        let mut actions = self.leave.get(&old).map_or(vec![], |list| list.0.clone());
        actions.extend(self.entering(now));
        actions
    }

    fn entering(&self, now: Label) -> Vec<Action> {
        self.enter
            .get(usize::from(now))
            .map_or(vec![], |actions| actions.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::terms::Source;

    fn mapping(name: &str) -> Mapping {
        Mapping::new(&Source::load(name).unwrap().terms)
    }

    fn of(mapping: &Mapping, before: Option<&str>, now: &str) -> Vec<Action> {
        let label = |name: &str| mapping.label(name).unwrap();
        mapping.actions(before.map(label), label(now))
    }

    #[test]
    fn a_first_row_enters_its_state() {
        let mapping = mapping("servicenow");
        assert_eq!(of(&mapping, None, "New"), [Action::None]);
        assert_eq!(of(&mapping, None, "Resolved"), [Action::Propose]);
    }

    #[test]
    fn an_unchanged_state_means_nothing() {
        let mapping = mapping("servicenow");
        assert_eq!(of(&mapping, Some("Active"), "Active"), []);
    }

    #[test]
    fn leaving_comes_before_entering() {
        let mapping = mapping("servicenow");
        assert_eq!(
            of(&mapping, Some("Resolved"), "Awaiting User Info"),
            [Action::Reject, Action::AskCustomer]
        );
        assert_eq!(
            of(&mapping, Some("Awaiting User Info"), "Awaiting Vendor"),
            [Action::CustomerReply, Action::Reply, Action::Hold]
        );
    }

    #[test]
    fn one_named_change_stands_instead_of_both() {
        let mapping = mapping("servicenow");
        let asked = Some("Awaiting User Info");
        assert_eq!(of(&mapping, asked, "Resolved"), [Action::Propose]);
        assert_eq!(of(&mapping, asked, "Active"), [Action::CustomerReply]);
        assert_eq!(of(&mapping, Some("Resolved"), "Closed"), [Action::Close]);
        assert_eq!(of(&mapping, Some("Resolved"), "Active"), [Action::Reject]);
        assert_eq!(of(&mapping, Some("Closed"), "Active"), [Action::Reopen]);
    }

    #[test]
    fn every_row_of_an_activity_log_means_what_it_says() {
        let mapping = mapping("generic");
        assert_eq!(of(&mapping, Some("replied"), "replied"), [Action::Reply]);
    }

    #[test]
    fn every_terms_file_that_comes_with_the_command_is_sound() {
        for name in ["servicenow", "jira", "zendesk", "generic"] {
            assert!(Source::load(name).is_ok(), "{name}");
        }
    }
}
