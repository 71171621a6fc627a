//! The Wasm files: found by name, and compared with the checksums that their build wrote.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use flate2::Compression;
use sha2::{Digest, Sha256};

use aftercare_engine::Code;

use crate::ChainError;

/// The file that lists what each artifact's bytes have to be.
const CHECKSUMS: &str = "checksums.txt";

/// A folder of artifacts.
#[derive(Clone, Debug)]
pub struct Shelf(PathBuf);

/// One Wasm file whose bytes are those of its checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its name, e.g. `sla_escrow`.
    pub name: &'static str,
    /// SHA-256 of its bytes.
    pub checksum: [u8; 32],
    /// Its bytes.
    pub wasm: Vec<u8>,
}

/// The file name of a code, without its ending.
#[must_use]
pub const fn name(code: Code) -> &'static str {
    match code {
        Code::SlaEscrow => "sla_escrow",
        Code::TicketRegistry => "ticket_registry",
        Code::RewardToken => "reward_token",
        Code::Community => "community",
        Code::Cw20 => "cw20_base",
    }
}

impl Shelf {
    /// The artifacts of a folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Takes a code's Wasm, if its bytes are those that the folder's checksums name.
    ///
    /// # Errors
    /// Where the file or its checksum is missing, or they differ.
    pub fn take(&self, code: Code) -> Result<Artifact, ChainError> {
        let name = name(code);
        let file = self.0.join(format!("{name}.wasm"));
        let wrong = |cause: String| ChainError::File {
            file: file.clone(),
            cause,
        };
        let wasm = std::fs::read(&file).map_err(|error| {
            wrong(format!(
                "cannot be read ({error}); aftercare build makes it"
            ))
        })?;
        let checksum: [u8; 32] = Sha256::digest(&wasm).into();
        let listed = self.listed(name)?;
        let found = digits(&checksum);
        if listed != found {
            return Err(wrong(format!("its checksum is {found}, {CHECKSUMS} says {listed}: these are not the bytes that were built and reviewed; aftercare build makes them anew; nothing was sent")));
        }
        Ok(Artifact {
            name,
            checksum,
            wasm,
        })
    }

    fn listed(&self, name: &str) -> Result<String, ChainError> {
        let file = self.0.join(CHECKSUMS);
        let wrong = |cause: String| ChainError::File {
            file: file.clone(),
            cause,
        };
        let text = std::fs::read_to_string(&file)
            .map_err(|error| wrong(format!("cannot be read ({error}); it comes with the build")))?;
        let wanted = format!("{name}.wasm");
        text.lines()
            .filter_map(|line| line.split_once("  "))
            .find(|(_, name)| *name == wanted)
            .map(|(checksum, _)| checksum.to_owned())
            .ok_or_else(|| wrong(format!("names no {wanted}; it comes with the build")))
    }
}

impl Artifact {
    /// The bytes as they travel: compressed, which chains undo before they look at them.
    ///
    /// # Errors
    /// Never in memory.
    pub fn compressed(&self) -> Result<Vec<u8>, ChainError> {
        let mut encoder = GzEncoder::new(vec![], Compression::best());
        encoder
            .write_all(&self.wasm)
            .and_then(|()| encoder.finish())
            .map_err(|error| ChainError::File {
                file: self.name.into(),
                cause: error.to_string(),
            })
    }
}

/// A checksum as its file writes it.
fn digits(checksum: &[u8]) -> String {
    checksum.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(checksum: &str) -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("community.wasm"), b"wasm").unwrap();
        let line = format!("{checksum}  community.wasm\n");
        std::fs::write(folder.path().join(CHECKSUMS), line).unwrap();
        let shelf = Shelf::new(folder.path());
        (folder, shelf)
    }

    #[test]
    fn bytes_are_taken_where_they_are_those_of_the_checksum_and_refused_otherwise() {
        let checksum = digits(&Sha256::digest(b"wasm"));
        let (_kept, good) = shelf(&checksum);
        assert_eq!(good.take(Code::Community).unwrap().wasm, b"wasm");
        let (_kept, other) = shelf(&checksum.replace(&checksum[..4], "0000"));
        assert!(matches!(
            other.take(Code::Community),
            Err(ChainError::File { .. })
        ));
        assert!(matches!(
            good.take(Code::SlaEscrow),
            Err(ChainError::File { .. })
        ));
    }
}
