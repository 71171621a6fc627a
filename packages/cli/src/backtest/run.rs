//! One backtest from its arguments to its files.

use std::io::{Cursor, Read};
use std::time::Instant;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Engine, Failure};
use anyhow::{bail, Context};

use super::index::Index;
use super::log::{self, Log, Row};
use super::mapping::Mapping;
use super::moment::Moments;
use super::read::Reader;
use super::reject::{Kind, Rejections};
use super::summary::Summary;
use super::terms::Source;
use super::write::{self, Output};
use super::{progress, sample, Arguments};
use crate::report;

/// Runs a backtest on an engine that begins at the instant it is told.
///
/// # Errors
/// Whatever leaves nothing sensible to report: an unreadable or empty log, a fault in the terms, rows of
/// which none can be used, books that do not balance.
pub fn run_on<E: Engine>(
    arguments: &Arguments,
    engine: impl FnOnce(UnixTime) -> Result<E, Failure>,
) -> anyhow::Result<()> {
    let source = Source::load(&arguments.terms)?;
    let backtest = Backtest {
        moments: source.moments()?,
        mapping: Mapping::new(&source.terms),
        name: arguments.log.clone().unwrap_or(sample::NAME.to_owned()),
        source,
        arguments,
    };
    let output = Output::begin(&arguments.out)?;
    let summary = backtest.run(&output, engine)?;
    write::summary(&output, &summary)?;
    output.write("report.html", &report::backtest::page(&summary))?;
    output.finish()?;
    backtest.say(&summary);
    match summary.books.iter().find(|book| !book.balanced) {
        Some(book) => bail!("the books do not balance: {}", book.sentence),
        None => Ok(()),
    }
}

/// Everything that is given.
pub(super) struct Backtest<'a> {
    pub arguments: &'a Arguments,
    pub source: Source,
    pub moments: Moments,
    pub mapping: Mapping,
    /// The log's name.
    pub name: String,
}

impl Backtest<'_> {
    fn run<E: Engine>(
        &self,
        output: &Output,
        engine: impl FnOnce(UnixTime) -> Result<E, Failure>,
    ) -> anyhow::Result<Summary> {
        let mut rejections = Rejections::create(&output.path("rejected.csv"))?;
        let began = Instant::now();
        let mut index = self.read(&mut rejections)?;
        let reading = began.elapsed();
        self.check_read(&index, &rejections)?;
        let replayed = self.replay((&mut index, reading), &mut rejections, engine)?;
        rejections.finish()?;
        write::cases(output, &index, &replayed.rows, &self.moments)?;
        self.summary(&index, &rejections, replayed)
    }

    fn read(&self, rejections: &mut Rejections) -> anyhow::Result<Index> {
        let mut index = Index::default();
        let mut line = 0;
        for copy in 1..=self.arguments.repeat {
            let suffix = if copy == 1 {
                String::new()
            } else {
                format!("#{copy}")
            };
            let (input, bytes): (Box<dyn Read>, u64) = match &self.arguments.log {
                Some(path) => {
                    let file = log::open(path)?;
                    let bytes = file.get_ref().metadata().map_or(0, |data| data.len());
                    (Box::new(file), bytes)
                }
                None => (
                    Box::new(Cursor::new(sample::TEXT)),
                    sample::TEXT.len() as u64,
                ),
            };
            let log = Log::new(input, &self.name, &self.source)?;
            line = self.read_copy(log, (&suffix, line, bytes), &mut index, rejections)?;
        }
        index.finish();
        Ok(index)
    }

    fn read_copy(
        &self,
        mut log: Log<Box<dyn Read>>,
        (suffix, offset, bytes): (&str, u64, u64),
        index: &mut Index,
        rejections: &mut Rejections,
    ) -> anyhow::Result<u64> {
        let bar = progress::bar("reading", "bytes", bytes, self.arguments.quiet);
        let mut row = Row::default();
        let mut last = offset;
        while log.read(&mut row)? {
            last = offset + row.line;
            let line = u32::try_from(last).context("the log has more than 4 billion lines")?;
            let reader = Reader {
                terms: &self.source.terms,
                columns: &log.columns,
                mapping: &self.mapping,
                moments: &self.moments,
                fields: log.fields,
                suffix,
            };
            if let Err(reason) = index.take(&reader, &row, line) {
                index.reject(&reader, &row, line, reason.kind);
                let case = reader.case(&row).unwrap_or_default();
                rejections.add(last, &case, reason)?;
            }
            if row.line % 4_096 == 0 {
                bar.set_position(log.position());
            }
        }
        bar.finish_and_clear();
        Ok(last)
    }

    /// Whether anything sensible can follow, and what to mend where rows were rejected for the terms' sake.
    fn check_read(&self, index: &Index, rejections: &Rejections) -> anyhow::Result<()> {
        if let (true, Some(first)) = (index.cases.is_empty(), rejections.first.first()) {
            bail!(
                "{}:{}: no row can be used; the first: {}",
                self.name,
                first.line,
                first.reason
            );
        }
        if index.cases.is_empty() {
            bail!(
                "{}:2:1: no rows after the header; write a row for each event",
                self.name
            );
        }
        let unmapped = rejections.counts.get(&Kind::Unmapped).copied();
        if let Some(count) = unmapped {
            eprintln!(
                "warning: {}: {count} rows have a state or activity that {} does not map; see \
                 rejected.csv",
                self.name, self.source.file
            );
        }
        Ok(())
    }

    /// What the terminal shows.
    fn say(&self, summary: &Summary) {
        if !self.arguments.quiet {
            print!("{}", report::text::backtest(summary, &self.arguments.out));
        }
    }
}
