//! Why a case file is not the history of its ticket, and what to do about it.

use std::path::PathBuf;

use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::Illegal;
use aftercare_interface::ticket_registry::ClockRow;
use thiserror::Error;

use crate::report::backtest::metric_name;

const AGAIN: &str = "take the file again from a node (aftercare export) and verify that one";

/// A fault in a case file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Wrong {
    /// It cannot be read.
    #[error("cannot be read ({cause}): name a case file, or a folder of them")]
    Unreadable {
        /// What the system says.
        cause: String,
    },
    /// A folder without one.
    #[error("holds no case files (ticket-1.json and so on): aftercare export, demo --export or backtest --export write them")]
    Empty,
    /// The text ends in the middle.
    #[error("ends in the middle of line {line}: it was cut short; {AGAIN}")]
    CutShort {
        /// The last line of text.
        line: usize,
    },
    /// Something else than a case file.
    #[error("is no case file ({cause}): aftercare export, demo --export or backtest --export write them")]
    Foreign {
        /// What is missing or strange.
        cause: String,
    },
    /// A case file of another release.
    #[error(
        "has format {found:?}, and this program reads {known:?}: take the release that wrote it"
    )]
    Format {
        /// What it says.
        found: String,
        /// What is known here.
        known: &'static str,
    },
    /// Another ticket's history.
    #[error("its history begins with {found}, but that of ticket {ticket} of {registry} on {chain} with {need}: chain, registry or number were altered; {AGAIN}")]
    Origin {
        /// The ticket.
        ticket: u64,
        /// The registry.
        registry: String,
        /// The chain.
        chain: String,
        /// The first head in the file.
        found: String,
        /// What it has to be.
        need: String,
    },
    /// A line is not where it belongs.
    #[error("line {place} is missing: line {found} stands in its place; {AGAIN}")]
    Missing {
        /// The place.
        place: usize,
        /// The number of the line there.
        found: u32,
    },
    /// A line that its head does not seal.
    #[error("line {place} ({kind}) is not what its head seals: it, or the line before it, was altered, swapped or left out; {AGAIN}")]
    Altered {
        /// Its place.
        place: usize,
        /// What it says it is.
        kind: String,
    },
    /// Lines that should be at the end.
    #[error("{found} lines, but the ticket has {need}: the last ones are missing; {AGAIN}")]
    Fewer {
        /// Lines in the file.
        found: usize,
        /// Lines that the ticket names.
        need: u32,
    },
    /// The head given by whoever checks.
    #[error("its {lines} lines end in {found}, not in the head that was given, {need}: lines at the end are missing, the head is that of a later or another history, or the whole file was made anew; ask the registry for the head of ticket {ticket} and for the file again")]
    Head {
        /// The ticket.
        ticket: u64,
        /// Lines that follow each other.
        lines: usize,
        /// The head of the file.
        found: String,
        /// The head that was given.
        need: String,
    },
    /// A head that is none.
    #[error("--head {text:?} is no head: 64 hexadecimal digits, as the query ticket answers them")]
    NoHead {
        /// What was given.
        text: String,
    },
    /// One head, or one page, for several files.
    #[error("--head and --page are for one ticket: name one file with them")]
    OneFile,
    /// A detail that this release cannot read.
    #[error("line {place} ({kind}) has a detail that cannot be read: this program is older or newer than the registry; take the release that was deployed")]
    Detail {
        /// Its place.
        place: usize,
        /// Its kind.
        kind: String,
    },
    /// The file's own summary contradicts its history.
    #[error("{field} in the file is not what its lines commit to: it was altered; {AGAIN}")]
    Terms {
        /// The field.
        field: &'static str,
    },
    /// The hours are missing or others.
    #[error("its clocks count in calendar {calendar}, version {version}, which the file does not hold; {AGAIN}")]
    Calendar {
        /// Its number.
        calendar: u64,
        /// Its version.
        version: u32,
    },
    /// A move that the table does not hold.
    #[error("line {place} ({kind}) cannot be: {illegal}; the file was made up, or the program is of another release")]
    Illegal {
        /// Its place.
        place: usize,
        /// Its kind.
        kind: String,
        /// The move.
        illegal: Illegal,
    },
    /// A line that says something else than follows from those before it.
    #[error("line {place} ({kind}) says {field} {found}, but the lines before it give {need}; the file was made up, or the program is of another release")]
    Says {
        /// Its place.
        place: usize,
        /// Its kind.
        kind: String,
        /// Of what.
        field: &'static str,
        /// What it says.
        found: String,
        /// What it should say.
        need: String,
    },
    /// A clock that says something else than its history.
    #[error("clock {} of cycle {} says {}, but its history gives {}: the figures were altered; {AGAIN}", metric_name(.found.metric), .found.cycle, row(.found), row(.need))]
    Clock {
        /// In the file.
        found: Box<ClockRow>,
        /// From the history.
        need: Box<ClockRow>,
    },
    /// Clocks that are in the file or the history alone.
    #[error(
        "the file has {found} clocks and the history {need}: the figures were altered; {AGAIN}"
    )]
    Clocks {
        /// In the file.
        found: usize,
        /// From the history.
        need: usize,
    },
    /// A credit for something that no line tells.
    #[error("the escrow booked a miss of {} in cycle {cycle}, but no line tells of it: the file is not whole; {AGAIN}", metric_name(*metric))]
    Untold {
        /// What was missed.
        metric: Metric,
        /// In which cycle.
        cycle: u32,
    },
}

/// A fault, and in which file.
#[derive(Debug, Error)]
#[error("{}: {wrong}", .file.display())]
pub struct WrongFile {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub wrong: Wrong,
}

fn row(row: &ClockRow) -> String {
    let used = format!("{} of {} s used", row.used, row.target);
    let due = row
        .due_at
        .map_or(String::new(), |at| format!(", due at {at}"));
    format!("{used}{due}, {:?}", row.verdict)
}
