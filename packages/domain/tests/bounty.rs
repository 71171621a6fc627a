//! Who a bounty goes to: top-ups, silence, awards, bonds and reversals, each to the unit.

use aftercare_domain::bounty::{
    awards, bond, decide_by, lost_bond, pro_rata, raised_threshold, reversal, silence_threshold,
    silence_winner, Funding, LostBond, Reversal, Tally,
};
use aftercare_domain::money::Bps;
use aftercare_domain::reward::RATE_ONE;
use aftercare_domain::time::{Seconds, UnixTime};
use proptest::prelude::*;

fn tally(thanks: u128, objections: u128, accounts: u32) -> Option<Tally> {
    Some(Tally {
        thanks,
        objections,
        accounts,
    })
}

#[test]
fn a_top_up_waits_72_hours_and_joins_in_the_next_second() {
    let start = UnixTime(1_000);
    let funding = Funding::default().plus(7, start).unwrap();
    let last = start.plus(Seconds::hours(72));
    assert_eq!(funding.at(last), funding);
    let joined = Funding {
        joined: 7,
        waiting: 0,
        ..funding
    };
    assert_eq!(funding.at(last.plus(Seconds(1))), joined);
}

#[test]
fn a_second_top_up_waits_with_what_still_waits_and_leaves_what_has_joined() {
    let start = UnixTime(1_000);
    let first = Funding::default().plus(7, start).unwrap();
    let together = first.plus(5, start.plus(Seconds(60))).unwrap();
    assert_eq!((together.joined, together.waiting), (0, 12));
    let later = start.plus(Seconds::days(4));
    let apart = first.plus(5, later).unwrap();
    assert_eq!((apart.joined, apart.waiting), (7, 5));
    assert_eq!(apart.total(), Some(12));
    assert_eq!(apart.plus(u128::MAX, later), None);
}

#[test]
fn silence_needs_the_threshold_from_two_accounts() {
    assert_eq!(silence_winner(&[], 1), None);
    assert_eq!(silence_winner(&[tally(10, 0, 1)], 10), None);
    assert_eq!(silence_winner(&[tally(9, 0, 2)], 10), None);
    assert_eq!(silence_winner(&[tally(10, 0, 2)], 10), Some(0));
}

#[test]
fn objections_weigh_against_thanks() {
    assert_eq!(silence_winner(&[tally(19, 10, 2)], 10), None);
    assert_eq!(
        silence_winner(&[tally(90, 70, 2), tally(21, 0, 2)], 10),
        Some(1)
    );
    assert_eq!(silence_winner(&[tally(3, 4, 2)], 1), None);
}

#[test]
fn silence_takes_the_most_thanked_and_the_earlier_of_equals() {
    let answers = [
        tally(99, 0, 1),
        tally(20, 0, 2),
        tally(30, 0, 2),
        tally(30, 0, 5),
        None,
    ];
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
fn top_ups_raise_the_threshold_in_proportion() {
    assert_eq!(raised_threshold(10, 1_000, 1_000), 10);
    assert_eq!(raised_threshold(10, 1_000, 2_599), 25);
    assert_eq!(raised_threshold(2, 1, u128::MAX), u128::MAX);
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
    assert_eq!(pro_rata(10, &[1, 1, 1]), Some(vec![4, 3, 3]));
    assert_eq!(pro_rata(10, &[0, 0]), None);
}

#[test]
fn a_bond_is_a_fifth_of_the_award_and_at_least_the_flat_one() {
    assert_eq!([bond(99, 0), bond(100, 19), bond(100, 21)], [19, 20, 21]);
    assert_eq!(bond(u128::MAX, 1), u128::MAX / 5);
}

#[test]
fn the_odd_unit_of_a_lost_bond_is_the_authors() {
    let halves = |author, burnt| LostBond { author, burnt };
    assert_eq!(lost_bond(21), halves(11, 10));
    assert_eq!(lost_bond(1), halves(1, 0));
}

#[test]
fn a_challenger_who_is_a_funder_gets_nothing_on_top() {
    let parts = |challenger, funders| Reversal {
        challenger,
        funders,
    };
    assert_eq!(reversal(104, false), parts(20, 84));
    assert_eq!(reversal(104, true), parts(0, 104));
}

proptest! {
    #[test]
    fn awards_sum_to_the_bounty(
        bounty in any::<u128>(),
        weights in prop::collection::vec(1u32..=10_000, 1..=5),
    ) {
        let weights: Vec<Bps> = weights.into_iter().map(Bps).collect();
        prop_assert_eq!(awards(bounty, &weights).unwrap().iter().sum::<u128>(), bounty);
    }

    #[test]
    fn every_unit_of_an_award_and_of_a_bond_ends_with_somebody(
        award in any::<u128>(),
        funder in any::<bool>(),
        funders in prop::collection::vec(1u128..=u128::from(u64::MAX), 1..=21),
    ) {
        let parts = reversal(award, funder);
        prop_assert_eq!(parts.challenger + parts.funders, award);
        let back = pro_rata(parts.funders, &funders).unwrap();
        prop_assert_eq!(back.iter().sum::<u128>(), parts.funders);
        let halves = lost_bond(award);
        prop_assert_eq!(halves.author + halves.burnt, award);
        prop_assert!(halves.author - halves.burnt <= 1);
    }

    #[test]
    fn nobody_wins_by_silence_who_is_beaten_or_below_the_threshold(
        answers in prop::collection::vec((0u128..50, 0u128..50, 0u32..4, any::<bool>()), 0..30),
        threshold in 1u128..50,
    ) {
        let one = |(thanks, objections, accounts, may)| if may { tally(thanks, objections, accounts) } else { None };
        let answers: Vec<Option<Tally>> = answers.into_iter().map(one).collect();
        let able = |t: &&Tally| t.accounts >= 2 && t.thanks >= t.objections + threshold;
        match silence_winner(&answers, threshold) {
            None => prop_assert!(!answers.iter().flatten().any(|t| able(&t))),
            Some(place) => {
                let winner = answers[place].unwrap();
                prop_assert!(able(&&winner));
                for (other, rival) in answers.iter().enumerate() {
                    let Some(rival) = rival.as_ref().filter(able) else { continue };
                    prop_assert!(winner.net() >= rival.net());
                    prop_assert!(winner.net() > rival.net() || place <= other);
                }
            }
        }
    }
}
