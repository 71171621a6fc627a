//! Chance, the same on every run and machine.

use rand::seq::SliceRandom;
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A sequence of numbers that a stream and a seed fix for ever.
#[derive(Clone, Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The sequence of a seed; other streams share nothing with it.
    #[must_use]
    pub fn new(stream: u64, seed: u64) -> Self {
        let mut numbers = ChaCha8Rng::seed_from_u64(seed);
        numbers.set_stream(stream);
        Self(numbers)
    }

    /// A number below a bound; 0 where nothing lies below it.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 {
            return 0;
        }
        self.0.gen_range(0..bound)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several; `None` where there is none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.choose(&mut self.0)
    }

    /// One of several; a value of the type's own nothing where there is none.
    pub fn one_of<T: Clone + Default>(&mut self, of: &[T]) -> T {
        self.pick(of).cloned().unwrap_or_default()
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A random byte.
    pub fn byte(&mut self) -> u8 {
        self.0.gen()
    }

    /// A number whose length in bits is random, so that small ones are as frequent as large ones.
    pub fn size(&mut self) -> u128 {
        let number: u128 = self.0.gen();
        number >> self.0.gen_range(0..128u32)
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_is_one_sequence_and_another_stream_another_one() {
        let mut first = Dice::new(1, 7);
        assert_eq!(first.clone().bits(), Dice::new(1, 7).bits());
        assert_ne!(first.bits(), Dice::new(2, 7).bits());
    }
}
