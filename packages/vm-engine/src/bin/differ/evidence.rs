//! What has been compared so far, of which Wasm.

use std::fmt;
use std::path::Path;

use aftercare_engine::Failure;
use aftercare_vm_engine::Shelf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Counted;

const CONTRACTS: [&str; 4] = ["community", "reward_token", "sla_escrow", "ticket_registry"];

/// The file, and where the next run goes on.
#[derive(Serialize, Deserialize)]
pub struct Evidence {
    /// Hashes of what was compared; another build begins anew.
    artifacts: Vec<(String, String)>,
    /// The first seed that has not been played.
    pub next_seed: u64,
    /// Messages that both accepted, with the same effects.
    accepted: u64,
    /// Messages that both refused, for the same reason, without a trace.
    refused: u64,
}

impl Evidence {
    /// Goes on where the file ends, if it is of the same Wasm.
    ///
    /// # Errors
    /// Where the Wasm has not been built.
    pub fn go_on(path: &Path) -> Result<Self, Failure> {
        let fresh = Self {
            artifacts: hashes()?,
            next_seed: 1,
            accepted: 0,
            refused: 0,
        };
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let found: Option<Self> = serde_json::from_str(&text).ok();
        let same = found.filter(|found| found.artifacts == fresh.artifacts);
        Ok(same.unwrap_or(fresh))
    }

    /// Adds a history.
    pub fn add(&mut self, counted: &Counted) {
        self.next_seed += 1;
        self.accepted += counted.accepted;
        self.refused += counted.refused;
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        aftercare_proof::evidence::keep(self, path)
    }
}

fn hashes() -> Result<Vec<(String, String)>, Failure> {
    let shelf = Shelf::of_repository();
    let hash = |name: &str| {
        let wasm = shelf.wasm(&format!("artifacts/{name}"))?;
        let hex = Sha256::digest(wasm)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok((name.to_owned(), hex))
    };
    CONTRACTS.into_iter().map(hash).collect()
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} histories: {} messages accepted and {} refused alike, no difference",
            self.next_seed - 1,
            self.accepted,
            self.refused
        )
    }
}
