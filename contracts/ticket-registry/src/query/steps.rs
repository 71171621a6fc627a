//! Whose turn it is.

use aftercare_domain::clock::Clock;
use aftercare_domain::ticket::{Clocks, Stage, State};
use aftercare_domain::time::UnixTime;
use aftercare_interface::{NextStep, Role};

use super::Asked;
use crate::case::Case;
use crate::state::{Subject, Unpromised, SUBJECTS};
use crate::ContractError;

/// What happens where the next target is missed.
const BOOKED: &str = "miss_is_booked";

pub fn next_step(asked: Asked<'_>, ticket: u64) -> Result<NextStep, ContractError> {
    let stored = Case::load(asked.deps.storage, ticket)?.state();
    let case = Case::seen(asked.deps.storage, ticket, asked.now)?;
    let subject = SUBJECTS.load(asked.deps.storage, ticket)?;
    Ok(lowered(of(&case, stored, asked.now), &subject))
}

/// A step that says where a used-up urgent quota has lowered the priority.
pub fn lowered(step: NextStep, subject: &Subject) -> NextStep {
    if step.otherwise != BOOKED || subject.asked == subject.priority {
        return step;
    }
    NextStep {
        otherwise: "miss_is_booked_at_lower_priority".to_owned(),
        ..step
    }
}

/// The next step of a ticket as it is at `now`, which people left in a state of their own.
pub fn of(case: &Case, stored: State, now: UnixTime) -> NextStep {
    let (role, action, otherwise) = turn(case, stored, now);
    let due = || earliest_due(case, now);
    let by = case.progress().stage.window_end();
    NextStep {
        role,
        address: match role {
            Role::Customer => Some(case.ticket.customer.clone()),
            Role::Provider => Some(case.ticket.provider.clone()),
            _ => None,
        },
        action: action.to_owned(),
        by: by.or_else(due),
        otherwise: otherwise.to_owned(),
        as_of: now,
    }
}

/// Who must act, with what, and what happens otherwise.
fn turn(case: &Case, stored: State, now: UnixTime) -> (Role, &'static str, &'static str) {
    match &case.progress().stage {
        Stage::Closed { .. } if is_behind(case, stored) => (Role::Anyone, "poke", "records_wait"),
        Stage::Closed { .. } => (Role::Nobody, "none", "nothing"),
        _ if case.is_offered() => (Role::Customer, "acknowledge", "counts_nowhere"),
        Stage::Open => (Role::Provider, "reply", by_clock(case, now)),
        Stage::InProgress if is_unanswered(case) => (Role::Provider, "reply", by_clock(case, now)),
        Stage::InProgress => (Role::Provider, "propose_resolution", by_clock(case, now)),
        Stage::AwaitingCustomer { .. } => (Role::Customer, "reply", "resolved_without_reply"),
        Stage::OnHold { .. } => (Role::Nobody, "wait", "clocks_go_on"),
        Stage::Suggested { .. } => (Role::Customer, "accept", "suggestion_lapses"),
        Stage::Resolved { .. } => (Role::Customer, "accept", "ticket_closes"),
    }
}

/// Whether a message of the customer waits for an answer.
fn is_unanswered(case: &Case) -> bool {
    let turn = case.progress().clocks.next_response.as_ref();
    turn.is_some_and(|turn| !turn.clock.has_ended())
}

/// A lapse that nobody has settled, or a booking that the escrow refused.
fn is_behind(case: &Case, stored: State) -> bool {
    case.course.failed > 0 || case.state() != stored
}

/// The next target that can still be met.
fn earliest_due(case: &Case, now: UnixTime) -> Option<UnixTime> {
    let rules = case.rules();
    let clocks = counted(case, now);
    let running = clocks
        .iter()
        .filter(|(_, clock)| !clock.has_ended() && clock.lateness_at(&rules.hours, now).is_none());
    running
        .filter_map(|(_, clock)| clock.due_at(&rules.hours))
        .min()
}

/// The clocks with all missed updates counted: the present interval can still be met.
fn counted(case: &Case, now: UnixTime) -> Clocks {
    let progress = case.progress();
    progress.counted(&case.rules(), now, None).0.clocks
}

fn by_clock(case: &Case, now: UnixTime) -> &'static str {
    let rules = case.rules();
    let late = |clock: &Clock| !clock.has_ended() && clock.lateness_at(&rules.hours, now).is_some();
    if earliest_due(case, now).is_some() {
        BOOKED
    } else if case.progress().clocks.iter().any(|(_, clock)| late(clock)) {
        "lateness_grows"
    } else if matches!(case.ticket.unpromised, Some(Unpromised::BeyondQuota(_))) {
        "no_target_beyond_quota"
    } else {
        "ticket_stays_open"
    }
}
