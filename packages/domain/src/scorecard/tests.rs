use super::*;
use crate::money::Bps;
use crate::policy::Metric;
use crate::ticket::CloseReason;
use crate::time::Seconds;

/// Monday 2026-01-05T00:00:00Z.
const MONDAY: u64 = 1_767_571_200;

fn ending(reason: CloseReason) -> Ending {
    Ending {
        reason,
        cycle: 0,
        response: Some(Seconds(600)),
        resolution: Some(Seconds(7_200)),
        first_contact: false,
        voids_first_contact: false,
        rateable: true,
    }
}

#[test]
fn a_week_begins_on_monday_at_midnight() {
    let week = week_of(UnixTime(MONDAY));
    assert_eq!(week_of(UnixTime(MONDAY - 1)), week - 1);
    assert_eq!(week_of(UnixTime(MONDAY + WEEK - 1)), week);
    assert_eq!(week_of(UnixTime(MONDAY + WEEK)), week + 1);
    assert_eq!(week_start(week), UnixTime(MONDAY));
    assert_eq!((week_of(UnixTime(0)), week_start(0)), (0, UnixTime(0)));
}

#[test]
fn fifty_three_weeks_have_slots_of_their_own_and_the_next_takes_the_first() {
    let slots: std::collections::BTreeSet<_> = (100..153).map(slot).collect();
    assert_eq!(slots.len(), 53);
    assert_eq!(slot(153), slot(100));
    assert_eq!((block_of(103), block_of(104)), (25, 26));
    let blocks: std::collections::BTreeSet<_> = (0..14).map(block_slot).collect();
    assert_eq!((blocks.len(), block_slot(14)), (14, block_slot(0)));
}

#[test]
fn a_mean_is_rounded_down() {
    let mut durations = Durations::default();
    for seconds in [10, 20, 31] {
        durations.add(Seconds(seconds));
    }
    assert_eq!(durations.mean(), Some(Seconds(20)));
}

#[test]
fn a_bound_is_rounded_down_also_where_its_root_is_a_whole_number_or_just_above_one() {
    // In exact numbers: 37.5 % of itself, and a hair below 8.36 %.
    for (satisfied, given, bound) in [(159, 375, 3_750), (1_056, 11_923, 835)] {
        let votes = Votes { given, satisfied };
        assert_eq!(
            votes.lower_bound(),
            Some(Bps(bound)),
            "{satisfied} of {given}"
        );
    }
}

#[test]
fn each_ticket_is_opened_once_and_each_end_has_one_reason() {
    let mut week = Week::new(7);
    week.end(&ending(CloseReason::Confirmed));
    week.end(&ending(CloseReason::Lapsed));
    week.end(&ending(CloseReason::Cancelled));
    week.end(&ending(CloseReason::Declined));
    let automated = Ending {
        cycle: 1,
        ..ending(CloseReason::Automated)
    };
    week.end(&automated);
    let e = week.endings;
    assert_eq!((e.opened, e.reopened), (4, 1));
    let reasons = [e.confirmed, e.lapsed, e.cancelled, e.other, e.automated];
    assert_eq!(reasons, [1; 5]);
    assert_eq!((week.response.count(), week.resolution.sum), (5, 36_000));
}

#[test]
fn a_first_contact_that_is_reopened_is_taken_off_and_not_rewritten() {
    let mut week = Week::new(7);
    week.end(&Ending {
        first_contact: true,
        ..ending(CloseReason::Confirmed)
    });
    week.end(&Ending {
        cycle: 1,
        voids_first_contact: true,
        ..ending(CloseReason::Confirmed)
    });
    let e = week.endings;
    assert_eq!((e.first_contact, e.first_contact_voided), (1, 1));
}

#[test]
fn misses_stand_under_their_metric() {
    let mut week = Week::new(7);
    let mut misses = Misses::default();
    for (metric, more) in Metric::ALL.into_iter().zip(1..) {
        misses.add(metric, more);
    }
    week.miss(&misses);
    let expected = Misses {
        first_response: 1,
        next_response: 2,
        update: 3,
        resolution: 4,
    };
    assert_eq!(week.misses, expected);
}

#[test]
fn customers_are_counted_once_a_week_and_the_most_frequent_one_is_known() {
    let mut week = Week::new(7);
    week.rate(Subject::Ticket, 5, 1);
    week.rate(Subject::Ticket, 3, 2);
    week.rate(Subject::Agreement, 4, 1);
    week.void(5);
    let r = week.ratings;
    assert_eq!((r.customers, r.largest), (2, 2));
    assert_eq!((r.tickets.given, r.tickets.satisfied), (2, 1));
    assert_eq!((r.agreements.given, r.voided.satisfied), (1, 1));
}

#[test]
fn weeks_add_up_and_of_customers_what_is_certain_stays() {
    let (mut first, mut second) = (Week::new(7), Week::new(8));
    for number in 1..=3 {
        first.rate(Subject::Ticket, 5, number);
    }
    first.rate(Subject::Ticket, 5, 1);
    second.rate(Subject::Ticket, 1, 1);
    second.end(&ending(CloseReason::Confirmed));
    second.misses.add(Metric::Resolution, 1);
    first.merge(&second);
    let r = first.ratings;
    assert_eq!((r.tickets.given, r.tickets.satisfied), (5, 4));
    assert_eq!((r.customers, r.largest), (2, 4));
    assert_eq!((first.endings.opened, first.misses.resolution), (1, 1));
    assert_eq!((first.week, first.response.count()), (7, 1));
}
