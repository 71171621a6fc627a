//! The plainest calendar there is: it looks at every second of a window, one after the other.

use std::collections::BTreeMap;

use aftercare_domain::calendar::{Calendar, OffsetChange, OpenSpan};

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// When a local day is shown, and whether it has an open second.
#[derive(Default)]
struct Shown {
    /// The first second at which this day or a later one is shown.
    begin: i64,
    /// The second after the last one at which this day or an earlier one is shown.
    end: i64,
    open: bool,
}

/// Every second of `[from, from + length)`, counted.
pub struct Model {
    from: i64,
    /// How many seconds of the window before this one are open; one entry more than seconds.
    open_before: Vec<u32>,
    days: BTreeMap<i64, Shown>,
}

impl Model {
    pub fn count(calendar: &Calendar, from: u64, length: u64) -> Self {
        let from = from as i64;
        let mut model = Self {
            from,
            open_before: vec![0],
            days: BTreeMap::new(),
        };
        let week = table(&calendar.weekly, WEEK);
        let mut offset = Offset::new(calendar);
        let mut second = from;
        while second < from + length as i64 {
            let local = second + offset.at(second);
            let day = local.div_euclid(DAY);
            let hours = hours(calendar, &week, day);
            second = model.count_day(second, day, &hours, |at| at + offset.at(at));
        }
        model.open_before.truncate(length as usize + 1);
        model.widen_days();
        model
    }

    /// Counts on, second by second, as long as the local clock shows `day`; answers where it stopped.
    fn count_day(
        &mut self,
        begin: i64,
        day: i64,
        hours: &[bool],
        mut local: impl FnMut(i64) -> i64,
    ) -> i64 {
        let shown = self.days.entry(day).or_default();
        if shown.end == 0 {
            shown.begin = begin;
        }
        let mut open = self.open_before.last().copied().unwrap_or_default();
        let mut second = begin;
        while let Some(place) = usize::try_from(local(second) - day * DAY)
            .ok()
            .filter(|at| *at < hours.len())
        {
            open += u32::from(hours[place]);
            shown.open |= hours[place];
            self.open_before.push(open);
            second += 1;
        }
        shown.end = second;
        second
    }

    /// A day begins no later than a later day, and ends no earlier than an earlier one.
    fn widen_days(&mut self) {
        let mut begin = i64::MAX;
        for shown in self.days.values_mut().rev() {
            begin = begin.min(shown.begin);
            shown.begin = begin;
        }
        let mut end = 0;
        for shown in self.days.values_mut() {
            end = end.max(shown.end);
            shown.end = end;
        }
    }

    pub fn is_open(&self, at: u64) -> bool {
        self.elapsed(at, at + 1) == 1
    }

    pub fn elapsed(&self, start: u64, end: u64) -> u64 {
        u64::from(self.before(end) - self.before(start))
    }

    /// The first second of the window by which `span` seconds after `start` were open.
    pub fn deadline(&self, start: u64, span: u64) -> Option<u64> {
        let goal = self.before(start) + u32::try_from(span).unwrap();
        let found = self.open_before.partition_point(|open| *open < goal);
        let end = (found < self.open_before.len()).then(|| self.from as u64 + found as u64)?;
        Some(end.max(start))
    }

    /// The end of the second open day that begins at `start` or later, if the window shows it and the three
    /// days after it.
    pub fn end_of_two_open_days(&self, start: u64) -> Option<u64> {
        let last = self.from + self.open_before.len() as i64 - 1;
        self.days
            .values()
            .filter(|shown| shown.open && shown.begin >= start as i64)
            .nth(1)
            .map(|shown| shown.end)
            .filter(|end| *end < last - 3 * DAY)
            .map(|end| end as u64)
    }

    fn before(&self, at: u64) -> u32 {
        self.open_before[(at as i64 - self.from) as usize]
    }
}

/// The hours of one local day, second by second.
fn hours(calendar: &Calendar, week: &[bool], day: i64) -> Vec<bool> {
    for exception in &calendar.exceptions {
        if (i64::from(exception.first_day.0)..=i64::from(exception.last_day.0)).contains(&day) {
            return table(&exception.open, DAY);
        }
    }
    // 1970-01-01 was a Thursday, the fourth day of its week.
    let weekday = (day + 3).rem_euclid(7);
    week[(weekday * DAY) as usize..((weekday + 1) * DAY) as usize].to_vec()
}

fn table(spans: &[OpenSpan], length: i64) -> Vec<bool> {
    let mut seconds = vec![false; length as usize];
    for span in spans {
        seconds[span.from as usize..span.to as usize].fill(true);
    }
    seconds
}

/// The offset in force, for instants that only go forward.
struct Offset<'a> {
    now: i64,
    later: &'a [OffsetChange],
}

impl<'a> Offset<'a> {
    fn new(calendar: &'a Calendar) -> Self {
        Self {
            now: i64::from(calendar.utc_offset.0),
            later: &calendar.offset_changes,
        }
    }

    fn at(&mut self, second: i64) -> i64 {
        while self
            .later
            .first()
            .is_some_and(|next| next.from.0 as i64 <= second)
        {
            self.now = i64::from(self.later[0].utc_offset.0);
            self.later = &self.later[1..];
        }
        self.now
    }
}
