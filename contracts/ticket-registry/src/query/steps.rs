//! Whose turn it is.

use aftercare_domain::clock::Clock;
use aftercare_domain::ticket::{Progress, Rules, Stage};
use aftercare_domain::time::UnixTime;
use aftercare_interface::{NextStep, Role};

use super::Asked;
use crate::case::Case;
use crate::ContractError;

pub fn next_step(asked: Asked<'_>, ticket: u64) -> Result<NextStep, ContractError> {
    let case = Case::load(asked.deps.storage, ticket)?;
    Ok(of(&case, &case.progress_at(asked.now), asked.now))
}

/// The next step of a ticket whose progress at `now` is given.
pub fn of(case: &Case, progress: &Progress, now: UnixTime) -> NextStep {
    let rules = case.rules();
    let (role, action, otherwise) = turn(case, progress, now);
    NextStep {
        role,
        address: match role {
            Role::Customer => Some(case.ticket.customer.clone()),
            Role::Provider => Some(case.ticket.provider.clone()),
            _ => None,
        },
        action: action.to_owned(),
        by: progress
            .stage
            .window_end()
            .or_else(|| earliest_due(progress, &rules, now)),
        otherwise: otherwise.to_owned(),
        as_of: now,
    }
}

/// Who must act, with what, and what happens otherwise.
fn turn(case: &Case, progress: &Progress, now: UnixTime) -> (Role, &'static str, &'static str) {
    match &progress.stage {
        Stage::Open => (Role::Provider, "reply", by_clock(case, progress, now)),
        Stage::InProgress => {
            let otherwise = by_clock(case, progress, now);
            (Role::Provider, "propose_resolution", otherwise)
        }
        Stage::AwaitingCustomer { .. } => (Role::Customer, "reply", "resolved_without_reply"),
        Stage::Resolved { .. } => (Role::Customer, "accept", "ticket_closes"),
        Stage::Closed { .. } if is_behind(case, progress) => (Role::Anyone, "poke", "records_wait"),
        _ => (Role::Nobody, "none", "nothing"),
    }
}

/// A lapse that nobody has settled, or a booking that the escrow refused.
fn is_behind(case: &Case, progress: &Progress) -> bool {
    case.course.failed > 0 || case.state() != progress.state()
}

/// The next target that can still be met.
fn earliest_due(progress: &Progress, rules: &Rules<'_>, now: UnixTime) -> Option<UnixTime> {
    let running = progress
        .clocks
        .iter()
        .filter(|(_, clock)| !clock.has_ended() && clock.lateness_at(&rules.hours, now).is_none());
    running
        .filter_map(|(_, clock)| clock.due_at(&rules.hours))
        .min()
}

fn by_clock(case: &Case, progress: &Progress, now: UnixTime) -> &'static str {
    let rules = case.rules();
    let late = |clock: &Clock| !clock.has_ended() && clock.lateness_at(&rules.hours, now).is_some();
    if earliest_due(progress, &rules, now).is_some() {
        "miss_is_booked"
    } else if progress.clocks.iter().any(|(_, clock)| late(clock)) {
        "lateness_grows"
    } else {
        "ticket_stays_open"
    }
}
