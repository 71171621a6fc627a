//! The two tables: `(state, action, role) → state`, and `state × metric → runs`.

use thiserror::Error;

use super::words::{Action, Role, State};
use crate::policy::Metric;

/// Allowed moves that lead to one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moves {
    /// In which states.
    pub from: &'static [State],
    /// What is done.
    pub action: Action,
    /// By whom.
    pub by: &'static [Role],
    /// The state afterwards; absent where it stays as it is.
    pub to: Option<State>,
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

/// In which states a metric's clock counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRule {
    /// The metric.
    pub metric: Metric,
    /// Where it counts; elsewhere it does not.
    pub runs: &'static [State],
}

const fn moves(
    from: &'static [State],
    action: Action,
    by: &'static [Role],
    to: Option<State>,
) -> Moves {
    Moves {
        from,
        action,
        by,
        to,
    }
}

/// Every allowed move. In `Suggested` and `Resolved` the customer's word is `Accept` or `Reject` (or
/// `Escalate`), so that a remark can neither confirm nor reject by accident, and the provider cannot put a
/// second proposal over an unanswered one. A bot moves nothing but a ticket to `Suggested`.
pub const TRANSITIONS: &[Moves] = {
    use Action as A;
    use Role::{Anyone, Bot, Customer, Provider};
    use State::{AwaitingCustomer, Closed, InProgress, OnHold, Open, Resolved, Suggested};
    const AT_WORK: &[State] = &[Open, InProgress];
    const PAUSED: &[State] = &[AwaitingCustomer, OnHold];
    const TALKING: &[State] = &[Open, InProgress, AwaitingCustomer, OnHold];
    const ANSWERED: &[State] = &[InProgress, AwaitingCustomer, OnHold];
    const UNRESOLVED: &[State] = &[Open, InProgress, AwaitingCustomer, OnHold, Suggested];
    const UNSUGGESTED: &[State] = &[Open, InProgress, AwaitingCustomer, OnHold, Resolved];
    const LIVE: &[State] = &[
        Open,
        InProgress,
        AwaitingCustomer,
        OnHold,
        Suggested,
        Resolved,
    ];
    &[
        moves(AT_WORK, A::Reply, &[Customer], None),
        moves(PAUSED, A::Reply, &[Customer], Some(InProgress)),
        moves(&[Open, Suggested], A::Reply, &[Provider], Some(InProgress)),
        moves(ANSWERED, A::Reply, &[Provider], None),
        moves(&[Resolved], A::Reply, &[Provider], None),
        moves(LIVE, A::Reply, &[Bot], None),
        moves(UNRESOLVED, A::Ask, &[Provider], Some(AwaitingCustomer)),
        moves(
            &[Open, Suggested],
            A::ProposeHold,
            &[Provider],
            Some(InProgress),
        ),
        moves(ANSWERED, A::ProposeHold, &[Provider], None),
        moves(ANSWERED, A::AgreeHold, &[Customer], Some(OnHold)),
        moves(PAUSED, A::EndPause, &[Customer], Some(InProgress)),
        moves(ANSWERED, A::FlagHollow, &[Customer], Some(InProgress)),
        moves(UNRESOLVED, A::Propose, &[Provider], Some(Resolved)),
        moves(AT_WORK, A::Propose, &[Bot], Some(Suggested)),
        moves(&[Suggested, Resolved], A::Accept, &[Customer], Some(Closed)),
        moves(&[Suggested], A::Reject, &[Customer], Some(Open)),
        moves(&[Resolved], A::Reject, &[Customer], Some(InProgress)),
        moves(TALKING, A::ProposeTriage, &[Provider, Bot], None),
        moves(UNSUGGESTED, A::ConsentTriage, &[Customer], None),
        moves(UNSUGGESTED, A::ObjectTriage, &[Customer], None),
        moves(TALKING, A::Raise, &[Customer], None),
        moves(TALKING, A::Lower, &[Customer], None),
        moves(&[Suggested], A::Escalate, &[Customer], Some(Open)),
        moves(PAUSED, A::Escalate, &[Customer], Some(InProgress)),
        moves(
            &[Open, InProgress, Resolved],
            A::Escalate,
            &[Customer],
            None,
        ),
        moves(LIVE, A::Note, &[Provider, Bot], None),
        moves(LIVE, A::Link, &[Provider, Bot], None),
        moves(TALKING, A::ProposeMerge, &[Provider], None),
        moves(TALKING, A::Merge, &[Customer], Some(Closed)),
        moves(TALKING, A::Duplicate, &[Customer], Some(Closed)),
        moves(TALKING, A::Cancel, &[Customer], Some(Closed)),
        moves(TALKING, A::Decline, &[Provider], Some(Closed)),
        moves(&[Closed], A::Reopen, &[Customer], Some(Open)),
        moves(LIVE, A::Acknowledge, &[Customer], None),
        moves(LIVE, A::Claim, &[Provider], None),
        moves(LIVE, A::Assign, &[Provider, Bot], None),
        moves(LIVE, A::Queue, &[Provider, Bot], None),
        moves(LIVE, A::HandOver, &[Provider], None),
        moves(&[Closed], A::Rate, &[Customer], None),
        moves(&[Closed], A::Disclose, &[Customer], None),
        moves(&[AwaitingCustomer], A::Lapse, &[Anyone], Some(Resolved)),
        moves(&[OnHold], A::Lapse, &[Anyone], Some(InProgress)),
        moves(&[Suggested], A::Lapse, &[Anyone], Some(Open)),
        moves(&[Resolved], A::Lapse, &[Anyone], Some(Closed)),
    ]
};

const fn runs_in(metric: Metric, runs: &'static [State]) -> ClockRule {
    ClockRule { metric, runs }
}

/// Which clocks count in which state. A human's first word of any kind leaves `Open` and so ends the first
/// response. The next response counts wherever a message of the customer is unanswered, a pause stops only
/// the other two, and a bot's suggestion stops none.
pub const CLOCKS: &[ClockRule] = {
    use State::{AwaitingCustomer, InProgress, OnHold, Open, Resolved, Suggested};
    &[
        runs_in(Metric::FirstResponse, &[Open, Suggested]),
        runs_in(
            Metric::NextResponse,
            &[
                Open,
                InProgress,
                AwaitingCustomer,
                OnHold,
                Suggested,
                Resolved,
            ],
        ),
        runs_in(Metric::Update, &[Open, InProgress, Suggested]),
        runs_in(Metric::Resolution, &[Open, InProgress, Suggested]),
    ]
};

/// Every allowed move by itself.
pub fn transitions() -> impl Iterator<Item = Transition> {
    TRANSITIONS.iter().flat_map(|row| {
        row.from.iter().flat_map(move |from| {
            row.by.iter().map(move |role| Transition {
                from: *from,
                action: row.action,
                role: *role,
                to: row.to.unwrap_or(*from),
            })
        })
    })
}

/// The state after a move.
///
/// # Errors
/// [`Illegal`], naming state and move, where the table does not hold it.
pub fn next(found: State, action: Action, role: Role) -> Result<State, Illegal> {
    let row = TRANSITIONS
        .iter()
        .find(|row| row.action == action && row.from.contains(&found) && row.by.contains(&role));
    let refused = Illegal {
        found,
        action,
        role,
    };
    row.map(|row| row.to.unwrap_or(found)).ok_or(refused)
}

/// Whether a metric's clock counts in a state.
#[must_use]
pub fn runs(state: State, metric: Metric) -> bool {
    CLOCKS
        .iter()
        .any(|row| row.metric == metric && row.runs.contains(&state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_move_stands_twice() {
        let moves: BTreeSet<_> = transitions()
            .map(|row| (row.from, row.action, row.role))
            .collect();
        assert_eq!(moves.len(), transitions().count());
    }

    #[test]
    fn every_cell_is_in_the_table_or_refused_by_name() {
        for &found in State::ALL {
            for &action in Action::ALL {
                for &role in Role::ALL {
                    let row =
                        transitions().find(|r| (r.from, r.action, r.role) == (found, action, role));
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
    fn each_metric_of_tickets_says_once_where_it_runs() {
        let metrics: Vec<_> = CLOCKS.iter().map(|row| row.metric).collect();
        assert_eq!(metrics, Metric::OF_TICKETS);
        assert!(!runs(State::Closed, Metric::NextResponse));
        assert!(runs(State::Resolved, Metric::NextResponse));
    }

    #[test]
    fn every_action_is_possible_somewhere_and_numbers_are_never_shared() {
        for &action in Action::ALL {
            assert!(transitions().any(|row| row.action == action), "{action:?}");
        }
        let numbers: BTreeSet<_> = Action::ALL.iter().map(|action| action.index()).collect();
        assert_eq!(numbers.len(), Action::ALL.len());
    }

    #[test]
    fn only_the_customer_or_a_lapse_ends_what_the_provider_has_answered() {
        for row in transitions().filter(|row| row.to == State::Closed && row.from != row.to) {
            // Declining is for best-effort tickets, which the registry checks.
            let by_provider = [Role::Provider, Role::Bot].contains(&row.role);
            assert_eq!(by_provider, row.action == Action::Decline, "{row:?}");
        }
    }

    #[test]
    fn nothing_is_resolved_before_a_human_said_a_word() {
        for row in transitions() {
            let silent = [State::Open, State::Suggested, State::Closed];
            let leaves = !silent.contains(&row.to) && silent.contains(&row.from);
            assert!(!leaves || row.role == Role::Provider, "{row:?}");
        }
        assert!(next(State::Open, Action::Accept, Role::Customer).is_err());
    }

    #[test]
    fn no_message_of_the_customer_leaves_a_pause_running() {
        for paused in [State::AwaitingCustomer, State::OnHold] {
            for action in [Action::Reply, Action::FlagHollow, Action::Escalate] {
                let to = next(paused, action, Role::Customer);
                assert_eq!(to, Ok(State::InProgress), "{action:?}");
            }
        }
    }

    #[test]
    fn a_bot_stops_no_clock() {
        for row in transitions().filter(|row| row.role == Role::Bot) {
            for metric in Metric::OF_TICKETS {
                // Where a suggestion replaces `InProgress`, the first response has ended for good.
                let kept = !runs(row.from, metric) || runs(row.to, metric);
                assert!(kept, "{row:?} stops {metric:?}");
            }
        }
    }

    #[test]
    fn every_state_has_a_way_out_and_windows_lapse() {
        for &state in State::ALL {
            assert!(transitions().any(|r| r.from == state && r.to != state));
        }
        for state in [
            State::AwaitingCustomer,
            State::OnHold,
            State::Suggested,
            State::Resolved,
        ] {
            assert!(next(state, Action::Lapse, Role::Anyone).is_ok());
        }
    }
}
