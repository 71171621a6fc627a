//! The pure core: what is read from messages and records, and what is computed from it, against laws that
//! hold whatever the numbers are.

mod ledgers;
mod read;
mod records;
mod splits;
mod times;

use cosmwasm_std::Record;

use super::dice::Dice;
use super::door::Kind;
use super::grounds::{Grounds, Input};
use super::known::Known;
use super::town::Town;
use super::verdict::{quietly, Verdict, Wrong};
use super::{Case, Tried};

pub use read::read_all;

/// Refuses with words, where a law does not hold.
fn holds(law: bool, words: impl FnOnce() -> String) -> Result<(), Wrong> {
    if law {
        return Ok(());
    }
    Err(Wrong::new(words()))
}

/// The records of a world, and what its messages are made of.
pub struct Pure<'a> {
    grounds: &'a Grounds,
    known: Known,
    records: Vec<(Kind, Record)>,
}

impl<'a> Pure<'a> {
    /// Looks at a world.
    pub fn new(grounds: &'a Grounds, town: &Town) -> Self {
        let of = |kind: Kind| {
            let records = town.world.engine.dump(&town.contract(kind));
            records.into_iter().map(move |record| (kind, record))
        };
        Self {
            grounds,
            known: town.known.clone(),
            records: Kind::ALL.into_iter().flat_map(of).collect(),
        }
    }

    fn computed(&self, dice: &mut Dice) -> Tried {
        let seen = dice.clone();
        let (of, outcome) = match dice.below(3) {
            0 => ("splits", quietly(|| splits::case(dice))),
            1 => ("ledgers", quietly(|| ledgers::case(dice))),
            _ => ("times", quietly(|| times::case(dice))),
        };
        let bytes = format!("{seen:?}").into_bytes();
        Tried::new(of, bytes, outcome.and_then(|outcome| outcome))
    }
}

impl Case for Pure<'_> {
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried {
        let way = dice.below(4);
        if way < 2 && input == Input::Drawn {
            return self.computed(dice);
        }
        if way == 3 {
            let bytes = records::bytes(&self.records, input, dice);
            let outcome = quietly(|| records::case(&bytes));
            return Tried::new("records", bytes, outcome.and_then(|outcome| outcome));
        }
        let (of, part) = read::PARTS
            .get(dice.below(read::PARTS.len()))
            .copied()
            .unwrap_or_default();
        let words = (&self.known, &mut *dice);
        let bytes = self
            .grounds
            .part((of.unwrap_or(Kind::Escrow), part), input, words);
        let outcome = quietly(|| read::case(part, &bytes));
        Tried::new(part, bytes, outcome.and_then(|outcome| outcome))
    }
}

/// A refusal by a rule of the core, which has words and no code.
fn ruled<E: ToString>(checked: Result<(), E>) -> Option<Verdict> {
    checked
        .err()
        .map(|error| Verdict::Refused(error.to_string()))
}
