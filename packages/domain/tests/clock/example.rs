// given a clock that runs
//   its target is met in its last second and missed in the next
//   it is due when its target is used up, in its own hours
//   when it is paused, it is not due and counts nothing; resumed, it goes on where it was
//   when it stops in time, it is met for good
//   when it stops late, its lateness is final
//   when it is abandoned in time, nothing was measured
//   when it is abandoned late, it is missed
// given a clock that is late
//   when it is paused, stopped or resumed, the miss and its due stay
//   when its target is widened, its due stays
// given a clock that was paused with its whole target used
//   it is met; resumed, it is due at once and late a second later
// given a clock that takes over what another one had used
//   what that makes late at once is due then, whether it runs or waits; a met target and an earlier due stay
// given a more urgent promise
//   a clock that stopped or was waived stays as it is; an abandoned one runs again with a whole new target
// given a late clock that is waived
//   it has no due any more
// given a phase that an act does not fit
//   the act changes nothing
// given thresholds of lateness
//   the next step is the first late second, then each threshold above what was booked
//   when a booking comes early or again, it takes nothing back
//   when the clock does not run, a step is past if a threshold is reached and not booked, and else none
// given a calendar that opens no more before the end of time
//   nothing is due and nothing is next
// given a record
//   it is small, reads back, and an unknown field is refused

use aftercare_domain::calendar::{Calendar, Hours, OpenSpan, UtcOffset};
use aftercare_domain::clock::{Clock, Miss, Phase, Verdict};
use aftercare_domain::time::{Seconds, UnixTime, LATEST};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// Monday, 2026-11-23, 00:00 UTC.
const MONDAY: u64 = 1_795_392_000;
const TARGET: Seconds = Seconds(60);
const HOURS: Hours<'static> = Hours::Always;

/// An instant `seconds` after the clocks of these tests began.
fn at(seconds: u64) -> UnixTime {
    UnixTime(MONDAY + seconds)
}

fn running() -> Clock {
    Clock::start(TARGET, at(0))
}

fn missed(late: u64) -> Verdict {
    Verdict::Missed {
        late: Seconds(late),
    }
}

#[test]
fn a_more_urgent_promise_changes_no_clock_that_has_its_outcome() {
    let running = Clock::start(TARGET, at(0));
    for ended in [running.stop(&HOURS, at(10)), running.waive(&HOURS, at(10))] {
        assert_eq!(ended.raise(&HOURS, at(20), Seconds(5)), ended);
    }
    let again = running
        .abandon(&HOURS, at(10))
        .raise(&HOURS, at(20), Seconds(90));
    assert_eq!(again.phase, Phase::Running(at(20)));
    assert_eq!((again.used, again.target), (Seconds(10), Seconds(100)));
}

#[test]
fn a_late_clock_that_is_waived_has_no_due() {
    let late = Clock::start(TARGET, at(0)).pause(&HOURS, at(61));
    assert_eq!(late.missed_due, Some(at(60)));
    assert_eq!(late.waive(&HOURS, at(70)).missed_due, None);
}

#[test]
fn what_is_late_by_the_time_of_another_clock_was_due_in_the_second_before_it_is_taken_over() {
    let running = Clock::start(TARGET, at(0));
    let waiting = running.pause(&HOURS, at(10));
    for clock in [running, waiting] {
        for (used, due) in [(0, None), (60, None), (61, Some(at(19)))] {
            let taken = clock.absorb(&HOURS, at(20), Seconds(used));
            assert_eq!(taken.missed_due, due, "{used} s");
            let own = clock.used_at(&HOURS, at(20));
            assert_eq!(taken.used, own.max(Seconds(used)));
        }
    }
    let late = running.absorb(&HOURS, at(70), Seconds(500));
    assert_eq!(late.missed_due, Some(at(60)));
}

#[test]
fn a_target_is_met_in_its_last_second_and_missed_in_the_next() {
    for (used, late, stopped) in [
        (59, None, Verdict::Met),
        (60, None, Verdict::Met),
        (61, Some(1), missed(1)),
    ] {
        let clock = running();
        assert_eq!(clock.used_at(&HOURS, at(used)), Seconds(used));
        assert_eq!(clock.left_at(&HOURS, at(used)), TARGET.minus(Seconds(used)));
        assert_eq!(clock.lateness_at(&HOURS, at(used)), late.map(Seconds));
        assert_eq!(
            clock.stop(&HOURS, at(used)).verdict_at(&HOURS, at(99)),
            stopped
        );
    }
    assert_eq!(running().verdict_at(&HOURS, at(60)), Verdict::Running);
    assert_eq!(running().verdict_at(&HOURS, at(61)), missed(1));
}

#[test]
fn it_is_due_when_its_target_is_used_up_in_its_own_hours() {
    let office = Calendar {
        weekly: vec![9, 33]
            .into_iter()
            .map(|hour| OpenSpan {
                from: hour * 3_600,
                to: (hour + 8) * 3_600,
            })
            .collect(),
        exceptions: vec![],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    };
    let hours = Hours::Calendar(&office);
    let clock = Clock::start(Seconds(2 * HOUR), at(16 * HOUR));
    assert_eq!(clock.due_at(&hours), Some(at(DAY + 10 * HOUR)));
    assert_eq!(clock.lateness_at(&hours, at(DAY + 10 * HOUR)), None);
    // Closed hours make nobody late.
    let evening = clock.miss_at(&hours, at(DAY + 23 * HOUR));
    let expected = Miss {
        due: at(DAY + 10 * HOUR),
        late: Seconds(7 * HOUR),
    };
    assert_eq!(evening, Some(expected));
}

#[test]
fn a_paused_clock_counts_nothing_and_goes_on_where_it_was() {
    let paused = running().pause(&HOURS, at(40));
    assert_eq!(paused.due_at(&HOURS), None);
    assert_eq!(paused.used_at(&HOURS, at(1_000)), Seconds(40));
    assert_eq!(paused.verdict_at(&HOURS, at(1_000)), Verdict::Running);
    let resumed = paused.resume(at(1_000));
    assert_eq!(resumed.due_at(&HOURS), Some(at(1_020)));
    assert_eq!(resumed.used_at(&HOURS, at(1_005)), Seconds(45));
}

#[test]
fn a_clock_that_stops_in_time_is_met_for_good() {
    for stopped in [
        running().stop(&HOURS, at(50)),
        running().pause(&HOURS, at(50)).stop(&HOURS, at(500)),
    ] {
        assert_eq!(stopped.used_at(&HOURS, at(9_999)), Seconds(50));
        assert_eq!(stopped.verdict_at(&HOURS, at(9_999)), Verdict::Met);
        assert_eq!(stopped.due_at(&HOURS), None);
        assert!(stopped.has_ended());
    }
}

#[test]
fn a_clock_that_stops_late_keeps_its_lateness() {
    let stopped = running().stop(&HOURS, at(75));
    assert_eq!(stopped.verdict_at(&HOURS, at(9_999)), missed(15));
    assert_eq!(stopped.missed_due, Some(at(60)));
}

#[test]
fn a_clock_abandoned_in_time_was_not_measured() {
    let abandoned = running().abandon(&HOURS, at(60));
    assert_eq!(abandoned.verdict_at(&HOURS, at(99)), Verdict::NotMeasured);
    assert!(abandoned.has_ended());
}

#[test]
fn a_clock_abandoned_late_is_missed() {
    let abandoned = running().abandon(&HOURS, at(61));
    assert_eq!(abandoned.verdict_at(&HOURS, at(99)), missed(1));
    assert_eq!(abandoned.missed_due, Some(at(60)));
}

#[test]
fn a_miss_and_its_due_stay_whatever_comes_later() {
    let paused = running().pause(&HOURS, at(70));
    let miss = |late| {
        Some(Miss {
            due: at(60),
            late: Seconds(late),
        })
    };
    assert_eq!(paused.miss_at(&HOURS, at(500)), miss(10));
    let resumed = paused.resume(at(500));
    assert_eq!(resumed.due_at(&HOURS), Some(at(60)));
    assert_eq!(resumed.miss_at(&HOURS, at(505)), miss(15));
    let stopped = resumed.stop(&HOURS, at(510));
    assert_eq!(stopped.miss_at(&HOURS, at(999)), miss(20));
    assert_eq!(
        paused.abandon(&HOURS, at(999)).miss_at(&HOURS, at(999)),
        miss(10)
    );
}

#[test]
fn a_due_that_was_missed_stays_even_if_the_target_is_widened() {
    let widened = Clock {
        target: Seconds(500),
        ..running().book(&HOURS, at(70))
    };
    let stopped = widened
        .pause(&HOURS, at(80))
        .resume(at(90))
        .stop(&HOURS, at(95));
    assert_eq!(stopped.missed_due, Some(at(60)));
}

#[test]
fn a_clock_paused_with_its_whole_target_used_is_met_and_due_once_it_runs_again() {
    let paused = running().pause(&HOURS, at(60));
    assert_eq!(paused.missed_due, None);
    assert_eq!(
        paused.stop(&HOURS, at(90)).verdict_at(&HOURS, at(90)),
        Verdict::Met
    );
    let resumed = paused.resume(at(100));
    assert_eq!(resumed.due_at(&HOURS), Some(at(100)));
    assert_eq!(resumed.lateness_at(&HOURS, at(100)), None);
    assert_eq!(resumed.lateness_at(&HOURS, at(101)), Some(Seconds(1)));
}

#[test]
fn an_act_that_does_not_fit_the_phase_changes_nothing() {
    let paused = running().pause(&HOURS, at(10));
    assert_eq!(running().resume(at(10)), running());
    assert_eq!(paused.pause(&HOURS, at(20)), paused);
    for ended in [
        running().stop(&HOURS, at(70)),
        running().abandon(&HOURS, at(70)),
    ] {
        assert_eq!(ended.pause(&HOURS, at(80)), ended);
        assert_eq!(ended.resume(at(80)), ended);
        assert_eq!(ended.stop(&HOURS, at(80)), ended);
        assert_eq!(ended.abandon(&HOURS, at(80)), ended);
    }
    assert_eq!(running().book(&HOURS, at(60)), running());
}

#[test]
fn the_next_step_is_the_first_late_second_and_then_each_threshold() {
    let tiers = [Seconds(1), Seconds(180), Seconds(60)];
    let clock = running();
    assert_eq!(clock.next_step_at(&HOURS, &tiers), Some(at(61)));
    let booked = clock.book(&HOURS, at(61));
    assert_eq!(booked.booked, Some(Seconds(1)));
    assert_eq!(booked.missed_due, Some(at(60)));
    assert_eq!(booked.next_step_at(&HOURS, &tiers), Some(at(120)));
    // One second short of a threshold, that threshold is still to come; at it, the next one is.
    let early = booked.book(&HOURS, at(119));
    assert_eq!(early.next_step_at(&HOURS, &tiers), Some(at(120)));
    let second = booked.book(&HOURS, at(120));
    assert_eq!(second.next_step_at(&HOURS, &tiers), Some(at(240)));
    assert_eq!(
        second.book(&HOURS, at(240)).next_step_at(&HOURS, &tiers),
        None
    );
    assert_eq!(running().next_step_at(&HOURS, &[]), Some(at(61)));
}

#[test]
fn a_booking_again_or_out_of_order_takes_nothing_back() {
    let once = running().book(&HOURS, at(100));
    assert_eq!(once.book(&HOURS, at(100)), once);
    assert_eq!(once.book(&HOURS, at(90)), once);
    assert_eq!(once.book(&HOURS, at(50)), once);
}

#[test]
fn a_clock_that_does_not_run_has_only_past_steps() {
    let tiers = [Seconds(1), Seconds(30)];
    assert_eq!(
        running().pause(&HOURS, at(60)).next_step_at(&HOURS, &tiers),
        None
    );
    for late in [
        running().pause(&HOURS, at(100)),
        running().stop(&HOURS, at(100)),
    ] {
        assert_eq!(late.next_step_at(&HOURS, &tiers), Some(at(60)));
        let booked = late.book(&HOURS, at(200));
        assert_eq!(booked.booked, Some(Seconds(40)));
        assert_eq!(booked.next_step_at(&HOURS, &tiers), None);
    }
    let booked_before = running().book(&HOURS, at(70)).pause(&HOURS, at(89));
    assert_eq!(booked_before.next_step_at(&HOURS, &tiers), None);
    let reached_since = running().book(&HOURS, at(70)).pause(&HOURS, at(90));
    assert_eq!(reached_since.next_step_at(&HOURS, &tiers), Some(at(60)));
    let resumed = reached_since.resume(at(500));
    assert_eq!(resumed.next_step_at(&HOURS, &tiers), Some(at(500)));
}

#[test]
fn nothing_is_due_past_the_end_of_time() {
    let clock = Clock::start(TARGET, LATEST.minus(Seconds(59)));
    assert_eq!(clock.due_at(&HOURS), None);
    assert_eq!(clock.next_step_at(&HOURS, &[Seconds(1)]), None);
    let clock = Clock::start(TARGET, LATEST.minus(Seconds(60)));
    assert_eq!(clock.due_at(&HOURS), Some(LATEST));
    assert_eq!(clock.next_step_at(&HOURS, &[Seconds(1)]), None);
}

#[test]
fn a_record_is_small_reads_back_and_refuses_unknown_fields() {
    let fresh = r#"{"target":60,"used":0,"phase":{"running":1795392000}}"#;
    assert_eq!(serde_json::to_string(&running()).unwrap(), fresh);
    assert_eq!(serde_json::from_str::<Clock>(fresh).unwrap(), running());

    let late = running().book(&HOURS, at(75)).pause(&HOURS, at(80));
    let text = serde_json::to_string(&late).unwrap();
    let expected =
        r#"{"target":60,"used":80,"phase":"paused","missed_due":1795392060,"booked":15}"#;
    assert_eq!(text, expected);
    assert_eq!(serde_json::from_str::<Clock>(&text).unwrap(), late);
    assert_eq!(late.phase, Phase::Paused);

    let unknown = fresh.replace("used", "spent");
    assert!(serde_json::from_str::<Clock>(&unknown).is_err());
}
