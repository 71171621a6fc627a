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

use crate::long;

pub use run::run;

/// What is asked of `proof bugs`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// After how long no further fault is begun, and where the results are kept.
    #[command(flatten)]
    run: long::Limits,
    /// Only faults whose name, class or file contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// Where the copy of the sources is, and what is compiled from it.
    #[arg(long, default_value = "target/bugs")]
    workshop: PathBuf,
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
