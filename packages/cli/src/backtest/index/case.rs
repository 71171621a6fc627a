//! A case of the log while it is read.

use aftercare_domain::policy::{Level, Priority};
use aftercare_domain::time::UnixTime;

use crate::backtest::mapping::Label;
use crate::backtest::terms::Action;

/// A span in which the desk held a case without the customer's agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    pub from: UnixTime,
    pub to: UnixTime,
}

/// One case of the log.
#[derive(Debug, Clone)]
pub struct Case {
    pub name: Box<str>,
    pub opened_at: UnixTime,
    pub impact: Level,
    pub urgency: Level,
    pub priority: Priority,
    /// Number in [`super::Index::categories`].
    pub category: u16,
    /// Number in [`super::Index::agreements`].
    pub agreement: u32,
    /// The desk's own verdict, as of the last row.
    pub verdict: Option<bool>,
    /// Whether its first row already carried an act, so that earlier ones are missing.
    pub begins_late: bool,
    /// Whether a row is missing that might have changed what the clocks say.
    pub doubtful: bool,
    /// Whether the log changed its priority after opening.
    pub reprioritised: bool,
    pub holds: Vec<Hold>,
    pub(super) last: Last,
}

/// What the next row of a case is judged by.
#[derive(Debug, Clone, Default)]
pub(super) struct Last {
    pub time: UnixTime,
    pub line: u32,
    pub label: Label,
    pub held_since: Option<UnixTime>,
    /// Hashes of the rows at `time`: only they can have a duplicate that goes forward.
    pub rows: Vec<u64>,
}

impl Case {
    /// Forgets the rows that the next one would have been compared with.
    pub(super) fn let_go(&mut self) {
        self.last.rows = Vec::new();
    }

    /// Begins or ends a hold.
    pub(super) fn track_hold(&mut self, actions: &[Action], moved: bool, time: UnixTime) {
        let holds = actions.contains(&Action::Hold);
        let ends = moved && !actions.is_empty() && !holds;
        match self.last.held_since {
            None if holds => self.last.held_since = Some(time),
            Some(from) if ends => {
                self.holds.push(Hold { from, to: time });
                self.last.held_since = None;
            }
            _ => {}
        }
    }
}
