//! given a term
//! ├── it lays its periods end to end
//! ├── when a hold-back runs: its last second still waits, the next settles
//! └── when notice is given: the period in which it runs out is kept
//! given what is left of a period's fee
//! └── when it is settled: provider, sink and burnt sum to it

use super::*;
use proptest::prelude::*;

fn term(periods: u32) -> Term {
    Term {
        from: UnixTime(1_000_000),
        period_length: Seconds::days(30),
        periods,
        cut: None,
    }
}

#[test]
fn a_period_holds_its_first_second_and_not_its_end() {
    let term = term(3);
    for period in 0..3 {
        let (start, end) = (term.start_of(period), term.end_of(period));
        assert_eq!(term.period_of(start), Some(period));
        assert_eq!(term.period_of(end.minus(Seconds(1))), Some(period));
        assert_eq!(
            term.period_of(end),
            Some(period)
                .filter(|p| *p < 2)
                .and_then(|p| p.checked_add(1))
        );
    }
    assert_eq!(term.period_of(term.from.minus(Seconds(1))), None);
    assert_eq!(term.until(), term.end_of(2));
}

#[test]
fn a_period_waits_through_the_last_second_of_its_hold_back() {
    let (term, hold_back) = (term(2), Seconds::days(7));
    let last = term.end_of(0).plus(hold_back);
    assert_eq!(term.settleable_from(0, hold_back), last.plus(Seconds(1)));
}

#[test]
fn a_period_that_is_cut_short_earns_its_share_of_the_time_rounded_down() {
    let whole = term(3);
    let cut = |seconds| Term {
        periods: 2,
        cut: Some(whole.start_of(1).plus(Seconds(seconds))),
        ..whole
    };
    let half = cut(15 * 86_400);
    assert_eq!(
        (half.earned(0, 101), half.earned(1, 101)),
        (Some(101), Some(50))
    );
    assert_eq!(half.until(), half.end_of(1));
    assert_eq!(half.period_of(half.until()), None);
    assert_eq!(half.period_of(half.until().minus(Seconds(1))), Some(1));
    assert_eq!(cut(0).earned(1, 101), Some(0));
    assert_eq!(whole.earned(2, u128::MAX), Some(u128::MAX));
}

#[test]
fn a_notice_keeps_the_period_in_which_it_runs_out() {
    let (term, notice) = (term(3), Seconds::days(14));
    assert_eq!(term.kept_after_notice(term.from, notice), Some(1));
    let turn = term.end_of(0).minus(notice);
    assert_eq!(
        term.kept_after_notice(turn.minus(Seconds(1)), notice),
        Some(1)
    );
    assert_eq!(term.kept_after_notice(turn, notice), Some(2));
}

#[test]
fn a_notice_that_runs_out_in_the_last_period_returns_nothing() {
    let (term, notice) = (term(3), Seconds::days(14));
    let last = term.last_notice(notice).unwrap();
    assert_eq!(term.kept_after_notice(last, notice), Some(2));
    assert_eq!(term.kept_after_notice(last.plus(Seconds(1)), notice), None);
    assert_eq!(term.kept_after_notice(term.until(), notice), None);
}

#[test]
fn a_notice_as_long_as_all_but_the_last_period_never_returns_anything() {
    assert_eq!(term(1).last_notice(Seconds::ZERO), None);
    assert_eq!(term(2).last_notice(Seconds::days(30)), None);
    let first_day = UnixTime(1_000_000).plus(Seconds(86_399));
    assert_eq!(term(2).last_notice(Seconds::days(29)), Some(first_day));
}

#[test]
fn a_block_has_twelve_periods() {
    assert_eq!(block_of(0), (0, 0));
    assert_eq!(block_of(11), (0, 11));
    assert_eq!(block_of(12), (1, 0));
    assert_eq!(block_of(119), (9, 11));
}

#[test]
fn the_remainders_of_a_settlement_are_the_providers_and_the_sinks() {
    let rates = FeeRates {
        protocol: Bps(100),
        burnt: Bps(5_000),
    };
    let split = settle(10_399, 0, &rates).unwrap();
    assert_eq!((split.provider, split.sink, split.burnt), (10_296, 52, 51));
    assert_eq!(settle(5, 6, &rates), None);
}

proptest! {
    #[test]
    fn every_second_of_a_term_lies_in_exactly_one_period(
        length in 1u64..40_000_000, periods in 1u32..=120, drawn in any::<u64>(),
    ) {
        let term = Term { from: UnixTime(7), period_length: Seconds(length), periods, cut: None };
        let at = term.from.plus(Seconds(drawn.checked_rem(term.until().since(term.from).0).unwrap()));
        let period = term.period_of(at).unwrap();
        prop_assert!(term.start_of(period) <= at && at < term.end_of(period));
    }

    #[test]
    fn a_settlement_sums_to_what_is_left_of_the_fee(
        fee in any::<u128>(), credited in any::<u128>(), protocol in 0u32..=10_000, burnt in 0u32..=10_000,
    ) {
        let rates = FeeRates { protocol: Bps(protocol), burnt: Bps(burnt) };
        let credited = credited.min(fee);
        let split = settle(fee, credited, &rates).unwrap();
        let sum = [split.provider, split.sink, split.burnt, credited].into_iter().sum::<u128>();
        prop_assert_eq!(sum, fee);
        prop_assert_eq!(split.protocol_fee(), rates.protocol.of(split.earned).unwrap());
    }

    #[test]
    fn the_notice_in_time_is_exactly_the_one_that_keeps_fewer_periods(
        periods in 1u32..=24, notice in 0u64..=90, at in 0u64..=800, second in 0u64..2,
    ) {
        let (term, notice) = (term(periods), Seconds::days(notice));
        let now = term.from.plus(Seconds::days(at)).minus(Seconds(second)).max(term.from);
        let in_time = term.last_notice(notice).is_some_and(|last| now <= last);
        prop_assert_eq!(term.kept_after_notice(now, notice).is_some(), in_time);
    }
}

proptest! {
    #[test]
    fn an_early_end_pays_the_whole_refund_from_escrow_bond_and_debt(
        fee in any::<u128>(), earned in any::<u128>(), taken in any::<u128>(), bond in any::<u128>(),
    ) {
        let (earned, taken) = (earned.min(fee), taken.min(fee));
        let end = early_end(fee, earned, taken, bond).unwrap();
        prop_assert_eq!(Some(end.refund), fee.checked_sub(earned));
        let parts = [end.from_escrow, end.from_bond, end.as_debt];
        let paid = parts.into_iter().try_fold(0u128, u128::checked_add);
        prop_assert_eq!(paid, Some(end.refund));
        prop_assert!(end.from_bond <= bond);
        prop_assert!(end.from_bond == bond || end.as_debt == 0);
        let left = fee.checked_sub(taken).and_then(|held| held.checked_sub(end.from_escrow));
        prop_assert_eq!(left, Some(earned.saturating_sub(taken)), "what is left is earned, less credits");
    }
}
