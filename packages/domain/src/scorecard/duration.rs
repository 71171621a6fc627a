//! How long things took: a sum and a histogram in steps that grow with the time itself.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::Bps;
use crate::time::Seconds;

/// Durations below this fall into the first bucket.
const FLOOR: u64 = 64;
/// Doublings from [`FLOOR`] on that have buckets of their own, two each.
const OCTAVES: u32 = 20;

/// Durations by bucket. The first bucket ends before 64 s; from there on each doubling has two, so that a
/// percentile is at most half as long again as what it stands for. The last one takes all that is longer.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Durations {
    /// All of them together, in seconds.
    pub sum: u64,
    /// How many fell into each bucket, shortest first; empty ones at the end are left out.
    pub buckets: Vec<u32>,
}

impl Durations {
    /// Adds one.
    pub fn add(&mut self, duration: Seconds) {
        self.sum = self.sum.saturating_add(duration.0);
        self.add_to(bucket(duration), 1);
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        self.sum = self.sum.saturating_add(other.sum);
        for (place, count) in other.buckets.iter().enumerate() {
            self.add_to(place, *count);
        }
    }

    fn add_to(&mut self, place: usize, count: u32) {
        if self.buckets.len() <= place {
            self.buckets.resize(place.saturating_add(1), 0);
        }
        if let Some(bucket) = self.buckets.get_mut(place) {
            *bucket = bucket.saturating_add(count);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.iter().copied().map(u64::from).sum()
    }

    /// The mean, rounded down; `None` of nothing.
    #[must_use]
    pub fn mean(&self) -> Option<Seconds> {
        self.sum.checked_div(self.count()).map(Seconds)
    }

    /// The greatest second of the bucket within which this share of all lies: what is said is never shorter
    /// than what it stands for, up to the end of the last bucket. `None` of nothing.
    #[must_use]
    pub fn percentile(&self, share: Bps) -> Option<Seconds> {
        let whole = u64::from(Bps::WHOLE.0);
        let need = self
            .count()
            .saturating_mul(u64::from(share.0))
            .div_ceil(whole)
            .max(1);
        let mut seen = 0u64;
        let place = self.buckets.iter().position(|count| {
            seen = seen.saturating_add(u64::from(*count));
            seen >= need
        });
        place.map(bucket_end)
    }
}

/// Which bucket a duration falls into.
fn bucket(duration: Seconds) -> usize {
    let Some(octave) = (duration.0 / FLOOR).checked_ilog2() else {
        return 0;
    };
    let start = FLOOR.saturating_mul(1u64.checked_shl(octave).unwrap_or(u64::MAX));
    let in_second_half = duration.0.saturating_sub(start) >= start / 2;
    let place = octave.saturating_mul(2).saturating_add(1);
    let place = place.saturating_add(u32::from(in_second_half));
    usize::try_from(place.min(OCTAVES.saturating_mul(2))).unwrap_or(usize::MAX)
}

/// The greatest second of a bucket.
fn bucket_end(place: usize) -> Seconds {
    let Some(above) = u32::try_from(place).ok().and_then(|at| at.checked_sub(1)) else {
        return Seconds(FLOOR.saturating_sub(1));
    };
    let start = FLOOR.saturating_mul(1u64.checked_shl(above / 2).unwrap_or(u64::MAX));
    let length = if above % 2 == 0 { start / 2 } else { start };
    Seconds(start.saturating_add(length).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_doubling_from_64_seconds_on_has_two_buckets() {
        let places: Vec<_> = [0, 63, 64, 95, 96, 127, 128, 191, 192, 255, 256]
            .map(|seconds| bucket(Seconds(seconds)))
            .to_vec();
        assert_eq!(places, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
    }

    #[test]
    fn the_last_bucket_takes_all_that_is_longer() {
        assert_eq!(bucket(Seconds(u64::MAX)), 40);
        let mut long = Durations::default();
        long.add(Seconds(u64::MAX));
        long.add(Seconds(1));
        assert_eq!((long.count(), long.sum), (2, u64::MAX));
    }

    #[test]
    fn of_nothing_there_is_no_percentile_and_no_mean() {
        assert_eq!(Durations::default().percentile(Bps(9_000)), None);
        assert_eq!(Durations::default().mean(), None);
    }
}
