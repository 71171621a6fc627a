//! Random search for a strategy's best parameters: many candidates in few worlds, the better ones in more, the
//! ten best in all.

use serde::{Deserialize, Serialize};

use crate::ring::{Ring, Strategy};
use crate::town::{Climate, Outcome, Town};
use crate::Choices;

/// How many rings survive to the end.
pub const BEST: usize = 10;

/// What came of a ring in several worlds, together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Tokens that it earned.
    pub tokens: u128,
    /// Fee that was burnt for it, in points.
    pub fees: u128,
    /// What its messages cost.
    pub gas: u128,
    /// Money that it won of others, less what it lost to them.
    pub coins: i128,
    /// Tokens of the honest people.
    pub honest: u128,
    /// The same without the ring.
    pub honest_alone: u128,
}

impl Sum {
    fn add(&mut self, with: &Outcome, alone: u128) {
        self.tokens += with.tokens;
        self.fees += with.fees;
        self.gas += with.gas;
        self.coins += with.coins;
        self.honest += with.honest;
        self.honest_alone += alone;
    }

    /// Fees, messages, and money lost to others.
    #[must_use]
    pub fn cost(&self) -> u128 {
        self.fees + self.gas + u128::try_from(-self.coins).unwrap_or(0)
    }

    /// Tokens, each valued at one point's fee, and money won of others.
    #[must_use]
    pub fn earned(&self) -> u128 {
        self.tokens + u128::try_from(self.coins).unwrap_or(0)
    }

    /// Earned for each 1,000,000 that it cost.
    #[must_use]
    pub fn per_million(&self) -> u128 {
        self.earned() * 1_000_000 / self.cost().max(1)
    }

    /// The price of a token, in thousandths of a point's fee, at which it would lose nothing; `None` where it
    /// earned none.
    #[must_use]
    pub fn break_even(&self) -> Option<u128> {
        let won = u128::try_from(self.coins).unwrap_or(0);
        (self.cost().saturating_sub(won) * 1_000).checked_div(self.tokens)
    }

    /// By how much the honest people's tokens fell, in millionths.
    #[must_use]
    pub fn honest_fall(&self) -> u128 {
        let fall = self.honest_alone.saturating_sub(self.honest);
        (fall * 1_000_000)
            .checked_div(self.honest_alone)
            .unwrap_or(0)
    }
}

/// A ring, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The ring.
    pub ring: Ring,
    /// In worlds whose epoch budget does not bind.
    pub ample: Sum,
    /// In worlds whose epoch budget binds, so that everybody's points bring less.
    pub tight: Sum,
}

impl Score {
    /// The worlds that were better for the ring.
    #[must_use]
    pub fn better(&self) -> &Sum {
        if self.tight.per_million() > self.ample.per_million() {
            &self.tight
        } else {
            &self.ample
        }
    }
}

/// What a search found, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which rules and which simulation.
    pub state: String,
    /// Worlds in which each strategy's ten best were played.
    pub worlds: u64,
    /// The ten best of each strategy, best first.
    pub strategies: Vec<Vec<Score>>,
}

/// Worlds, each with what its honest people earn when nobody farms.
pub struct Worlds {
    climates: Vec<Climate>,
    alone: Vec<u128>,
}

impl Worlds {
    /// The worlds of the first seeds.
    #[must_use]
    pub fn new(count: u64) -> Self {
        let climates: Vec<_> = (0..count).map(Climate::of).collect();
        let alone = climates.iter();
        let alone = alone.map(|climate| Town::new(climate, 0).live(None).honest);
        Self {
            alone: alone.collect(),
            climates,
        }
    }

    /// What comes of a ring in the first of them, or in all.
    #[must_use]
    pub fn play(&self, ring: &Ring, count: usize) -> Score {
        let mut score = Score {
            ring: *ring,
            ample: Sum::default(),
            tight: Sum::default(),
        };
        for (climate, alone) in self.climates.iter().zip(&self.alone).take(count) {
            let with = Town::new(climate, ring.members()).live(Some(ring));
            let sum = if climate.tight {
                &mut score.tight
            } else {
                &mut score.ample
            };
            sum.add(&with, *alone);
        }
        score
    }
}

/// The ten best rings of a strategy, best first, each in all worlds.
#[must_use]
pub fn best(strategy: Strategy, worlds: &Worlds, seed: u64) -> Vec<Score> {
    let all = worlds.climates.len();
    let mut choices = Choices::of(&[seed, strategy as u64]);
    let random = (0..200).map(|_| Ring::random(strategy, &mut choices));
    let mut field: Vec<Ring> = random.collect();
    for (kept, count) in [
        (60, all.div_ceil(100)),
        (30, all.div_ceil(50)),
        (20, all.div_ceil(20)),
        (20, all.div_ceil(20)),
    ] {
        let mut ranked = ranked(worlds, &field, count);
        ranked.truncate(kept);
        field = ranked.iter().map(|score| score.ring).collect();
        let children: Vec<_> = field
            .iter()
            .map(|ring| ring.changed(&mut choices))
            .collect();
        field.extend(children);
    }
    let mut ranked = ranked(worlds, &field, all.div_ceil(10));
    ranked.truncate(BEST);
    let finalists: Vec<_> = ranked.iter().map(|score| score.ring).collect();
    self::ranked(worlds, &finalists, all)
}

fn ranked(worlds: &Worlds, field: &[Ring], count: usize) -> Vec<Score> {
    let mut scores: Vec<_> = field.iter().map(|ring| worlds.play(ring, count)).collect();
    scores.sort_by_key(|score| std::cmp::Reverse(score.better().per_million()));
    scores
}
