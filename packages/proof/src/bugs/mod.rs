//! Seeded bugs: faults put into a copy of the sources, one at a time, and the one test that has to find each.
//!
//! A fault that its test does not find, that does not compile, or whose place is gone is a failure.

pub mod bank;
mod harness;
mod packages;
mod results;
mod run;
mod workshop;

use std::path::PathBuf;

use aftercare_engine::Failure;

pub use run::run;
pub use workshop::files;

/// What is asked of `proof bugs`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Minutes after which no further fault is begun.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Only faults whose name, class or file contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// Where the copy of the sources is, and what is compiled from it.
    #[arg(long, default_value = "target/bugs")]
    workshop: PathBuf,
    /// Which state of the sources the evidence is of.
    #[arg(long, default_value = "")]
    sources: String,
    /// Where the results are kept.
    #[arg(long)]
    evidence: PathBuf,
}

/// Why a fault counts as not found.
fn complaint(bug: &bank::Bug, why: &str) -> Failure {
    let bank::Bug {
        id,
        class,
        what,
        file,
        ..
    } = bug;
    Failure::new(format!("{id} ({class}, {file}): {what}: {why}"))
}
