//! Figures of scorecards against the textbook: random durations and ratings.

use aftercare_domain::money::Bps;
use aftercare_domain::scorecard::{Durations, Votes};
use aftercare_domain::time::Seconds;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn seeded() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn of(list: &[u64]) -> Durations {
    let mut durations = Durations::default();
    for seconds in list {
        durations.add(Seconds(*seconds));
    }
    durations
}

/// What a percentile says of this one duration.
fn said(seconds: u64) -> u64 {
    of(&[seconds]).percentile(Bps::WHOLE).unwrap().0
}

/// Wilson's formula as it stands in textbooks.
fn textbook(satisfied: u32, given: u32) -> f64 {
    let (n, z) = (f64::from(given), 1.96f64);
    let p = f64::from(satisfied) / n;
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    (p + z * z / (2.0 * n) - spread) / (1.0 + z * z / n) * 10_000.0
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn what_is_said_of_a_duration_is_never_shorter_and_less_than_half_as_long_again(
        seconds in 64u64..50_331_648,
    ) {
        let end = said(seconds);
        prop_assert!(seconds <= end && end < seconds * 3 / 2 + 1);
        prop_assert_eq!(said(end), end);
        prop_assert!(said(end + 1) > end);
    }

    #[test]
    fn a_percentile_is_what_is_said_of_the_duration_of_that_rank(
        mut all in prop::collection::vec(0u64..50_000_000, 1..60),
        share in 1u32..=10_000,
    ) {
        let found = of(&all).percentile(Bps(share)).unwrap().0;
        all.sort_unstable();
        let rank = (all.len() * share as usize).div_ceil(10_000);
        prop_assert_eq!(found, said(all[rank - 1]));
    }

    #[test]
    fn two_halves_merged_are_the_whole(
        all in prop::collection::vec(0u64..50_000_000, 0..60),
        cut in 0usize..60,
    ) {
        let (left, right) = all.split_at(cut.min(all.len()));
        let mut merged = of(left);
        merged.merge(&of(right));
        prop_assert_eq!(merged, of(&all));
    }

    #[test]
    fn the_lower_bound_is_the_textbooks_rounded_down(
        given in 1u32..2_000_000,
        part in 0u64..=10_000,
    ) {
        let satisfied = u32::try_from(u64::from(given) * part / 10_000).unwrap();
        let bound = Votes { given, satisfied }.lower_bound().unwrap();
        let expected = textbook(satisfied, given);
        let bound = f64::from(bound.0);
        prop_assert!(bound <= expected + 1e-6 && bound > expected - 1.001);
    }
}
