//! The emission schedule: bounds, and closed forms against a walk over every epoch.

use std::collections::BTreeMap;

use aftercare_domain::emission::{Emission, EmissionError};
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use proptest::prelude::*;

const WEEK: Seconds = Seconds(aftercare_domain::time::WEEK);

fn token() -> Emission {
    Emission {
        cap: 1_000_000_000_000_000,
        minted: 0,
        start: UnixTime(1_000_000),
        epoch_length: WEEK,
        budget: 5_000_000_000_000,
        decay: Bps(50),
        epoch: 0,
        minted_in_epoch: 0,
        carried: 0,
    }
}

fn in_epoch(token: &Emission, epoch: u64) -> UnixTime {
    UnixTime(token.start.0 + epoch * token.epoch_length.0)
}

/// Walks over every epoch since the last mint.
fn naive_carry(token: &Emission, epoch: u64) -> u128 {
    let (mut carried, mut minted) = (token.carried, token.minted_in_epoch);
    for n in token.epoch..epoch {
        let unused = token.budget_of(n) + carried - minted;
        carried = unused.min(token.budget_of(n + 1));
        minted = 0;
    }
    carried
}

#[test]
fn the_default_schedule_shrinks_by_half_a_percent_an_epoch() {
    let token = token();
    assert_eq!(token.budget_of(0), 5_000_000_000_000);
    assert_eq!(token.budget_of(1), 4_975_000_000_000);
    assert_eq!(token.budget_of(2), 4_950_125_000_000);
    assert_eq!(token.budget_of(u64::MAX), 0);
    let sum: u128 = (0..20_000).map(|n| token.budget_of(n)).sum();
    assert!(sum <= token.cap && sum > token.cap - 1_000_000);
}

#[test]
fn nothing_may_be_minted_before_the_first_second() {
    let token = token();
    let early = token.at(UnixTime(token.start.0 - 1));
    assert_eq!((early.epoch, early.left), (0, 0));
    assert_eq!(token.at(token.start).left, token.budget);
    let refused = EmissionError::Budget {
        asked: 1,
        left: 0,
        epoch: 0,
    };
    assert_eq!(token.mint(UnixTime(token.start.0 - 1), 1), Err(refused));
}

#[test]
fn an_epoch_begins_in_its_first_second() {
    let token = token();
    let next = in_epoch(&token, 1);
    assert_eq!(token.at(UnixTime(next.0 - 1)).epoch, 0);
    assert_eq!(token.at(next).epoch, 1);
}

#[test]
fn what_an_epoch_leaves_rolls_over_once() {
    let token = token().mint(in_epoch(&token(), 0), 4_999_999_999_990);
    let token = token.unwrap();
    assert_eq!(token.at(in_epoch(&token, 1)).carried, 10);
    let idle = token.at(in_epoch(&token, 2));
    assert_eq!(idle.carried, idle.budget);
    assert_eq!(idle.left, 2 * idle.budget);
}

#[test]
fn a_mint_past_cap_or_budget_is_refused_with_what_is_left() {
    let token = Emission {
        cap: 100,
        budget: 60,
        ..token()
    };
    let now = in_epoch(&token, 0);
    let budget = EmissionError::Budget {
        asked: 61,
        left: 60,
        epoch: 0,
    };
    assert_eq!(token.mint(now, 61), Err(budget));
    let used = token.mint(now, 60).unwrap();
    let cap = EmissionError::Cap {
        asked: 41,
        left: 40,
        cap: 100,
    };
    assert_eq!(used.mint(in_epoch(&token, 5), 41), Err(cap));
    assert_eq!(used.mint(in_epoch(&token, 5), 40).unwrap().minted, 100);
}

#[test]
fn bounds_of_the_schedule() {
    let epoch_length = |value| {
        Emission {
            epoch_length: Seconds(value),
            ..token()
        }
        .check()
    };
    for (value, accepted) in [
        (3_599, false),
        (3_600, true),
        (31_622_400, true),
        (31_622_401, false),
    ] {
        assert_eq!(epoch_length(value).is_ok(), accepted, "{value} s");
    }
    for (value, accepted) in [(0, true), (10_000, true), (10_001, false)] {
        let decay = Emission {
            decay: Bps(value),
            ..token()
        };
        assert_eq!(decay.check().is_ok(), accepted, "{value} bp");
    }
    let full = Emission {
        minted: 11,
        cap: 10,
        ..token()
    };
    assert_eq!(
        full.check(),
        Err(EmissionError::Cap {
            asked: 11,
            left: 10,
            cap: 10
        })
    );
}

proptest! {
    #[test]
    fn the_closed_carry_is_that_of_a_walk_over_every_epoch(
        budget in 0u128..1_000_000_000_000_000_000_000_000,
        decay in 0u32..=1_000,
        last in 0u64..50,
        used_bps in 0u32..=10_000,
        idle in 0u64..100,
    ) {
        let token = Emission { cap: u128::MAX, budget, decay: Bps(decay), ..token() };
        let now = in_epoch(&token, last);
        let used = Bps(used_bps).of(token.at(now).left).unwrap();
        let token = token.mint(now, used).unwrap();
        let epoch = last + idle;
        prop_assert_eq!(token.at(in_epoch(&token, epoch)).carried, naive_carry(&token, epoch));
    }

    #[test]
    fn no_history_of_mints_passes_cap_or_budget(
        cap in 0u128..=2_000_000_000,
        decay in 0u32..=10_000,
        acts in prop::collection::vec((0u64..3 * 604_800, 0u128..40_000_000), 1..60),
    ) {
        let mut token = Emission { cap, budget: 10_000_000, decay: Bps(decay), ..token() };
        let mut now = UnixTime(token.start.0 - 604_800);
        let mut per_epoch = BTreeMap::<u64, u128>::new();
        for (pause, amount) in acts {
            now = now.plus(Seconds(pause));
            let before = token.at(now);
            prop_assert!(before.carried <= before.budget);
            let Ok(after) = token.mint(now, amount) else {
                prop_assert!(amount > before.left);
                continue;
            };
            let minted = per_epoch.entry(before.epoch).or_default();
            *minted += amount;
            prop_assert!(*minted <= before.budget + before.carried);
            prop_assert_eq!(after.minted, token.minted + amount);
            prop_assert!(after.minted <= cap);
            prop_assert!(amount == 0 || now >= token.start);
            prop_assert_eq!(after.at(now).left, before.left - amount);
            token = after;
        }
        // R2: what was minted to date never passes the sum of the budgets to date.
        let last = token.at(now).epoch;
        let budgets: u128 = (0..=last).map(|n| token.budget_of(n)).sum();
        prop_assert!(per_epoch.values().sum::<u128>() <= budgets);
    }

    #[test]
    fn budgets_never_grow(decay in 0u32..=1_000, epoch in 0u64..150) {
        let token = Emission { decay: Bps(decay), ..token() };
        prop_assert!(token.budget_of(epoch + 1) <= token.budget_of(epoch));
    }
}
