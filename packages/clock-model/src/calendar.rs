//! Service hours, as somebody would write them on a door.

const DAY: i64 = 86_400;
const WEEK_DAYS: i64 = 7;

/// Local days on which other hours hold than in an ordinary week.
#[derive(Clone, Debug)]
pub struct Days {
    /// The first of them, in days since 1970-01-01 on the local clock.
    pub first: i64,
    /// The last of them.
    pub last: i64,
    /// From when to when each of them is open, in seconds since midnight.
    pub open: Vec<(i64, i64)>,
}

/// Service hours.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// From when to when an ordinary week is open, in seconds since Monday 00:00.
    pub week: Vec<(i64, i64)>,
    /// Days that are not ordinary.
    pub exceptions: Vec<Days>,
    /// How far the local clock is ahead of UTC before the first change, in seconds.
    pub offset: i64,
    /// From which instant on it is ahead by how much.
    pub changes: Vec<(i64, i64)>,
}

impl Calendar {
    /// Every second of every day, on a clock that shows UTC.
    #[must_use]
    pub fn always() -> Self {
        Self {
            week: vec![(0, WEEK_DAYS * DAY)],
            exceptions: vec![],
            offset: 0,
            changes: vec![],
        }
    }

    /// What the local clock shows at an instant, in seconds since 1970-01-01 00:00 of that clock.
    #[must_use]
    pub fn local(&self, at: i64) -> i64 {
        let mut offset = self.offset;
        for (from, ahead) in &self.changes {
            if at >= *from {
                offset = *ahead;
            }
        }
        at + offset
    }

    /// The seconds of a local day that are open.
    #[must_use]
    pub fn hours_of(&self, day: i64) -> Vec<bool> {
        let mut open = vec![false; DAY as usize];
        for days in &self.exceptions {
            if days.first <= day && day <= days.last {
                for (from, to) in &days.open {
                    (*from..*to).for_each(|second| open[second as usize] = true);
                }
                return open;
            }
        }
        // 1970-01-01 was a Thursday, three days after its Monday.
        let monday = (day + 3).rem_euclid(WEEK_DAYS) * DAY;
        for (from, to) in &self.week {
            for second in (*from).max(monday)..(*to).min(monday + DAY) {
                open[(second - monday) as usize] = true;
            }
        }
        open
    }
}
