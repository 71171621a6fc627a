//! The two tables: `(state, action, role) → state`, and `state × metric → runs`.

use thiserror::Error;

use crate::policy::Metric;

/// Where a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// No word from the provider in this cycle.
    Open,
    /// The provider is at work.
    InProgress,
    /// The customer was asked.
    AwaitingCustomer,
    /// A resolution is proposed.
    Resolved,
    /// At its end, unless it is reopened.
    Closed,
}

/// What somebody, or time, does to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Says something.
    Reply,
    /// Asks the customer for what is missing.
    Ask,
    /// Proposes a resolution.
    Propose,
    /// Confirms the proposed resolution.
    Accept,
    /// Rejects the proposed resolution.
    Reject,
    /// Withdraws the ticket.
    Cancel,
    /// Declines to serve a best-effort ticket.
    Decline,
    /// Takes a closed ticket up again, in a new cycle.
    Reopen,
    /// Rates the service of a closed ticket.
    Rate,
    /// A window passes without a word.
    Lapse,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The ticket's customer.
    Customer,
    /// The ticket's provider or one of its agents.
    Provider,
    /// Nobody in particular: time did it, and anyone may settle it.
    Anyone,
}

/// One allowed move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// In which state.
    pub from: State,
    /// What is done.
    pub action: Action,
    /// By whom.
    pub role: Role,
    /// The state afterwards.
    pub to: State,
}

/// A move that the table does not hold.
#[derive(Error, Clone, Copy, Debug, PartialEq, Eq)]
#[error("{} by {} is not possible: the ticket is {}", .action.word(), .role.word(), .found.word())]
pub struct Illegal {
    /// The state found, after time was taken into account.
    pub found: State,
    /// What was tried.
    pub action: Action,
    /// By whom.
    pub role: Role,
}

/// Whether a metric's clock counts in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRule {
    /// The state.
    pub state: State,
    /// The metric.
    pub metric: Metric,
    /// Whether its clock counts.
    pub runs: bool,
}

const fn allow(from: State, action: Action, role: Role, to: State) -> Transition {
    Transition {
        from,
        action,
        role,
        to,
    }
}

/// Every allowed move. In `Resolved` the customer's word is `Accept` or `Reject`, so that a remark can
/// neither confirm nor reject by accident, and the provider cannot put a second proposal over an unanswered
/// one.
pub const TRANSITIONS: &[Transition] = &[
    allow(State::Open, Action::Reply, Role::Customer, State::Open),
    allow(
        State::Open,
        Action::Reply,
        Role::Provider,
        State::InProgress,
    ),
    allow(
        State::Open,
        Action::Ask,
        Role::Provider,
        State::AwaitingCustomer,
    ),
    allow(
        State::Open,
        Action::Propose,
        Role::Provider,
        State::Resolved,
    ),
    allow(State::Open, Action::Cancel, Role::Customer, State::Closed),
    allow(State::Open, Action::Decline, Role::Provider, State::Closed),
    allow(
        State::InProgress,
        Action::Reply,
        Role::Customer,
        State::InProgress,
    ),
    allow(
        State::InProgress,
        Action::Reply,
        Role::Provider,
        State::InProgress,
    ),
    allow(
        State::InProgress,
        Action::Ask,
        Role::Provider,
        State::AwaitingCustomer,
    ),
    allow(
        State::InProgress,
        Action::Propose,
        Role::Provider,
        State::Resolved,
    ),
    allow(
        State::InProgress,
        Action::Cancel,
        Role::Customer,
        State::Closed,
    ),
    allow(
        State::InProgress,
        Action::Decline,
        Role::Provider,
        State::Closed,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Reply,
        Role::Customer,
        State::InProgress,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Reply,
        Role::Provider,
        State::AwaitingCustomer,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Ask,
        Role::Provider,
        State::AwaitingCustomer,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Propose,
        Role::Provider,
        State::Resolved,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Cancel,
        Role::Customer,
        State::Closed,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Decline,
        Role::Provider,
        State::Closed,
    ),
    allow(
        State::AwaitingCustomer,
        Action::Lapse,
        Role::Anyone,
        State::Resolved,
    ),
    allow(
        State::Resolved,
        Action::Reply,
        Role::Provider,
        State::Resolved,
    ),
    allow(
        State::Resolved,
        Action::Accept,
        Role::Customer,
        State::Closed,
    ),
    allow(
        State::Resolved,
        Action::Reject,
        Role::Customer,
        State::InProgress,
    ),
    allow(State::Resolved, Action::Lapse, Role::Anyone, State::Closed),
    allow(State::Closed, Action::Reopen, Role::Customer, State::Open),
    allow(State::Closed, Action::Rate, Role::Customer, State::Closed),
];

const fn clock(state: State, metric: Metric, runs: bool) -> ClockRule {
    ClockRule {
        state,
        metric,
        runs,
    }
}

/// Which clocks count in which state. The provider's first word of any kind leaves `Open` and so ends the
/// first response.
pub const CLOCKS: &[ClockRule] = &[
    clock(State::Open, Metric::FirstResponse, true),
    clock(State::InProgress, Metric::FirstResponse, false),
    clock(State::AwaitingCustomer, Metric::FirstResponse, false),
    clock(State::Resolved, Metric::FirstResponse, false),
    clock(State::Closed, Metric::FirstResponse, false),
    clock(State::Open, Metric::Resolution, true),
    clock(State::InProgress, Metric::Resolution, true),
    clock(State::AwaitingCustomer, Metric::Resolution, false),
    clock(State::Resolved, Metric::Resolution, false),
    clock(State::Closed, Metric::Resolution, false),
];

/// The state after a move.
///
/// # Errors
/// [`Illegal`], naming state and move, where the table does not hold it.
pub fn next(found: State, action: Action, role: Role) -> Result<State, Illegal> {
    TRANSITIONS
        .iter()
        .find(|row| row.from == found && row.action == action && row.role == role)
        .map(|row| row.to)
        .ok_or(Illegal {
            found,
            action,
            role,
        })
}

/// Whether a metric's clock counts in a state.
#[must_use]
pub fn runs(state: State, metric: Metric) -> bool {
    CLOCKS
        .iter()
        .any(|row| row.state == state && row.metric == metric && row.runs)
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::InProgress,
        Self::AwaitingCustomer,
        Self::Resolved,
        Self::Closed,
    ];

    /// Its number in history lines; never reused.
    #[must_use]
    pub const fn index(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::InProgress => 1,
            Self::AwaitingCustomer => 2,
            Self::Resolved => 3,
            Self::Closed => 4,
        }
    }

    /// Its word in messages, events and diagrams.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::AwaitingCustomer => "awaiting_customer",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 10] = [
        Self::Reply,
        Self::Ask,
        Self::Propose,
        Self::Accept,
        Self::Reject,
        Self::Cancel,
        Self::Decline,
        Self::Reopen,
        Self::Rate,
        Self::Lapse,
    ];

    /// Its word in errors and diagrams.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Ask => "ask",
            Self::Propose => "propose",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Cancel => "cancel",
            Self::Decline => "decline",
            Self::Reopen => "reopen",
            Self::Rate => "rate",
            Self::Lapse => "lapse",
        }
    }
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Provider, Self::Anyone];

    /// Its number in history lines; never reused.
    #[must_use]
    pub const fn index(self) -> u8 {
        match self {
            Self::Customer => 0,
            Self::Provider => 1,
            Self::Anyone => 2,
        }
    }

    /// Its word in events, errors and diagrams.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Provider => "provider",
            Self::Anyone => "anyone",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_move_stands_twice() {
        let moves: BTreeSet<_> = TRANSITIONS
            .iter()
            .map(|row| (row.from, row.action, row.role))
            .collect();
        assert_eq!(moves.len(), TRANSITIONS.len());
    }

    #[test]
    fn every_cell_is_in_the_table_or_refused_by_name() {
        for found in State::ALL {
            for action in Action::ALL {
                for role in Role::ALL {
                    let rows = TRANSITIONS.iter();
                    let row = rows
                        .clone()
                        .find(|r| (r.from, r.action, r.role) == (found, action, role));
                    let refused = Illegal {
                        found,
                        action,
                        role,
                    };
                    assert_eq!(next(found, action, role), row.map(|r| r.to).ok_or(refused));
                }
            }
        }
    }

    #[test]
    fn each_state_says_once_of_each_metric_whether_it_runs() {
        for state in State::ALL {
            for metric in Metric::ALL {
                let rows = CLOCKS
                    .iter()
                    .filter(|row| row.state == state && row.metric == metric);
                assert_eq!(rows.count(), 1, "{state:?} {metric:?}");
            }
        }
    }

    #[test]
    fn only_the_customer_or_a_lapse_ends_what_the_provider_has_answered() {
        for row in TRANSITIONS.iter().filter(|row| row.to == State::Closed) {
            // Declining is for best-effort tickets, which the registry checks.
            let by_provider = row.role == Role::Provider;
            assert_eq!(by_provider, row.action == Action::Decline, "{row:?}");
        }
    }

    #[test]
    fn nothing_is_resolved_before_the_provider_said_a_word() {
        for row in TRANSITIONS {
            let silent = [State::Open, State::Closed].contains(&row.from);
            let leaves = ![State::Open, State::Closed].contains(&row.to);
            if silent && leaves {
                assert_eq!(row.role, Role::Provider, "{row:?}");
            }
        }
        assert!(next(State::Open, Action::Accept, Role::Customer).is_err());
    }

    #[test]
    fn every_state_but_the_end_has_a_way_out_and_windows_lapse() {
        for state in State::ALL {
            assert!(TRANSITIONS.iter().any(|r| r.from == state && r.to != state));
        }
        for state in [State::AwaitingCustomer, State::Resolved] {
            assert!(next(state, Action::Lapse, Role::Anyone).is_ok());
        }
    }
}
