//! The long run: every scenario and story once, then life after life, going on where the last run ended.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::{life, scenarios, stories, AllMigrate, AlwaysPaused, Counts, EachFails};
use crate::evidence::Evidence;

/// What is asked of `proof faults`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lives, those of earlier runs included.
    #[arg(long, default_value_t = 300)]
    lives: u64,
    /// Minutes of this run.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Of which state of the sources.
    #[arg(long, default_value = "")]
    sources: String,
    /// Where the figures are kept.
    #[arg(long)]
    evidence: PathBuf,
}

/// Tries.
///
/// # Errors
/// The first thing that should not have happened; evidence that cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let path = &arguments.evidence;
    let mut evidence = Evidence::go_on(path, &arguments.sources);
    let until = Instant::now() + Duration::from_secs(arguments.minutes.saturating_mul(60));
    let bar = bar(arguments.lives);
    if evidence.count("told") == 0 {
        told(&mut evidence)?;
    }
    while evidence.count("lives") < arguments.lives && Instant::now() < until {
        lived(&mut evidence)?;
        bar.set_position(evidence.count("lives"));
        evidence.write(path)?;
    }
    bar.finish_and_clear();
    evidence.write(path)?;
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
fn lived(evidence: &mut Evidence) -> Result<(), Failure> {
    let seed = evidence.next_seed;
    keep(evidence, "refused in turn", life(seed, EachFails)?);
    keep(evidence, "migrated", life(seed, AllMigrate)?);
    keep(evidence, "paused", life(seed, AlwaysPaused)?);
    evidence.next_seed += 1;
    evidence.add("lives", 1);
    Ok(())
}

fn keep(evidence: &mut Evidence, trial: &str, counts: Counts) {
    for (what, times) in counts {
        evidence.add(&format!("{trial}: {what}"), times);
    }
}

fn bar(lives: u64) -> ProgressBar {
    let shape = "faults {bar:40} {pos}/{len} lives {per_sec} {eta}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(lives).with_style(style)
}
