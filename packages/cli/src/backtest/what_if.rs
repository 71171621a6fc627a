//! Other targets, priced from what was measured: the credit functions are the contracts' own, nothing is
//! replayed.

use std::collections::{HashMap, HashSet};

use aftercare_domain::billing::{block_of, Term};
use aftercare_domain::credit::{added, CapAmounts, Credited, Measure};
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::PlanTerms;
use serde::Serialize;

use super::index::Case;
use super::live::{Rules, Subscribed};
use super::outcome::{Measured, Met};

/// What a grid is computed from.
pub struct Basis<'a> {
    pub rows: &'a [Measured],
    pub cases: &'a [Case],
    pub rules: &'a Rules,
    pub terms: &'a PlanTerms,
    pub agreements: HashMap<u64, Subscribed>,
}

/// One other set of targets: multiples in percent, and what they would have cost.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Cell {
    pub first_response_percent: u32,
    pub resolution_percent: u32,
    pub misses: u64,
    #[serde(serialize_with = "super::summary::money")]
    pub credits: u128,
    #[serde(serialize_with = "super::summary::money")]
    pub credits_without_caps: u128,
}

/// A miss under other targets.
struct Priced {
    due: UnixTime,
    agreement: u64,
    ticket: u64,
    period: u32,
    want: u128,
}

impl Basis<'_> {
    /// Every combination, first-response multiples first.
    pub fn grid(&self, first_response: &[u32], resolution: &[u32]) -> Vec<Cell> {
        let cells = first_response
            .iter()
            .flat_map(|first| resolution.iter().map(move |second| (*first, *second)));
        cells
            .map(|(first, second)| self.cell(first, second))
            .collect()
    }

    /// Periods in which a case was opened or a missed target was due, over all agreements.
    pub fn busy_periods(&self) -> u128 {
        let instants = self.rows.iter().flat_map(|row| {
            let opened = self.cases.get(row.case as usize).map(|case| case.opened_at);
            let due = row.due.filter(|_| row.met == Met::No);
            [opened, due]
                .into_iter()
                .flatten()
                .map(move |at| (row.agreement, at))
        });
        let periods: HashSet<_> = instants
            .filter_map(|(agreement, at)| Some((agreement, self.term(agreement)?.period_of(at)?)))
            .collect();
        periods.len() as u128
    }

    /// One combination of multiples, in percent.
    pub fn cell(&self, first_response: u32, resolution: u32) -> Cell {
        let percent = |metric| match metric {
            Metric::FirstResponse => first_response,
            Metric::Resolution => resolution,
            Metric::NextResponse | Metric::Update | Metric::Availability => 100,
        };
        let measured = self.rows.iter().filter(|row| row.met != Met::NotMeasurable);
        let late: Vec<_> = measured
            .filter_map(|row| Some((row, later(row, percent(row.metric))?)))
            .collect();
        let misses = late.len() as u64;
        let mut priced: Vec<_> = late
            .iter()
            .filter_map(|(row, late)| self.price(row, *late, percent(row.metric)))
            .collect();
        priced.sort_by_key(|miss| miss.due);
        Cell {
            first_response_percent: first_response,
            resolution_percent: resolution,
            misses,
            credits: self.credited(&priced),
            credits_without_caps: priced.iter().map(|miss| miss.want).sum(),
        }
    }

    fn price(&self, row: &Measured, late: Late, percent: u32) -> Option<Priced> {
        let due = self.due(row, late.target, percent)?;
        let term = self.term(row.agreement)?;
        let fee = self.terms.fee.u128();
        let measure = Measure::Late {
            late: late.late,
            target: late.target,
        };
        Some(Priced {
            due,
            agreement: row.agreement,
            ticket: row.ticket,
            period: term.period_of(due)?,
            want: self.terms.schedule.amount(row.metric, measure, fee)?,
        })
    }

    /// When the other target would have been used up: it decides to which period the credit belongs. From
    /// the measured instant on where there is one, else from the opening; pauses after that are left out.
    fn due(&self, row: &Measured, target: Seconds, percent: u32) -> Option<UnixTime> {
        if let (true, Some(due)) = (percent >= 100, row.due) {
            let hours = self.rules.hours(row.priority);
            return hours.deadline(due, target.minus(row.target));
        }
        let case = self.cases.get(row.case as usize)?;
        self.rules
            .hours(row.priority)
            .deadline(case.opened_at, target)
    }

    fn term(&self, agreement: u64) -> Option<Term> {
        let term = self.agreements.get(&agreement)?;
        Some(Term {
            from: term.from,
            period_length: self.terms.period_length,
            periods: term.periods,
            cut: None,
        })
    }

    fn credited(&self, priced: &[Priced]) -> u128 {
        let Some(caps) = self.terms.caps.amounts(self.terms.fee.u128()) else {
            return 0;
        };
        let mut books = Books::default();
        priced.iter().map(|miss| books.book(miss, &caps)).sum()
    }
}

/// How late a row would be, and against which target.
#[derive(Clone, Copy)]
struct Late {
    late: Seconds,
    target: Seconds,
}

fn later(row: &Measured, percent: u32) -> Option<Late> {
    let target = Seconds((row.target.0 * u64::from(percent) / 100).max(1));
    let late = row.used.minus(target);
    (late > Seconds::ZERO).then_some(Late { late, target })
}

/// What was credited before, on each level that has a cap.
#[derive(Default)]
struct Books {
    tickets: HashMap<(u64, u32), u128>,
    periods: HashMap<(u64, u32), u128>,
    blocks: HashMap<(u64, u32), u128>,
}

impl Books {
    fn book(&mut self, miss: &Priced, caps: &CapAmounts) -> u128 {
        let ticket = self.tickets.entry((miss.ticket, miss.period)).or_default();
        let period = self
            .periods
            .entry((miss.agreement, miss.period))
            .or_default();
        let block = self
            .blocks
            .entry((miss.agreement, block_of(miss.period).0))
            .or_default();
        let credited = Credited {
            key: 0,
            ticket: *ticket,
            period: *period,
            block: *block,
        };
        let credit = added(miss.want, &credited, caps);
        *ticket += credit;
        *period += credit;
        *block += credit;
        credit
    }
}
