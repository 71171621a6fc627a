//! reputation
//! ├── given any history of thanks and objections over ten years
//! │   └── the score is within 10⁻⁹ points of a reference of 320 bits, whenever it is read
//! ├── given one score
//! │   ├── it halves every 90 days, to the unit
//! │   ├── it is never more than it was, and nothing in the end, however far the instant
//! │   └── reading it at an instant before it was changed gives what it was changed to
//! └── given more thanks or objections than a score can hold
//!     └── it stops at its bound, on both sides, and decays from there

use aftercare_domain::reputation::{Change, Standing, FRACTION_BITS, HALF_LIFE, MAX_SCORE};
use aftercare_domain::time::{Seconds, UnixTime};
use num_bigint::BigInt;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const TEN_YEARS: u64 = 3_652 * 86_400;
const START: UnixTime = UnixTime(1_800_000_000);
/// Bits behind the point of the reference.
const PRECISION: u32 = 320;

fn one() -> BigInt {
    BigInt::from(1) << PRECISION
}

/// ln 2 = Σ 1 ÷ (k · 2^k), summed until a term is nothing.
fn ln_2() -> BigInt {
    let mut sum = BigInt::from(0);
    for k in 1..=PRECISION {
        sum += (one() >> k) / k;
    }
    sum
}

/// 2^(−passed ÷ half-life), by the series of e^x for the part below one half-life.
fn fading(passed: u64, ln_2: &BigInt) -> BigInt {
    let (whole, rest) = (passed / HALF_LIFE.0, passed % HALF_LIFE.0);
    let x: BigInt = -(ln_2 * rest / HALF_LIFE.0);
    let (mut term, mut sum) = (one(), one());
    for k in 1..90u32 {
        term = (term * &x / k) >> PRECISION;
        sum += &term;
    }
    sum >> whole
}

#[derive(Clone, Debug)]
struct Step {
    wait: u64,
    change: Change,
}

fn step() -> impl Strategy<Value = Step> {
    let wait = prop_oneof![
        Just(0u64),
        1u64..60,
        1u64..86_400,
        1u64..HALF_LIFE.0 * 3,
        Just(HALF_LIFE.0)
    ];
    let points = prop_oneof![1u128..10, 1u128..1_000_000_000, 1u128..1 << 50];
    (wait, points, any::<bool>()).prop_map(|(wait, points, thanks)| Step {
        wait,
        change: if thanks {
            Change::Thanked(points)
        } else {
            Change::Objected(points)
        },
    })
}

/// |fixed point − reference| in units of 2^−320 points.
fn apart(score: i128, reference: &BigInt) -> BigInt {
    let score = BigInt::from(score) << (PRECISION - FRACTION_BITS);
    let error = score - reference;
    if error < BigInt::from(0) {
        -error
    } else {
        error
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(90), ..ProptestConfig::default() })]
    #[test]
    fn a_score_is_within_a_billionth_of_the_reference_over_ten_years(
        steps in prop::collection::vec(step(), 1..200),
        read in 0u64..TEN_YEARS,
    ) {
        let ln_2 = ln_2();
        let bound = one() / 1_000_000_000u64;
        let (mut standing, mut reference) = (Standing::default(), BigInt::from(0));
        let mut at = START;
        for step in &steps {
            at = at.plus(Seconds(step.wait));
            reference = (reference * fading(step.wait, &ln_2)) >> PRECISION;
            match step.change {
                Change::Thanked(points) => reference += BigInt::from(points) << PRECISION,
                Change::Objected(points) => reference -= BigInt::from(points) << PRECISION,
            }
            standing = standing.changed(at, step.change);
            prop_assert!(apart(standing.score, &reference) < bound);
        }
        let late: BigInt = (reference * fading(read, &ln_2)) >> PRECISION;
        prop_assert!(apart(standing.at(at.plus(Seconds(read))), &late) < bound);
    }

    #[test]
    fn a_score_fades_and_never_grows(points in 1u128..1 << 60, early in 0u64..TEN_YEARS, more in 0u64..TEN_YEARS) {
        let standing = Standing::default().changed(START, Change::Thanked(points));
        let first = standing.at(START.plus(Seconds(early)));
        let second = standing.at(START.plus(Seconds(early + more)));
        prop_assert!(second <= first && second >= 0);
        let wrong = Standing::default().changed(START, Change::Objected(points));
        prop_assert_eq!(wrong.at(START.plus(Seconds(early))), -first);
    }
}

#[test]
fn changes_every_hour_for_ten_years_stay_within_a_billionth() {
    let ln_2 = ln_2();
    let hour = fading(3_600, &ln_2);
    let (mut standing, mut reference) = (Standing::default(), BigInt::from(0));
    for hours in 0..TEN_YEARS / 3_600 {
        let points = u128::from(hours % 977) * 1_000_003;
        let change = if hours % 3 == 0 {
            Change::Objected(points)
        } else {
            Change::Thanked(points)
        };
        standing = standing.changed(START.plus(Seconds(hours * 3_600)), change);
        reference = (reference * &hour) >> PRECISION;
        let points = BigInt::from(points) << PRECISION;
        reference += if hours % 3 == 0 { -points } else { points };
    }
    assert!(apart(standing.score, &reference) < one() / 1_000_000_000u64);
}

#[test]
fn a_score_halves_every_90_days_to_the_unit() {
    let standing = Standing::default().changed(START, Change::Thanked(1_000));
    for halvings in 0..20u32 {
        let at = START.plus(Seconds(HALF_LIFE.0 * u64::from(halvings)));
        assert_eq!(standing.at(at), (1_000i128 << FRACTION_BITS) >> halvings);
    }
}

#[test]
fn a_score_is_nothing_in_the_end() {
    let standing = Standing::default().changed(START, Change::Thanked(u128::MAX));
    assert_eq!(standing.at(UnixTime(u64::MAX)), 0);
    let wrong = Standing::default().changed(START, Change::Objected(u128::MAX));
    assert_eq!(wrong.at(UnixTime(u64::MAX)), 0);
}

#[test]
fn before_it_was_changed_a_score_is_what_it_was_changed_to() {
    let standing = Standing::default().changed(START, Change::Thanked(7));
    assert_eq!(standing.at(UnixTime(0)), 7 << FRACTION_BITS);
}

#[test]
fn a_score_stops_at_its_bound_on_both_sides() {
    let bound = i128::try_from(MAX_SCORE << FRACTION_BITS).unwrap();
    let mut standing = Standing::default();
    for _ in 0..3 {
        standing = standing.changed(START, Change::Thanked(u128::MAX));
        assert_eq!(standing.score, bound);
    }
    let fallen = standing.changed(START, Change::Objected(u128::MAX));
    assert_eq!(fallen.score, -bound);
    assert_eq!(fallen.at(START.plus(HALF_LIFE)), -bound / 2);
}
