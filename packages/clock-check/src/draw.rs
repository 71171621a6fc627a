//! Random calendars and numbers, the same on every run.

use aftercare_clock_model::{Calendar, Days};

/// Seconds in a day.
pub const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;
/// 1 January 2024.
const FIRST: i64 = 1_704_067_200;

/// A small generator of numbers, of the kind called SplitMix64.
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// The sequence of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to but without `bound`.
    pub fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 1).rem_euclid(bound.unsigned_abs()) as i64
    }

    /// A number from `low` to `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: i64) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len() as i64) as usize).copied()
    }

    /// An instant of the years 2024 to 2031.
    pub fn instant(&mut self) -> i64 {
        FIRST + self.below(8 * 366 * DAY)
    }

    /// A calendar with most of its exceptions and offset changes within `days` from `around`, some far away.
    pub fn calendar(&mut self, around: i64, days: i64) -> Calendar {
        Calendar {
            week: self.week(),
            exceptions: self.exceptions(around / DAY, days),
            offset: self.offset(),
            changes: self.changes(around, days * DAY),
        }
    }

    fn week(&mut self) -> Vec<(i64, i64)> {
        match self.below(8) {
            0 => vec![(0, WEEK)],
            1 => vec![(WEEK - 1, WEEK)],
            2 => split_days(&[(32_400, 43_200), (46_800, 61_200)]),
            3 | 4 => split_days(&[(28_800, 64_800)]),
            _ => {
                let most = self.between(1, 21);
                self.spans(most, WEEK)
            }
        }
    }

    /// At least one span and at most `most`; some of them touch.
    fn spans(&mut self, most: i64, length: i64) -> Vec<(i64, i64)> {
        let mut edges: Vec<i64> = (0..2 * most).map(|_| self.between(0, length)).collect();
        edges.sort_unstable();
        edges.dedup();
        let step = if self.one_in(4) { 1 } else { 2 };
        let pairs = edges.iter().zip(edges.iter().skip(1)).step_by(step);
        let spans: Vec<_> = pairs
            .map(|(from, to)| (*from, *to))
            .take(most as usize)
            .collect();
        if spans.is_empty() {
            vec![(0, length)]
        } else {
            spans
        }
    }

    fn exceptions(&mut self, around: i64, days: i64) -> Vec<Days> {
        let mut exceptions = vec![];
        let mut day = around - self.between(0, 400);
        let most = [0, 3, 20, 64][self.below(4) as usize];
        while exceptions.len() < most {
            let near = (around - 3..around + days + 3).contains(&day);
            day += if near {
                self.between(1, 9)
            } else {
                self.between(1, 150)
            };
            let longer = if self.one_in(12) { 30 } else { 3 };
            let (first, last) = (day, day + self.below(longer));
            let open = match self.below(4) {
                0 => self.spans(3, DAY),
                1 => self.spans(1, DAY),
                _ => vec![],
            };
            exceptions.push(Days { first, last, open });
            day = last;
        }
        exceptions
    }

    /// Half of all offsets are those of real time zones, the others are anything allowed.
    fn offset(&mut self) -> i64 {
        if self.one_in(2) {
            3_600 * self.between(-11, 14)
        } else {
            60 * self.between(-840, 840)
        }
    }

    fn changes(&mut self, around: i64, length: i64) -> Vec<(i64, i64)> {
        let most = [0, 0, 2, 16][self.below(4) as usize];
        let mut instants: Vec<i64> = (0..most)
            .map(|_| match self.below(3) {
                0 => around + self.below(length) / DAY * DAY,
                1 => around + self.below(length),
                _ => around + self.between(-300 * DAY, 900 * DAY),
            })
            .collect();
        instants.sort_unstable();
        instants.dedup();
        let changes = instants.into_iter().map(|at| (at, self.offset()));
        changes.collect()
    }
}

/// The same hours on each day from Monday to Friday.
fn split_days(hours: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let days = (0..5).flat_map(|day| {
        let hours = hours.iter();
        hours.map(move |(from, to)| (day * DAY + from, day * DAY + to))
    });
    days.collect()
}
