//! Rings: identities of one owner, and what they try.

mod content;
mod money;
mod service;

use serde::{Deserialize, Serialize};

use crate::town::Town;
use crate::{Act, Choices, Post};

/// What a ring tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// It serves itself, rates itself and thanks its neighbours.
    SelfService,
    /// Many ratings, all with five stars.
    FiveStars,
    /// Many ratings, all with one star.
    OneStar,
    /// One payment in many cheap tickets, each rated.
    CheapTickets,
    /// Other pairs thank each other every week.
    PairRotation,
    /// Points are saved up and land in the last or the first second of an epoch.
    EpochEdge,
    /// Thanks alone go round, for own answers in own questions.
    ThanksRing,
    /// Copies of honest answers.
    AnswerCopying,
    /// Own questions with own answers beside everybody's, for whoever stumbles over them.
    QuestionStuffing,
    /// The own provider pays the own author for closing own tickets.
    Deflection,
    /// First an author is thanked by the ring itself, then it copies answers and is trusted.
    ReputationPumping,
    /// Many answers to questions with a bounty, thanked by the ring until silence would pay one.
    SybilAnswerers,
    /// A bounty with other people's top-ups goes to an own answer.
    SelfAward,
}

/// Every strategy.
pub const STRATEGIES: [Strategy; 13] = [
    Strategy::SelfService,
    Strategy::FiveStars,
    Strategy::OneStar,
    Strategy::CheapTickets,
    Strategy::PairRotation,
    Strategy::EpochEdge,
    Strategy::ThanksRing,
    Strategy::AnswerCopying,
    Strategy::QuestionStuffing,
    Strategy::Deflection,
    Strategy::ReputationPumping,
    Strategy::SybilAnswerers,
    Strategy::SelfAward,
];

/// Most identities of a ring.
pub const MAX_MEMBERS: u64 = 50;
/// Parameters of a strategy.
pub const GENES: usize = 6;

/// A strategy with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ring {
    /// What it tries.
    pub strategy: Strategy,
    /// Each from 0 to 999; what they mean is the strategy's.
    pub genes: [u16; GENES],
}

impl Ring {
    /// A random one.
    #[must_use]
    pub fn random(strategy: Strategy, choices: &mut Choices) -> Self {
        let genes = [(); GENES].map(|()| choices.below(1_000) as u16);
        Self { strategy, genes }
    }

    /// One like this, with some parameters moved.
    #[must_use]
    pub fn changed(&self, choices: &mut Choices) -> Self {
        let mut ring = *self;
        for gene in &mut ring.genes {
            match choices.below(4) {
                0 => *gene = choices.below(1_000) as u16,
                1 => *gene = (u64::from(*gene) + choices.below(101)).clamp(50, 1_049) as u16 - 50,
                _ => {}
            }
        }
        ring
    }

    /// A parameter on an even scale.
    fn even(&self, gene: usize, low: u64, high: u64) -> u64 {
        low + u64::from(self.genes[gene]) * (high - low + 1) / 1_000
    }

    /// A parameter whose size is what counts: from `low` to `low` × 2^`doublings`.
    fn steep(&self, gene: usize, low: u64, doublings: u64) -> u128 {
        let steps = u64::from(self.genes[gene]) * doublings;
        let (whole, rest) = (steps / 1_000, steps % 1_000);
        u128::from((low << whole) + (low << whole) * rest / 1_000)
    }

    /// How many identities it has.
    #[must_use]
    pub fn members(&self) -> usize {
        self.even(0, 2, MAX_MEMBERS) as usize
    }

    /// Fee that each member burns in a week.
    fn fee(&self) -> u128 {
        self.steep(1, 10, 20)
    }

    /// What it does on a day, after everybody else.
    pub fn day(&self, town: &mut Town, week: u64, day: u64) {
        match self.strategy {
            Strategy::SelfService
            | Strategy::FiveStars
            | Strategy::OneStar
            | Strategy::CheapTickets
            | Strategy::PairRotation
            | Strategy::EpochEdge
            | Strategy::ThanksRing => self.serve(town, (week, day)),
            Strategy::Deflection => self.deflect(town, (week, day)),
            Strategy::AnswerCopying => self.copy(town, (week, day)),
            Strategy::QuestionStuffing => self.stuff(town, (week, day)),
            Strategy::ReputationPumping => self.pump(town, (week, day)),
            Strategy::SybilAnswerers => self.crowd(town, (week, day)),
            Strategy::SelfAward => self.award_itself(town, day),
        }
    }

    /// Burns one of so many parts of a week's fee.
    fn burn(&self, town: &mut Town, member: usize, parts: u128) {
        let who = town.member(member);
        let amount = (self.fee() / parts).max(1);
        town.ring_act(Act::Burn { who, amount });
    }

    fn rate(&self, town: &mut Town, member: usize, score: u8) {
        let who = town.member(member);
        town.ring_act(Act::Rate { who, score });
    }

    /// Questions of its own, in which every member has an answer; two are enough for 50.
    fn home(&self, town: &mut Town) {
        let members = self.members();
        for asker in 0..2 {
            let question = town.model.questions.len();
            let by = town.member(asker);
            town.ring_act(Act::Ask { by, bounty: 0 });
            let (first, last) = if asker == 0 { (1, 31) } else { (31, 61) };
            let mut authors: Vec<usize> = (first..last.min(members)).collect();
            if asker == 1 {
                authors.insert(0, 0);
            }
            for author in authors {
                let by = town.member(author);
                town.ring_act(Act::Answer { by, question });
            }
        }
    }

    /// Where a member's answer is, in the questions that [`Ring::home`] asked from `first` on.
    fn home_of(first: usize, member: usize) -> Post {
        match member {
            0 => Post {
                question: first + 1,
                answer: 0,
            },
            1..31 => Post {
                question: first,
                answer: member - 1,
            },
            _ => Post {
                question: first + 1,
                answer: member - 30,
            },
        }
    }

    /// A member gives part of its thanks allowance.
    fn thank(&self, town: &mut Town, (member, post): (usize, Post), percent: u128) {
        let by = town.member(member);
        let points = town.model.allowance(by).1 * percent / 100;
        if points > 0 {
            town.ring_act(Act::Thank { by, post, points });
        }
    }
}
