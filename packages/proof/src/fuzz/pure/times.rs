//! Calendars, clocks and terms: counted time adds up, a deadline is where its span ends.

use aftercare_domain::billing::Term;
use aftercare_domain::calendar::{Calendar, Hours, OpenSpan, UtcOffset};
use aftercare_domain::clock::{Clock, Verdict as Told};
use aftercare_domain::time::{Seconds, UnixTime};

use super::super::dice::Dice;
use super::super::known::span;
use super::super::verdict::{Verdict, Wrong};
use super::holds;
use super::read::INSTANTS;

/// Any calendar that passed its check.
///
/// # Errors
/// Time that does not add up.
pub fn calendar(calendar: &Calendar) -> Result<(), Wrong> {
    let hours = Hours::Calendar(calendar);
    for (from, to) in INSTANTS.iter().zip(INSTANTS.iter().skip(1)) {
        adds_up(&hours, *from, *to)?;
        for span in [1, 3_600, 36_000, 2_592_000] {
            ends(&hours, *from, Seconds(span))?;
        }
        let window = hours.window_end(*from, Seconds(3_600));
        holds(window >= from.plus(Seconds(3_600)), || {
            format!("a window from {from}: {window}")
        })?;
    }
    Ok(())
}

fn adds_up(hours: &Hours<'_>, from: UnixTime, to: UnixTime) -> Result<(), Wrong> {
    let middle = UnixTime(from.0.midpoint(to.0));
    let whole = hours.elapsed(from, to);
    let parts = hours.elapsed(from, middle).plus(hours.elapsed(middle, to));
    let second = hours.elapsed(from, from.plus(Seconds(1)));
    let open = Seconds(u64::from(hours.is_open(from)));
    let first = from == from.plus(Seconds(1)) || second == open;
    let law = whole == parts && whole <= to.since(from) && first;
    holds(law, || {
        format!("{hours:?} from {from} to {to}: {whole}, {parts}, {second}")
    })
}

fn ends(hours: &Hours<'_>, from: UnixTime, span: Seconds) -> Result<(), Wrong> {
    let law = hours.deadline(from, span).is_none_or(|end| {
        let before = UnixTime(end.0.saturating_sub(1));
        hours.elapsed(from, end) == span && hours.elapsed(from, before) < span
    });
    holds(law, || {
        format!("{hours:?}: {span} from {from} end elsewhere")
    })
}

/// A clock or a term, asked a few times.
///
/// # Errors
/// A law that does not hold.
pub fn case(dice: &mut Dice) -> Result<Verdict, Wrong> {
    if dice.one_in(3) {
        return term(dice);
    }
    let weekly = [OpenSpan {
        from: 32_400,
        to: 32_400 + dice.one_of(&[1, 60, 28_800]),
    }];
    let calendar = Calendar {
        weekly: weekly.to_vec(),
        exceptions: vec![],
        utc_offset: UtcOffset(dice.one_of(&[0, 3_600, -43_200])),
        offset_changes: vec![],
    };
    let always = dice.one_in(2);
    let hours = if always {
        Hours::Always
    } else {
        Hours::Calendar(&calendar)
    };
    clock(&hours, dice)
}

/// Used time never falls, and a miss is never forgotten but by a waiver.
fn clock(hours: &Hours<'_>, dice: &mut Dice) -> Result<Verdict, Wrong> {
    let mut now = UnixTime(1_772_442_000);
    let mut clock = Clock::start(Seconds(span(dice).min(1 << 40)), now);
    for _ in 0..8 {
        now = now.plus(Seconds(span(dice).min(1 << 30)));
        let before = (
            clock,
            clock.used_at(hours, now),
            clock.verdict_at(hours, now),
        );
        let act = dice.below(6);
        clock = match act {
            0 => clock.pause(hours, now),
            1 => clock.resume(now),
            2 => clock.stop(hours, now),
            3 => clock.abandon(hours, now),
            4 => clock.book(hours, now),
            _ => clock.waive(hours, now),
        };
        let missed = matches!(before.2, Told::Missed { .. });
        let kept = act == 5 || !missed || clock.verdict_at(hours, now) == before.2;
        let law = kept && clock.used_at(hours, now) >= before.1;
        holds(law, || {
            format!("{hours:?}, act {act} at {now}: {before:?}, {clock:?}")
        })?;
    }
    Ok(Verdict::Accepted)
}

/// Periods lie one after the other, and each instant of the term in one of them.
fn term(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let from = UnixTime(1_772_442_000);
    let term = Term {
        from,
        period_length: Seconds(span(dice).clamp(1, 1 << 26)),
        periods: dice.one_of(&[0, 1, 2, 3, 12, 60]),
        cut: dice.one_in(3).then(|| from.plus(Seconds(span(dice)))),
    };
    for period in 0..term.periods.min(4) {
        let (start, end) = (term.start_of(period), term.end_of(period));
        let inside = start >= end || term.period_of(start) == Some(period);
        let earned = term.earned(period, u128::MAX);
        let law =
            inside && earned.is_none_or(|earned| (earned == 0) == (start >= end) || earned > 0);
        holds(law, || {
            format!("{term:?}, period {period}: {start} to {end}, {earned:?}")
        })?;
    }
    let outside = term.period_of(term.until()).is_none();
    holds(outside, || format!("{term:?}: a period after its end"))?;
    Ok(Verdict::Accepted)
}
