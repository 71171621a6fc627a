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

use super::{intervals, Asked};
use crate::case::Case;
use crate::state::{CALENDARS, RESULTS};
use crate::ContractError;

pub fn calendar(
    asked: Asked<'_>,
    id: u64,
    version: Option<u32>,
) -> Result<CalendarResponse, ContractError> {
    let deps = asked.deps;
    let head: CalendarHead = raw::load(deps.storage, &calendar_key(id))?
        .ok_or(ContractError::CalendarUnknown { calendar: id })?;
    let version = version.unwrap_or(head.version);
    let found = CALENDARS.may_load(deps.storage, (id, version))?;
    Ok(CalendarResponse {
        id,
        owner: head.owner,
        version,
        calendar: found.ok_or(ContractError::CalendarUnknown { calendar: id })?,
    })
}

pub fn quote_deadline(
    asked: Asked<'_>,
    id: Option<u64>,
    (start, span): (UnixTime, Seconds),
) -> Result<DeadlineQuote, ContractError> {
    let found = id.map(|id| calendar(asked, id, None)).transpose()?;
    let hours = found
        .as_ref()
        .map_or(Hours::Always, |found| Hours::Calendar(&found.calendar));
    let due_at = hours
        .deadline(start, span)
        .ok_or(ContractError::NoDeadline { start, span })?;
    Ok(DeadlineQuote { due_at })
}

/// The current cycle's clocks, then those of earlier ones, newest first; and a page of intervals.
pub fn clock(
    asked: Asked<'_>,
    ticket: u64,
    from: (Option<u32>, Option<u32>),
) -> Result<ClockResponse, ContractError> {
    let case = Case::seen(asked.deps.storage, ticket, asked.now)?;
    let progress = case.progress();
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
        intervals: intervals::page(asked, ticket, from)?,
        as_of: asked.now,
    })
}

fn rows(cycle: u32, clocks: &Clocks, at: (&Rules<'_>, UnixTime)) -> Vec<ClockRow> {
    let row = |(metric, clock): (Metric, &Clock)| ClockRow {
        cycle,
        ordinal: clocks.ordinal(metric),
        ..row(metric, clock, at)
    };
    let mut rows: Vec<_> = clocks.iter().map(row).collect();
    if let (Some(updates), Some(row)) = (
        &clocks.update,
        rows.iter_mut().find(|row| row.metric == Metric::Update),
    ) {
        let (rules, now) = at;
        let counted = updates.count(rules, now, None).0;
        row.target = counted.clock.target;
        row.left = counted.clock.left_at(&rules.hours, now);
        row.reached = rules.target(Metric::Update).map_or(0, |every| {
            let used = counted.clock.used_at(&rules.hours, now);
            reached(used.minus(counted.clock.target.minus(every)), every)
        });
        row.missed = counted.missed;
        row.due_at = counted.clock.due_at(&rules.hours);
        row.verdict = said(counted.verdict_at(rules, now));
    }
    rows
}

fn row(metric: Metric, clock: &Clock, (rules, now): (&Rules<'_>, UnixTime)) -> ClockRow {
    let used = clock.used_at(&rules.hours, now);
    ClockRow {
        metric,
        cycle: 0,
        ordinal: 0,
        target: clock.target,
        used,
        left: clock.left_at(&rules.hours, now),
        due_at: clock.due_at(&rules.hours),
        running: matches!(clock.phase, Phase::Running(_)),
        reached: reached(used, clock.target),
        missed: clock.lateness_at(&rules.hours, now).is_some().into(),
        verdict: said(clock.verdict_at(&rules.hours, now)),
    }
}

const fn said(verdict: Said) -> Verdict {
    match verdict {
        Said::Running => Verdict::Pending,
        Said::Met => Verdict::Met,
        Said::Missed { late } => Verdict::Missed { late },
        Said::NotMeasured => Verdict::NotMeasured,
    }
}

/// The highest of the shares at which a notification is due that is used.
fn reached(used: Seconds, target: Seconds) -> u8 {
    let hundredths = u128::from(used.0).saturating_mul(100);
    let has = |share: &u8| hundredths >= u128::from(target.0).saturating_mul((*share).into());
    [100, 90, 75, 50].into_iter().find(has).unwrap_or(0)
}
