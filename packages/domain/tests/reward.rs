//! The law of rewards, splits that sum exactly, and the decision that silence takes.

use aftercare_domain::money::Bps;
use aftercare_domain::reward::{
    awards, decide_by, epoch_mint, points_of, share, silence_threshold, silence_winner,
    split_points, PointsSplit, Tally, RATE_ONE,
};
use aftercare_domain::time::{Seconds, UnixTime};
use proptest::prelude::*;

fn tally(thanks: u128, accounts: u32) -> Tally {
    Tally { thanks, accounts }
}

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
fn silence_needs_the_threshold_from_two_accounts() {
    assert_eq!(silence_winner(&[], 1), None);
    assert_eq!(silence_winner(&[tally(10, 1)], 10), None);
    assert_eq!(silence_winner(&[tally(9, 2)], 10), None);
    assert_eq!(silence_winner(&[tally(10, 2)], 10), Some(0));
}

#[test]
fn silence_takes_the_most_thanked_and_the_earlier_of_equals() {
    let answers = [tally(99, 1), tally(20, 2), tally(30, 2), tally(30, 5)];
    assert_eq!(silence_winner(&answers, 10), Some(2));
}

#[test]
fn the_threshold_rises_with_the_bounty_and_is_at_least_one_point() {
    assert_eq!(silence_threshold(1_000, RATE_ONE, Bps(100)), Some(10));
    assert_eq!(silence_threshold(99, RATE_ONE, Bps(100)), Some(1));
    assert_eq!(silence_threshold(1_000, 0, Bps(100)), Some(1));
    assert_eq!(silence_threshold(u128::MAX, RATE_ONE * 2, Bps(1)), None);
}

#[test]
fn a_decision_leaves_time_after_the_question_and_after_the_first_answer() {
    let spans = (Seconds(14), Seconds(7));
    let by = |first: Option<u64>| decide_by(UnixTime(100), first.map(UnixTime), spans).0;
    assert_eq!(
        [by(None), by(Some(101)), by(Some(107)), by(Some(108))],
        [114, 114, 114, 115]
    );
}

#[test]
fn the_remainder_of_a_bounty_goes_to_the_first_one_listed() {
    let thirds = [Bps(3_333), Bps(3_333), Bps(3_334)];
    assert_eq!(awards(100, &thirds), Some(vec![34, 33, 33]));
    assert_eq!(awards(2, &thirds), Some(vec![2, 0, 0]));
    assert_eq!(awards(2, &[]), None);
}

proptest! {
    #[test]
    fn nothing_is_lost_between_the_parts_of_points(points in any::<u128>()) {
        let split = split_points(points);
        prop_assert_eq!(split.feedback + split.thanks + split.curators, points);
        prop_assert!(split.feedback + split.thanks <= points - points / 20);
    }

    #[test]
    fn awards_sum_to_the_bounty(
        bounty in any::<u128>(),
        weights in prop::collection::vec(1u32..=10_000, 1..=5),
    ) {
        let weights: Vec<Bps> = weights.into_iter().map(Bps).collect();
        prop_assert_eq!(awards(bounty, &weights).unwrap().iter().sum::<u128>(), bounty);
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

    #[test]
    fn nobody_wins_by_silence_who_is_beaten_or_below_the_threshold(
        answers in prop::collection::vec((0u128..50, 0u32..4), 0..30),
        threshold in 1u128..50,
    ) {
        let answers: Vec<Tally> = answers.into_iter().map(|(t, a)| tally(t, a)).collect();
        let able = |t: &Tally| t.accounts >= 2 && t.thanks >= threshold;
        match silence_winner(&answers, threshold) {
            None => prop_assert!(!answers.iter().any(able)),
            Some(place) => {
                let winner = answers[place];
                prop_assert!(able(&winner));
                for (other, rival) in answers.iter().enumerate().filter(|(_, t)| able(t)) {
                    prop_assert!(winner.thanks >= rival.thanks);
                    prop_assert!(winner.thanks > rival.thanks || place <= other);
                }
            }
        }
    }
}
