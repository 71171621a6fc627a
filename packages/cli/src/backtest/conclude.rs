//! From what was measured to the figures of a report.

use std::path::Path;

use anyhow::bail;

use super::index::{Case, Index};
use super::outcome::Met;
use super::reject::Rejections;
use super::run::Backtest;
use super::stage::Replayed;
use super::summary::{Book, LogFacts, MoneyFacts, Summary};
use super::tally;

impl Backtest<'_> {
    /// All figures.
    pub fn summary(
        &self,
        index: &Index,
        rejections: &Rejections,
        replayed: Replayed,
    ) -> anyhow::Result<Summary> {
        let verdicts = tally::case_verdicts(index, &replayed.rows);
        let missed = verdicts.iter().filter(|met| **met == Met::No);
        let books = replayed.money.books().into_iter();
        let terms = &self.source.terms;
        Ok(Summary {
            title: terms.title.clone(),
            currency: terms.plan.currency.clone(),
            log: self.log_facts(index, rejections, &replayed)?,
            missed_cases: missed.count() as u64,
            lines: tally::lines(&replayed.rows),
            opened: tally::by_opening(index, &replayed.rows, &self.moments),
            months: tally::by_month(index, &replayed.rows, &self.moments),
            categories: tally::categories(index, &verdicts),
            own_verdicts: tally::own_verdicts(index, &verdicts),
            holds: tally::holds(index, &replayed.rows),
            money: MoneyFacts::new(&replayed.money, replayed.busy_fees, replayed.wanted),
            books: books
                .map(|(sentence, left, right)| Book {
                    sentence,
                    left,
                    right,
                    balanced: left == right,
                })
                .collect(),
            what_if: replayed.cells,
            speed: replayed.speed,
            rejected: rejections.first.clone(),
        })
    }

    /// The log's name without its folder, which is nobody's business.
    fn file_name(&self) -> String {
        let name = Path::new(&self.name).file_name();
        name.map_or_else(
            || self.name.clone(),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    fn log_facts(
        &self,
        index: &Index,
        rejections: &Rejections,
        replayed: &Replayed,
    ) -> anyhow::Result<LogFacts> {
        let rows = tally::rows(index);
        if rows.replayed + rows.no_action + rows.rejected != rows.read
            || rows.rejected != rejections.total()
        {
            bail!("rows are not accounted for: {rows:?}; this is a fault of the program");
        }
        let count =
            |test: fn(&Case) -> bool| index.cases.iter().filter(|case| test(case)).count() as u64;
        let firsts = index.agreements.iter().map(|agreement| agreement.first);
        let lasts = index.agreements.iter().map(|agreement| agreement.last);
        let kinds = rejections.counts.iter();
        Ok(LogFacts {
            file: self.file_name(),
            rows,
            rejected_by_kind: kinds
                .map(|(kind, count)| (kind.words().to_owned(), *count))
                .collect(),
            cases: index.cases.len() as u64,
            begin_late: count(|case| case.begins_late),
            doubtful: count(|case| case.doubtful),
            reprioritised: count(|case| case.reprioritised),
            periods: replayed.periods,
            agreements: index.agreements.len() as u64,
            first: self.moments.minute_text(firsts.min().unwrap_or_default()),
            last: self.moments.minute_text(lasts.max().unwrap_or_default()),
            proxies: replayed.done.clone(),
            overtaken_by_silence: replayed.overtaken,
        })
    }
}
