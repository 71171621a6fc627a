//! The long run: life after life until so many steps or minutes, going on where the last one ended.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Counted;
use crate::evidence::Evidence;

/// How long a run may be, and where it keeps what it did.
#[derive(Args)]
pub struct Arguments {
    /// Minutes of this run.
    #[arg(long, default_value_t = 10)]
    pub minutes: u64,
    /// Of which state of the sources.
    #[arg(long, default_value = "")]
    pub sources: String,
    /// Where the figures are kept.
    #[arg(long)]
    pub evidence: PathBuf,
}

/// Whose lives.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// How many steps are enough, those of earlier runs included.
    pub steps: u64,
    /// Messages that its model does not speak yet: they are never sent in a life.
    pub unspoken: &'static [&'static str],
}

/// Plays the life of one seed after the other.
///
/// # Errors
/// The first difference as a story; evidence that cannot be written.
pub fn run(
    part: Part,
    one: impl Fn(u64) -> Result<Counted, Failure>,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let path = &arguments.evidence;
    let mut evidence = Evidence::go_on(path, &arguments.sources);
    let until = Instant::now() + Duration::from_secs(arguments.minutes.saturating_mul(60));
    let bar = bar(part.name, part.steps);
    while evidence.count("steps") < part.steps && Instant::now() < until {
        let counted = one(evidence.next_seed)?;
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
