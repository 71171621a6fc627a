//! What the terminal shows.

use std::path::Path;

use super::format::{count, exact_money, money, percent, share, span};
use crate::backtest::Summary;

/// A backtest in a screenful.
pub fn backtest(summary: &Summary, out: &Path) -> String {
    let log = &summary.log;
    let speed = &summary.speed;
    let mut lines = vec![
        format!("{} · {}", summary.title, log.file),
        format!(
            "  rows      {} read = {} replayed + {} without action + {} rejected",
            count(log.rows.read),
            count(log.rows.replayed),
            count(log.rows.no_action),
            count(log.rows.rejected)
        ),
        format!(
            "  cases     {} ({} to {}), {} with a missed target",
            count(log.cases),
            log.first,
            log.last,
            count(summary.missed_cases)
        ),
    ];
    lines.extend(summary.lines.iter().map(target_line));
    lines.push(format!(
        "  credits   {} {} = {} of {}, the fees of the periods with cases",
        summary.currency,
        money(summary.money.credits),
        percent(share(summary.money.credits, summary.money.busy_fees)),
        money(summary.money.busy_fees)
    ));
    lines.extend(summary.books.iter().map(|book| {
        let relation = if book.balanced { "=" } else { "IS NOT" };
        format!(
            "  books     {}: {} {relation} {}",
            book.sentence,
            exact_money(book.left),
            exact_money(book.right)
        )
    }));
    lines.push(format!(
        "  speed     {} messages of the log + {} of the tool ({} pokes) in {:.2} s: {} a second; \
         reading {:.2} s",
        count(speed.log_messages),
        count(speed.tool_messages),
        count(speed.pokes),
        speed.seconds,
        count(speed.messages_per_second),
        speed.reading_seconds
    ));
    lines.push(format!("  report    {}", out.join("report.html").display()));
    lines.push(String::new());
    lines.join("\n")
}

fn target_line(line: &crate::backtest::Line) -> String {
    let tally = &line.tally;
    format!(
        "  {:<9} {:?} target {:>6}: {} met, {} missed, {} not measurable",
        super::backtest::metric_name(line.metric)
            .to_lowercase()
            .split(' ')
            .next()
            .unwrap_or(""),
        line.priority,
        span(line.target_seconds),
        count(tally.met),
        count(tally.missed),
        count(tally.not_measurable)
    )
}
