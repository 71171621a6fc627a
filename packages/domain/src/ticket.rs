//! A ticket's states, the moves between them, and which clocks run in which state.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a ticket closed.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CloseReason {
    /// The customer confirmed the resolution.
    Confirmed,
    /// The customer let the confirm window pass.
    Lapsed,
    /// The customer withdrew it.
    Cancelled,
    /// The provider declined it (best effort only).
    Declined,
}

impl CloseReason {
    /// Its number in raw layouts; never reused.
    #[must_use]
    pub const fn index(self) -> u8 {
        match self {
            Self::Confirmed => 0,
            Self::Lapsed => 1,
            Self::Cancelled => 2,
            Self::Declined => 3,
        }
    }
}
