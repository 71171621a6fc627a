//! A life, move by move, on the contracts and on the model.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Engine, Failure};
use aftercare_simulation::Choices;
use aftercare_suite_model::{Act, Step};

use super::story::{kind, words};
use super::{compare, draw, Fact, Ground};
use crate::lives::{difference, later, same_outcome, Counted};

/// After how many moves everything is compared.
const EVERYTHING: u64 = 16;

/// One thing that happens.
#[derive(Clone, Debug)]
pub struct Move {
    /// When.
    pub at: UnixTime,
    /// What.
    pub what: What,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum What {
    /// Something at the community's peers.
    Fact(Fact),
    /// A message.
    Message(Sent),
}

/// A message.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The sender's address.
    pub sender: String,
    /// What it asks for.
    pub act: Act,
    /// Coins that come with it.
    pub funds: Vec<(String, u128)>,
}

/// A life.
pub struct Life {
    pub(super) ground: Ground,
    /// What happened, in words.
    pub story: Vec<String>,
    counted: Counted,
    moves: u64,
}

impl Life {
    /// A suite that was just deployed, and people with full purses.
    ///
    /// # Errors
    /// Those of the deployment.
    pub fn new() -> Result<Self, Failure> {
        Ok(Self {
            ground: Ground::new()?,
            story: vec![],
            counted: Counted::default(),
            moves: 0,
        })
    }

    /// What happens next.
    pub fn next(&self, choices: &mut Choices) -> Move {
        draw::next(&self.ground, choices)
    }

    /// Plays a move on both sides.
    ///
    /// # Errors
    /// The first difference.
    pub fn play(&mut self, next: &Move) -> Result<(), Failure> {
        let passed = next.at.0.saturating_sub(self.ground.engine.now().0);
        self.ground.engine.advance_to(next.at)?;
        self.moves += 1;
        let words = words(&self.ground, &next.what);
        self.story.push(format!("{}{words}", later(passed)));
        match &next.what {
            What::Fact(fact) => self.note(fact),
            What::Message(sent) => self.both(sent)?,
        }
        if self.moves.is_multiple_of(EVERYTHING) {
            return compare::everything(&self.ground);
        }
        Ok(())
    }

    /// Everything once more, and what the life came to.
    ///
    /// # Errors
    /// The first difference.
    pub fn end(&mut self) -> Result<Counted, Failure> {
        compare::everything(&self.ground)?;
        self.counted.compared = self.ground.compared.get();
        Ok(self.counted.clone())
    }

    fn note(&mut self, fact: &Fact) {
        self.ground.note(fact);
        self.counted.see("facts of peers", 1);
    }

    fn both(&mut self, sent: &Sent) -> Result<(), Failure> {
        let facts = self.ground.facts.clone();
        let step = Step {
            now: self.ground.engine.now(),
            sender: &sent.sender,
            facts: &facts,
        };
        let expected = self.ground.model.apply(step, &sent.act, &sent.funds);
        let stored = expected.is_err().then(|| self.ground.engine.snapshot());
        let found = self.ground.send(sent);
        let found = found.map_err(|failure| self.code(failure));
        let outcome = expected.as_ref().map(|_| ()).map_err(|refused| refused.0);
        same_outcome(outcome, found)?;
        match (expected, stored) {
            (Ok(touched), _) => {
                self.counted.accepted += 1;
                self.counted.see(format!("accepted {}", kind(&sent.act)), 1);
                compare::touched(&self.ground, &touched)
            }
            (Err(_), Some(stored)) if !self.ground.engine.is_as(&stored) => {
                Err(difference("a refused message changed what is stored"))
            }
            (Err(refused), _) => {
                self.counted.refused += 1;
                self.counted.see(format!("refused {}", refused.0), 1);
                compare::everything(&self.ground)
            }
        }
    }

    /// Its code; where the chain or a token refuses, which have none, nothing but the words in the story.
    fn code(&mut self, failure: Failure) -> String {
        failure.code.unwrap_or_else(|| {
            self.story.push(format!("  (no code: {})", failure.text));
            String::new()
        })
    }
}
