//! `elapsed` and `deadline` are inverse of each other, at any distance in time.

use std::time::{Duration, Instant};

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::time::{Seconds, UnixTime, LATEST};

use crate::draw::{Draw, DAY};
use crate::edge;

/// How often a measurement is repeated.
const BATCHES: u32 = 10;

/// Instants of a thousand years from 2024 on, half of them within one.
fn start(draw: &mut Draw) -> i64 {
    let reach = if draw.one_in(2) { 366 } else { 366_000 };
    draw.instant() + draw.below(reach * DAY)
}

/// A random calendar, as the contracts keep it.
#[must_use]
pub fn calendar(draw: &mut Draw) -> Calendar {
    let around = draw.instant();
    edge::calendar(&draw.calendar(around, 150))
}

/// Checks `pairs` random pairs of one calendar; how many.
///
/// # Errors
/// The first pair for which the one does not undo the other.
pub fn check(seed: u64, pairs: u64) -> Result<u64, String> {
    let mut draw = Draw::new(seed);
    let calendar = calendar(&mut draw);
    let hours = Hours::Calendar(&calendar);
    for _ in 0..pairs {
        let from = start(&mut draw);
        let length = [3_600, 90 * DAY, 3_660 * DAY][draw.below(3) as usize];
        let span = edge::span(draw.between(1, length));
        pair(&hours, edge::instant(from), span)
            .map_err(|wrong| format!("calendar {seed}, from {from}, {span} s: {wrong}"))?;
    }
    Ok(pairs)
}

/// The deadline of a span is the earliest instant with that span elapsed, and the other way round.
fn pair(hours: &Hours<'_>, from: UnixTime, span: Seconds) -> Result<(), String> {
    let Some(due) = hours.deadline(from, span) else {
        let ever = hours.elapsed(from, LATEST);
        let none = format!("no deadline, though {ever} s elapse");
        return if ever < span { Ok(()) } else { Err(none) };
    };
    let before = hours.elapsed(from, due.minus(Seconds(1)));
    let (at, after) = (
        hours.elapsed(from, due),
        hours.elapsed(from, due.plus(Seconds(1))),
    );
    if at != span || before.plus(Seconds(1)) != span {
        return Err(format!(
            "due at {due}, when {at} s have elapsed, {before} s a second before"
        ));
    }
    let open = u64::from(hours.is_open(due));
    if after != span.plus(Seconds(open)) {
        return Err(format!("{after} s have elapsed a second after {due}"));
    }
    // Any later instant with the same span elapsed has the same deadline.
    let later = from.plus(Seconds(span.0.saturating_mul(2)));
    let elapsed = hours.elapsed(from, later);
    match hours.deadline(from, elapsed) {
        Some(end) if end <= later && hours.elapsed(from, end) == elapsed => Ok(()),
        found => Err(format!(
            "{elapsed} s until {later}, but the deadline is {found:?}"
        )),
    }
}

/// How long one answer takes on average, over calendars of all kinds.
#[derive(Clone, Copy, Debug)]
pub struct Speed {
    /// Of `elapsed`.
    pub elapsed: Duration,
    /// Of `deadline`.
    pub deadline: Duration,
}

/// Times both for spans of one length over random calendars.
#[must_use]
pub fn time(length: i64, calendars: u64, rounds: u32) -> Speed {
    let mut speed = Speed {
        elapsed: Duration::ZERO,
        deadline: Duration::ZERO,
    };
    for seed in 0..calendars {
        let mut draw = Draw::new(seed);
        let found = calendar(&mut draw);
        let one = time_one(&Hours::Calendar(&found), (draw.instant(), length), rounds);
        speed.elapsed = speed.elapsed.max(one.elapsed);
        speed.deadline = speed.deadline.max(one.deadline);
    }
    speed
}

fn time_one(hours: &Hours<'_>, (from, length): (i64, i64), rounds: u32) -> Speed {
    let from = edge::instant(from);
    let to = from.plus(edge::span(length));
    let span = hours.elapsed(from, to);
    let each = |answer: &mut dyn FnMut()| {
        let mut batch = || {
            let began = Instant::now();
            (0..rounds).for_each(|_| answer());
            began.elapsed() / rounds.max(1)
        };
        // Other programs may interrupt a batch, never shorten it.
        (0..BATCHES).map(|_| batch()).min().unwrap_or_default()
    };
    Speed {
        elapsed: each(&mut || {
            std::hint::black_box(hours.elapsed(std::hint::black_box(from), to));
        }),
        deadline: each(&mut || {
            std::hint::black_box(hours.deadline(std::hint::black_box(from), span));
        }),
    }
}
