// given random acts on a clock, in random hours
//   used seconds never fall, and are the sum of the seconds counted while it ran
//   a miss never goes away, and its due never changes
//   an ended clock never changes its verdict
//   before its next step nothing is new to book, and at it something is

use aftercare_domain::calendar::{Calendar, Hours, OpenSpan, UtcOffset};
use aftercare_domain::clock::{Clock, Phase, Verdict};
use aftercare_domain::time::{Seconds, UnixTime};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

const START: UnixTime = UnixTime(1_795_392_000);

#[derive(Clone, Copy, Debug)]
enum Act {
    Pause,
    Resume,
    Stop,
    Abandon,
    Book,
    Wait,
}

fn seeded() -> Config {
    Config {
        cases: 2_000,
        rng_seed: RngSeed::Fixed(3),
        failure_persistence: None,
        ..Config::default()
    }
}

/// Ten minutes open, twenty closed, over the first hours of a week, in which these clocks run.
fn calendar() -> Calendar {
    let weekly = (0..21)
        .map(|i| OpenSpan {
            from: i * 1_800,
            to: i * 1_800 + 600,
        })
        .collect();
    Calendar {
        weekly,
        exceptions: vec![],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    }
}

fn acts() -> impl Strategy<Value = Vec<(u64, Act)>> {
    let act = prop_oneof![
        4 => Just(Act::Pause),
        4 => Just(Act::Resume),
        4 => Just(Act::Book),
        2 => Just(Act::Wait),
        1 => Just(Act::Stop),
        1 => Just(Act::Abandon),
    ];
    prop::collection::vec((0u64..1_500, act), 1..12)
}

fn apply(clock: Clock, act: Act, hours: &Hours<'_>, at: UnixTime) -> Clock {
    match act {
        Act::Pause => clock.pause(hours, at),
        Act::Resume => clock.resume(at),
        Act::Stop => clock.stop(hours, at),
        Act::Abandon => clock.abandon(hours, at),
        Act::Book => clock.book(hours, at),
        Act::Wait => clock,
    }
}

fn is_missed(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Missed { .. })
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn used_seconds_never_fall_and_a_miss_never_goes_away(
        target in 1u64..2_000,
        always in any::<bool>(),
        acts in acts(),
    ) {
        let calendar = calendar();
        let hours = if always { Hours::Always } else { Hours::Calendar(&calendar) };
        let (mut clock, mut now) = (Clock::start(Seconds(target), START), START);
        let mut counted = Seconds::ZERO;
        for (wait, act) in acts {
            let later = now.plus(Seconds(wait));
            if matches!(clock.phase, Phase::Running(_)) {
                counted = counted.plus(hours.elapsed(now, later));
            }
            now = later;
            let next = apply(clock, act, &hours, now);
            prop_assert_eq!(next.used_at(&hours, now), counted);
            prop_assert_eq!(next.lateness_at(&hours, now), clock.lateness_at(&hours, now));
            prop_assert!(next.used >= clock.used && next.booked >= clock.booked);
            prop_assert_eq!(is_missed(next.verdict_at(&hours, now)), counted.0 > target);
            if let Some(miss) = clock.miss_at(&hours, now) {
                prop_assert_eq!(next.miss_at(&hours, now), Some(miss));
                prop_assert!(hours.elapsed(miss.due, now) >= miss.late);
            }
            if clock.has_ended() {
                prop_assert_eq!(next.verdict_at(&hours, now), clock.verdict_at(&hours, now));
            }
            clock = next;
        }
    }

    #[test]
    fn before_its_next_step_nothing_is_new_to_book_and_at_it_something_is(
        target in 1u64..2_000,
        always in any::<bool>(),
        acts in acts(),
        thresholds in prop::collection::vec((1u64..2_000).prop_map(Seconds), 0..4),
    ) {
        let calendar = calendar();
        let hours = if always { Hours::Always } else { Hours::Calendar(&calendar) };
        let (mut clock, mut now) = (Clock::start(Seconds(target), START), START);
        for (wait, act) in acts {
            now = now.plus(Seconds(wait));
            clock = apply(clock, act, &hours, now);
        }
        // What a booking would bring: the thresholds reached and not booked, or the miss itself.
        let reached = |late: Seconds| thresholds.iter().filter(|from| **from <= late).count();
        let is_new = |at: UnixTime| match (clock.lateness_at(&hours, at), clock.booked) {
            (Some(late), Some(booked)) => reached(late) > reached(booked),
            (Some(_), None) => true,
            (None, _) => false,
        };
        match clock.next_step_at(&hours, &thresholds) {
            Some(step) => {
                prop_assert!(is_new(step.max(now)));
                prop_assert!(step <= now || !is_new(step.minus(Seconds(1)).max(now)));
            }
            None => prop_assert!(!is_new(now.plus(Seconds::days(400)))),
        }
    }
}
