//! The long run: life after life until so many steps or minutes, going on where the last one ended.

use aftercare_engine::Failure;

use super::Counted;
use crate::evidence::Evidence;
use crate::long::{self, Limits};

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
    limits: &Limits,
) -> Result<(), Failure> {
    let counted = (part.name, "steps");
    let evidence = long::run(counted, part.steps, limits, |seed, evidence| {
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
