//! A small, seeded source of choices: the same seed, the same world.

/// SplitMix64.
#[derive(Clone, Debug)]
pub struct Choices(u64);

impl Choices {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From several seeds: who decides what, when. One person's choices do not move another's.
    #[must_use]
    pub fn of(seeds: &[u64]) -> Self {
        let mut choices = Self(0);
        for seed in seeds {
            choices.0 ^= *seed;
            choices.0 = choices.next();
        }
        choices
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `bound` − 1; 0 where the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// Both ends included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// One of a list's places.
    pub fn place<T>(&mut self, items: &[T]) -> usize {
        self.below(items.len() as u64) as usize
    }

    /// True so many times in 100,000.
    pub fn happens(&mut self, chance: u64) -> bool {
        self.below(100_000) < chance
    }
}
