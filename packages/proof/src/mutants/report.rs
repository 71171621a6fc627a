//! The figures, and what is still to be done about them.

use std::collections::BTreeMap;
use std::fmt;

use super::explained::{Entry, Explained};
use super::functions::Function;
use super::packages::is_money;
use super::results::Results;

/// What became of some mutants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// All of them.
    pub mutants: usize,
    /// Those that a test noticed.
    pub killed: usize,
    /// Those that kept the tests from ending.
    pub timed_out: usize,
    /// Those that do not compile.
    pub unviable: usize,
    /// Those that nothing noticed, with a reason.
    pub explained: usize,
    /// Those that nothing noticed, without one.
    pub survived: usize,
}

impl Row {
    /// Of 10,000 that were tried and compile, those that did not go unnoticed.
    #[must_use]
    pub fn share(&self) -> Option<usize> {
        let noticed = self.killed + self.timed_out;
        (noticed * 10_000).checked_div(noticed + self.explained + self.survived)
    }

    /// Those that were tried.
    #[must_use]
    pub fn tried(&self) -> usize {
        self.killed + self.timed_out + self.unviable + self.explained + self.survived
    }

    fn untried(&self) -> usize {
        self.mutants.saturating_sub(self.tried())
    }
}

/// The rows, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// By package, and whether money moves there.
    pub rows: BTreeMap<(String, bool), Row>,
    /// Survivors without a reason.
    pub survivors: Vec<String>,
    /// What the list explains though there is no such mutant, or no such survivor.
    pub stale: Vec<String>,
}

impl Table {
    /// Counts a package.
    pub fn count(
        &mut self,
        package: &str,
        functions: &[Function],
        (results, explained): (&Results, &Explained),
    ) {
        for function in functions {
            let key = (package.to_owned(), is_money(function.file()));
            let row = self.rows.entry(key).or_default();
            row.mutants += function.mutants.len();
            let Some(tried) = results.of(function) else {
                continue;
            };
            row.killed += tried.killed;
            row.timed_out += tried.timed_out;
            row.unviable += tried.unviable;
            for mutant in tried.survivors(function) {
                if explained.has(mutant) {
                    row.explained += 1;
                } else {
                    row.survived += 1;
                    self.survivors
                        .push(format!("{}    {}", mutant.name, mutant.code));
                }
            }
        }
    }

    /// Looks for entries that explain nothing; `all` are the functions of every package.
    pub fn doubt(&mut self, explained: &Explained, all: &[(&Function, &Results)]) {
        let stale = explained
            .explained
            .iter()
            .filter(|entry| !holds(entry, all));
        self.stale
            .extend(stale.map(|entry| format!("{}: {}", entry.file, entry.mutant)));
    }

    /// What has to be done; nothing where every survivor is explained and every explanation needed.
    #[must_use]
    pub fn complaints(&self) -> Option<String> {
        let survivors = self.survivors.iter().map(|it| format!("survived  {it}"));
        let stale = self
            .stale
            .iter()
            .map(|it| format!("no survivor is meant by  {it}"));
        let lines: Vec<_> = survivors.chain(stale).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// Whether an entry is of a mutant that lived, or may: of one that was not tried yet.
fn holds(entry: &Entry, all: &[(&Function, &Results)]) -> bool {
    all.iter().any(|(function, results)| {
        let mut meant = function.mutants.iter().filter(|it| entry.is_of(it));
        match results.of(function) {
            None => meant.next().is_some(),
            Some(tried) => meant.any(|it| tried.survived.contains(&it.within())),
        }
    })
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "  {:32} {:>7} {:>7} {:>7} {:>9} {:>9} {:>9} {:>8}  share",
            "", "mutants", "untried", "killed", "timed out", "unviable", "explained", "survived"
        )?;
        for ((package, money), row) in &self.rows {
            let name = format!("{package}{}", if *money { ", money" } else { "" });
            let share = row.share().map_or("-".to_owned(), |share| {
                format!("{}.{:02} %", share / 100, share % 100)
            });
            writeln!(
                f,
                "  {name:32} {:7} {:7} {:7} {:9} {:9} {:9} {:8}  {share}",
                row.mutants,
                row.untried(),
                row.killed,
                row.timed_out,
                row.unviable,
                row.explained,
                row.survived
            )?;
        }
        Ok(())
    }
}
