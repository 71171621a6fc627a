//! What counted between two lines of a history, so that a human can add it up.

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::State;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::{ClockInterval, IntervalMetric, Why};
use aftercare_interface::Page;
use aftercare_kit::page;
use cosmwasm_std::StdResult;

use super::Asked;
use crate::case::{calendar_of, Case};
use crate::history;
use crate::state::{HoursOf, Line, HOURS, LINES, SUBJECTS};
use crate::ContractError;

/// A line from which on something else counts.
struct Mark {
    index: u32,
    kind: String,
    at: UnixTime,
    state: State,
    /// See [`crate::history`].
    clocks: u8,
    hours: HoursOf,
    /// What each clock has used more through the line itself.
    added: [Seconds; 4],
}

/// After which line, and how many.
type From = (Option<u32>, Option<u32>);

/// The intervals that begin with these lines; what time has done since the newest one is told with the last.
pub fn page(
    asked: Asked<'_>,
    ticket: u64,
    (after, limit): From,
) -> Result<Page<ClockInterval, u32>, ContractError> {
    let size = page::limit(limit)?;
    let case = Case::load(asked.deps.storage, ticket)?;
    let mut lines = opening(asked, &case, after)?;
    let stored = LINES.of(asked.deps.storage, ticket, (after, None));
    let more = stored.take(size.saturating_add(1));
    lines.extend(more.collect::<StdResult<Vec<_>>>()?);
    let next = lines.get(size).map(|(index, _)| *index);
    let cursor = size.checked_sub(1).and_then(|last| lines.get(last));
    let cursor = next.and(cursor.map(|(index, _)| *index));
    let mut marks = lines
        .into_iter()
        .take(size.saturating_add(1))
        .map(|(index, line)| mark(asked, &case, (index, line)))
        .collect::<Result<Vec<_>, _>>()?;
    let whole = next.is_none();
    if whole {
        marks.extend(unsettled(&case, asked.now));
    }
    let ends = marks.iter().skip(1).map(|mark| mark.at);
    let ends: Vec<_> = ends.chain(whole.then_some(asked.now)).collect();
    let mut cache = None;
    let rows = marks
        .iter()
        .zip(ends)
        .map(|(mark, end)| interval(asked, (mark, end), &mut cache))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Page { rows, next: cursor })
}

/// The first line, where it is asked for and not stored.
fn opening(
    asked: Asked<'_>,
    case: &Case,
    after: Option<u32>,
) -> Result<Vec<(u32, Line)>, ContractError> {
    if after.is_some() || LINES.has(asked.deps.storage, (case.id, 0)) {
        return Ok(vec![]);
    }
    let subject = SUBJECTS.load(asked.deps.storage, case.id)?;
    Ok(vec![(0, history::opening(case, &subject)?)])
}

fn mark(asked: Asked<'_>, case: &Case, (index, line): (u32, Line)) -> Result<Mark, ContractError> {
    let key = history::newest_first(index).checked_sub(1);
    let mut hours = HOURS.of(asked.deps.storage, case.id, (key, None));
    let hours = hours.next().transpose()?.map(|(_, hours)| hours);
    let read = history::read(&line);
    Ok(Mark {
        index,
        kind: line.kind,
        at: read.at,
        state: read.state,
        clocks: read.clocks,
        hours: hours.unwrap_or_else(|| case.hours()),
        added: read.added,
    })
}

/// Windows that have passed and that nobody has settled.
fn unsettled(case: &Case, now: UnixTime) -> Vec<Mark> {
    let index = case.course.lines.saturating_sub(1);
    let lapses = case.lapses_until(now).into_iter();
    let marks = lapses.map(|(at, state, clocks, hours)| Mark {
        index,
        kind: "lapsed".to_owned(),
        at,
        state,
        clocks,
        hours,
        added: [Seconds::ZERO; 4],
    });
    marks.collect()
}

/// The calendar that was read last.
type Cache = Option<(HoursOf, Option<Calendar>)>;

fn interval(
    asked: Asked<'_>,
    (mark, to): (&Mark, UnixTime),
    cache: &mut Cache,
) -> Result<ClockInterval, ContractError> {
    let known = cache.take().filter(|(of, _)| *of == mark.hours);
    let calendar = match known {
        Some((_, calendar)) => calendar,
        None => calendar_of(asked.deps.storage, mark.hours.hours, mark.hours.version)?,
    };
    let hours = calendar.as_ref().map_or(Hours::Always, Hours::Calendar);
    let open = hours.elapsed(mark.at, to);
    let metrics = (0..).zip(Metric::OF_TICKETS).zip(mark.added);
    let metrics = metrics
        .map(|((place, metric), added)| counted(mark, (place, metric), (open, added)))
        .collect();
    *cache = Some((mark.hours, calendar));
    Ok(ClockInterval {
        line: mark.index,
        kind: mark.kind.clone(),
        cycle: (mark.clocks >> 4).into(),
        from: mark.at,
        to,
        open,
        metrics,
    })
}

fn counted(
    mark: &Mark,
    (place, metric): (u32, Metric),
    (open, added): (Seconds, Seconds),
) -> IntervalMetric {
    let counts = mark.clocks.checked_shr(place).unwrap_or(0) & 1 == 1;
    let pauses = matches!(metric, Metric::Update | Metric::Resolution);
    let why = match mark.state {
        _ if counts => Why::Counts,
        State::AwaitingCustomer if pauses => Why::AwaitingCustomer,
        State::OnHold if pauses => Why::OnHold,
        State::Resolved if pauses => Why::Resolved,
        _ => Why::NoClock,
    };
    let open = if counts { open } else { Seconds::ZERO };
    IntervalMetric {
        metric,
        counted: open.plus(added),
        why,
    }
}
