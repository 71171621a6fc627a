//! Rows that cannot be replayed: each is listed with its line and the reason, and counted by kind.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

/// How many rejected rows the report shows; the file has all of them.
const SHOWN: usize = 50;

/// Why a row was rejected, for counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// More or fewer fields than the header.
    Fields,
    /// Bytes that are not of the encoding.
    Encoding,
    /// No case named.
    Case,
    /// A time that cannot be read.
    Time,
    /// Earlier than the row before it in its case.
    Backwards,
    /// Earlier than its case's opening.
    BeforeOpening,
    /// The same bytes as an earlier row.
    Duplicate,
    /// A state or activity that `[map]` does not have.
    Unmapped,
    /// A priority, impact or urgency that `[priority]` does not have.
    Priority,
    /// Its case could not be opened.
    NotOpened,
    /// The contracts refused the act.
    Refused,
}

impl Kind {
    /// The kind in words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fields => "wrong number of fields",
            Self::Encoding => "not in the log's encoding",
            Self::Case => "no case named",
            Self::Time => "time cannot be read",
            Self::Backwards => "time goes backwards within its case",
            Self::BeforeOpening => "earlier than its case's opening",
            Self::Duplicate => "duplicate row",
            Self::Unmapped => "state or activity not in [map]",
            Self::Priority => "priority not in [priority]",
            Self::NotOpened => "its case could not be opened",
            Self::Refused => "refused by the contracts",
        }
    }

    /// Whether something may be missing that would have changed a verdict; a copy or a stray time
    /// hides nothing.
    pub fn casts_doubt(self) -> bool {
        !matches!(
            self,
            Self::Duplicate | Self::Backwards | Self::BeforeOpening
        )
    }
}

/// Why one row was rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub kind: Kind,
    pub text: String,
}

impl Kind {
    /// A reason of this kind.
    pub fn because(self, text: impl Into<String>) -> Reason {
        Reason {
            kind: self,
            text: text.into(),
        }
    }
}

/// One line of `rejected.csv`.
#[derive(Debug, Clone, Serialize)]
pub struct Rejected {
    pub line: u64,
    pub case: String,
    pub reason: String,
}

/// All rejected rows: written as they come.
pub struct Rejections {
    writer: csv::Writer<File>,
    /// How many of each kind.
    pub counts: BTreeMap<Kind, u64>,
    /// The first of them.
    pub first: Vec<Rejected>,
}

impl Rejections {
    /// Begins the file.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        let mut writer = csv::WriterBuilder::new()
            .has_headers(false)
            .from_path(path)
            .with_context(|| format!("{}: cannot be written", path.display()))?;
        writer.write_record(["line", "case", "reason"])?;
        Ok(Self {
            writer,
            counts: BTreeMap::new(),
            first: Vec::new(),
        })
    }

    /// Lists one row.
    pub fn add(&mut self, line: u64, case: &str, reason: Reason) -> anyhow::Result<()> {
        let row = Rejected {
            line,
            case: case.to_owned(),
            reason: reason.text,
        };
        self.writer.serialize(&row)?;
        *self.counts.entry(reason.kind).or_default() += 1;
        if self.first.len() < SHOWN {
            self.first.push(row);
        }
        Ok(())
    }

    /// How many in all.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Ends the file.
    pub fn finish(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.flush()?)
    }
}
