//! Open days: the windows whose lapse costs a right contain two of them or more.
//!
//! Where a clock is put back over midnight, a day is shown in two pieces; where it is put forward by a day, a
//! day is not shown at all. Both are counted as the local clock shows them.

use std::iter::successors;

use super::cycle::{divide, DAY};
use super::stretch::{seconds, signed, unsigned};
use super::Calendar;
use crate::time::{UnixTime, LATEST};

/// More days than a search looks at: at most 64 exceptions are stepped over, each at once; before, between
/// and after them lie at most 6 closed days in a row, 65 weeks; and at most 16 offset changes leave out 2 days
/// each, which costs 32 weeks of looking.
const MOST_STEPS: usize = 743;

/// A part of the time line with one offset: the instants from `from` up to but without `to`.
#[derive(Clone, Copy)]
struct Piece {
    from: i64,
    to: i64,
    offset: i64,
}

impl Piece {
    fn local(&self, at: i64) -> i64 {
        at.saturating_add(self.offset)
    }
}

/// The end of the last of so many whole days of UTC from `start` on.
pub(super) fn end_of_days(start: UnixTime, days: u8) -> UnixTime {
    let first = divide(signed(start).saturating_add(DAY).saturating_sub(1), DAY);
    unsigned(first.saturating_add(days.into()).saturating_mul(DAY))
}

impl Calendar {
    /// The end of the last of so many open days that lie wholly after `start`.
    pub(super) fn end_of_open_days(&self, start: UnixTime, days: u8) -> UnixTime {
        let before = self.first_whole_day(signed(start)).saturating_sub(1);
        let last = (0..days).try_fold(before, |day, _| self.open_day_from(day.saturating_add(1)));
        last.map_or(LATEST, |day| unsigned(self.end_of_day(day)))
    }

    /// The first day that the local clock does not show, nor any later one, before `start`.
    fn first_whole_day(&self, start: i64) -> i64 {
        self.pieces()
            .filter(|piece| piece.from < start)
            .map(|piece| piece.local(piece.to.min(start)).saturating_sub(1))
            .max()
            // Nothing is before the epoch, when the west still has the day before.
            .map_or(-1, |shown| divide(shown, DAY).saturating_add(1))
    }

    /// The first instant from which on the local clock shows later days only.
    fn end_of_day(&self, day: i64) -> i64 {
        let midnight = day.saturating_add(1).saturating_mul(DAY);
        self.pieces()
            .map(|piece| {
                (
                    piece.from,
                    piece.to.min(midnight.saturating_sub(piece.offset)),
                )
            })
            .filter(|(from, to)| from < to)
            .map(|(_, to)| to)
            .max()
            .unwrap_or_default()
    }

    /// The first open day that is not before `day`.
    fn open_day_from(&self, day: i64) -> Option<i64> {
        successors(Some(day), |day| Some(self.next_candidate(*day)))
            .take(MOST_STEPS)
            .find(|day| self.is_open_on(*day))
    }

    /// The day after `day`; where it is closed by an exception, the day after that exception.
    fn next_candidate(&self, day: i64) -> i64 {
        let (pattern, last_day) = self.pattern_on(day);
        let step_from = if pattern.is_closed() { last_day } else { day };
        step_from.saturating_add(1)
    }

    /// Whether some instant of this local day is open.
    fn is_open_on(&self, day: i64) -> bool {
        let (pattern, _) = self.pattern_on(day);
        let begin = day.saturating_mul(DAY);
        let end = begin.saturating_add(DAY);
        // Most days are open or closed by their pattern alone; only for open ones it matters what is shown.
        pattern.count(begin, end) > 0
            && self.pieces().any(|piece| {
                let from = piece.local(piece.from).max(begin);
                pattern.count(from, piece.local(piece.to).min(end)) > 0
            })
    }

    /// The time line from the epoch to [`LATEST`], cut at the offset changes.
    fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        let changes = &self.offset_changes;
        let begins = changes
            .iter()
            .map(|change| (signed(change.from), change.utc_offset));
        let ends = changes.iter().map(|change| signed(change.from));
        std::iter::once((0, self.utc_offset))
            .chain(begins)
            .zip(ends.chain(std::iter::once(signed(LATEST))))
            .map(|((from, offset), to)| Piece {
                from,
                to,
                offset: seconds(offset),
            })
            .filter(|piece| piece.from < piece.to)
    }
}
