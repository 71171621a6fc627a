//! Whether a credit leaves at once, or what it waits for.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{PlanTerms, Release, WaitingReason, MAX_CONTEST_WINDOW};
use cosmwasm_std::Storage;

use super::excuse;
use crate::agreement::Agreement;
use crate::error::Refusal;
use crate::state::MissRecord;

/// For what, and the last second in which the one who may act can do so.
pub(super) type Wait = Option<(WaitingReason, UnixTime)>;

/// What an addition to a credit waits for, by the due that it was booked for.
pub(super) fn for_what(
    storage: &dyn Storage,
    agreement: &Agreement,
    record: &MissRecord,
    (due, now): (UnixTime, UnixTime),
) -> Result<Wait, Refusal> {
    let terms = agreement.terms_of(record.period);
    if record.dispute.is_some() {
        return Ok(ruling(record, now));
    }
    if terms.excusable > Seconds::ZERO && excuse::is_excused(storage, agreement, due)? {
        let until = now.plus(terms.policy.confirm_window);
        return Ok(Some((WaitingReason::Objection, until)));
    }
    Ok(match terms.release {
        Release::Immediate => None,
        Release::AfterContest { window } => Some((WaitingReason::Contest, now.plus(window))),
    })
}

/// A contested credit's additions join it until it is decided; a contest is had once.
fn ruling(record: &MissRecord, now: UnixTime) -> Wait {
    let waits = |line: &&crate::state::Line| line.reason == WaitingReason::Ruling;
    let line = record.waiting.iter().find(waits)?;
    Some((line.reason, line.until)).filter(|(_, until)| now <= *until)
}

/// How long a provider may take to contest a credit.
pub(super) fn contest_window(terms: &PlanTerms) -> Seconds {
    match terms.release {
        Release::Immediate => MAX_CONTEST_WINDOW,
        Release::AfterContest { window } => window,
    }
}
