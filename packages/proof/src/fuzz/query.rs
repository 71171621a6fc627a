//! Questions to the four contracts, about a world that has something to tell.

use cosmwasm_std::{Deps, QuerierWrapper};

use super::dice::Dice;
use super::door::{is_message, query, Form, Kind};
use super::draft::Draft;
use super::grounds::{Grounds, Input};
use super::town::Town;
use super::verdict::{quietly, refusal, Verdict, Wrong};
use super::{Case, Tried};

/// The world that is asked.
pub struct Asking<'a> {
    grounds: &'a Grounds,
    town: Town,
    records: [Draft; 4],
}

impl<'a> Asking<'a> {
    /// Looks at a world.
    pub fn new(grounds: &'a Grounds, town: Town) -> Self {
        let records = Kind::ALL.map(|kind| Draft::of(town.world.engine.dump(&town.contract(kind))));
        Self {
            grounds,
            town,
            records,
        }
    }

    fn ask(&self, (place, kind): (usize, Kind), bytes: &[u8]) -> Result<Verdict, Wrong> {
        if !quietly(|| is_message(kind, Form::Query, bytes))?? {
            return Ok(Verdict::Unread);
        }
        let engine = &self.town.world.engine;
        let Some(storage) = self.records.get(place) else {
            return Err(Wrong::new("no such contract"));
        };
        let deps = Deps {
            storage,
            api: engine.api(),
            querier: QuerierWrapper::new(engine.querier()),
        };
        let env = engine.env(&self.town.contract(kind));
        match quietly(|| query(kind, (deps, env), bytes))? {
            Ok(answer) => is_json(&answer).map(|()| Verdict::Accepted),
            Err(text) => refusal(&text),
        }
    }
}

/// An answer is JSON.
fn is_json(answer: &[u8]) -> Result<(), Wrong> {
    let read: Result<serde_json::Value, _> = serde_json::from_slice(answer);
    read.map(drop)
        .map_err(|error| Wrong::new(format!("the answer is no JSON: {error}")))
}

impl Case for Asking<'_> {
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried {
        let place = dice.below(Kind::ALL.len());
        let kind = Kind::ALL.get(place).copied().unwrap_or(Kind::Escrow);
        let words = (&self.town.known, &mut *dice);
        let bytes = self.grounds.message((kind, Form::Query), input, words);
        let outcome = self.ask((place, kind), &bytes);
        Tried::new(kind.name(), bytes, outcome)
    }
}
