//! Counts the rows of a backtest by what a reader asks for.

use std::collections::BTreeMap;

use aftercare_domain::policy::{Metric, Priority};
use aftercare_domain::time::{UnixTime, DAY, HOUR};

use super::index::{Index, RowState};
use super::moment::Moments;
use super::outcome::{Measured, Met};
use super::summary::{Bucket, Category, Holds, Line, OwnVerdicts, Rows, Tally};

/// The most categories that are listed.
const CATEGORIES: usize = 10;

/// Rows by what became of them.
pub fn rows(index: &Index) -> Rows {
    let mut rows = Rows::default();
    for state in &index.rows {
        match state {
            RowState::Absent => continue,
            RowState::NoAction => rows.no_action += 1,
            RowState::Replayed => rows.replayed += 1,
            RowState::Rejected => rows.rejected += 1,
            RowState::Waiting => {}
        }
        rows.read += 1;
    }
    rows
}

/// Metric by metric, priority by priority.
pub fn lines(measured: &[Measured]) -> Vec<Line> {
    let pairs = Metric::ALL
        .into_iter()
        .flat_map(|metric| Priority::ALL.map(|priority| (metric, priority)));
    pairs
        .filter_map(|(metric, priority)| Line::of(measured, metric, priority))
        .collect()
}

/// By date of opening: hours, days, weeks or months, whichever gives a readable number of them.
pub fn by_opening(index: &Index, measured: &[Measured], moments: &Moments) -> Vec<Bucket> {
    let opened = || index.cases.iter().map(|case| case.opened_at);
    let (Some(first), Some(last)) = (opened().min(), opened().max()) else {
        return vec![];
    };
    let name: Name = match last.since(first).0 / DAY {
        0..=4 => hours,
        5..=45 => day,
        46..=366 => week,
        _ => month,
    };
    buckets(
        measured,
        |row| Some((opening(index, row)?, row)),
        name,
        moments,
    )
}

/// By the month in which a missed target was due; met ones by that of the opening.
pub fn by_month(index: &Index, measured: &[Measured], moments: &Moments) -> Vec<Bucket> {
    let at = |row: &'_ Measured| {
        let due = row.due.filter(|_| row.met == Met::No);
        due.or_else(|| opening(index, row))
    };
    buckets(measured, |row| Some((at(row)?, row)), month, moments)
}

fn opening(index: &Index, row: &Measured) -> Option<UnixTime> {
    let case = index.cases.get(row.case as usize)?;
    Some(case.opened_at)
}

/// What a span of the calendar is called, given any instant in it; names sort by time.
type Name = fn(&Moments, UnixTime) -> String;

/// Rows by span, with the empty spans between the first and the last.
fn buckets<'a>(
    measured: &'a [Measured],
    place: impl Fn(&'a Measured) -> Option<(UnixTime, &'a Measured)>,
    name: Name,
    moments: &Moments,
) -> Vec<Bucket> {
    let placed: Vec<_> = measured.iter().filter_map(place).collect();
    let first = placed.iter().map(|(at, _)| at.0).min().unwrap_or(0);
    let last = placed.iter().map(|(at, _)| at.0).max().unwrap_or(0);
    let step = usize::try_from(3 * HOUR).unwrap_or(usize::MAX);
    let mut tallies: BTreeMap<String, Tally> = (first..=last)
        .step_by(step)
        .map(|at| (name(moments, UnixTime(at)), Tally::default()))
        .collect();
    for (at, row) in placed {
        tallies.entry(name(moments, at)).or_default().add(row);
    }
    tallies
        .into_iter()
        .map(|(name, tally)| Bucket { name, tally })
        .collect()
}

/// Three hours of a day.
fn hours(moments: &Moments, time: UnixTime) -> String {
    let local = moments.zoned(time);
    let from = local.hour() / 3 * 3;
    format!("{} {from:02}:00", local.strftime("%Y-%m-%d"))
}

fn day(moments: &Moments, time: UnixTime) -> String {
    moments.zoned(time).strftime("%Y-%m-%d").to_string()
}

/// The Monday that begins the week.
fn week(moments: &Moments, time: UnixTime) -> String {
    let date = moments.zoned(time).date();
    let since_monday = i64::from(date.weekday().to_monday_zero_offset());
    let monday = date.checked_sub(jiff::Span::new().days(since_monday));
    monday.unwrap_or(date).strftime("%Y-%m-%d").to_string()
}

fn month(moments: &Moments, time: UnixTime) -> String {
    moments.zoned(time).strftime("%Y-%m").to_string()
}

/// The worst of a case's verdicts: a miss decides, and nothing measured is never met.
pub fn case_verdicts(index: &Index, measured: &[Measured]) -> Vec<Met> {
    let mut verdicts = vec![None; index.cases.len()];
    for row in measured {
        let Some(verdict) = verdicts.get_mut(row.case as usize) else {
            continue;
        };
        *verdict = Some(match (*verdict, row.met) {
            (Some(Met::No), _) | (_, Met::No) => Met::No,
            (Some(Met::NotMeasurable), _) | (_, Met::NotMeasurable) => Met::NotMeasurable,
            (_, Met::Yes) => Met::Yes,
        });
    }
    verdicts
        .into_iter()
        .map(|verdict| verdict.unwrap_or(Met::NotMeasurable))
        .collect()
}

/// The most frequent categories.
pub fn categories(index: &Index, verdicts: &[Met]) -> Vec<Category> {
    let named = index.categories.texts.iter().map(|name| Category {
        name: name.clone(),
        cases: 0,
        missed_cases: 0,
    });
    let mut categories: Vec<Category> = named.collect();
    for (case, verdict) in index.cases.iter().zip(verdicts) {
        if let Some(category) = categories.get_mut(usize::from(case.category)) {
            category.cases += 1;
            category.missed_cases += u64::from(*verdict == Met::No);
        }
    }
    categories.sort_by(|a, b| b.cases.cmp(&a.cases).then_with(|| a.name.cmp(&b.name)));
    categories.truncate(CATEGORIES);
    categories
}

/// Our verdict on each case against the desk's own, if the log has one.
pub fn own_verdicts(index: &Index, verdicts: &[Met]) -> Option<OwnVerdicts> {
    index.cases.iter().find(|case| case.verdict.is_some())?;
    let mut table = OwnVerdicts::default();
    for (case, verdict) in index.cases.iter().zip(verdicts) {
        let row = match verdict {
            Met::Yes => &mut table.ours_met,
            Met::No => &mut table.ours_missed,
            Met::NotMeasurable => &mut table.ours_not_measurable,
        };
        match case.verdict {
            Some(true) => row.met += 1,
            Some(false) => row.missed += 1,
            None => row.unknown += 1,
        }
    }
    Some(table)
}

/// Resolution misses with holds counted and with holds taken as agreed.
pub fn holds(index: &Index, measured: &[Measured]) -> Holds {
    let held = index.cases.iter().filter(|case| !case.holds.is_empty());
    let resolutions = || {
        let all = measured.iter();
        all.filter(|row| row.metric == Metric::Resolution && row.met != Met::NotMeasurable)
    };
    let late_if_agreed = |row: &&Measured| row.used.minus(row.held) > row.target;
    Holds {
        cases: held.count() as u64,
        misses: resolutions().filter(|row| row.met == Met::No).count() as u64,
        misses_if_agreed: resolutions().filter(late_if_agreed).count() as u64,
    }
}
