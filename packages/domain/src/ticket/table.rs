//! The two tables: `(state, action, role) → state`, and `state × metric → runs`.

use thiserror::Error;

use super::words::{Action, Role, State};
use crate::policy::Metric;

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
pub const TRANSITIONS: &[Transition] = {
    use Action::{Accept, Ask, Cancel, Decline, Lapse, Propose, Rate, Reject, Reopen, Reply};
    use Role::{Anyone, Customer, Provider};
    use State::{AwaitingCustomer, Closed, InProgress, Open, Resolved};
    &[
        allow(Open, Reply, Customer, Open),
        allow(Open, Reply, Provider, InProgress),
        allow(Open, Ask, Provider, AwaitingCustomer),
        allow(Open, Propose, Provider, Resolved),
        allow(Open, Cancel, Customer, Closed),
        allow(Open, Decline, Provider, Closed),
        allow(InProgress, Reply, Customer, InProgress),
        allow(InProgress, Reply, Provider, InProgress),
        allow(InProgress, Ask, Provider, AwaitingCustomer),
        allow(InProgress, Propose, Provider, Resolved),
        allow(InProgress, Cancel, Customer, Closed),
        allow(InProgress, Decline, Provider, Closed),
        allow(AwaitingCustomer, Reply, Customer, InProgress),
        allow(AwaitingCustomer, Reply, Provider, AwaitingCustomer),
        allow(AwaitingCustomer, Ask, Provider, AwaitingCustomer),
        allow(AwaitingCustomer, Propose, Provider, Resolved),
        allow(AwaitingCustomer, Cancel, Customer, Closed),
        allow(AwaitingCustomer, Decline, Provider, Closed),
        allow(AwaitingCustomer, Lapse, Anyone, Resolved),
        allow(Resolved, Reply, Provider, Resolved),
        allow(Resolved, Accept, Customer, Closed),
        allow(Resolved, Reject, Customer, InProgress),
        allow(Resolved, Lapse, Anyone, Closed),
        allow(Closed, Reopen, Customer, Open),
        allow(Closed, Rate, Customer, Closed),
    ]
};

const fn clock(state: State, metric: Metric, runs: bool) -> ClockRule {
    ClockRule {
        state,
        metric,
        runs,
    }
}

/// Which clocks count in which state. The provider's first word of any kind leaves `Open` and so ends the
/// first response.
pub const CLOCKS: &[ClockRule] = {
    use Metric::{FirstResponse, Resolution};
    use State::{AwaitingCustomer, Closed, InProgress, Open, Resolved};
    &[
        clock(Open, FirstResponse, true),
        clock(InProgress, FirstResponse, false),
        clock(AwaitingCustomer, FirstResponse, false),
        clock(Resolved, FirstResponse, false),
        clock(Closed, FirstResponse, false),
        clock(Open, Resolution, true),
        clock(InProgress, Resolution, true),
        clock(AwaitingCustomer, Resolution, false),
        clock(Resolved, Resolution, false),
        clock(Closed, Resolution, false),
    ]
};

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
            for metric in [Metric::FirstResponse, Metric::Resolution] {
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
