//! All figures of a backtest, once: the report shows them and `summary.json` holds them.

use std::collections::BTreeMap;

use aftercare_domain::policy::{Metric, Priority};
use serde::{Serialize, Serializer};

use super::outcome::{Measured, Met, Money};
use super::reject::Rejected;
use super::terms::BASE_UNITS;
use super::what_if::Cell;

/// What became of the rows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Rows {
    pub read: u64,
    pub replayed: u64,
    pub no_action: u64,
    pub rejected: u64,
}

/// The log.
#[derive(Debug, Clone, Serialize)]
pub struct LogFacts {
    pub file: String,
    pub rows: Rows,
    /// Rejected rows by kind.
    pub rejected_by_kind: BTreeMap<String, u64>,
    pub cases: u64,
    /// Cases whose first row already carried an act.
    pub begin_late: u64,
    /// Cases of which a row is missing that might have changed a verdict.
    pub doubtful: u64,
    /// Cases whose priority the log changed later on.
    pub reprioritised: u64,
    pub agreements: u64,
    /// Paid for, over all agreements.
    pub periods: u64,
    pub first: String,
    pub last: String,
    /// What was taken from the log, by action; all but openings are proxies.
    pub proxies: BTreeMap<&'static str, u64>,
    /// Rows whose effect silence had brought before.
    pub overtaken_by_silence: u64,
}

/// How many targets were met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub met: u64,
    pub missed: u64,
    pub not_measurable: u64,
    #[serde(serialize_with = "money")]
    pub credits: u128,
}

/// One metric of one priority.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub metric: Metric,
    pub priority: Priority,
    pub target_seconds: u64,
    pub tally: Tally,
    /// The 50th, 75th, 90th and 95th percentile and the longest, in counted seconds.
    pub percentiles: Option<[u64; 5]>,
    /// Used seconds of all measured clocks, ascending.
    #[serde(skip)]
    pub used: Vec<u64>,
}

/// A span of the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct Bucket {
    /// Its first day, or its month.
    pub name: String,
    pub tally: Tally,
}

/// A category of the log.
#[derive(Debug, Clone, Serialize)]
pub struct Category {
    pub name: String,
    pub cases: u64,
    pub missed_cases: u64,
}

/// Our verdict on whole cases against the desk's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct OwnVerdict {
    pub met: u64,
    pub missed: u64,
    pub unknown: u64,
}

/// The desk's verdicts by ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct OwnVerdicts {
    pub ours_met: OwnVerdict,
    pub ours_missed: OwnVerdict,
    pub ours_not_measurable: OwnVerdict,
}

/// Holds that no customer agreed to, both ways.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Holds {
    /// Cases that were on hold.
    pub cases: u64,
    /// Resolution misses as the contracts count: such a hold does not pause.
    pub misses: u64,
    /// Resolution misses if the customer had agreed to every hold.
    pub misses_if_agreed: u64,
}

/// Speed.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Speed {
    pub log_messages: u64,
    pub tool_messages: u64,
    pub pokes: u64,
    pub seconds: f64,
    pub messages_per_second: u64,
    pub reading_seconds: f64,
}

/// The books, as sentences that hold to the unit.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    pub sentence: &'static str,
    #[serde(serialize_with = "money")]
    pub left: u128,
    #[serde(serialize_with = "money")]
    pub right: u128,
    pub balanced: bool,
}

/// Everything.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    pub title: String,
    pub currency: String,
    pub log: LogFacts,
    pub missed_cases: u64,
    pub lines: Vec<Line>,
    pub opened: Vec<Bucket>,
    pub months: Vec<Bucket>,
    pub categories: Vec<Category>,
    /// Absent where the log has no verdict of its own.
    pub own_verdicts: Option<OwnVerdicts>,
    pub holds: Holds,
    pub money: MoneyFacts,
    pub books: Vec<Book>,
    pub what_if: Vec<Cell>,
    pub speed: Speed,
    #[serde(skip)]
    pub rejected: Vec<Rejected>,
}

/// Where the money went, in units of the currency with six decimals.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct MoneyFacts {
    #[serde(serialize_with = "money")]
    pub fees: u128,
    /// Of the periods in which a case was opened or a missed target was due.
    #[serde(serialize_with = "money")]
    pub busy_fees: u128,
    /// What credits would have been without caps.
    #[serde(serialize_with = "money")]
    pub credits_without_caps: u128,
    #[serde(serialize_with = "money")]
    pub credits: u128,
    #[serde(serialize_with = "money")]
    pub credits_from_bond: u128,
    #[serde(serialize_with = "money")]
    pub debt: u128,
    #[serde(serialize_with = "money")]
    pub provider: u128,
    #[serde(serialize_with = "money")]
    pub fee_sink: u128,
    #[serde(serialize_with = "money")]
    pub burnt: u128,
    #[serde(serialize_with = "money")]
    pub refunded: u128,
    #[serde(serialize_with = "money")]
    pub bond: u128,
}

impl MoneyFacts {
    /// Figures out of the books, with what they are measured against.
    pub fn new(money: &Money, busy_fees: u128, wanted: u128) -> Self {
        Self {
            busy_fees,
            credits_without_caps: wanted,
            fees: money.fees,
            credits: money.credits,
            credits_from_bond: money.credits_from_bond,
            debt: money.debt,
            provider: money.provider,
            fee_sink: money.sink,
            burnt: money.burnt,
            refunded: money.refunded,
            bond: money.bond,
        }
    }
}

/// Base units as a decimal number with all six places.
pub fn decimal(units: u128) -> String {
    format!("{}.{:06}", units / BASE_UNITS, units % BASE_UNITS)
}

/// [`decimal`] for serde.
pub fn money<S: Serializer>(units: &u128, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&decimal(*units))
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, row: &Measured) {
        match row.met {
            Met::Yes => self.met += 1,
            Met::No => self.missed += 1,
            Met::NotMeasurable => self.not_measurable += 1,
        }
        self.credits += row.credit;
    }

    /// Share of misses among what was measured, if anything was.
    pub fn miss_rate(&self) -> Option<f64> {
        let measured = self.met + self.missed;
        (measured > 0).then(|| self.missed as f64 / measured as f64)
    }
}

impl Line {
    /// Figures of one metric and priority; `None` where no row has them.
    pub fn of(rows: &[Measured], metric: Metric, priority: Priority) -> Option<Self> {
        let chosen: Vec<_> = rows
            .iter()
            .filter(|row| row.metric == metric && row.priority == priority)
            .collect();
        let target_seconds = chosen.iter().find(|row| row.cycle == 0)?.target.0;
        let mut tally = Tally::default();
        chosen.iter().for_each(|row| tally.add(row));
        let measured = chosen.iter().filter(|row| row.met != Met::NotMeasurable);
        let mut used: Vec<u64> = measured.map(|row| row.used.0).collect();
        used.sort_unstable();
        Some(Self {
            metric,
            priority,
            target_seconds,
            tally,
            percentiles: percentiles(&used),
            used,
        })
    }
}

/// Nearest-rank percentiles of ascending values.
fn percentiles(sorted: &[u64]) -> Option<[u64; 5]> {
    let at = |percent: usize| {
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied()
    };
    Some([at(50)?, at(75)?, at(90)?, at(95)?, at(100)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let values: Vec<u64> = (1..=20).collect();
        assert_eq!(percentiles(&values), Some([10, 15, 18, 19, 20]));
        assert_eq!(percentiles(&[7]), Some([7; 5]));
        assert_eq!(percentiles(&[]), None);
    }

    #[test]
    fn money_keeps_every_unit() {
        assert_eq!(decimal(1), "0.000001");
        assert_eq!(decimal(12_500_000), "12.500000");
    }
}
