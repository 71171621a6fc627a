//! The long run: every scenario and story once, then life after life, going on where the last run ended.

use std::path::Path;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::{life, scenarios, stories, AllMigrate, AlwaysPaused, Counts, EachFails};
use crate::evidence::Evidence;

/// How long a run may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Lives, those of earlier runs included.
    pub lives: u64,
    /// Minutes of this one.
    pub minutes: u64,
}

/// Tries.
///
/// # Errors
/// The first thing that should not have happened; evidence that cannot be written.
pub fn run(bounds: Bounds, (path, sources): (&Path, &str)) -> Result<(), Failure> {
    let mut evidence = Evidence::go_on(path, sources);
    let until = Instant::now() + Duration::from_secs(bounds.minutes.saturating_mul(60));
    let bar = bar(bounds.lives);
    if evidence.count("told") == 0 {
        told(&mut evidence)?;
    }
    while evidence.count("lives") < bounds.lives && Instant::now() < until {
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
