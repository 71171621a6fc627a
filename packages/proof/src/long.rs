//! The long run of a part: seed after seed until so much or so long, going on where the last run ended.

use std::path::Path;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use crate::evidence::Evidence;

/// How often the figures are kept on the way.
const KEEP: Duration = Duration::from_secs(5);

/// How long a run may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How much is wanted, that of earlier runs included.
    pub goal: u64,
    /// Minutes of this run.
    pub minutes: u64,
}

/// Plays seed after seed; `counts` are its name and the count that the goal is about.
///
/// # Errors
/// The first failure of a seed; evidence that cannot be written.
pub fn run(
    (name, counted): (&'static str, &str),
    bounds: Bounds,
    (path, sources): (&Path, &str),
    mut one: impl FnMut(u64, &mut Evidence) -> Result<(), Failure>,
) -> Result<Evidence, Failure> {
    let mut evidence = Evidence::go_on(path, sources);
    let begin = Instant::now();
    let until = begin + Duration::from_secs(bounds.minutes.saturating_mul(60));
    let (bar, mut kept) = (bar((name, counted), bounds.goal), begin);
    while evidence.count(counted) < bounds.goal && Instant::now() < until {
        one(evidence.next_seed, &mut evidence)?;
        evidence.next_seed += 1;
        bar.set_position(evidence.count(counted));
        if kept.elapsed() > KEEP {
            evidence.write(path)?;
            kept = Instant::now();
        }
    }
    bar.finish_and_clear();
    evidence.write(path)?;
    Ok(evidence)
}

fn bar((name, counted): (&'static str, &str), goal: u64) -> ProgressBar {
    let shape = format!("{{prefix}} {{bar:40}} {{pos}}/{{len}} {counted} {{per_sec}} {{eta}}");
    let style =
        ProgressStyle::with_template(&shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(goal).with_style(style).with_prefix(name)
}
