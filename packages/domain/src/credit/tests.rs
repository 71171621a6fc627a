//! given a schedule
//! ├── when its tiers are checked: each rule has its own refusal
//! └── when a lateness is measured: the last tier reached, rounded down; worse never pays less
//! given caps
//! ├── when they are checked: each lies inside the next
//! └── when misses are booked: what is still wanted, and as much as the tightest cap leaves; no cap is passed, in no
//!     order, by no splitting
//! given a credit
//! └── when it is drawn: fee, then bond, then debt, exactly

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const METRIC: Metric = Metric::Resolution;

fn seconds(from: u64, credit: u32) -> Tier {
    Tier {
        from: Threshold::LateSeconds(Seconds(from)),
        credit: Bps(credit),
    }
}

fn share(from: u32, credit: u32) -> Tier {
    Tier {
        from: Threshold::LateTargetBps(Bps(from)),
        credit: Bps(credit),
    }
}

fn schedule(tiers: Vec<Tier>) -> CreditSchedule {
    CreditSchedule {
        resolution: tiers,
        ..CreditSchedule::default()
    }
}

fn check(tiers: Vec<Tier>) -> Result<(), ScheduleError> {
    schedule(tiers).check()
}

#[test]
fn ascending_tiers_that_never_pay_less_are_accepted() {
    assert_eq!(check(vec![]), Ok(()));
    assert_eq!(check(vec![seconds(1, 200), seconds(2, 200)]), Ok(()));
    assert_eq!(check(vec![share(1, 1), share(10_000, 10_000)]), Ok(()));
}

#[test]
fn each_rule_of_a_tier_has_its_own_refusal() {
    let (metric, credit) = (METRIC, Bps(0));
    assert_eq!(
        check((1..=9).map(|from| seconds(from, 1)).collect()),
        Err(ScheduleError::TooMany { metric, count: 9 })
    );
    assert_eq!(
        check(vec![seconds(0, 1)]),
        Err(ScheduleError::Start { metric, tier: 0 })
    );
    assert_eq!(
        check(vec![seconds(1, 1), seconds(2, 0)]),
        Err(ScheduleError::Credit {
            metric,
            tier: 1,
            credit
        })
    );
    assert_eq!(
        check(vec![seconds(1, 10_001)]),
        Err(ScheduleError::Credit {
            metric,
            tier: 0,
            credit: Bps(10_001)
        })
    );
}

#[test]
fn each_rule_between_tiers_has_its_own_refusal() {
    let metric = METRIC;
    assert_eq!(
        check(vec![seconds(1, 1), share(2, 2)]),
        Err(ScheduleError::Mixed { metric, tier: 1 })
    );
    assert_eq!(
        check(vec![seconds(5, 1), seconds(5, 2)]),
        Err(ScheduleError::Order { metric, tier: 1 })
    );
    assert_eq!(
        check(vec![seconds(1, 2), seconds(5, 1)]),
        Err(ScheduleError::Shrinks { metric, tier: 1 })
    );
}

#[test]
fn each_metric_has_tiers_of_what_it_measures() {
    let tier = |from| Tier {
        from,
        credit: Bps(1),
    };
    let (below, count) = (
        |share| tier(Threshold::BelowBps(Bps(share))),
        |number| tier(Threshold::Count(number)),
    );
    let with = |metric, tiers: Vec<Tier>| super::check::tiers(metric, &tiers);
    let (up, update) = (Metric::Availability, Metric::Update);
    assert_eq!(with(up, vec![below(10_000), below(9_900)]), Ok(()));
    assert_eq!(with(update, vec![count(1), count(3)]), Ok(()));
    let order = |metric| Err(ScheduleError::Order { metric, tier: 1 });
    for worse in [9_900, 9_990] {
        assert_eq!(with(up, vec![below(9_900), below(worse)]), order(up));
    }
    assert_eq!(with(update, vec![count(3), count(1)]), order(update));
    let kind = |metric| Err(ScheduleError::Kind { metric, tier: 0 });
    assert_eq!(with(up, vec![count(1)]), kind(up));
    assert_eq!(with(update, vec![seconds(1, 1)]), kind(update));
    assert_eq!(with(METRIC, vec![below(1)]), kind(METRIC));
    for (metric, tier) in [(up, below(0)), (up, below(10_001)), (update, count(0))] {
        let refused = Err(ScheduleError::Start { metric, tier: 0 });
        assert_eq!(with(metric, vec![tier]), refused);
    }
}

#[test]
fn a_share_or_a_count_is_credited_by_the_last_tier_that_it_reaches() {
    let tier = |from, credit| Tier {
        from,
        credit: Bps(credit),
    };
    let schedule = CreditSchedule {
        update: vec![
            tier(Threshold::Count(1), 100),
            tier(Threshold::Count(3), 300),
        ],
        availability: vec![
            tier(Threshold::BelowBps(Bps(9_990)), 1_000),
            tier(Threshold::BelowBps(Bps(9_900)), 2_500),
        ],
        ..CreditSchedule::default()
    };
    let up = |share| {
        let measure = Measure::Below { share: Bps(share) };
        schedule.amount(Metric::Availability, measure, 10_000)
    };
    assert_eq!((up(9_990), up(9_989)), (Some(0), Some(1_000)));
    assert_eq!((up(9_900), up(9_899)), (Some(1_000), Some(2_500)));
    let missed = |number| schedule.amount(Metric::Update, Measure::Count { number }, 10_000);
    assert_eq!((missed(0), missed(1)), (Some(0), Some(100)));
    assert_eq!((missed(2), missed(3)), (Some(100), Some(300)));
}

#[test]
fn the_last_tier_reached_is_credited_and_its_first_second_counts() {
    let tiers = schedule(vec![seconds(1, 200), seconds(60, 500)]);
    let amount = |late| {
        let measured = Measure::Late {
            late: Seconds(late),
            target: Seconds(1_800),
        };
        tiers.amount(METRIC, measured, 10_001).unwrap()
    };
    assert_eq!((amount(0), amount(1), amount(59)), (0, 200, 200));
    assert_eq!((amount(60), amount(u64::MAX)), (500, 500));
}

#[test]
fn a_share_of_the_target_is_really_reached() {
    let tiers = schedule(vec![share(10_000, 500), share(30_000, 1_000)]);
    let amount = |late| {
        let measured = Measure::Late {
            late: Seconds(late),
            target: Seconds(7),
        };
        tiers.amount(METRIC, measured, 100).unwrap()
    };
    assert_eq!(
        (amount(6), amount(7), amount(20), amount(21)),
        (0, 5, 5, 10)
    );
    assert_eq!(
        Threshold::LateTargetBps(Bps(3_333)).seconds(Seconds(3)),
        Some(Seconds(1))
    );
    assert_eq!(
        Threshold::LateTargetBps(Bps(3_334)).seconds(Seconds(3)),
        Some(Seconds(2))
    );
    assert_eq!(
        Threshold::LateTargetBps(Bps(0)).seconds(Seconds(3)),
        Some(Seconds(1))
    );
}

#[test]
fn caps_lie_inside_each_other() {
    let caps = |ticket, period, block| Caps {
        ticket: Bps(ticket),
        period: Bps(period),
        block: Bps(block),
    };
    assert_eq!(caps(1_000, 3_000, 12_000).check(), Ok(()));
    assert_eq!(caps(10_000, 10_000, 120_000).check(), Ok(()));
    assert_eq!(caps(0, 0, 0).check(), Ok(()));
    assert_eq!(
        caps(0, 10_001, 12_000).check(),
        Err(CapsError::Period {
            period: Bps(10_001)
        })
    );
    assert_eq!(
        caps(3_001, 3_000, 12_000).check(),
        Err(CapsError::Ticket {
            ticket: Bps(3_001),
            period: Bps(3_000)
        })
    );
    for block in [2_999, 120_001] {
        assert_eq!(
            caps(1_000, 3_000, block).check(),
            Err(CapsError::Block {
                block: Bps(block),
                period: Bps(3_000)
            })
        );
    }
}

#[test]
fn a_credit_is_drawn_from_the_fee_then_the_bond_then_as_debt() {
    let parts = |sources: Sources| (sources.from_fee, sources.from_bond, sources.as_debt);
    assert_eq!(parts(draw(10, 20, 20)), (10, 0, 0));
    assert_eq!(parts(draw(30, 20, 20)), (20, 10, 0));
    assert_eq!(parts(draw(50, 20, 20)), (20, 20, 10));
    assert_eq!(parts(draw(50, 0, 0)), (0, 0, 50));
    assert_eq!(draw(50, 20, 20).paid(), 40);
}

#[test]
fn a_booking_adds_what_is_still_wanted_as_far_as_the_tightest_cap_leaves_it() {
    let caps = CapAmounts {
        ticket: 100,
        period: 200,
        block: 300,
    };
    for (want, [key, ticket, period, block], more) in [
        (60, [0, 0, 0, 0], 60),
        (60, [25, 0, 0, 0], 35),
        (60, [60, 60, 60, 60], 0),
        (60, [0, 95, 0, 0], 5),
        (60, [0, 0, 193, 0], 7),
        (60, [0, 0, 0, 291], 9),
        (60, [25, 90, 195, 297], 3),
        (60, [0, 101, 0, 0], 0),
    ] {
        let credited = Credited {
            key,
            ticket,
            period,
            block,
        };
        assert_eq!(added(want, &credited, &caps), more, "{credited:?}");
    }
}

/// The books of one agreement as a plain model: every level's sum by its key.
#[derive(Default)]
struct Booked {
    want: BTreeMap<(u32, u8, u8), u128>,
    keys: BTreeMap<(u32, u8, u8), u128>,
    tickets: BTreeMap<(u32, u8), u128>,
    periods: BTreeMap<u32, u128>,
    blocks: BTreeMap<u32, u128>,
}

/// A miss: period, ticket, key of the ticket, how late.
type Act = (u32, u8, u8, u64);

impl Booked {
    fn book(&mut self, rules: &(CreditSchedule, Caps), fee: u128, act: Act) {
        let (period, ticket, key, late) = act;
        let block = crate::billing::block_of(period).0;
        let measured = Measure::Late {
            late: Seconds(late),
            target: Seconds(100),
        };
        let amount = rules.0.amount(METRIC, measured, fee).unwrap();
        let want = self.want.entry((period, ticket, key)).or_default();
        *want = amount.max(*want);
        let levels = [
            self.keys.entry((period, ticket, key)).or_default(),
            self.tickets.entry((period, ticket)).or_default(),
            self.periods.entry(period).or_default(),
            self.blocks.entry(block).or_default(),
        ];
        let credited = Credited {
            key: *levels[0],
            ticket: *levels[1],
            period: *levels[2],
            block: *levels[3],
        };
        let more = added(*want, &credited, &rules.1.amounts(fee).unwrap());
        for level in levels {
            *level = level.checked_add(more).unwrap();
        }
    }

    fn after(acts: &[Act], rules: &(CreditSchedule, Caps), fee: u128) -> Self {
        let mut booked = Self::default();
        for act in acts {
            booked.book(rules, fee, *act);
        }
        booked
    }
}

fn rules() -> impl Strategy<Value = (CreditSchedule, Caps)> {
    let tiers = prop::collection::btree_map(1u64..400, 1u32..=4_000, 1..=MAX_TIERS);
    let caps = (0u32..=4_000, 0u32..=6_000, 0u32..=40_000);
    (tiers, caps).prop_map(|(tiers, (ticket, period, block))| {
        let mut credits: Vec<u32> = tiers.values().copied().collect();
        credits.sort_unstable();
        let tiers = tiers
            .keys()
            .zip(credits)
            .map(|(from, credit)| seconds(*from, credit));
        let period = period.saturating_add(ticket);
        let caps = Caps {
            ticket: Bps(ticket),
            period: Bps(period),
            block: Bps(block.saturating_add(period)),
        };
        (schedule(tiers.collect()), caps)
    })
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec((0u32..30, 0u8..4, 0u8..3, 0u64..500), 1..60)
}

/// The last lateness of each key, once: what any history of bookings must amount to.
fn last_bookings(acts: &[Act]) -> Vec<Act> {
    let mut last: BTreeMap<(u32, u8, u8), u64> = BTreeMap::new();
    for (period, ticket, key, late) in acts {
        let entry = last.entry((*period, *ticket, *key)).or_default();
        *entry = (*entry).max(*late);
    }
    last.into_iter()
        .map(|((period, ticket, key), late)| (period, ticket, key, late))
        .collect()
}

proptest! {
    #[test]
    fn rules_made_for_these_tests_pass_their_own_checks(rules in rules()) {
        prop_assert_eq!(rules.0.check(), Ok(()));
        prop_assert_eq!(rules.1.check(), Ok(()));
    }

    #[test]
    fn worse_never_pays_less(
        rules in rules(), fee in any::<u128>(), late in 0u64..500, more in 0u64..500, target in 1u64..400,
    ) {
        let amount = |late| {
            let measured = Measure::Late { late: Seconds(late), target: Seconds(target) };
            rules.0.amount(METRIC, measured, fee).unwrap()
        };
        prop_assert!(amount(late) <= amount(late.saturating_add(more)));
    }

    #[test]
    fn a_lateness_booked_in_many_steps_credits_what_one_booking_does(
        rules in rules(), fee in 0u128..1_000_000, acts in acts(),
    ) {
        let stepwise = Booked::after(&acts, &rules, fee);
        let at_once = Booked::after(&last_bookings(&acts), &rules, fee);
        prop_assert_eq!(stepwise.blocks, at_once.blocks);
    }

    #[test]
    fn any_order_of_bookings_credits_the_same_sum_per_block(
        rules in rules(), fee in 0u128..1_000_000, acts in acts(), seed in any::<prop::sample::Index>(),
    ) {
        let forward = Booked::after(&acts, &rules, fee);
        let mut turned = acts.clone();
        turned.rotate_left(seed.index(acts.len()));
        turned.reverse();
        prop_assert_eq!(forward.blocks, Booked::after(&turned, &rules, fee).blocks);
    }

    #[test]
    fn where_the_block_cap_does_not_bind_every_period_has_the_same_sum_too(
        rules in rules(), fee in 0u128..1_000_000, acts in acts(),
    ) {
        let roomy = (rules.0, Caps { block: MAX_BLOCK_CAP, ..rules.1 });
        let mut turned = acts.clone();
        turned.reverse();
        let (forward, turned) = (Booked::after(&acts, &roomy, fee), Booked::after(&turned, &roomy, fee));
        prop_assert_eq!(forward.periods, turned.periods);
    }

    #[test]
    fn no_cap_is_ever_passed(rules in rules(), fee in 0u128..1_000_000, acts in acts()) {
        let booked = Booked::after(&acts, &rules, fee);
        let caps = rules.1.amounts(fee).unwrap();
        prop_assert!(booked.keys.iter().all(|(key, credited)| *credited <= booked.want[key]));
        prop_assert!(booked.tickets.values().all(|credited| *credited <= caps.ticket));
        prop_assert!(booked.periods.values().all(|credited| *credited <= caps.period));
        prop_assert!(booked.blocks.values().all(|credited| *credited <= caps.block));
    }

    #[test]
    fn sources_sum_to_the_credit_and_a_later_one_is_touched_only_once_the_earlier_is_empty(
        added in any::<u128>(), fee in any::<u128>(), bond in any::<u128>(),
    ) {
        let sources = draw(added, fee, bond);
        let sum = sources.paid().checked_add(sources.as_debt);
        prop_assert_eq!(sum, Some(added));
        prop_assert!(sources.from_bond == 0 || sources.from_fee == fee);
        prop_assert!(sources.as_debt == 0 || sources.from_bond == bond);
    }
}

#[test]
fn a_tier_that_counts_something_else_begins_at_no_lateness() {
    for from in [Threshold::BelowBps(Bps(9_900)), Threshold::Count(3)] {
        assert_eq!(from.seconds(Seconds(600)), None);
    }
}
