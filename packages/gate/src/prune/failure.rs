//! Why a module is not pruned, and what to do about it.

use std::io;

use thiserror::Error;

/// Why a module is not pruned.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A file may not be read or written.
    #[error("{path} cannot be used: {reason}")]
    Unusable {
        /// Where it is.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// Not a module.
    #[error("no module, at byte {offset}: {reason}")]
    NoModule {
        /// Where in the file.
        offset: u64,
        /// What the parser says.
        reason: String,
    },
    /// The compiler's library is not the one that the rules were written for.
    #[error("function `{0}` is missing")]
    Missing(&'static str),
    /// A function that stays calls one that goes.
    #[error("`{caller}` calls `{callee}`, which would go")]
    Called {
        /// The function that stays.
        caller: String,
        /// The function that goes.
        callee: String,
    },
}

impl From<wasmparser::BinaryReaderError> for Failure {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::NoModule {
            offset: error.offset(),
            reason: error.message().to_owned(),
        }
    }
}

impl Failure {
    /// A file that the system refuses.
    pub fn unusable(path: &str, error: &io::Error) -> Self {
        Self::Unusable {
            path: path.to_owned(),
            reason: error.to_string(),
        }
    }

    /// The next step to take.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Unusable { .. } | Self::NoModule { .. } => "run scripts/build",
            Self::Missing(_) | Self::Called { .. } => {
                "the compiler or cosmwasm-std changed: see who prints backtraces now, and fit \
                 packages/gate/src/prune/rules.rs; where nothing prints them any more, remove the step"
            }
        }
    }
}
