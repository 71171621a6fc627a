//! What `cargo-mutants` writes: the mutants that it would make, and what became of those that it made.

use std::collections::BTreeMap;

use aftercare_engine::Failure;
use serde::Deserialize;

/// One small fault.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Mutant {
    /// Where it is, and what is done there: `FILE:LINE:COLUMN: replace … with … in …`.
    pub name: String,
    /// The file, from the project's root.
    pub file: String,
    /// The function around it; a constant has none.
    pub function: Option<Around>,
    /// What is replaced.
    pub span: Span,
    /// The line where that begins, without the spaces around it.
    #[serde(skip)]
    pub code: String,
}

/// A function's name and place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Around {
    /// With its type, as in `Lot::is_spent`.
    pub function_name: String,
    /// From its first comment to its last brace.
    pub span: Span,
}

/// From here to there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Span {
    /// Its first letter.
    pub start: Place,
    /// After its last one.
    pub end: Place,
}

/// Counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The letter in it.
    pub column: usize,
}

impl Mutant {
    /// What is done, without the place.
    #[must_use]
    pub fn what(&self) -> &str {
        self.name.splitn(2, ": ").last().unwrap_or_default()
    }

    /// What is done and where in the function, wherever in its file that stands; of a constant, in which line.
    #[must_use]
    pub fn within(&self) -> String {
        let Place { line, column } = self.span.start;
        let place = match &self.function {
            Some(function) => format!("+{}", line.saturating_sub(function.span.start.line)),
            None => self.code.clone(),
        };
        format!("{place}:{column} {}", self.what())
    }
}

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Fate {
    /// A test failed.
    #[serde(rename = "CaughtMutant")]
    Killed,
    /// No test did.
    #[serde(rename = "MissedMutant")]
    Survived,
    /// The tests had not ended when their time was over.
    #[serde(rename = "Timeout")]
    TimedOut,
    /// It does not compile.
    #[serde(rename = "Unviable")]
    Unviable,
}

/// What became of the mutants of one run, by name.
pub type Outcomes = BTreeMap<String, Fate>;

/// The mutants out of `--list --json`.
///
/// # Errors
/// Text that is none.
pub fn mutants(json: &str) -> Result<Vec<Mutant>, Failure> {
    serde_json::from_str(json).map_err(|error| Failure::new(format!("list of mutants: {error}")))
}

/// What became of them, out of `outcomes.json`; what was not a mutant is left out.
///
/// # Errors
/// Text that is none.
pub fn outcomes(json: &str) -> Result<Outcomes, Failure> {
    let wrong = |error: serde_json::Error| Failure::new(format!("outcomes: {error}"));
    let written: Written = serde_json::from_str(json).map_err(wrong)?;
    let mutants = written
        .outcomes
        .into_iter()
        .filter_map(|one| match one.scenario {
            Scenario::Mutant { name } => Some((name, one.summary)),
            Scenario::Baseline => None,
        });
    let fates = mutants.map(|(name, summary)| Ok((name, serde_json::from_value(summary)?)));
    fates.collect::<Result<_, _>>().map_err(wrong)
}

#[derive(Deserialize)]
struct Written {
    outcomes: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    scenario: Scenario,
    summary: serde_json::Value,
}

#[derive(Deserialize)]
enum Scenario {
    Baseline,
    Mutant { name: String },
}
