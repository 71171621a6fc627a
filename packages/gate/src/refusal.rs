//! Why an artifact is refused, and what to do about it.

use thiserror::Error;

/// One reason to refuse an artifact.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The file is not there, or may not be read.
    #[error("{path} cannot be read: {reason}")]
    Unreadable {
        /// Where it was looked for.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// Not a module, or not one that every release accepts.
    #[error("not accepted by every release, at byte {offset}: {reason}")]
    NotAccepted {
        /// Where in the file.
        offset: u64,
        /// What the validator says.
        reason: String,
    },
    /// A count or size above its limit.
    #[error("{what}: {found}, limit {limit}")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: String,
        /// How many there may be.
        limit: String,
    },
    /// An entry point, or what the host needs to call one, is not exported.
    #[error("export `{0}` is missing")]
    ExportMissing(String),
    /// A function is exported that the list of this contract does not have.
    #[error("export `{0}` is not expected of this contract")]
    ExportUnexpected(String),
    /// Only chains with this capability would store the artifact.
    #[error("the artifact requires the capability `{0}`")]
    CapabilityRequired(String),
    /// A host function that CosmWasm 1.0 did not have.
    #[error("import `{0}` is not offered by every release")]
    ImportUnknown(String),
    /// A memory, table or global is expected of the host.
    #[error("import `{0}` is no function")]
    ImportNoFunction(String),
    /// There is not exactly one memory of its own.
    #[error("the artifact declares no memory of its own")]
    MemoryMissing,
    /// The memory has a maximum, which the host wants to set.
    #[error("the memory has a maximum ({pages} pages)")]
    MemoryBounded {
        /// The maximum.
        pages: u64,
    },
    /// The table has no maximum.
    #[error("the table has no maximum")]
    TableUnbounded,
    /// A path of the building machine.
    #[error("an absolute path is inside: {0}")]
    PathInside(String),
}

impl From<wasmparser::BinaryReaderError> for Refusal {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::NotAccepted {
            offset: error.offset(),
            reason: error.message().to_owned(),
        }
    }
}

impl Refusal {
    /// The next step to take.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "run scripts/build",
            Self::NotAccepted { .. } => {
                "run scripts/build, whose optimiser lowers newer instructions; where floats remain, \
                 an untagged or flattened enum brought them in: give it a tag"
            }
            Self::TooMany { .. } => {
                "make the contract smaller: move code that is the same for several types out of \
                 generic functions, split the function that is too large"
            }
            Self::ExportMissing(_) => {
                "see that src/contract.rs marks the function with #[entry_point], and that no \
                 feature of a dependency turns entry points off; build one contract at a time"
            }
            Self::ExportUnexpected(_) => {
                "remove the entry point, or add it to packages/gate/src/contracts.rs if it is meant"
            }
            Self::CapabilityRequired(_) => {
                "find the dependency that turns this feature of cosmwasm-std on: \
                 cargo tree -e features -i cosmwasm-std"
            }
            Self::ImportUnknown(_) => {
                "use only what CosmWasm 1.0 offers; a name from elsewhere than `env` means that a \
                 dependency expects a browser or a system"
            }
            Self::ImportNoFunction(_) | Self::MemoryMissing | Self::MemoryBounded { .. } => {
                "let the linker define the memory: no --import-memory, no --max-memory"
            }
            Self::TableUnbounded => "let the linker fix the table: no --growable-table",
            Self::PathInside(_) => {
                "build with scripts/build, and add the folder to its --remap-path-prefix list"
            }
        }
    }
}
