//! Case files: everything about one ticket, in one file that anybody can check without a chain.
//!
//! `demo --export`, `backtest --export` and `export` write them, [`verify`](crate::verify) reads them. A file
//! is one JSON object:
//!
//! | field | what it is |
//! | --- | --- |
//! | `format` | `aftercare-case/1` |
//! | `chain`, `registry` | where the ticket is; with its number they begin its hash chain |
//! | `reference` | the name that another help desk gives it, from a log |
//! | `as_of` | the block time for which the registry answered |
//! | `ticket` | the answer to `ticket`: parties, agreement, priority, targets, state |
//! | `calendars` | the answers to `calendar`: each version in whose hours its clocks have counted |
//! | `genesis`, `head` | the hash before the first line and after the last |
//! | `lines` | the history, each line with the hash after it; details as the registry's README lists them |
//! | `clocks` | the answer to `clock`: used seconds, target and verdict of every clock |
//! | `intervals` | the same answer's arithmetic: from line to line, what counted, and why not |
//! | `misses` | what the escrow booked and credited for the ticket, and what was ruled on it |

pub mod collect;
#[cfg(feature = "node")]
pub mod export;
pub mod folder;

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::MissResponse;
use aftercare_interface::ticket_registry::{
    CalendarResponse, ClockInterval, ClockRow, HistoryLine, TicketResponse,
};
use cosmwasm_std::HexBinary;
use serde::{Deserialize, Serialize};

/// The only format so far.
pub const FORMAT: &str = "aftercare-case/1";

/// One ticket's case file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// [`FORMAT`].
    pub format: String,
    /// The chain on which the registry is.
    pub chain: String,
    /// The registry's address there.
    pub registry: String,
    /// Another help desk's name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// For when the registry answered.
    pub as_of: UnixTime,
    /// The ticket.
    pub ticket: TicketResponse,
    /// The hours in which its clocks have counted, unless it is every second.
    pub calendars: Vec<CalendarResponse>,
    /// The head before any line.
    pub genesis: HexBinary,
    /// The head after the last line.
    pub head: HexBinary,
    /// The history.
    pub lines: Vec<CaseLine>,
    /// What the registry said of the clocks.
    pub clocks: Vec<ClockRow>,
    /// What counted between the lines.
    pub intervals: Vec<ClockInterval>,
    /// What the escrow booked for it.
    pub misses: Vec<MissResponse>,
}

/// One line of a history and what seals it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// The line.
    pub line: HistoryLine,
    /// The head after it.
    pub head: HexBinary,
}

impl CaseFile {
    /// What the file is called.
    pub fn name(&self) -> String {
        format!("ticket-{}.json", self.ticket.ticket)
    }
}
