//! The long run: life after life, going on where the last run ended.

use aftercare_engine::Failure;

use super::{drill, Figures, Plan};
use crate::evidence::Evidence;
use crate::long;

/// What is asked of `proof drill`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// States, those of earlier runs included.
    #[arg(long, default_value_t = 10_000)]
    states: u64,
    /// How long, and where it is kept.
    #[command(flatten)]
    run: long::Limits,
}

/// Drills.
///
/// # Errors
/// The first thing that should not have happened; evidence that cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let evidence = long::run(
        ("drill", "states"),
        arguments.states,
        &arguments.run,
        |seed, evidence| {
            note(evidence, &drill(&Plan::of(seed))?);
            Ok(())
        },
    )?;
    println!("{evidence}");
    Ok(())
}

fn note(evidence: &mut Evidence, figures: &Figures) {
    let sums = [
        ("lives", figures.lives),
        ("states", figures.states),
        ("states from which every unit came home", figures.states),
        ("agreements that were not over", figures.agreements),
        ("messages that brought everything home", figures.messages),
        (
            "messages that changed nothing a second time",
            figures.sent_twice,
        ),
        ("ways to the end that left the same money", figures.ways),
        ("pokes on these ways", figures.pokes),
        ("statements rebuilt from events alone", figures.statements),
    ];
    for (what, times) in sums {
        evidence.add(what, times);
    }
    evidence.most("longest way home in days", figures.longest_days);
    let rounded = u64::try_from(figures.rounded).unwrap_or(u64::MAX);
    evidence.most("most units of reward that rounding left", rounded);
}
