//! The long run: rounds until a number of cases or the time is reached, going on where the last one ended.

use std::path::Path;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::grounds::Grounds;
use super::verdict::Tally;
use super::{found, round, Target};
use crate::evidence::Evidence;

/// Cases of a round.
const ROUND: u64 = 3_000;
/// Rounds between two writings of the evidence.
const KEEP: u64 = 20;

/// How long a run may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Cases of each target, those of earlier runs included; a third of them mutated.
    pub cases: u64,
    /// Minutes for all targets together.
    pub minutes: u64,
}

/// Fuzzes the targets in turn; each has an equal part of what time is left.
///
/// # Errors
/// The first finding; evidence that cannot be written.
pub fn run(
    targets: &[Target],
    bounds: Bounds,
    (path, sources): (&Path, &str),
) -> Result<(), Failure> {
    found::replay()?;
    let grounds = Grounds::new()?;
    let mut evidence = Evidence::go_on(path, sources);
    let end = Instant::now() + Duration::from_secs(bounds.minutes.saturating_mul(60));
    let mut left = u32::try_from(targets.len()).unwrap_or(u32::MAX);
    for target in targets {
        let time = end.saturating_duration_since(Instant::now());
        let until = Instant::now() + time.checked_div(left).unwrap_or_default();
        left = left.saturating_sub(1);
        long(
            *target,
            (bounds.cases, until),
            (&grounds, &mut evidence, path),
        )?;
    }
    evidence.write(path)
}

fn long(
    target: Target,
    (cases, until): (u64, Instant),
    (grounds, evidence, path): (&Grounds, &mut Evidence, &Path),
) -> Result<(), Failure> {
    let name = |what: &str| format!("{}: {what}", target.name());
    let done = |evidence: &Evidence| {
        evidence
            .count(&name("drawn"))
            .saturating_add(evidence.count(&name("mutated")))
    };
    let bar = bar(target, cases);
    while done(evidence) < cases && Instant::now() < until {
        bar.set_position(done(evidence));
        let seed = evidence.count(&name("rounds")).saturating_add(1);
        let mut tally = Tally::default();
        round(target, (seed, ROUND), (grounds, &mut tally))?;
        for (what, times) in &tally.0 {
            evidence.add(&name(what), *times);
        }
        evidence.add(&name("rounds"), 1);
        evidence.next_seed = evidence.next_seed.max(seed.saturating_add(1));
        if seed % KEEP == 0 {
            evidence.write(path)?;
        }
    }
    bar.finish_and_clear();
    evidence.write(path)?;
    println!("{}", figures(target, evidence));
    Ok(())
}

/// One line of what was tried, and the shares of drawn messages.
fn figures(target: Target, evidence: &Evidence) -> String {
    let mut tally = Tally::default();
    let prefix = format!("{}: ", target.name());
    for (name, times) in &evidence.counts {
        if let Some(what) = name.strip_prefix(&prefix) {
            tally.add_times(what, *times);
        }
    }
    let (read, handled) = tally.shares();
    format!(
        "{:8} {} drawn ({read} % read, {handled} % reach a handler), {} mutated, {} accepted, nothing found",
        target.name(),
        tally.count("drawn"),
        tally.count("mutated"),
        tally.count("drawn, accepted").saturating_add(tally.count("mutated, accepted")),
    )
}

fn bar(target: Target, cases: u64) -> ProgressBar {
    let shape = "{msg:8} {bar:40} {pos}/{len} {per_sec} {eta}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(cases)
        .with_style(style)
        .with_message(target.name())
}
