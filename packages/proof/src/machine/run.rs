//! The long run: life after life until so many steps or minutes, going on where the last one ended.

use std::path::Path;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::{one, UNSPOKEN};
use crate::evidence::Evidence;

/// How long a run may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Steps, those of earlier runs included.
    pub steps: u64,
    /// Minutes of this one.
    pub minutes: u64,
}

/// Plays lives.
///
/// # Errors
/// The first difference as a story; evidence that cannot be written.
pub fn run(bounds: Bounds, (path, sources): (&Path, &str)) -> Result<(), Failure> {
    let mut evidence = Evidence::go_on(path, sources);
    let until = Instant::now() + Duration::from_secs(bounds.minutes.saturating_mul(60));
    let bar = bar(bounds.steps);
    while evidence.count("steps") < bounds.steps && Instant::now() < until {
        let counted = one(evidence.next_seed)?;
        evidence.next_seed += 1;
        evidence.add("lives", 1);
        evidence.add("steps", counted.accepted + counted.refused);
        evidence.add("accepted by both", counted.accepted);
        evidence.add("refused by both with one code", counted.refused);
        evidence.add("values compared", counted.compared);
        for (what, times) in &counted.seen {
            evidence.add(what, *times);
        }
        bar.set_position(evidence.count("steps"));
        if evidence.next_seed.is_multiple_of(50) {
            evidence.write(path)?;
        }
    }
    bar.finish_and_clear();
    evidence.write(path)?;
    println!("{evidence}  not spoken by the model yet:");
    for line in UNSPOKEN {
        println!("    {line}");
    }
    Ok(())
}

fn bar(steps: u64) -> ProgressBar {
    let shape = "machine {bar:40} {pos}/{len} steps {per_sec} {eta}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(steps).with_style(style)
}
