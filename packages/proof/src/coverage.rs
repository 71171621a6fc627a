//! Which lines the tests ran, crate by crate, out of an lcov file.

use std::collections::BTreeMap;
use std::path::Path;

use aftercare_engine::Failure;
use serde::{Deserialize, Serialize};

use crate::evidence::{keep, Kept};

/// Of 10,000 lines, how many of a crate should run.
pub const GOAL: u64 = 9_900;
/// What was measured: the contracts, and what decides for them.
const CRATES: [&str; 6] = [
    "contracts/community",
    "contracts/reward-token",
    "contracts/sla-escrow",
    "contracts/ticket-registry",
    "packages/domain",
    "packages/kit",
];

/// The lines of one crate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Lines with code.
    pub lines: u64,
    /// Those that ran.
    pub run: u64,
    /// Those that ran, of 10,000; rounded down.
    pub share: u64,
    /// Whether that is the goal.
    pub reached: bool,
    /// The lines that never ran, by file.
    pub never: BTreeMap<String, Vec<u64>>,
}

impl Lines {
    fn count(&mut self, file: &str, (line, times): (u64, u64)) {
        self.lines += 1;
        if times > 0 {
            self.run += 1;
        } else {
            self.never.entry(file.to_owned()).or_default().push(line);
        }
        self.share = (self.run * 10_000).checked_div(self.lines).unwrap_or(0);
        self.reached = self.share >= GOAL;
    }
}

/// The evidence: what ran, against the goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Of which state of the sources.
    pub sources: String,
    /// Of 10,000.
    pub goal: u64,
    /// By folder of the crate.
    pub crates: BTreeMap<String, Lines>,
}

impl Coverage {
    /// Reads what lcov says of the measured crates.
    ///
    /// # Errors
    /// Lines that are no lcov, and a crate of which nothing is said.
    pub fn of(lcov: &str) -> Result<Self, Failure> {
        let mut crates: BTreeMap<String, Lines> = BTreeMap::new();
        let mut file = None;
        for row in lcov.lines() {
            if let Some(path) = row.strip_prefix("SF:") {
                file = measured(path);
            }
            if let (Some((krate, path)), Some(row)) = (file, row.strip_prefix("DA:")) {
                let lines = crates.entry(krate.to_owned()).or_default();
                lines.count(path, line(row)?);
            }
        }
        match CRATES.iter().find(|krate| !crates.contains_key(**krate)) {
            Some(krate) => Err(Failure::new(format!("no line of {krate}"))),
            None => Ok(Self {
                goal: GOAL,
                crates,
                ..Self::default()
            }),
        }
    }

    /// Reads the one file and writes the other.
    ///
    /// # Errors
    /// Files that cannot be read or written.
    pub fn keep(lcov: &Path, kept: &Kept) -> Result<Self, Failure> {
        let failure = |error: std::io::Error| Failure::new(error.to_string());
        let mut coverage = Self::of(&std::fs::read_to_string(lcov).map_err(failure)?)?;
        coverage.sources.clone_from(&kept.sources);
        keep(&coverage, &kept.evidence)?;
        Ok(coverage)
    }
}

/// The crate of a source file, and its path from the project's root.
fn measured(path: &str) -> Option<(&'static str, &str)> {
    CRATES.into_iter().find_map(|krate| {
        let start = path.find(&format!("{krate}/src/"))?;
        Some((krate, path.get(start..)?))
    })
}

/// A line's number and how often it ran.
fn line(row: &str) -> Result<(u64, u64), Failure> {
    let mut fields = row.split(',').map(str::parse);
    match (fields.next(), fields.next()) {
        (Some(Ok(line)), Some(Ok(times))) => Ok((line, times)),
        _ => Err(Failure::new(format!("no line of lcov: DA:{row}"))),
    }
}

impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (krate, lines) in &self.crates {
            let (whole, rest) = (lines.share / 100, lines.share % 100);
            let verdict = if lines.reached { "" } else { "  short of 99 %" };
            let (run, all) = (lines.run, lines.lines);
            writeln!(
                f,
                "  {krate:26} {run:5} of {all:5}  {whole}.{rest:02} %{verdict}"
            )?;
        }
        Ok(())
    }
}
