//! Questions about time.

use aftercare_domain::calendar::Hours;
use aftercare_domain::clock::{Clock, Phase, Verdict as Said};
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Clocks, Rules};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_interface::ticket_registry::{
    CalendarResponse, ClockResponse, ClockRow, DeadlineQuote, Verdict,
};
use aftercare_kit::raw;
use cosmwasm_std::StdResult;

use super::Asked;
use crate::case::Case;
use crate::state::{CALENDARS, RESULTS};
use crate::ContractError;

pub fn calendar(asked: Asked<'_>, id: u64) -> Result<CalendarResponse, ContractError> {
    let deps = asked.deps;
    let head: CalendarHead = raw::load(deps.storage, &calendar_key(id))?
        .ok_or(ContractError::CalendarUnknown { calendar: id })?;
    Ok(CalendarResponse {
        id,
        owner: head.owner,
        version: head.version,
        calendar: CALENDARS.load(deps.storage, (id, head.version))?,
    })
}

pub fn quote_deadline(
    asked: Asked<'_>,
    id: Option<u64>,
    (start, span): (UnixTime, Seconds),
) -> Result<DeadlineQuote, ContractError> {
    let found = id.map(|id| calendar(asked, id)).transpose()?;
    let hours = found
        .as_ref()
        .map_or(Hours::Always, |found| Hours::Calendar(&found.calendar));
    let due_at = hours
        .deadline(start, span)
        .ok_or(ContractError::NoDeadline { start, span })?;
    Ok(DeadlineQuote { due_at })
}

/// The current cycle's clocks, then those of earlier ones, newest first.
pub fn clock(asked: Asked<'_>, ticket: u64) -> Result<ClockResponse, ContractError> {
    let case = Case::load(asked.deps.storage, ticket)?;
    let progress = case.progress_at(asked.now);
    // At most as many as a ticket can be reopened.
    let earlier = RESULTS
        .of(asked.deps.storage, ticket, (None, None))
        .collect::<StdResult<Vec<_>>>()?;
    let current = std::iter::once((progress.cycle, progress.clocks));
    let clocks = current
        .chain(earlier.into_iter().rev())
        .flat_map(|(cycle, clocks)| rows(cycle, &clocks, (&case.rules(), asked.now)))
        .collect();
    Ok(ClockResponse {
        clocks,
        as_of: asked.now,
    })
}

fn rows(cycle: u32, clocks: &Clocks, (rules, now): (&Rules<'_>, UnixTime)) -> Vec<ClockRow> {
    clocks
        .iter()
        .map(|(metric, clock)| row((metric, cycle), clock, (rules, now)))
        .collect()
}

fn row(
    (metric, cycle): (Metric, u32),
    clock: &Clock,
    (rules, now): (&Rules<'_>, UnixTime),
) -> ClockRow {
    ClockRow {
        metric,
        cycle,
        target: clock.target,
        used: clock.used_at(&rules.hours, now),
        left: clock.left_at(&rules.hours, now),
        due_at: clock.due_at(&rules.hours),
        running: matches!(clock.phase, Phase::Running(_)),
        verdict: match clock.verdict_at(&rules.hours, now) {
            Said::Running => Verdict::Pending,
            Said::Met => Verdict::Met,
            Said::Missed { late } => Verdict::Missed { late },
            Said::NotMeasured => Verdict::NotMeasured,
        },
    }
}
