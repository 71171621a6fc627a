//! Random calendars and instants, the same on every run.

use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::time::UnixTime;

const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;

/// A small generator of numbers (SplitMix64): enough to draw cases, and the same everywhere.
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    /// A calendar whose exceptions and offset changes lie mostly within `length` seconds from `around`, some
    /// of them years away.
    pub fn calendar(&mut self, around: u64, length: u64) -> Calendar {
        let calendar = Calendar {
            weekly: self.weekly(),
            exceptions: self.exceptions(around / DAY, length / DAY),
            utc_offset: self.offset(),
            offset_changes: self.offset_changes(around, length),
        };
        assert_eq!(calendar.check(), Ok(()), "{calendar:?}");
        calendar
    }

    fn weekly(&mut self) -> Vec<OpenSpan> {
        match self.below(8) {
            0 => vec![span(0, WEEK)],
            1 => vec![span(WEEK - 1, WEEK)],
            2 => vec![span(0, 1)],
            3 | 4 => (0..5)
                .flat_map(|day| {
                    let morning = span(day * DAY + 32_400, day * DAY + 43_200);
                    [morning, span(day * DAY + 46_800, day * DAY + 61_200)]
                })
                .collect(),
            _ => {
                let count = self.between(1, 21);
                self.spans(count, WEEK)
            }
        }
    }

    /// Up to `count` spans, at least one; some of them touch.
    fn spans(&mut self, count: u64, length: u64) -> Vec<OpenSpan> {
        let mut edges: Vec<u64> = (0..2 * count).map(|_| self.between(0, length)).collect();
        edges.sort_unstable();
        edges.dedup();
        if edges.len() < 2 {
            return vec![span(0, length)];
        }
        let step = if self.one_in(4) { 1 } else { 2 };
        edges
            .windows(2)
            .step_by(step)
            .take(count as usize)
            .map(|edge| span(edge[0], edge[1]))
            .collect()
    }

    fn exceptions(&mut self, around: u64, days: u64) -> Vec<Exception> {
        let mut exceptions = vec![];
        let mut day = around - self.between(0, 400);
        let count = self.below(30) * self.below(3);
        for _ in 0..count {
            day += if day < around.saturating_sub(2) || day > around + days + 4 {
                self.between(1, 200)
            } else {
                self.between(1, 6)
            };
            let length = if self.one_in(12) {
                self.below(30)
            } else {
                self.below(3)
            };
            exceptions.push(self.exception(day, day + length));
            day += length;
        }
        exceptions
    }

    fn exception(&mut self, first: u64, last: u64) -> Exception {
        let count = self.below(4);
        Exception {
            first_day: LocalDay(first as u32),
            last_day: LocalDay(last as u32),
            open: if count == 0 {
                vec![]
            } else {
                self.spans(count, DAY)
            },
        }
    }

    /// Half of all offsets are those of real time zones, the others are anything allowed.
    fn offset(&mut self) -> UtcOffset {
        let minutes = if self.one_in(2) {
            60 * (self.below(25) as i32 - 11)
        } else {
            self.below(1_681) as i32 - 840
        };
        UtcOffset(60 * minutes)
    }

    fn offset_changes(&mut self, around: u64, length: u64) -> Vec<OffsetChange> {
        let count = self.below(17) * self.below(2);
        let mut instants: Vec<u64> = (0..count)
            .map(|_| match self.below(4) {
                0 => around + self.below(length) / DAY * DAY,
                1 => around + self.below(3 * DAY),
                2 => around + self.below(length),
                _ => self.between(around - 300 * DAY, around + 900 * DAY),
            })
            .collect();
        instants.sort_unstable();
        instants.dedup();
        instants
            .into_iter()
            .map(|from| OffsetChange {
                from: UnixTime(from),
                utc_offset: self.offset(),
            })
            .collect()
    }
}

pub fn span(from: u64, to: u64) -> OpenSpan {
    OpenSpan {
        from: from as u32,
        to: to as u32,
    }
}
