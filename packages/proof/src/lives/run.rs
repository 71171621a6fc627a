//! The long run: life after life until so many steps or minutes, going on where the last one ended.

use std::path::Path;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::Counted;
use crate::evidence::Evidence;

/// How long a run may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Steps, those of earlier runs included.
    pub steps: u64,
    /// Minutes of this one.
    pub minutes: u64,
}

/// Whose lives.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// Plays the life of a seed.
    pub one: fn(u64) -> Result<Counted, Failure>,
    /// Messages that its model does not speak yet: they are never sent in a life.
    pub unspoken: &'static [&'static str],
}

/// Plays lives.
///
/// # Errors
/// The first difference as a story; evidence that cannot be written.
pub fn run(part: Part, bounds: Bounds, (path, sources): (&Path, &str)) -> Result<(), Failure> {
    let mut evidence = Evidence::go_on(path, sources);
    let until = Instant::now() + Duration::from_secs(bounds.minutes.saturating_mul(60));
    let bar = bar(part.name, bounds.steps);
    while evidence.count("steps") < bounds.steps && Instant::now() < until {
        let counted = (part.one)(evidence.next_seed)?;
        note(&mut evidence, &counted);
        bar.set_position(evidence.count("steps"));
        if evidence.next_seed.is_multiple_of(50) {
            evidence.write(path)?;
        }
    }
    bar.finish_and_clear();
    evidence.write(path)?;
    println!("{evidence}  not spoken by the model yet:");
    for line in part.unspoken {
        println!("    {line}");
    }
    Ok(())
}

fn note(evidence: &mut Evidence, counted: &Counted) {
    evidence.next_seed += 1;
    evidence.add("lives", 1);
    evidence.add("steps", counted.accepted + counted.refused);
    evidence.add("accepted by both", counted.accepted);
    evidence.add("refused by both with one code", counted.refused);
    evidence.add("values compared", counted.compared);
    for (what, times) in &counted.seen {
        evidence.add(what, *times);
    }
}

fn bar(name: &'static str, steps: u64) -> ProgressBar {
    let shape = "{prefix} {bar:40} {pos}/{len} steps {per_sec} {eta}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(steps).with_style(style).with_prefix(name)
}
