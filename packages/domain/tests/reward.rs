//! The law of rewards, and splits that sum exactly.

use aftercare_domain::reward::{
    epoch_mint, less_carry, points_of, share, split_points, PointsSplit, RATE_ONE,
};
use proptest::prelude::*;

#[test]
fn points_are_split_45_50_and_the_rest() {
    let split = |feedback, thanks, curators| PointsSplit {
        feedback,
        thanks,
        curators,
    };
    assert_eq!(split_points(100), split(45, 50, 5));
    assert_eq!(split_points(1), split(0, 0, 1));
    assert_eq!(split_points(3), split(1, 1, 1));
    let most = split_points(u128::MAX);
    assert_eq!(most.feedback + most.thanks + most.curators, u128::MAX);
}

#[test]
fn a_rate_makes_whole_points_rounded_down() {
    assert_eq!(points_of(7, RATE_ONE / 2), Some(3));
    assert_eq!(points_of(u128::MAX, RATE_ONE), Some(u128::MAX));
    assert_eq!(points_of(u128::MAX, RATE_ONE * 2), None);
}

#[test]
fn an_epoch_mints_half_a_unit_a_point_inside_what_is_left() {
    assert_eq!(epoch_mint(7, 100), 3);
    assert_eq!(epoch_mint(7, 2), 2);
    assert_eq!(epoch_mint(1, 100), 0);
    assert_eq!(share(3, 0, 0), 0);
}

#[test]
fn the_carry_is_used_up_before_anything_is_minted() {
    assert_eq!(less_carry(7, 0), (7, 0));
    assert_eq!(less_carry(7, 3), (4, 3));
    assert_eq!(less_carry(7, 9), (0, 7));
}

proptest! {
    #[test]
    fn nothing_is_lost_between_the_parts_of_points(points in any::<u128>()) {
        let split = split_points(points);
        prop_assert_eq!(split.feedback + split.thanks + split.curators, points);
        prop_assert!(split.feedback + split.thanks <= points - points / 20);
    }

    /// The law: whoever holds `own` of an epoch's points, in however many accounts, gets at most half of it.
    #[test]
    fn a_group_gets_at_most_half_of_its_points(
        group in prop::collection::vec(0u128..1_000_000_000_000, 1..12),
        others in prop::collection::vec(0u128..1_000_000_000_000, 0..12),
        left in prop_oneof![Just(u128::MAX), 0u128..2_000_000_000_000],
    ) {
        let own: u128 = group.iter().sum();
        let total = own + others.iter().sum::<u128>();
        let minted = epoch_mint(total, left);
        let sum = |part: &[u128]| part.iter().map(|p| share(minted, *p, total)).sum::<u128>();
        prop_assert!(sum(&group) <= own / 2);
        prop_assert!(sum(&group) + sum(&others) <= minted);
        if total > 0 {
            let holders = (group.len() + others.len()) as u128;
            prop_assert!(minted - sum(&group) - sum(&others) < holders);
        }
        // One account instead of many gains less than a unit for each account it gives up.
        let merged = share(minted, own, total.max(1));
        prop_assert!(merged >= sum(&group) && merged < sum(&group) + group.len() as u128);
    }

}
