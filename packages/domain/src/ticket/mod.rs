//! A ticket's states, the moves between them, and which clocks run in which state.
//!
//! The moves are data ([`TRANSITIONS`], [`CLOCKS`]): handlers, tests and the diagram in the registry's
//! README all come from these two tables. [`Progress`] is what people did so far; what time made of it is
//! computed, by the same functions for messages and for questions.

mod act;
mod clocks;
mod progress;
mod stage;
mod table;
mod updates;
mod words;

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use act::{Act, Extra};
pub use clocks::{Clocks, Tiers, Turn, Used};
pub use progress::Progress;
pub use stage::{Periods, Rules, Stage, BOT_WINDOW, MAX_HOLD, MAX_HOLDS, SILENT_DAYS};
pub use table::{
    next, runs, transitions, ClockRule, Illegal, Moves, Transition, CLOCKS, TRANSITIONS,
};
pub use updates::{Counted, Updates};
pub use words::{Action, Role, State};

/// Why a ticket closed.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq, Hash,
)]
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
    /// The customer confirmed what a bot proposed.
    Automated,
    /// Another ticket took it up.
    Merged,
    /// Another ticket is the same.
    Duplicate,
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
            Self::Automated => 4,
            Self::Merged => 5,
            Self::Duplicate => 6,
        }
    }

    /// Its word in messages and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
            Self::Automated => "automated",
            Self::Merged => "merged",
            Self::Duplicate => "duplicate",
        }
    }

    /// Whether such a ticket is never reopened.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Declined | Self::Merged | Self::Duplicate)
    }

    /// Whether the proposed resolution stands, so that clocks end with an outcome.
    #[must_use]
    pub const fn is_resolved(self) -> bool {
        matches!(self, Self::Confirmed | Self::Lapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CloseReason::{Automated, Cancelled, Confirmed, Declined, Duplicate, Lapsed, Merged};

    const ALL: [CloseReason; 7] = [
        Confirmed, Lapsed, Cancelled, Declined, Automated, Merged, Duplicate,
    ];

    #[test]
    fn reasons_have_their_number_and_the_word_that_messages_use() {
        assert_eq!(ALL.map(CloseReason::index), [0, 1, 2, 3, 4, 5, 6]);
        for reason in ALL {
            let word = serde_json::to_value(reason).unwrap();
            assert_eq!(word, reason.word(), "{reason:?}");
        }
    }

    #[test]
    fn what_went_elsewhere_stays_closed_and_what_stands_is_resolved() {
        let those = |which: fn(CloseReason) -> bool| ALL.into_iter().filter(move |it| which(*it));
        let closed: Vec<_> = those(CloseReason::is_final).collect();
        assert_eq!(closed, [Declined, Merged, Duplicate]);
        let resolved: Vec<_> = those(CloseReason::is_resolved).collect();
        assert_eq!(resolved, [Confirmed, Lapsed]);
    }
}
