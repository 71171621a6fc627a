//! The emission schedule: bounds, and closed forms against a walk over every epoch.

use std::collections::BTreeMap;

use aftercare_domain::emission::{Emission, EmissionError};
use aftercare_domain::money::Bps;
use aftercare_domain::reward::{epoch_mint, share};
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
    assert_eq!(Emission { minted: 10, ..full }.check(), Ok(()));
}

#[test]
fn cap_and_budget_only_go_down() {
    let now = in_epoch(&token(), 1);
    let token = Emission {
        minted: 10,
        cap: 20,
        ..token()
    };
    for (cap, taken) in [(9, false), (10, true), (19, true), (20, false), (21, false)] {
        let lower = taken.then_some(Emission { cap, ..token });
        assert_eq!(token.with_cap(cap), lower, "{cap}");
    }
    assert_eq!(token.with_budget(now, token.budget), None);
    assert_eq!(token.with_budget(now, token.budget + 1), None);
    let lower = token.with_budget(now, 1_000).unwrap();
    assert_eq!(
        (lower.epoch, lower.carried, lower.at(now).budget),
        (1, 995, 995)
    );
}

/// A small, seeded source of choices.
struct Choices(u64);

impl Choices {
    fn below(&mut self, bound: u128) -> u128 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (u128::from(self.0 >> 33) * bound) >> 31
    }
}

/// The schedule once more, epoch by epoch, beside the closed form: what may be minted is what was not.
struct Walk {
    token: Emission,
    now: UnixTime,
    epoch: u64,
    unused: u128,
    minted: u128,
}

impl Walk {
    fn new(choices: &mut Choices) -> Self {
        let (cap, decay) = (choices.below(3_000_000_000), choices.below(600));
        let token = Emission {
            cap,
            decay: Bps(u32::try_from(decay).unwrap()),
            budget: 10_000_000,
            ..token()
        };
        let (now, unused) = (token.start, token.budget);
        Self {
            token,
            now,
            epoch: 0,
            unused,
            minted: 0,
        }
    }

    fn pass(&mut self, pause: u128) {
        self.now = self.now.plus(Seconds(u64::try_from(pause).unwrap()));
        let epoch = self.now.since(self.token.start).0 / self.token.epoch_length.0;
        while self.epoch < epoch {
            self.epoch += 1;
            let budget = self.token.budget_of(self.epoch);
            self.unused = budget + self.unused.min(budget);
        }
    }

    fn left(&self) -> u128 {
        self.unused.min(self.token.cap - self.minted)
    }

    /// More than what is left is refused; what is minted is shared by points, never beyond it.
    fn mint(&mut self, choices: &mut Choices) {
        let left = self.left();
        assert_eq!(self.token.at(self.now).left, left);
        assert!(self.token.mint(self.now, left + 1).is_err());
        let points = [(); 3].map(|()| choices.below(2_000_000));
        let total: u128 = points.iter().sum();
        let minted = epoch_mint(total, left);
        self.token = self.token.mint(self.now, minted).unwrap();
        self.unused -= minted;
        self.minted += minted;
        let shares = points.map(|points| share(minted, points, total));
        assert!(shares.iter().sum::<u128>() <= minted);
    }

    /// The same amounts that were there, cut to the lower budget's epoch.
    fn lower(&mut self, choices: &mut Choices) {
        let standing = self.token.at(self.now);
        let budget = self.token.budget - choices.below(self.token.budget / 50 + 1);
        let Some(lower) = self.token.with_budget(self.now, budget) else {
            return;
        };
        let budget = lower.budget_of(self.epoch);
        let had = budget + standing.carried.min(budget);
        self.unused = had.saturating_sub(standing.minted_in_epoch);
        self.token = lower;
        let cap = self.token.cap - choices.below(1_000);
        self.token = self.token.with_cap(cap).unwrap_or(self.token);
    }
}

const STEPS: u64 = 1_000_000;

#[test]
fn emission_never_passes_budget_or_cap_in_a_million_random_steps() {
    let mut choices = Choices(1);
    for _ in 0..STEPS / 500 {
        let mut walk = Walk::new(&mut choices);
        for _ in 0..500 {
            match choices.below(40) {
                0 => walk.lower(&mut choices),
                1..20 => walk.pass(choices.below(1_000_000)),
                _ => walk.mint(&mut choices),
            }
            assert!(walk.minted <= walk.token.cap && walk.token.minted == walk.minted);
        }
    }
}

proptest! {
    #[test]
    fn an_outlook_is_never_too_low_and_a_few_units_too_high(
        budget in 0u128..1_000_000_000_000,
        decay in 0u32..=10_000,
        (now, ahead) in (0u64..100, 0u64..200),
        used in 0u128..1_000_000_000_000,
    ) {
        let token = Emission { cap: u128::MAX, budget, decay: Bps(decay), ..token() };
        let now = in_epoch(&token, now);
        let token = token.mint(now, used.min(token.at(now).left)).unwrap();
        let present = token.at(now);
        let last = present.epoch + ahead;
        let later: u128 = (present.epoch + 1..=last).map(|n| token.budget_of(n)).sum();
        let exact = token.minted + present.left + later;
        let outlook = token.outlook(now, last);
        prop_assert_eq!(outlook.budget, token.budget_of(last));
        prop_assert!(outlook.minted_at_most >= exact);
        prop_assert!(outlook.minted_at_most <= exact + u128::from(ahead) + 2);
    }

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

#[test]
fn without_decay_each_epoch_to_come_brings_the_same_budget() {
    let token = Emission {
        decay: Bps(0),
        ..token()
    };
    for epochs in [0, 1, 7, 150] {
        let outlook = token.outlook(token.start, epochs);
        assert_eq!(outlook.budget, token.budget);
        let all = token.budget * u128::from(epochs + 1);
        assert_eq!(outlook.minted_at_most, all.min(token.cap));
    }
}
