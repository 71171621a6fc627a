//! One ticket's case on one page, to print and to hand over.

use std::path::Path;

use aftercare_domain::history::Verified;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{ClockInterval, ClockRow, Verdict, Why};
use anyhow::Context;
use jiff::Timestamp;

use super::backtest::metric_name;
use super::format::{count, exact_money, span};
use super::table::{number, table, text, Cell};
use super::{Figure, Page};
use crate::case::CaseFile;

/// Writes the page of a case that was verified.
pub fn write(file: &Path, case: &CaseFile, verified: Verified) -> anyhow::Result<()> {
    std::fs::write(file, page(case, verified))
        .with_context(|| format!("{} cannot be written: name another --page", file.display()))
}

/// The whole page.
pub fn page(case: &CaseFile, verified: Verified) -> String {
    let ticket = &case.ticket;
    let title = match &case.reference {
        Some(reference) => format!("Ticket {} ({reference})", ticket.ticket),
        None => format!("Ticket {}", ticket.ticket),
    };
    let subtitle = format!(
        "Opened {} by {} with {}, as of {}",
        when(ticket.opened_at),
        ticket.customer,
        ticket.provider,
        when(case.as_of)
    );
    let mut page = Page::new("Aftercare case file", &title, &subtitle);
    page.figures(&figures(case, verified));
    let lead =
        "Counted seconds against what was promised; worked out again from the history below.";
    page.section("Clocks", lead, &clocks(case));
    let lead =
        "From line to line: how much of it were service hours, and which clocks they counted for.";
    page.section("How the seconds add up", lead, &intervals(case));
    let lead =
        "Every line seals all lines before it; what was said is kept elsewhere, under its hash.";
    page.section("History", lead, &history(case));
    let lead = "What the escrow booked and credited for this ticket, in units of its currency.";
    page.section("Credits", lead, &credits(case));
    page.section("How this was checked", &checked(case, verified), "");
    page.finish()
}

fn figures(case: &CaseFile, verified: Verified) -> Vec<Figure> {
    let figure = |label: &str, value: String, note: &str| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
    };
    let missed = case.clocks.iter().map(|row| row.missed).sum::<u32>();
    let agreement = case.ticket.agreement;
    vec![
        figure(
            "State",
            format!("{:?}", case.ticket.status),
            "as of the time above",
        ),
        figure(
            "Priority",
            format!("{:?}", case.ticket.priority),
            "as it was last",
        ),
        figure("Missed targets", count(missed), "in all cycles"),
        figure(
            "Agreement",
            agreement.map_or("none".to_owned(), |id| id.to_string()),
            "under which it was opened",
        ),
        figure(
            "History",
            format!("{} lines", case.lines.len()),
            match verified {
                Verified::Complete => "complete: it ends in the head that was given",
                Verified::MayBeTruncated => "in one chain; later lines may be missing",
            },
        ),
    ]
}

fn clocks(case: &CaseFile) -> String {
    let columns = [
        text("Clock"),
        number("Cycle"),
        number("Target"),
        number("Used"),
        text("Due"),
        text("Verdict"),
    ];
    let rows: Vec<_> = case.clocks.iter().map(clock_row).collect();
    table(&columns, &rows)
}

fn clock_row(row: &ClockRow) -> Vec<Cell> {
    vec![
        Cell::Text(metric_name(row.metric).to_owned()),
        Cell::Text(row.cycle.to_string()),
        Cell::Text(seconds(row.target.0)),
        Cell::Text(seconds(row.used.0)),
        Cell::Text(row.due_at.map_or(String::new(), when)),
        Cell::Text(verdict(row)),
    ]
}

fn verdict(row: &ClockRow) -> String {
    match row.verdict {
        Verdict::Pending => "not late so far".to_owned(),
        Verdict::Met => "met".to_owned(),
        Verdict::Missed { .. } if row.metric == Metric::Update => {
            format!("{} missed", count(row.missed))
        }
        Verdict::Missed { late } => format!("missed by {}", seconds(late.0)),
        Verdict::NotMeasured => "not measured".to_owned(),
    }
}

fn intervals(case: &CaseFile) -> String {
    let columns = [
        text("From"),
        text("To"),
        text("After"),
        number("Service hours"),
        text("Counted for"),
        text("Not for"),
    ];
    let rows: Vec<_> = case.intervals.iter().map(interval_row).collect();
    table(&columns, &rows)
}

fn interval_row(interval: &ClockInterval) -> Vec<Cell> {
    let metrics = interval.metrics.iter();
    let counted = metrics.clone().filter(|metric| metric.counted.0 > 0);
    let counted =
        counted.map(|it| format!("{}: {}", metric_name(it.metric), seconds(it.counted.0)));
    let not =
        metrics.filter_map(|it| Some(format!("{} ({})", metric_name(it.metric), reason(it.why)?)));
    vec![
        Cell::Text(when(interval.from)),
        Cell::Text(when(interval.to)),
        Cell::Text(interval.kind.replace('_', " ")),
        Cell::Text(seconds(interval.open.0)),
        Cell::Text(counted.collect::<Vec<_>>().join(", ")),
        Cell::Text(not.collect::<Vec<_>>().join(", ")),
    ]
}

const fn reason(why: Why) -> Option<&'static str> {
    match why {
        Why::Counts => None,
        Why::NoClock => Some("no clock"),
        Why::AwaitingCustomer => Some("the customer was asked"),
        Why::OnHold => Some("on hold"),
        Why::Resolved => Some("a resolution waited"),
    }
}

fn history(case: &CaseFile) -> String {
    let columns = [
        number("Line"),
        text("When"),
        text("Who"),
        text("What"),
        text("Head after it"),
    ];
    let rows: Vec<_> = case
        .lines
        .iter()
        .map(|sealed| {
            let line = &sealed.line;
            vec![
                Cell::Text(line.index.to_string()),
                Cell::Text(when(line.time)),
                Cell::Text(line.actor.to_string()),
                Cell::Text(line.kind.replace('_', " ")),
                Cell::Text(sealed.head.to_hex()),
            ]
        })
        .collect();
    table(&columns, &rows)
}

fn credits(case: &CaseFile) -> String {
    let columns = [
        text("Missed"),
        number("Cycle"),
        text("Due"),
        number("Wanted"),
        number("Credited"),
        text("Ruling"),
    ];
    let rows: Vec<_> = case
        .misses
        .iter()
        .map(|miss| {
            vec![
                Cell::Text(metric_name(miss.key.metric).to_owned()),
                Cell::Text(miss.key.cycle.to_string()),
                Cell::Text(when(miss.due)),
                Cell::Text(exact_money(miss.want.u128())),
                Cell::Text(exact_money(miss.credited.u128())),
                Cell::Text(match (miss.cancelled, miss.dispute) {
                    (true, _) => "cancelled".to_owned(),
                    (false, Some(dispute)) => format!("dispute {dispute}"),
                    (false, None) => "none".to_owned(),
                }),
            ]
        })
        .collect();
    table(&columns, &rows)
}

fn checked(case: &CaseFile, verified: Verified) -> String {
    let end = match verified {
        Verified::Complete => "and the last one with the head that was given".to_owned(),
        Verified::MayBeTruncated => format!(
            "but no head was given, so lines at the end may be missing: ask registry {} on {} for the head of \
             ticket {}",
            case.registry, case.chain, case.ticket.ticket
        ),
    };
    format!(
        "Each line was compared with the hash after it, from the beginning {} on, {end}. Then every clock was \
         worked out from the lines again. The hours of calendars and what the escrow booked are as the file \
         gives them; the history commits to the calendar's number and version.",
        case.genesis
    )
}

fn seconds(seconds: u64) -> String {
    format!("{} s ({})", count(seconds), span(seconds))
}

fn when(at: UnixTime) -> String {
    let second = i64::try_from(at.0).unwrap_or(i64::MAX);
    Timestamp::from_second(second).map_or_else(|_| at.to_string(), |time| time.to_string())
}
