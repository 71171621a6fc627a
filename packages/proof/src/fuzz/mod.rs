//! Fuzzing of every entry point and of the pure core on stable Rust: messages drawn from the schemas, and
//! valid messages with changed bytes, sent to a world that has a past.
//!
//! A round is a world and some thousand cases, fixed by its seed. Each case must end as no message, as a
//! refusal with a code, or as an acceptance after which the books balance; the first that does not ends the
//! run and is printed with its seed.

mod act;
pub mod command;
mod dice;
mod door;
mod draft;
mod execute;
mod found;
mod grounds;
mod hooks;
mod known;
mod mutate;
mod pure;
mod query;
mod recorder;
mod reply;
mod run;
mod schema;
mod setup;
mod town;
mod verdict;

use aftercare_engine::Failure;
use clap::ValueEnum;

use dice::Dice;
use verdict::{Verdict, Wrong};

pub use found::{replay, FOUND};
pub use grounds::{Grounds, Input};
pub use run::run;
pub use verdict::Tally;

/// What is fuzzed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// `execute` of the four contracts.
    Execute,
    /// `query` of the four contracts.
    Query,
    /// `instantiate` and `migrate` of the four contracts.
    Setup,
    /// `reply` of the three contracts that have one.
    Reply,
    /// `receive` of the four contracts, from listed tokens, other tokens and people.
    Hooks,
    /// Calendars, clocks, credits, splits, ledgers, emission, records.
    Core,
}

impl Target {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Execute,
        Self::Query,
        Self::Setup,
        Self::Reply,
        Self::Hooks,
        Self::Core,
    ];

    /// How it is counted.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Execute => "execute",
            Self::Query => "query",
            Self::Setup => "setup",
            Self::Reply => "reply",
            Self::Hooks => "hooks",
            Self::Core => "core",
        }
    }

    /// The stream of its dice.
    const fn stream(self) -> u64 {
        match self {
            Self::Execute => 1,
            Self::Query => 2,
            Self::Setup => 3,
            Self::Reply => 4,
            Self::Hooks => 5,
            Self::Core => 6,
        }
    }
}

/// One case that was tried.
struct Tried {
    /// Of which contract or part.
    of: &'static str,
    /// What it was given.
    bytes: Vec<u8>,
    outcome: Result<Verdict, Wrong>,
}

impl Tried {
    const fn new(of: &'static str, bytes: Vec<u8>, outcome: Result<Verdict, Wrong>) -> Self {
        Self { of, bytes, outcome }
    }
}

/// A target that tries one case after the other.
trait Case {
    /// Draws a case and tries it.
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried;
}

/// Scenarios that make a world's past.
const SCENARIOS: usize = 12;

fn prepared<'a>(
    target: Target,
    grounds: &'a Grounds,
    (tally, dice): (&mut Tally, &mut Dice),
) -> Result<Box<dyn Case + 'a>, Failure> {
    let town = town::Town::new(SCENARIOS, dice)?;
    tally.add_times("scenarios played", town.played);
    Ok(match target {
        Target::Execute => Box::new(execute::Executing { grounds, town }),
        Target::Query => Box::new(query::Asking::new(grounds, town)),
        Target::Setup => Box::new(setup::Making::new(grounds, town)),
        Target::Reply => {
            Box::new(reply::Telling::new(town).map_err(|wrong| Failure::new(wrong.0))?)
        }
        Target::Hooks => Box::new(hooks::Paying { grounds, town }),
        Target::Core => Box::new(pure::Pure::new(grounds, &town)),
    })
}

/// Plays a round: so many cases in one world, two drawn for each mutated one.
///
/// # Errors
/// The first finding, with what it takes to see it again.
pub fn round(
    target: Target,
    (seed, cases): (u64, u64),
    (grounds, tally): (&Grounds, &mut Tally),
) -> Result<(), Failure> {
    let mut dice = Dice::new(target.stream(), seed);
    let mut prepared = prepared(target, grounds, (tally, &mut dice))?;
    for case in 0..cases {
        let input = if case % 3 == 2 {
            Input::Mutated
        } else {
            Input::Drawn
        };
        let tried = prepared.case(input, &mut dice);
        let verdict = tried.outcome.map_err(|wrong| {
            Failure::new(format!(
                "fuzz {}, seed {seed}, case {case}, {}: {}\n{}",
                target.name(),
                tried.of,
                wrong.0,
                tried.bytes.escape_ascii(),
            ))
        })?;
        tally.case(input.name(), &verdict);
    }
    Ok(())
}
