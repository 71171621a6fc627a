//! What a part has tried so far: counts by name, of one state of the sources.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use aftercare_engine::Failure;
use clap::Args;
use serde::{Deserialize, Serialize};

/// Where a part keeps what it found, and of which sources that is.
#[derive(Debug, Args)]
pub struct Kept {
    /// Of which state of the sources.
    #[arg(long, default_value = "")]
    pub sources: String,
    /// Where the figures are kept.
    #[arg(long)]
    pub evidence: PathBuf,
}

/// A file under `docs/evidence`, and where the next run goes on. No failure is ever kept: the first one ends
/// a run.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Of which state of the sources; another one begins anew.
    pub sources: String,
    /// The first seed that was not played.
    pub next_seed: u64,
    /// How often what was tried, and what came of it.
    pub counts: BTreeMap<String, u64>,
}

impl Evidence {
    /// Goes on where the file ends, if it is of the same sources.
    #[must_use]
    pub fn go_on(kept: &Kept) -> Self {
        let text = std::fs::read_to_string(&kept.evidence).unwrap_or_default();
        let found: Option<Self> = serde_json::from_str(&text).ok();
        let same = found.filter(|found| found.sources == kept.sources);
        same.unwrap_or_else(|| Self {
            next_seed: 1,
            ..Self::of(&kept.sources)
        })
    }

    /// Nothing was tried on this state of the sources.
    #[must_use]
    pub fn of(sources: &str) -> Self {
        Self {
            sources: sources.to_owned(),
            ..Self::default()
        }
    }

    /// Adds to a count.
    pub fn add(&mut self, name: &str, times: u64) {
        *self.counts.entry(name.to_owned()).or_default() += times;
    }

    /// Keeps the larger figure.
    pub fn most(&mut self, name: &str, figure: u64) {
        let kept = self.counts.entry(name.to_owned()).or_default();
        *kept = figure.max(*kept);
    }

    /// A count; 0 where nothing of that name was tried.
    #[must_use]
    pub fn count(&self, name: &str) -> u64 {
        self.counts.get(name).copied().unwrap_or_default()
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        keep(self, path)
    }
}

/// Writes a file under `docs/evidence`, whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn keep(evidence: &impl Serialize, path: &Path) -> Result<(), Failure> {
    aftercare_clock_check::evidence::keep(evidence, path).map_err(Failure::new)
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self
            .counts
            .keys()
            .map(String::len)
            .max()
            .unwrap_or_default();
        for (name, times) in &self.counts {
            writeln!(f, "  {name:width$}  {times}")?;
        }
        Ok(())
    }
}

/// With a comma before every three digits.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
