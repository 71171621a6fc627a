//! The long run of a part: seed after seed until so much or so long, going on where the last run ended.

use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::evidence::{Evidence, Kept};

/// How often the figures are kept on the way.
const KEEP: Duration = Duration::from_secs(5);

/// How long a run may be, and where it keeps what it did.
#[derive(Debug, Args)]
pub struct Limits {
    /// Minutes of this run.
    #[arg(long, default_value_t = 10)]
    pub minutes: u64,
    /// The evidence.
    #[command(flatten)]
    pub kept: Kept,
}

impl Limits {
    /// When a run that begins now is over.
    #[must_use]
    pub fn until(&self) -> Instant {
        Instant::now() + Duration::from_secs(self.minutes.saturating_mul(60))
    }
}

/// Plays seed after seed until so much is counted, that of earlier runs included.
///
/// # Errors
/// The first failure of a seed; evidence that cannot be written.
pub fn run(
    (name, counted): (&'static str, &str),
    goal: u64,
    of: &Limits,
    mut one: impl FnMut(u64, &mut Evidence) -> Result<(), Failure>,
) -> Result<Evidence, Failure> {
    let path = &of.kept.evidence;
    let mut evidence = Evidence::go_on(&of.kept);
    let until = of.until();
    let (bar, mut kept) = (bar((name, counted), goal), Instant::now());
    while evidence.count(counted) < goal && Instant::now() < until {
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
