//! A calendar drawn second by second.

use std::fmt;

use crate::Calendar;

const DAY: i64 = 86_400;
const WORD: i64 = 64;

/// When the local clock shows a day.
#[derive(Clone, Copy, Debug)]
struct Shown {
    day: i64,
    /// The first second of this piece of it.
    from: i64,
    /// The second after the last one of this piece.
    to: i64,
    open: bool,
}

/// Every second of a window: open or closed.
#[derive(Clone)]
pub struct Bitmap {
    from: i64,
    to: i64,
    words: Vec<u64>,
    shown: Vec<Shown>,
}

impl fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bitmap({}..{})", self.from, self.to)
    }
}

impl Bitmap {
    /// Looks at each second from `from` up to but without `to`.
    #[must_use]
    pub fn draw(calendar: &Calendar, from: i64, to: i64) -> Self {
        let words = (to - from) / WORD + 1;
        let mut drawn = Self {
            from,
            to,
            words: vec![0; words as usize],
            shown: vec![],
        };
        let mut hours = vec![];
        for second in from..to {
            let local = calendar.local(second);
            let day = local.div_euclid(DAY);
            if drawn.shown.last().is_none_or(|shown| shown.day != day) {
                hours = calendar.hours_of(day);
                drawn.turn_to(day, second);
            }
            drawn.enter(second, hours[(local - day * DAY) as usize]);
        }
        drawn
    }

    /// The first and the last instant that can be asked about.
    #[must_use]
    pub const fn bounds(&self) -> (i64, i64) {
        (self.from, self.to)
    }

    /// Whether the second that begins at `at` is open.
    #[must_use]
    pub fn is_open(&self, at: i64) -> bool {
        let place = at - self.from;
        self.words[(place / WORD) as usize] >> (place % WORD) & 1 == 1
    }

    /// How many seconds are open from `from` up to but without `to`.
    #[must_use]
    pub fn count(&self, from: i64, to: i64) -> i64 {
        let mut open = 0;
        let mut second = from;
        while second < to {
            let place = second - self.from;
            if place % WORD == 0 && second + WORD <= to {
                open += i64::from(self.words[(place / WORD) as usize].count_ones());
                second += WORD;
            } else {
                open += i64::from(self.is_open(second));
                second += 1;
            }
        }
        open
    }

    /// Whether another one has a second closed from `from` up to but without `to` that is open here.
    #[must_use]
    pub fn closes(&self, newer: &Self, (from, to): (i64, i64)) -> bool {
        let (from, to) = (from.max(self.from), to.min(self.to));
        let mut second = from;
        while second < to {
            let place = second - self.from;
            if place % WORD == 0 && second + WORD <= to && self.from == newer.from {
                let word = (place / WORD) as usize;
                if self.words[word] & !newer.words[word] != 0 {
                    return true;
                }
                second += WORD;
            } else if self.is_open(second) && !newer.is_open(second) {
                return true;
            } else {
                second += 1;
            }
        }
        false
    }

    /// The first instant, not before `start`, with `span` open seconds since `start`; none where the window
    /// ends before.
    #[must_use]
    pub fn reach(&self, start: i64, span: i64) -> Option<i64> {
        let mut left = span;
        let mut second = start;
        while left > 0 {
            let place = second - self.from;
            if second >= self.to {
                return None;
            }
            let word = self.words[(place / WORD) as usize];
            let open = i64::from(word.count_ones());
            if place % WORD == 0 && open < left && second + WORD <= self.to {
                left -= open;
                second += WORD;
            } else {
                left -= i64::from(self.is_open(second));
                second += 1;
            }
        }
        Some(second)
    }

    /// The end of a window whose silence costs a right: `length` after `start`, and not before so many open
    /// days have passed that began at `start` or later. A day is open if any of its seconds is; it has begun
    /// once the clock shows it or a later one, and has passed once the clock never again shows it or an
    /// earlier one. None where that is beyond what was drawn.
    #[must_use]
    pub fn window_end(&self, start: i64, length: i64, open_days: usize) -> Option<i64> {
        let mut days: Vec<i64> = self.shown.iter().map(|shown| shown.day).collect();
        days.sort_unstable();
        days.dedup();
        let whole = days
            .into_iter()
            .filter(|day| self.is_open_day(*day) && self.begins(*day) >= start);
        let passed = whole.map(|day| self.passes(day)).nth(open_days - 1)?;
        // What is cut off by the end of the window may go on after it.
        (passed + 3 * DAY <= self.to).then_some(passed.max(start + length))
    }

    fn is_open_day(&self, day: i64) -> bool {
        let mut pieces = self.shown.iter().filter(|shown| shown.day == day);
        pieces.any(|shown| shown.open)
    }

    fn begins(&self, day: i64) -> i64 {
        let first = self.shown.iter().find(|shown| shown.day >= day);
        first.map_or(self.to, |shown| shown.from)
    }

    fn passes(&self, day: i64) -> i64 {
        let mut back = self.shown.iter().rev();
        let last = back.find(|shown| shown.day <= day);
        last.map_or(self.from, |shown| shown.to)
    }

    fn turn_to(&mut self, day: i64, from: i64) {
        let (to, open) = (from, false);
        self.shown.push(Shown {
            day,
            from,
            to,
            open,
        });
    }

    fn enter(&mut self, second: i64, open: bool) {
        let place = second - self.from;
        if open {
            self.words[(place / WORD) as usize] |= 1 << (place % WORD);
        }
        if let Some(shown) = self.shown.last_mut() {
            shown.to = second + 1;
            shown.open |= open;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Days;

    /// Monday, 2 March 2026.
    const MONDAY: i64 = 1_772_409_600;

    fn office() -> Bitmap {
        let calendar = Calendar {
            week: (0..5)
                .map(|day| (day * DAY + 9 * 3_600, day * DAY + 17 * 3_600))
                .collect(),
            exceptions: vec![Days {
                first: MONDAY / DAY + 2,
                last: MONDAY / DAY + 2,
                open: vec![],
            }],
            offset: 0,
            changes: vec![],
        };
        Bitmap::draw(&calendar, MONDAY, MONDAY + 21 * DAY)
    }

    #[test]
    fn a_week_with_a_holiday_has_four_days_of_eight_hours() {
        assert_eq!(office().count(MONDAY, MONDAY + 7 * DAY), 4 * 8 * 3_600);
        let single: i64 = (MONDAY..MONDAY + 7 * DAY)
            .map(|second| i64::from(office_is_open(second)))
            .sum();
        assert_eq!(single, 4 * 8 * 3_600);
    }

    fn office_is_open(second: i64) -> bool {
        let (day, hour) = ((second - MONDAY) / DAY, (second - MONDAY) % DAY / 3_600);
        [0, 1, 3, 4].contains(&day) && (9..17).contains(&hour)
    }

    #[test]
    fn longer_hours_close_nothing_and_a_holiday_its_open_seconds() {
        let week = |open: (i64, i64)| Calendar {
            week: vec![open],
            exceptions: vec![],
            offset: 0,
            changes: vec![],
        };
        let drawn = |open| Bitmap::draw(&week(open), MONDAY, MONDAY + 7 * DAY);
        let (short, long) = (
            drawn((9 * 3_600, 17 * 3_600)),
            drawn((9 * 3_600, 17 * 3_600 + 1)),
        );
        let all = (MONDAY, MONDAY + 7 * DAY);
        assert!(!short.closes(&long, all) && !short.closes(&short, all));
        assert!(long.closes(&short, all));
        let last = MONDAY + 17 * 3_600;
        assert!(long.closes(&short, (last, last + 1)));
        assert!(!long.closes(&short, (MONDAY, last)));
        assert!(!long.closes(&short, (last + 1, MONDAY + 7 * DAY)));
    }

    #[test]
    fn a_span_that_ends_with_the_day_is_reached_when_it_closes() {
        let nine = MONDAY + 9 * 3_600;
        assert_eq!(office().reach(nine, 8 * 3_600), Some(MONDAY + 17 * 3_600));
        let tuesday = MONDAY + DAY + 9 * 3_600;
        assert_eq!(office().reach(nine, 8 * 3_600 + 1), Some(tuesday + 1));
        assert_eq!(office().reach(nine, 0), Some(nine));
    }

    #[test]
    fn a_window_waits_for_two_open_days() {
        // From Tuesday noon: Thursday and Friday are whole and open.
        let start = MONDAY + DAY + 12 * 3_600;
        assert_eq!(office().window_end(start, 3_600, 2), Some(MONDAY + 5 * DAY));
        assert_eq!(
            office().window_end(start, 5 * DAY, 2),
            Some(start + 5 * DAY)
        );
    }
}
