//! Reads a log row by row: one row in memory, whatever the file's size.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};

use anyhow::{bail, Context};
use csv::{ByteRecord, ReaderBuilder};
use toml::Spanned;

use super::terms::{Encoding, Source};

/// Bytes read at once.
const BUFFER: usize = 1 << 20;

/// A column: its place in a row, and its name for messages.
#[derive(Debug, Clone)]
pub struct Column {
    pub index: usize,
    pub name: String,
}

/// The columns that the terms name.
#[derive(Debug)]
pub struct Columns {
    pub case: Column,
    pub label: Column,
    pub time: Column,
    pub opened: Option<Column>,
    pub impact: Option<Column>,
    pub urgency: Option<Column>,
    pub priority: Option<Column>,
    pub category: Option<Column>,
    pub verdict: Option<Column>,
    pub agreement_per: Option<Column>,
}

/// A log, open at its first row.
pub struct Log<R> {
    reader: csv::Reader<R>,
    pub columns: Columns,
    pub fields: usize,
    encoding: Encoding,
    name: String,
}

/// One row.
#[derive(Debug, Default)]
pub struct Row {
    record: ByteRecord,
    encoding: Encoding,
    /// Its line in the file, from 1.
    pub line: u64,
}

impl Row {
    /// How many fields it has.
    pub fn fields(&self) -> usize {
        self.record.len()
    }

    /// A field as text, without blanks around it; `None` where its bytes are not of the encoding.
    pub fn text(&self, column: &Column) -> Option<Cow<'_, str>> {
        let bytes = self.record.get(column.index).unwrap_or_default();
        let text = match self.encoding {
            Encoding::Utf8 => Cow::Borrowed(std::str::from_utf8(bytes).ok()?),
            Encoding::Latin1 => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
        };
        Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        })
    }

    /// All of its bytes: two rows with the same ones are duplicates.
    pub fn bytes(&self) -> &[u8] {
        self.record.as_slice()
    }
}

/// Opens a file.
///
/// # Errors
/// Where it cannot be read.
pub fn open(path: &str) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path)
        .with_context(|| format!("{path}: cannot be read; name a readable CSV file"))?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        bail!("{path}: is a folder; name a CSV file");
    }
    Ok(BufReader::with_capacity(BUFFER, file))
}

impl<R: Read> Log<R> {
    /// Reads the header and finds the columns that the terms name.
    ///
    /// # Errors
    /// An empty file, or a column that is not there.
    pub fn new(input: R, name: &str, source: &Source) -> anyhow::Result<Self> {
        let shape = &source.terms.log;
        let delimiter = shape.delimiter.as_ref().map_or(",", |text| text.as_ref());
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter.bytes().next().unwrap_or(b','))
            .flexible(true)
            .from_reader(input);
        let header = reader
            .byte_headers()
            .with_context(|| format!("{name}:1: cannot be read"))?
            .clone();
        if header.is_empty() {
            bail!("{name}:1:1: the file is empty; write a header line and a row for each event");
        }
        let header = Header::new(&header, name, source);
        Ok(Self {
            columns: header.columns()?,
            fields: header.names.len(),
            encoding: shape.encoding,
            reader,
            name: name.to_owned(),
        })
    }

    /// Reads the next row into `row`; false at the end.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub fn read(&mut self, row: &mut Row) -> anyhow::Result<bool> {
        let more = self
            .reader
            .read_byte_record(&mut row.record)
            .with_context(|| {
                let line = self.reader.position().line();
                format!("{}:{line}: cannot be read on", self.name)
            })?;
        row.encoding = self.encoding;
        row.line = row.record.position().map_or(0, csv::Position::line);
        Ok(more)
    }

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.reader.position().byte()
    }
}

/// The header, while columns are looked up in it.
struct Header<'a> {
    names: Vec<String>,
    log: &'a str,
    source: &'a Source,
}

impl<'a> Header<'a> {
    fn new(record: &ByteRecord, log: &'a str, source: &'a Source) -> Self {
        let name = |field: &[u8]| {
            let text = String::from_utf8_lossy(field);
            text.trim_start_matches('\u{feff}').trim().to_owned()
        };
        Self {
            names: record.iter().map(name).collect(),
            log,
            source,
        }
    }

    fn columns(&self) -> anyhow::Result<Columns> {
        let log = &self.source.terms.log;
        let priority = self.source.terms.priority.as_ref();
        let label = log.state.as_ref().or(log.activity.as_ref());
        Ok(Columns {
            case: self.find(&log.case)?,
            label: self.find(label.unwrap_or(&log.case))?,
            time: self.find(&log.time)?,
            opened: self.find_if(log.opened.as_ref())?,
            impact: self.find_if(priority.impact.as_ref())?,
            urgency: self.find_if(priority.urgency.as_ref())?,
            priority: self.find_if(priority.column.as_ref())?,
            category: self.find_if(log.category.as_ref())?,
            verdict: self.find_if(log.verdict.as_ref())?,
            agreement_per: self.find_if(log.agreement_per.as_ref())?,
        })
    }

    fn find_if(&self, wanted: Option<&Spanned<String>>) -> anyhow::Result<Option<Column>> {
        wanted.map(|name| self.find(name)).transpose()
    }

    fn find(&self, wanted: &Spanned<String>) -> anyhow::Result<Column> {
        let mut places = self
            .names
            .iter()
            .enumerate()
            .filter(|(_, name)| *name == wanted.as_ref());
        match (places.next(), places.next()) {
            (Some((index, name)), None) => Ok(Column {
                index,
                name: name.clone(),
            }),
            (found, _) => {
                let problem = if found.is_some() {
                    "stands more than once"
                } else {
                    "is not"
                };
                let text = format!(
                    "column {:?} {problem} in the header {}:1; write one of: {}",
                    wanted.as_ref(),
                    self.log,
                    self.names.join(", ")
                );
                Err(self.source.place(wanted).fault(text).into())
            }
        }
    }
}
