//! `aftercare backtest`: what would these terms have cost us?
//!
//! Reading keeps a few words of each row ([`index`]), replaying sends them through the real contracts in
//! time order ([`replay`]), and what the contracts measured and moved is counted and written.

#![deny(clippy::indexing_slicing)]

mod act;
mod conclude;
mod desk;
mod index;
mod live;
mod log;
mod mapping;
mod moment;
mod outcome;
mod progress;
mod read;
mod reject;
mod replay;
mod run;
mod sample;
mod stage;
mod summary;
mod tally;
mod terms;
mod what_if;
mod write;

use std::path::PathBuf;

pub use run::run_on;
pub use summary::{Bucket, Category, Line, OwnVerdict, Summary};
pub use what_if::Cell;

/// What would these terms have cost us? Replays a help desk's log through the contracts, in time order, and
/// writes report.html, cases.csv, summary.json and rejected.csv.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log: a CSV file with a header line, one row an event.
    #[arg(required_unless_present = "sample")]
    pub log: Option<String>,
    /// A made-up log of 60 cases instead, with the built-in `generic` terms.
    #[arg(long, conflicts_with = "log")]
    pub sample: bool,
    /// Terms file, or a built-in one: servicenow, jira, zendesk, generic.
    #[arg(long, default_value = "generic")]
    pub terms: String,
    /// Folder for the report. An earlier report there is replaced, anything else is refused.
    #[arg(long, default_value = "backtest-report")]
    pub out: PathBuf,
    /// Writes a case file for each ticket into this folder, as of the end of the log; `aftercare verify` checks
    /// them.
    #[arg(long)]
    pub export: Option<PathBuf>,
    /// Reads the log this many times, as other cases at the same times: for measuring speed.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub repeat: u32,
    /// Prints nothing but warnings and errors.
    #[arg(long)]
    pub quiet: bool,
}
