//! The long run: every scenario and story once, then life after life, going on where the last run ended.

use aftercare_engine::Failure;

use super::{life, scenarios, stories, turns};
use crate::faults::keep;
use crate::long;

/// What is asked of `proof zoo`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lives, those of earlier runs included.
    #[arg(long, default_value_t = 1_400)]
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
        ("zoo", "lives"),
        arguments.lives,
        &arguments.run,
        |seed, evidence| {
            if evidence.count("told") == 0 {
                keep(evidence, "beside a message", scenarios()?);
                keep(evidence, "beside a message", stories()?);
                evidence.add("told", 1);
            }
            keep(evidence, "beside a message", turns(seed)?);
            keep(evidence, "in a life", life(seed)?);
            evidence.add("lives", 1);
            Ok(())
        },
    )?;
    println!("{evidence}");
    Ok(())
}
