//! A state with its data, and the window that may run in it.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::State;
use super::CloseReason;
use crate::calendar::Hours;
use crate::time::{Seconds, UnixTime};

/// What time is measured with on a ticket: frozen when it was opened.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The hours in which its clocks count and its windows find their open days.
    pub hours: Hours<'a>,
    /// How long a customer has to answer a question or a proposal.
    pub window: Seconds,
}

/// A state with what it needs.
#[derive(Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// See [`State::Open`].
    Open,
    /// See [`State::InProgress`].
    InProgress,
    /// See [`State::AwaitingCustomer`].
    AwaitingCustomer {
        /// When the newest question was asked.
        since: UnixTime,
    },
    /// See [`State::Resolved`].
    Resolved {
        /// When the resolution was proposed, or the question lapsed.
        since: UnixTime,
        /// Knowledge items that it cites.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cited: Vec<u64>,
    },
    /// See [`State::Closed`].
    Closed {
        /// When it closed.
        at: UnixTime,
        /// Why.
        reason: CloseReason,
        /// Knowledge items that its resolution cites.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cited: Vec<u64>,
    },
}

impl Stage {
    /// The state without its data.
    #[must_use]
    pub const fn state(&self) -> State {
        match self {
            Self::Open => State::Open,
            Self::InProgress => State::InProgress,
            Self::AwaitingCustomer { .. } => State::AwaitingCustomer,
            Self::Resolved { .. } => State::Resolved,
            Self::Closed { .. } => State::Closed,
        }
    }

    /// Knowledge items that the proposed or confirmed resolution cites.
    #[must_use]
    pub fn cited(&self) -> &[u64] {
        match self {
            Self::Resolved { cited, .. } | Self::Closed { cited, .. } => cited,
            _ => &[],
        }
    }

    /// Since when it is in a state whose end time decides, or at its end.
    #[must_use]
    pub const fn since(&self) -> Option<UnixTime> {
        match self {
            Self::AwaitingCustomer { since } | Self::Resolved { since, .. } => Some(*since),
            Self::Closed { at, .. } => Some(*at),
            _ => None,
        }
    }

    /// The last second in which the customer's word is in time; `None` where it is not waited for.
    #[must_use]
    pub fn window_end(&self, rules: &Rules<'_>) -> Option<UnixTime> {
        match self {
            Self::AwaitingCustomer { since } | Self::Resolved { since, .. } => {
                Some(rules.hours.window_end(*since, rules.window))
            }
            _ => None,
        }
    }
}
