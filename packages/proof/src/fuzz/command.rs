//! `proof fuzz`.

use aftercare_engine::Failure;

use super::{run, Target};
use crate::long;

/// What is asked of `proof fuzz`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which of the six; all of them where none is named.
    target: Option<Target>,
    /// Cases of each target, those of earlier runs included; a third of them mutated.
    #[arg(long, default_value_t = 3_000_000)]
    cases: u64,
    /// How long for all together, and where it is kept.
    #[command(flatten)]
    run: long::Limits,
}

/// Goes on where the last run ended.
///
/// # Errors
/// The first finding; a build in which a panic could not be told from the end of the run.
pub fn run_all(arguments: &Arguments) -> Result<(), Failure> {
    if cfg!(panic = "abort") {
        return Err(Failure::new(
            "a panic would end the run without its seed: build without panic = abort (the profile audit)",
        ));
    }
    let targets = arguments.target.map_or(Target::ALL.to_vec(), |it| vec![it]);
    run(&targets, arguments.cases, &arguments.run)
}
