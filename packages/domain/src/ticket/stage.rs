//! A state with its data, and the window that may run in it.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::State;
use super::CloseReason;
use crate::calendar::Hours;
use crate::policy::{Metric, Targets};
use crate::time::{Seconds, UnixTime};

/// How long a bot's suggestion waits for the customer's word.
pub const BOT_WINDOW: Seconds = Seconds::days(3);
/// How far ahead a hold ends at most.
pub const MAX_HOLD: Seconds = Seconds::days(14);
/// All holds of a ticket together.
pub const MAX_HOLDS: Seconds = Seconds::days(30);
/// How many open days of silence make a question a proposed resolution.
pub const SILENT_DAYS: u8 = 5;

/// What time is measured with on a ticket now.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The hours in which its clocks count and its windows find their open days.
    pub hours: Hours<'a>,
    /// How long a customer has to answer a question or a proposal.
    pub window: Seconds,
    /// What is promised; `None` for a best-effort ticket.
    pub targets: Option<&'a Targets>,
    /// The periods in which missed updates are counted.
    pub periods: Option<Periods>,
}

/// Periods of one length, without an end.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// The first second of period 0.
    pub from: UnixTime,
    /// The length of each.
    pub length: Seconds,
}

impl Periods {
    /// The period in which an instant lies; 0 before the first one.
    #[must_use]
    pub fn of(&self, at: UnixTime) -> u32 {
        let passed = at.since(self.from).0.checked_div(self.length.0);
        u32::try_from(passed.unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The last second of a period.
    #[must_use]
    pub fn last_second(&self, period: u32) -> UnixTime {
        let whole = self
            .length
            .0
            .saturating_mul(u64::from(period).saturating_add(1));
        self.from.plus(Seconds(whole)).minus(Seconds(1))
    }
}

impl Rules<'_> {
    /// The target of a metric; `None` where it is not promised.
    #[must_use]
    pub fn target(&self, metric: Metric) -> Option<Seconds> {
        self.targets.and_then(|targets| targets.of(metric))
    }

    /// The last second in which a word to a proposed resolution, asked for at `at`, is in time.
    #[must_use]
    pub fn confirm_by(&self, at: UnixTime) -> UnixTime {
        self.hours.window_end(at, self.window)
    }

    /// The last second in which an answer to a question, asked at `at`, is in time: the window, and never
    /// less than five open days.
    #[must_use]
    pub fn answer_by(&self, at: UnixTime) -> UnixTime {
        self.hours.window_of(at, self.window, SILENT_DAYS)
    }
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
        /// The last second in which an answer to the newest question is in time.
        until: UnixTime,
    },
    /// See [`State::OnHold`].
    OnHold {
        /// When the customer agreed.
        since: UnixTime,
        /// The last second of it.
        until: UnixTime,
    },
    /// See [`State::Suggested`].
    Suggested {
        /// When the bot proposed it.
        since: UnixTime,
        /// Knowledge items that it cites.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cited: Vec<u64>,
    },
    /// See [`State::Resolved`].
    Resolved {
        /// When the resolution was proposed, or the question lapsed.
        since: UnixTime,
        /// The last second in which the customer's word is in time.
        until: UnixTime,
        /// Whether nobody proposed it: a question was not answered.
        unanswered: bool,
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
            Self::OnHold { .. } => State::OnHold,
            Self::Suggested { .. } => State::Suggested,
            Self::Resolved { .. } => State::Resolved,
            Self::Closed { .. } => State::Closed,
        }
    }

    /// Knowledge items that the proposed or confirmed resolution cites.
    #[must_use]
    pub fn cited(&self) -> &[u64] {
        match self {
            Self::Suggested { cited, .. }
            | Self::Resolved { cited, .. }
            | Self::Closed { cited, .. } => cited,
            _ => &[],
        }
    }

    /// The last second of it, where time alone ends it.
    #[must_use]
    pub fn window_end(&self) -> Option<UnixTime> {
        match self {
            Self::AwaitingCustomer { until }
            | Self::OnHold { until, .. }
            | Self::Resolved { until, .. } => Some(*until),
            Self::Suggested { since, .. } => Some(since.plus(BOT_WINDOW)),
            Self::Open | Self::InProgress | Self::Closed { .. } => None,
        }
    }

    /// Whether a miss with this due waits for the customer's word to a bot's suggestion.
    #[must_use]
    pub fn withholds(&self, due: UnixTime) -> bool {
        matches!(self, Self::Suggested { since, .. } if due > *since)
    }

    /// How long it has held the ticket at `at`, where it is a hold.
    pub(super) fn held(&self, at: UnixTime) -> Seconds {
        match self {
            Self::OnHold { since, until } => at.min(*until).since(*since),
            _ => Seconds::ZERO,
        }
    }
}
