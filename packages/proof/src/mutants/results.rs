//! What became of the mutants of a package, function by function.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aftercare_engine::Failure;
use serde::{Deserialize, Serialize};

use super::functions::Function;
use super::listing::{Fate, Mutant, Outcomes};
use crate::evidence::keep;

/// A file under `docs/evidence/mutants`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// How many mutants the tool knows of.
    #[serde(default)]
    pub listed: usize,
    /// By function; only those all of whose mutants were tried.
    pub functions: BTreeMap<String, Tried>,
}

/// A function all of whose mutants were tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// Of its text.
    pub hash: String,
    /// How many a test noticed.
    pub killed: usize,
    /// How many kept the tests from ending.
    pub timed_out: usize,
    /// How many do not compile.
    pub unviable: usize,
    /// Those that nothing noticed.
    pub survived: BTreeSet<String>,
}

impl Tried {
    /// The mutants that nothing noticed.
    pub fn survivors<'a>(&'a self, function: &'a Function) -> impl Iterator<Item = &'a Mutant> {
        let mutants = function.mutants.iter();
        mutants.filter(|mutant| self.survived.contains(&mutant.within()))
    }

    fn count(&mut self, mutant: &Mutant, fate: Fate) {
        self.survived.remove(&mutant.within());
        match fate {
            Fate::Killed => self.killed += 1,
            Fate::TimedOut => self.timed_out += 1,
            Fate::Unviable => self.unviable += 1,
            Fate::Survived => {
                self.survived.insert(mutant.within());
            }
        }
    }
}

impl Results {
    /// Reads the file; nothing was tried where there is none.
    ///
    /// # Errors
    /// A file that is no such book.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| Failure::new(format!("{}: {error}", path.display()))),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        keep(self, path)
    }

    /// Counts what there is, and forgets functions that are gone, and those that are not what they were.
    pub fn keep(&mut self, functions: &[Function]) {
        self.listed = functions.iter().map(|it| it.mutants.len()).sum();
        let hashes: BTreeMap<&str, &str> = functions
            .iter()
            .map(|function| (function.name.as_str(), function.hash.as_str()))
            .collect();
        self.functions
            .retain(|name, tried| hashes.get(name.as_str()) == Some(&tried.hash.as_str()));
    }

    /// What was found about a function, if it was tried.
    #[must_use]
    pub fn of(&self, function: &Function) -> Option<&Tried> {
        self.functions.get(&function.name)
    }

    /// Takes in what a run found: of a function that was not tried, only where it found out about all of its
    /// mutants; of one that was, what became of its survivors.
    pub fn merge(&mut self, functions: &[Function], outcomes: &Outcomes) {
        for function in functions {
            let fates: Vec<_> = function
                .mutants
                .iter()
                .filter_map(|mutant| Some((mutant, *outcomes.get(&mutant.name)?)))
                .collect();
            if let Some(tried) = self.functions.get_mut(&function.name) {
                for (mutant, fate) in fates {
                    if tried.survived.contains(&mutant.within()) {
                        tried.count(mutant, fate);
                    }
                }
            } else if fates.len() == function.mutants.len() {
                let mut tried = Tried {
                    hash: function.hash.clone(),
                    ..Tried::default()
                };
                for (mutant, fate) in fates {
                    tried.count(mutant, fate);
                }
                self.functions.insert(function.name.clone(), tried);
            }
        }
    }
}
