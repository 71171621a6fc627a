//! What all parts that play random lives share: what a life counts, how a difference is told and shrunk, and
//! the long run.

mod run;

use std::collections::BTreeMap;
use std::fmt::Debug;

use aftercare_engine::Failure;

pub use run::{run, Part};

/// What a life did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Messages that both took.
    pub accepted: u64,
    /// Messages that both refused with the same code.
    pub refused: u64,
    /// Steps that were about nothing.
    pub skipped: u64,
    /// Values that were compared.
    pub compared: u64,
    /// How often each message was taken, each code refused, and what happened by the way.
    pub seen: BTreeMap<String, u64>,
}

impl Counted {
    /// Counts what happened.
    pub fn see(&mut self, what: impl Into<String>, times: u64) {
        *self.seen.entry(what.into()).or_default() += times;
    }

    /// Another life's counts beside these.
    pub fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.skipped += other.skipped;
        self.compared += other.compared;
        for (what, times) in &other.seen {
            self.see(what, *times);
        }
    }
}

/// A difference in words; codes in them are not its own.
#[must_use]
pub fn difference(text: impl Into<String>) -> Failure {
    Failure {
        code: None,
        text: text.into(),
    }
}

/// The same on both sides, or told what is not.
///
/// # Errors
/// The difference.
pub fn same<T: PartialEq + Debug>(
    what: &dyn Fn() -> String,
    (model, contracts): (&T, &T),
) -> Result<(), Failure> {
    if model == contracts {
        return Ok(());
    }
    Err(difference(format!(
        "{}: the model says {model:?}, the contracts say {contracts:?}",
        what()
    )))
}

/// Both took a message, or both refused it with one code; told if not.
///
/// # Errors
/// The difference.
pub fn same_outcome(model: Result<(), &str>, contracts: Result<(), String>) -> Result<(), Failure> {
    let model = model.map_err(str::to_owned);
    if model == contracts {
        return Ok(());
    }
    let told = |outcome: &Result<(), String>| match outcome {
        Ok(()) => "takes it".to_owned(),
        Err(code) => format!("refuses it with {code:?}"),
    };
    let (model, contracts) = (told(&model), told(&contracts));
    Err(difference(format!(
        "the model {model}, the contracts: {contracts}"
    )))
}

/// A difference after the story that leads to it.
#[must_use]
pub fn tell(story: &[String], failure: &Failure) -> Failure {
    let lines = story.iter().map(|line| format!("  {line}\n"));
    difference(format!("{}{failure}", lines.collect::<String>()))
}

/// The difference that a seed led to, as the shortest story that shows it.
#[must_use]
pub fn shrunk<Step: Clone>(
    seed: u64,
    (steps, first): (Vec<Step>, Failure),
    play: impl Fn(&[Step]) -> Result<Counted, Failure>,
) -> Failure {
    let (steps, why) = shortest(steps, play).unwrap_or((vec![], first));
    difference(format!(
        "seed {seed}, shrunk to {} steps\n{why}",
        steps.len()
    ))
}

/// Leaves out runs of steps, half of them first, then ever shorter ones, while there still is a difference;
/// `None` where there is none to begin with.
pub fn shortest<Step: Clone, Played>(
    mut steps: Vec<Step>,
    play: impl Fn(&[Step]) -> Result<Played, Failure>,
) -> Option<(Vec<Step>, Failure)> {
    let mut why = play(&steps).err()?;
    let mut run = steps.len().div_ceil(2);
    loop {
        let mut start = 0;
        while start < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(start..(start + run).min(steps.len()));
            match play(&fewer) {
                Err(failure) => (steps, why) = (fewer, failure),
                Ok(_) => start += run,
            }
        }
        if run <= 1 {
            return Some((steps, why));
        }
        run = run.div_ceil(2);
    }
}

/// A span as people say it.
#[must_use]
pub fn span(seconds: u64) -> String {
    let (days, hours) = (seconds / 86_400, seconds % 86_400 / 3_600);
    let (minutes, seconds) = (seconds % 3_600 / 60, seconds % 60);
    let parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<_> = parts
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect();
    parts.join(" ")
}

/// How long passed before something happens, as a story begins its line.
#[must_use]
pub fn later(seconds: u64) -> String {
    match seconds {
        0 => String::new(),
        passed => format!("{} later, ", span(passed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_shrunk_to_the_steps_that_it_needs() {
        let differs = |steps: &[u32]| match steps.iter().filter(|step| *step % 40 == 7).count() {
            0 | 1 => Ok(Counted::default()),
            _ => Err(Failure::new("two sevens")),
        };
        let (steps, why) = shortest((0..120).collect(), differs).unwrap();
        assert_eq!((steps.len(), why.text.as_str()), (2, "two sevens"));
        assert_eq!(shortest(vec![7, 8], differs), None);
    }

    #[test]
    fn one_side_that_takes_what_the_other_refuses_is_a_difference() {
        assert_eq!(
            same_outcome(Err("KIT-002"), Err("KIT-002".to_owned())),
            Ok(())
        );
        for contracts in [Ok(()), Err("KIT-003".to_owned())] {
            let difference = same_outcome(Err("KIT-002"), contracts).unwrap_err();
            assert!(difference
                .text
                .starts_with("the model refuses it with \"KIT-002\""));
        }
    }
}
