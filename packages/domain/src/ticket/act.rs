//! What somebody, or time, does, with the fields that decide what it does.

use super::stage::{Rules, Stage};
use super::words::{Action, Role, State};
use super::CloseReason;
use crate::time::UnixTime;

/// A move at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What is done.
    pub action: Action,
    /// By whom.
    pub role: Role,
    /// When.
    pub at: UnixTime,
    /// What else it says.
    pub extra: Extra,
}

/// What an act says beside what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extra {
    /// Nothing.
    #[default]
    Nothing,
    /// Of a customer's reply: that nobody needs to answer it.
    NoAnswerNeeded,
    /// Of a hold: its last second.
    Until(UnixTime),
    /// Of a proposed resolution: knowledge items that it cites.
    Cites(Vec<u64>),
}

impl Act {
    /// An act that says nothing else.
    #[must_use]
    pub const fn new((action, role): (Action, Role), at: UnixTime) -> Self {
        Self {
            action,
            role,
            at,
            extra: Extra::Nothing,
        }
    }

    /// The same act, with what else it says.
    #[must_use]
    pub fn saying(self, extra: Extra) -> Self {
        Self { extra, ..self }
    }

    /// Whether it is a word of a human of the provider: it answers the customer and is a sign of life.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.role == Role::Provider && self.action.is_word()
    }

    /// Whether it is a message of the customer that waits for an answer.
    #[must_use]
    pub fn asks(&self) -> bool {
        let asks = match self.action {
            Action::Reply => self.extra != Extra::NoAnswerNeeded,
            Action::Reject | Action::FlagHollow | Action::Escalate | Action::Reopen => true,
            _ => false,
        };
        asks && self.role == Role::Customer
    }

    /// The stage after this act. A word that leaves the state as it is leaves its window as it is; only a
    /// new question and a new hold start one anew.
    pub(super) fn stage(&self, before: &Stage, to: State, rules: &Rules<'_>) -> Stage {
        let restarts = matches!(self.action, Action::Ask | Action::AgreeHold);
        if before.state() == to && !restarts {
            return before.clone();
        }
        let since = self.at;
        match to {
            State::Open => Stage::Open,
            State::InProgress => Stage::InProgress,
            State::AwaitingCustomer => Stage::AwaitingCustomer {
                until: rules.answer_by(since),
            },
            State::OnHold => Stage::OnHold {
                since,
                until: self.until(),
            },
            State::Suggested => Stage::Suggested {
                since,
                cited: self.cites(),
            },
            State::Resolved => Stage::Resolved {
                since,
                until: rules.confirm_by(since),
                unanswered: self.action == Action::Lapse,
                cited: self.cites(),
            },
            State::Closed => Stage::Closed {
                at: since,
                reason: self.reason(before),
                cited: before.cited().to_vec(),
            },
        }
    }

    fn until(&self) -> UnixTime {
        match self.extra {
            Extra::Until(until) => until,
            _ => self.at,
        }
    }

    fn cites(&self) -> Vec<u64> {
        match &self.extra {
            Extra::Cites(items) => items.clone(),
            _ => vec![],
        }
    }

    fn reason(&self, before: &Stage) -> CloseReason {
        match self.action {
            Action::Lapse => CloseReason::Lapsed,
            Action::Cancel => CloseReason::Cancelled,
            Action::Decline => CloseReason::Declined,
            Action::Merge => CloseReason::Merged,
            Action::Duplicate => CloseReason::Duplicate,
            _ if before.state() == State::Suggested => CloseReason::Automated,
            _ => CloseReason::Confirmed,
        }
    }
}
