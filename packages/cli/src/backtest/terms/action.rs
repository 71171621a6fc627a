//! What a row of the log means on the chain.

use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};
use serde::Deserialize;
use std::fmt;

/// One act that a row stands for. All but those that a log records as such are proxies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Nothing happened that the contracts know.
    None,
    /// The case begins here. Only the first row of a case needs no such action.
    Open,
    /// The provider says something.
    Reply,
    /// The provider asks the customer, which pauses the resolution clock.
    AskCustomer,
    /// The customer says something, which ends a pause.
    CustomerReply,
    /// The provider proposes a resolution.
    Propose,
    /// The customer confirms it.
    Accept,
    /// The case is closed: nothing to do where the confirm window has lapsed, else an acceptance.
    Close,
    /// The customer rejects the resolution.
    Reject,
    /// The customer reopens a closed case.
    Reopen,
    /// The customer withdraws the case.
    Cancel,
    /// The desk puts the case on hold; no message, since no customer agreed to it, but reported.
    Hold,
}

/// How each action is written in a terms file.
const NAMES: [(&str, Action); 12] = [
    ("none", Action::None),
    ("open", Action::Open),
    ("reply", Action::Reply),
    ("ask-customer", Action::AskCustomer),
    ("customer-reply", Action::CustomerReply),
    ("propose", Action::Propose),
    ("accept", Action::Accept),
    ("close", Action::Close),
    ("reject", Action::Reject),
    ("reopen", Action::Reopen),
    ("cancel", Action::Cancel),
    ("hold", Action::Hold),
];

const EXPECTED: &str = "an action or a list of actions: none, open, reply, ask-customer, \
customer-reply, propose, accept, close, reject, reopen, cancel, hold";

impl Action {
    fn read(text: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, action)| *action)
    }

    /// Its name in a terms file.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, action)| *action == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether the contracts hear of it.
    pub fn is_message(self) -> bool {
        !matches!(self, Self::None | Self::Hold)
    }
}

/// None, one or several actions, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actions(pub Vec<Action>);

struct ActionsVisitor;

impl<'de> Visitor<'de> for ActionsVisitor {
    type Value = Actions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Actions, E> {
        read(text).map(|action| Actions(vec![action]))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<Actions, S::Error> {
        let mut actions = Vec::new();
        while let Some(text) = sequence.next_element::<String>()? {
            actions.push(read(&text)?);
        }
        Ok(Actions(actions))
    }
}

fn read<E: Error>(text: &str) -> Result<Action, E> {
    Action::read(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &EXPECTED))
}

impl<'de> Deserialize<'de> for Actions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ActionsVisitor)
    }
}
