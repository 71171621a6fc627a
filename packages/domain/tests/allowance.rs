//! allowance
//! ├── given lots of several epochs
//! │   ├── a lot can be used to the end of the 26th epoch after its own, and is gone in the next
//! │   ├── thanks are taken from the oldest lot first, to the last one
//! │   ├── a release takes all feedback and leaves the thanks
//! │   ├── nothing that comes in makes no lot
//! │   └── more than is left, or more than 128 bits, changes nothing
//! └── given any history
//!     └── there are at most 27 lots, and each unit is given once, or lapses, and never both

use aftercare_domain::allowance::{Lot, Lots, LAPSE};
use aftercare_domain::reward::{split_points, PointsSplit};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn split(feedback: u128, thanks: u128) -> PointsSplit {
    PointsSplit {
        feedback,
        thanks,
        curators: 0,
    }
}

fn lots(of: &[(u64, u128, u128)]) -> Lots {
    let mut lots = Lots::default();
    for (epoch, feedback, thanks) in of {
        lots.add(*epoch, split(*feedback, *thanks)).unwrap();
    }
    lots
}

#[test]
fn a_lot_lapses_after_its_26th_epoch() {
    for (epoch, left) in [
        (5, (45, 50)),
        (5 + LAPSE, (45, 50)),
        (6 + LAPSE, (0, 0)),
        (u64::MAX, (0, 0)),
    ] {
        let mut lots = lots(&[(5, 45, 50)]);
        lots.lapse(epoch);
        assert_eq!(lots.left(), left, "{epoch}");
    }
}

#[test]
fn the_oldest_lot_is_spent_first() {
    let mut lots = lots(&[(1, 10, 20), (2, 0, 30), (2, 5, 5)]);
    lots.spend(25).unwrap();
    let left = [
        Lot {
            epoch: 1,
            feedback: 10,
            thanks: 0,
        },
        Lot {
            epoch: 2,
            feedback: 5,
            thanks: 30,
        },
    ];
    assert_eq!(lots.0, left);
    lots.spend(30).unwrap();
    assert_eq!(lots.left(), (15, 0));
}

#[test]
fn a_release_takes_all_feedback() {
    let mut lots = lots(&[(1, 10, 0), (2, 7, 30)]);
    assert_eq!(lots.release(), 17);
    assert_eq!(lots.left(), (0, 30));
    assert_eq!(lots.0.len(), 1);
    assert_eq!(lots.release(), 0);
}

#[test]
fn nothing_makes_no_lot() {
    assert_eq!(lots(&[(1, 0, 0), (2, 7, 0), (3, 0, 0)]).0.len(), 1);
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut lots = lots(&[(1, 10, 20)]);
    let before = lots.clone();
    assert_eq!(lots.spend(21), None);
    assert_eq!(lots.add(2, split(u128::MAX, 0)), None);
    assert_eq!(lots.add(2, split(0, u128::MAX)), None);
    assert_eq!(lots, before);
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(26), ..ProptestConfig::default() })]
    #[test]
    fn every_unit_is_given_once_or_lapses(
        steps in prop::collection::vec((0u64..9, 0u128..1_000, 0u128..600, any::<bool>()), 1..200),
    ) {
        let mut lots = Lots::default();
        // Beside the lots: what each epoch made, in the plainest way.
        let mut made: Vec<(u64, u128, u128)> = vec![];
        let (mut epoch, mut given) = (0u64, 0u128);
        for (wait, points, thanks, rate) in steps {
            epoch += wait;
            lots.lapse(epoch);
            made.retain(|lot| lot.0 + LAPSE >= epoch);
            let split = split_points(points);
            lots.add(epoch, split).unwrap();
            made.push((epoch, split.feedback, split.thanks));
            if lots.spend(thanks).is_some() {
                let mut rest = thanks;
                for lot in &mut made {
                    let part = lot.2.min(rest);
                    lot.2 -= part;
                    rest -= part;
                }
                given += thanks;
            }
            if rate {
                let feedback: u128 = made.iter().map(|lot| lot.1).sum();
                prop_assert_eq!(lots.release(), feedback);
                made.iter_mut().for_each(|lot| lot.1 = 0);
            }
            let left = (made.iter().map(|lot| lot.1).sum(), made.iter().map(|lot| lot.2).sum());
            prop_assert_eq!(lots.left(), left);
            prop_assert!(lots.0.len() <= usize::try_from(LAPSE).unwrap() + 1);
        }
        prop_assert!(given <= 200 * 500);
    }
}
