//! Survivors that somebody has read: why no test can tell them from the function as it is, or need not.

use std::path::Path;

use aftercare_engine::Failure;
use serde::Deserialize;

use super::listing::Mutant;

/// The committed list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Explained {
    /// One line each.
    #[serde(default)]
    pub explained: Vec<Entry>,
}

/// Every mutant of that kind in that file; with `code`, on such a line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From the project's root.
    pub file: String,
    /// What is done: the tool's name of it, without the place.
    pub mutant: String,
    /// The line where it is done, without the spaces around it.
    pub code: Option<String>,
    /// Why it may live.
    pub reason: String,
}

impl Explained {
    /// Reads the list.
    ///
    /// # Errors
    /// A file that is not there, or is no such list.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let wrong = |text: String| Failure::new(format!("{}: {text}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        toml::from_str(&text).map_err(|error| wrong(error.to_string()))
    }

    /// Whether somebody explained this one.
    #[must_use]
    pub fn has(&self, mutant: &Mutant) -> bool {
        self.explained.iter().any(|entry| entry.is_of(mutant))
    }

    /// Whether somebody explained one that is known by its place within a function of this file.
    #[must_use]
    pub fn names(&self, file: &str, within: &str) -> bool {
        let what = within.split_once(' ').map(|(_, what)| what);
        let is_it = |entry: &Entry| entry.file == file && what == Some(&entry.mutant);
        self.explained.iter().any(is_it)
    }
}

impl Entry {
    /// Whether this one is meant.
    #[must_use]
    pub fn is_of(&self, mutant: &Mutant) -> bool {
        self.file == mutant.file
            && self.mutant == mutant.what()
            && self.code.as_ref().is_none_or(|code| *code == mutant.code)
    }
}
