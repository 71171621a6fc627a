//! The long run: life after life until so many steps or minutes, going on where the last one ended.

use std::path::PathBuf;

use aftercare_engine::Failure;
use clap::Args;

use super::Counted;
use crate::evidence::Evidence;
use crate::long::{self, Bounds};

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

/// Plays the life of one seed after the other, until so many steps.
///
/// # Errors
/// The first difference as a story; evidence that cannot be written.
pub fn run(
    part: Part,
    one: impl Fn(u64) -> Result<Counted, Failure>,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let bounds = Bounds {
        goal: part.steps,
        minutes: arguments.minutes,
    };
    let kept = (arguments.evidence.as_path(), arguments.sources.as_str());
    let evidence = long::run((part.name, "steps"), bounds, kept, |seed, evidence| {
        note(evidence, &one(seed)?);
        Ok(())
    })?;
    println!("{evidence}  not spoken by the model yet:");
    for line in part.unspoken {
        println!("    {line}");
    }
    Ok(())
}

fn note(evidence: &mut Evidence, counted: &Counted) {
    evidence.add("lives", 1);
    evidence.add("steps", counted.accepted + counted.refused);
    evidence.add("accepted by both", counted.accepted);
    evidence.add("refused by both with one code", counted.refused);
    evidence.add("values compared", counted.compared);
    for (what, times) in &counted.seen {
        evidence.add(what, *times);
    }
}
