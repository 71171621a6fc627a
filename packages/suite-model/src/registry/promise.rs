//! Priorities, and what they promise.

use aftercare_clock_model::{Hours, Promise};
use aftercare_domain::policy::{Level, Priority, Targets};
use aftercare_interface::sla_escrow::PlanTerms;

use super::ticket::instant;

const fn points(level: Level) -> u8 {
    match level {
        Level::High => 2,
        Level::Medium => 1,
        Level::Low => 0,
    }
}

/// How many are affected and how long it can wait, added up.
pub(super) const fn priority(impact: Level, urgency: Level) -> Priority {
    match points(impact) + points(urgency) {
        4 => Priority::P1,
        3 => Priority::P2,
        2 => Priority::P3,
        _ => Priority::P4,
    }
}

/// Whether it counts against the urgent quota.
pub(super) const fn is_urgent(priority: Priority) -> bool {
    matches!(priority, Priority::P1 | Priority::P2)
}

/// What is promised without an agreement.
pub(super) const NOTHING: Promise<'static> = Promise {
    hours: Hours::Always,
    first_response: None,
    next_response: None,
    update: None,
    resolution: None,
};

/// The targets of a priority.
pub(super) const fn targets(terms: &PlanTerms, priority: Priority) -> &Targets {
    let policy = &terms.policy;
    match priority {
        Priority::P1 => &policy.p1,
        Priority::P2 => &policy.p2,
        Priority::P3 => &policy.p3,
        Priority::P4 => &policy.p4,
    }
}

/// What targets promise in these hours.
pub(super) fn promise(targets: &Targets, hours: Hours<'static>) -> Promise<'static> {
    Promise {
        hours,
        first_response: targets.first_response.map(|span| instant(span.0)),
        next_response: targets.next_response.map(|span| instant(span.0)),
        update: targets.update.map(|span| instant(span.0)),
        resolution: targets.resolution.map(|span| instant(span.0)),
    }
}
