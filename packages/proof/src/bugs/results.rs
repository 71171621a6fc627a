//! Which faults were found, each in which state of the sources: only what changed is tried again.

use std::collections::BTreeMap;
use std::path::Path;

use aftercare_engine::Failure;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::bank::{Bank, Bug};
use crate::evidence::{keep, Evidence, Kept};

/// The evidence, with what it is made of.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// The counts.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// The state in which each fault was found.
    pub found: BTreeMap<String, String>,
}

impl Results {
    /// What a file holds; nothing where there is none.
    #[must_use]
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Whether a fault was found in this state.
    #[must_use]
    pub fn has(&self, bug: &Bug, state: &str) -> bool {
        self.found.get(&bug.id).is_some_and(|found| found == state)
    }

    /// Counts what was found of a bank, forgets what is no longer in it, and writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&mut self, kept: &Kept, bank: &Bank) -> Result<(), Failure> {
        let known = |id: &String| bank.bugs.iter().any(|bug| bug.id == *id);
        self.found.retain(|id, _| known(id));
        self.evidence = Evidence::of(&kept.sources);
        let classes = bank.classes();
        let counts = [
            ("faults", bank.bugs.len()),
            ("found", self.found.len()),
            ("classes with a fault", classes.len()),
            ("classes that concern no code", bank.without.len()),
        ];
        for (name, number) in counts {
            // So many fit into 64 bits.
            self.evidence
                .add(name, u64::try_from(number).unwrap_or(u64::MAX));
        }
        keep(self, &kept.evidence)
    }
}

/// A fault and all that decides whether its test finds it: itself, the file that it is in, and the package of
/// the test.
#[must_use]
pub fn state(bug: &Bug, (file, package): ([u8; 32], [u8; 32])) -> String {
    let mut hasher = Sha256::new();
    hasher.update(file);
    hasher.update(package);
    let test = &bug.test;
    for part in [&bug.file, &bug.find, &bug.replace, &test.target, &test.name] {
        hasher.update(Sha256::digest(part));
    }
    let hash = hasher.finalize();
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
