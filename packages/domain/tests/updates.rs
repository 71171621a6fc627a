//! Missed updates against a count of every single interval.

use aftercare_domain::calendar::{Calendar, Hours, OpenSpan, UtcOffset};
use aftercare_domain::policy::{ServiceHours, Targets};
use aftercare_domain::ticket::{Periods, Rules, Updates};
use aftercare_domain::time::{Seconds, UnixTime};
use proptest::prelude::*;

const START: u64 = 1_767_603_600;

fn office() -> Calendar {
    Calendar {
        weekly: (0..5)
            .map(|day| OpenSpan {
                from: day * 86_400 + 32_400,
                to: day * 86_400 + 61_200,
            })
            .collect(),
        exceptions: vec![],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    }
}

/// (period, how many of it) one interval after the other.
fn by_hand(rules: &Rules<'_>, every: u64, now: UnixTime) -> Vec<(u32, u32)> {
    let start = UnixTime(START);
    let mut found: Vec<(u32, u32)> = vec![];
    for number in 1.. {
        let due = rules.hours.deadline(start, Seconds(number * every));
        let used = rules.hours.elapsed(start, now).0;
        let Some(due) = due.filter(|_| used > number * every) else {
            break;
        };
        let period = rules.periods.unwrap().of(due);
        match found.last_mut() {
            Some((last, count)) if *last == period => *count += 1,
            _ => found.push((period, 1)),
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn counting_by_arithmetic_is_counting_by_hand(
        every in 600u64..90_000,
        length in 3_600u64..2_000_000,
        lead in 0u64..5_000_000,
        passed in prop::collection::vec(0u64..900_000, 1..5),
        always in any::<bool>(),
    ) {
        let calendar = office();
        let targets = Targets {
            hours: ServiceHours::Always,
            first_response: None,
            next_response: None,
            update: Some(Seconds(every)),
            resolution: None,
        };
        let rules = Rules {
            hours: if always { Hours::Always } else { Hours::Calendar(&calendar) },
            window: Seconds(0),
            targets: Some(&targets),
            periods: Some(Periods { from: UnixTime(START - lead), length: Seconds(length) }),
        };
        let mut now = UnixTime(START);
        let mut updates = Updates::start(Seconds(every), now);
        let mut counted = std::collections::BTreeMap::new();
        // Counted at any instants in between, in any number of turns.
        for more in passed {
            now = now.plus(Seconds(more));
            let (after, groups) = updates.count(&rules, now, None);
            for group in groups {
                prop_assert!(group.before < group.number);
                prop_assert_eq!(counted.get(&group.period).copied().unwrap_or(0), group.before);
                counted.insert(group.period, group.number);
                prop_assert_eq!(rules.periods.unwrap().of(group.due), group.period);
            }
            updates = after;
        }
        let by_hand = by_hand(&rules, every, now);
        prop_assert_eq!(counted.into_iter().collect::<Vec<_>>(), by_hand);
    }
}

#[test]
fn without_periods_all_that_was_missed_is_one_group() {
    let targets = Targets {
        hours: ServiceHours::Always,
        first_response: None,
        next_response: None,
        update: Some(Seconds(3_600)),
        resolution: None,
    };
    let rules = Rules {
        hours: Hours::Always,
        window: Seconds(0),
        targets: Some(&targets),
        periods: None,
    };
    let start = UnixTime(START);
    let updates = Updates::start(Seconds(3_600), start);
    let (_, groups) = updates.count(&rules, start.plus(Seconds(5 * 3_600 + 1)), None);
    let found: Vec<_> = groups
        .iter()
        .map(|group| (group.period, group.before, group.number, group.due))
        .collect();
    assert_eq!(found, [(0, 0, 5, start.plus(Seconds(5 * 3_600)))]);
}
