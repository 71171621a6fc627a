//! The long run: every scenario and story once, then life after life, going on where the last run ended.

use aftercare_engine::Failure;

use super::{life, scenarios, stories, AllMigrate, AlwaysPaused, Counts, EachFails};
use crate::evidence::Evidence;
use crate::long;

/// What is asked of `proof faults`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lives, those of earlier runs included.
    #[arg(long, default_value_t = 300)]
    lives: u64,
    /// How long, and where it is kept.
    #[command(flatten)]
    run: long::Limits,
}

/// Tries.
///
/// # Errors
/// The first thing that should not have happened; evidence that cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let evidence = long::run(
        ("faults", "lives"),
        arguments.lives,
        &arguments.run,
        |seed, evidence| {
            if evidence.count("told") == 0 {
                told(evidence)?;
            }
            lived(seed, evidence)
        },
    )?;
    println!("{evidence}");
    Ok(())
}

/// Every scenario and every story.
fn told(evidence: &mut Evidence) -> Result<(), Failure> {
    keep(evidence, "refused in turn", scenarios(|| EachFails)?);
    keep(evidence, "refused in turn", stories(|| EachFails)?);
    keep(evidence, "migrated", scenarios(|| AllMigrate)?);
    keep(evidence, "migrated", stories(|| AllMigrate)?);
    keep(evidence, "paused", scenarios(|| AlwaysPaused)?);
    keep(evidence, "paused", stories(|| AlwaysPaused)?);
    evidence.add("told", 1);
    Ok(())
}

/// The next life.
fn lived(seed: u64, evidence: &mut Evidence) -> Result<(), Failure> {
    keep(evidence, "refused in turn", life(seed, EachFails)?);
    keep(evidence, "migrated", life(seed, AllMigrate)?);
    keep(evidence, "paused", life(seed, AlwaysPaused)?);
    evidence.add("lives", 1);
    Ok(())
}

/// Adds what a trial counted.
pub(crate) fn keep(evidence: &mut Evidence, trial: &str, counts: Counts) {
    for (what, times) in counts {
        evidence.add(&format!("{trial}: {what}"), times);
    }
}
