//! A world with honest people, and a ring among them.
//!
//! What people do is assumed, and written here in figures, so that anybody can put in others:
//! - a customer burns 20,000 to 400,000 base units of fee a week, has a rated ticket in 7 weeks of 10, and gives
//!   its whole thanks allowance each week to an answer of a question asked that week;
//! - whoever reads a question in which a ring has put a copy or junk takes it for help at most 5 times in 1,000;
//! - each curator sees a given copy, and junk in honest people's questions, so that it is dismissed and its
//!   points are void, in 90 to 99 cases of 100; what a ring does among itself nobody notices;
//! - 5 to 15 strangers live on a fifth of wrong awards and look at each in 60 to 90 cases of 100;
//! - whoever tops a bounty up puts in no more than the asker did, all together;
//! - one asker in five never decides;
//! - a unit of gas costs 0.01 base units, a message 40,000 to 80,000 gas, ten in a transaction.
//!
//! Only the burnt half of a ring's protocol fee counts as its cost.

mod honest;

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime, DAY};

use crate::ring::Ring;
use crate::{Act, Choices, Model, Post, Setup, Who};

/// Weeks that a world lives.
pub const WEEKS: u64 = 6;
/// First second of every world.
pub const START: UnixTime = UnixTime(1_800_000_000);
/// Curators: the first of the honest people.
pub const CURATORS: usize = 3;

/// What a world is like.
#[derive(Clone, Debug)]
pub struct Climate {
    /// Its number.
    pub seed: u64,
    /// Honest people.
    pub people: usize,
    /// How often in 100,000 somebody takes junk for help.
    pub slip: u64,
    /// How often in 100,000 the curators see junk that honest people met.
    pub care: u64,
    /// How often in 100,000 no stranger looks at a wrong award.
    pub unwatched: u64,
    /// Whether the epoch budget is so small that it binds.
    pub tight: bool,
}

impl Climate {
    /// The world of a seed; every fourth has a budget that binds.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut choices = Choices::of(&[seed, 0]);
        let (hunters, look) = (choices.between(5, 15), choices.between(60_000, 90_000));
        let unwatched = (0..hunters).fold(100_000, |left, _| left * (100_000 - look) / 100_000);
        Self {
            seed,
            people: choices.between(12, 40) as usize,
            slip: choices.between(0, 500),
            care: choices.between(90_000, 99_000),
            unwatched,
            tight: seed % 4 == 3,
        }
    }

    /// What a person burns in a week.
    fn fee(&self, who: Who) -> u128 {
        let mut choices = Choices::of(&[self.seed, 1, who as u64]);
        u128::from(choices.between(20_000, 400_000))
    }

    fn setup(&self, ring: usize) -> Setup {
        let mut setup = Setup::new(self.people + ring, START);
        setup.curators = (0..CURATORS).collect();
        if self.tight {
            let weekly: u128 = (0..self.people).map(|who| self.fee(who)).sum();
            setup.emission.budget = weekly / 4;
            setup.emission.decay = Bps(0);
        }
        setup
    }
}

/// What came of a world.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Tokens of the honest people.
    pub honest: u128,
    /// Tokens of the ring.
    pub tokens: u128,
    /// Fee burnt on the ring's behalf, in points.
    pub fees: u128,
    /// What its messages cost.
    pub gas: u128,
    /// Money that it won of others, less what it lost to them.
    pub coins: i128,
}

/// A world at work.
pub struct Town {
    /// Its books.
    pub model: Model,
    /// What it is like.
    pub climate: Climate,
    /// Questions asked in this week, the ring's included where it shows them.
    pub asked: Vec<usize>,
    /// Copies and junk of the ring among honest people, by epoch.
    pub junk: Vec<(u64, Post)>,
    /// How many times over people trust the ring's author.
    pub trust: u64,
    /// What the ring's messages cost.
    pub gas: u128,
}

impl Town {
    /// A world before anything happened, with room for a ring.
    #[must_use]
    pub fn new(climate: &Climate, ring: usize) -> Self {
        Self {
            model: Model::new(&climate.setup(ring)),
            climate: climate.clone(),
            asked: vec![],
            junk: vec![],
            trust: 1,
            gas: 0,
        }
    }

    /// Lives its weeks, day by day: honest people first, then the ring.
    pub fn live(&mut self, ring: Option<&Ring>) -> Outcome {
        for day in 0..WEEKS * 7 {
            let (week, weekday) = (day / 7, day % 7);
            if weekday == 0 {
                self.asked.clear();
            }
            self.honest_day(week, weekday);
            if let Some(ring) = ring {
                ring.day(self, week, weekday);
            }
            let next = START.plus(Seconds((day + 1) * DAY));
            let rest = next.since(self.model.now).0;
            self.model.act(Act::Wait(rest));
        }
        self.afterwards();
        self.model.settle();
        self.outcome()
    }

    fn outcome(&self) -> Outcome {
        let (honest, ring) = self.model.accounts.split_at(self.climate.people);
        Outcome {
            honest: honest.iter().map(|account| account.tokens).sum(),
            tokens: ring.iter().map(|account| account.tokens).sum(),
            fees: ring.iter().map(|account| account.burnt).sum(),
            gas: self.gas,
            coins: ring.iter().map(|account| account.coins).sum(),
        }
    }

    /// A member of the ring.
    #[must_use]
    pub fn member(&self, place: usize) -> Who {
        self.climate.people + place
    }

    /// Whether somebody belongs to the ring.
    #[must_use]
    pub fn is_ring(&self, who: Who) -> bool {
        who >= self.climate.people
    }

    /// Something that the ring does, with what its message costs.
    pub fn ring_act(&mut self, act: Act) -> bool {
        let gas = match &act {
            Act::Wait(_) | Act::Burn { .. } => 0,
            Act::Rate { .. } => 50_000,
            Act::Ask { bounty: 0, .. } => 60_000,
            Act::Ask { .. } => 80_000,
            Act::Answer { .. } => 47_000,
            Act::Thank { .. } => 64_000,
            _ => 44_000,
        };
        self.gas += gas / 100;
        self.model.act(act)
    }
}
