//! One random calendar against its bitmap of open seconds.

use aftercare_clock_model::{Bitmap, Calendar};
use aftercare_domain::calendar::Hours;

use crate::draw::{Draw, DAY};
use crate::edge;

/// How many days are drawn second by second: what a history of 90 days can reach, with a month before it
/// and a window after it.
pub const DAYS: i64 = 150;
/// Random questions to each calendar.
const QUESTIONS: i64 = 400;

/// A calendar, its bitmap, and what the contracts make of it.
pub struct Drawn {
    /// In plain numbers.
    pub plain: Calendar,
    /// Second by second.
    pub bitmap: Bitmap,
    /// As the contracts keep it.
    pub calendar: aftercare_domain::calendar::Calendar,
}

impl Drawn {
    /// The calendar of a seed. A calendar that is never open within what is drawn has no bitmap to speak of
    /// and is as welcome as any.
    ///
    /// # Errors
    /// Where the contracts refuse it.
    pub fn new(seed: u64) -> Result<Self, String> {
        let mut draw = Draw::new(seed);
        let around = draw.instant();
        let plain = draw.calendar(around, DAYS);
        let calendar = edge::calendar(&plain);
        calendar
            .check()
            .map_err(|error| format!("calendar {seed}: {error}"))?;
        Ok(Self {
            bitmap: Bitmap::draw(&plain, around, around + DAYS * DAY),
            plain,
            calendar,
        })
    }

    /// Its hours.
    #[must_use]
    pub const fn hours(&self) -> Hours<'_> {
        Hours::Calendar(&self.calendar)
    }
}

/// Asks both about random instants and spans; how many questions.
///
/// # Errors
/// The first answer that differs.
pub fn check(drawn: &Drawn, seed: u64) -> Result<u64, String> {
    let mut draw = Draw::new(!seed);
    let (from, to) = drawn.bitmap.bounds();
    for _ in 0..QUESTIONS {
        let start = draw.between(from, to - 1);
        let end = draw.between(start, to);
        question(drawn, (start, end))
            .map_err(|difference| format!("calendar {seed}: {difference}"))?;
        let length = draw.between(1, 12) * DAY;
        // A window's first day may have begun before what was drawn.
        let window_start = start.max(from + 3 * DAY);
        window(drawn, (window_start, length))
            .map_err(|difference| format!("calendar {seed}: {difference}"))?;
    }
    Ok(4 * QUESTIONS.unsigned_abs())
}

fn question(drawn: &Drawn, (start, end): (i64, i64)) -> Result<(), String> {
    let (bitmap, hours) = (&drawn.bitmap, drawn.hours());
    let (first, last) = (edge::instant(start), edge::instant(end));
    same(
        "open at",
        start,
        (bitmap.is_open(start), hours.is_open(first)),
    )?;
    let counted = bitmap.count(start, end);
    let elapsed = hours.elapsed(first, last);
    same("elapsed from", start, (edge::span(counted), elapsed))?;
    let reached = bitmap.reach(start, counted).map(edge::instant);
    same(
        "deadline from",
        start,
        (reached, hours.deadline(first, elapsed)),
    )
}

/// What the window shows depends on the days that were drawn; where they do not reach, nothing is asked.
fn window(drawn: &Drawn, (start, length): (i64, i64)) -> Result<(), String> {
    for open_days in [2, 5] {
        let Some(end) = drawn.bitmap.window_end(start, length, open_days) else {
            return Ok(());
        };
        let hours = drawn.hours();
        let days = open_days as u8;
        let found = hours.window_of(edge::instant(start), edge::span(length), days);
        same("window from", start, (edge::instant(end), found))?;
    }
    Ok(())
}

/// One answer of each.
fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    at: i64,
    (model, contracts): (T, T),
) -> Result<(), String> {
    if model == contracts {
        return Ok(());
    }
    Err(format!(
        "{what} {at}: the model says {model:?}, the contracts say {contracts:?}"
    ))
}
