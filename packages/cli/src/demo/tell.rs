//! The story in words, as it happens.

use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::Solvency;
use aftercare_interface::NextStep;
use jiff::Timestamp;

use super::stage::{Move, Step};
use crate::report::format::count;

/// Decimals of every unit in the story.
const UNIT: u128 = 1_000_000;

/// An instant as people write it, in UTC.
pub fn instant(at: UnixTime) -> String {
    written(at, "%a %Y-%m-%d %H:%M:%S")
}

/// An instant where the year is known.
pub fn day_and_time(at: UnixTime) -> String {
    written(at, "%a %-d %b %H:%M:%S")
}

fn written(at: UnixTime, format: &str) -> String {
    let second = i64::try_from(at.0).unwrap_or(i64::MAX);
    Timestamp::from_second(second)
        .map_or_else(|_| at.to_string(), |time| time.strftime(format).to_string())
}

/// Base units as units with at least two decimals and thousands separators.
pub fn money(amount: u128) -> String {
    let (whole, rest) = (amount / UNIT, amount % UNIT);
    let mut decimals = format!("{rest:06}");
    while decimals.len() > 2 && decimals.ends_with('0') {
        decimals.pop();
    }
    format!("{}.{decimals}", count(whole))
}

/// What somebody gained or paid.
pub fn movement(moved: &Move) -> String {
    let (sign, change) = if moved.after >= moved.before {
        ("+", moved.after - moved.before)
    } else {
        ("−", moved.before - moved.after)
    };
    format!("{} {sign}{} {}", moved.person, money(change), moved.unit)
}

/// Whose turn it is, in one sentence.
pub fn turn(next: &NextStep) -> String {
    let role = format!("{:?}", next.role).to_lowercase();
    let by = next
        .by
        .map_or_else(String::new, |by| format!(" by {}", instant(by)));
    let (action, otherwise) = (
        next.action.replace('_', " "),
        next.otherwise.replace('_', " "),
    );
    format!("next: {role} to {action}{by}, otherwise {otherwise}")
}

/// One step on the terminal.
pub fn step(step: &Step, chapter: &mut &'static str) {
    if step.chapter != *chapter {
        println!("\n  {}", step.chapter);
        *chapter = step.chapter;
    }
    if let Some(next) = &step.turn {
        println!("  {:25}{}", "", turn(next));
        return;
    }
    println!("  {}  {} {}", instant(step.at), step.who, step.what);
    for moved in &step.moves {
        println!("  {:25}{}", "", movement(moved));
    }
}

/// Holdings against books.
pub fn solvency(rows: &[(&'static str, Solvency)], unit: impl Fn(&Solvency) -> String) {
    println!("\n  Solvency: what each contract holds is what its books say");
    println!(
        "  {:12} {:6} {:>16} {:>16} {:>8}",
        "contract", "asset", "holds", "books", "surplus"
    );
    for (contract, row) in rows {
        println!(
            "  {contract:12} {:6} {:>16} {:>16} {:>8}",
            unit(row),
            money(row.holdings.u128()),
            money(row.accounts.u128()),
            money(row.surplus.u128()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_two_decimals_or_as_many_as_they_need() {
        assert_eq!(money(1_234_567_000_000), "1,234,567.00");
        assert_eq!(money(4_750_000), "4.75");
        assert_eq!(money(1_068_751), "1.068751");
        assert_eq!(money(0), "0.00");
    }

    #[test]
    fn instants_are_read_as_utc() {
        assert_eq!(
            instant(super::super::story::BEGIN),
            "Mon 2026-03-02 09:00:00"
        );
    }
}
