//! What a deployment has done so far: a file a chain, written before and after every step.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use aftercare_chain_engine::ChainError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One deployment on one chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The chain.
    pub chain_id: String,
    /// Who deploys, and owns.
    pub deployer: String,
    /// What tells this deployment from others of the same deployer: addresses follow from it.
    pub label: String,
    /// First second of epoch 0.
    pub start: u64,
    /// Codes by artifact.
    pub codes: BTreeMap<String, StoredCode>,
    /// Addresses by artifact.
    pub contracts: BTreeMap<String, String>,
}

/// A code on its way to the chain, or there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredCode {
    /// SHA-256 of the Wasm.
    pub checksum: String,
    /// Its number, once stored.
    pub code_id: Option<u64>,
}

/// The file: a record, and a seal that shows a change by hand.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    deployment: Record,
    seal: String,
}

/// Where a chain's deployment is kept.
pub fn place(folder: &Path, chain_id: &str) -> PathBuf {
    folder.join(format!("{chain_id}.json"))
}

impl Record {
    /// Reads a deployment; `None` where none has begun.
    pub fn read(file: &Path) -> Result<Option<Self>, ChainError> {
        if !file.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(file).map_err(|error| wrong(file, &error))?;
        let sealed: Sealed = serde_json::from_str(&text).map_err(|error| {
            let advice = format!("is no deployment file ({error}); {RESTORE}");
            wrong(file, &advice)
        })?;
        if sealed.seal != seal(&sealed.deployment) {
            let advice = format!("was changed since this command wrote it; {RESTORE}");
            return Err(wrong(file, &advice));
        }
        Ok(Some(sealed.deployment))
    }

    /// Writes it, whole or not at all.
    pub fn write(&self, file: &Path) -> Result<(), ChainError> {
        let sealed = Sealed {
            deployment: self.clone(),
            seal: seal(self),
        };
        let text = serde_json::to_string_pretty(&sealed).map_err(|error| wrong(file, &error))?;
        let begun = file.with_extension("json.new");
        let folder = file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::File::create(&begun))
            .and_then(|mut open| {
                open.write_all(text.as_bytes())?;
                open.sync_all()
            })
            .and_then(|()| fs::rename(&begun, file))
            .map_err(|error| wrong(file, &error))
    }
}

const RESTORE: &str = "restore it, or move it away and deploy again: contracts that exist are found by their addresses, none is made twice";

fn wrong(file: &Path, cause: &impl ToString) -> ChainError {
    ChainError::File {
        file: file.to_owned(),
        cause: cause.to_string(),
    }
}

/// SHA-256 of the record as it is written.
fn seal(record: &Record) -> String {
    let text = serde_json::to_vec(record).unwrap_or_default();
    digits(&Sha256::digest(text))
}

/// Bytes in lower-case digits.
pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            chain_id: "chain".to_owned(),
            deployer: "wasm1deployer".to_owned(),
            label: "main".to_owned(),
            start: 1,
            codes: BTreeMap::new(),
            contracts: BTreeMap::new(),
        }
    }

    #[test]
    fn what_was_written_is_read_and_what_was_edited_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = place(folder.path(), "chain");
        assert_eq!(Record::read(&file).unwrap(), None);
        record().write(&file).unwrap();
        assert_eq!(Record::read(&file).unwrap(), Some(record()));
        let text = fs::read_to_string(&file).unwrap();
        for edited in [
            text.replace("\"main\"", "\"mine\""),
            text.replace("deployer", "employer"),
            text[..text.len() / 2].to_owned(),
        ] {
            fs::write(&file, edited).unwrap();
            assert!(matches!(Record::read(&file), Err(ChainError::File { .. })));
        }
    }
}
