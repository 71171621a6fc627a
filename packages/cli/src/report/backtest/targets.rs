//! Which targets were kept and which were missed.

use aftercare_domain::policy::Metric;

use super::{metric_name, of};
use crate::backtest::{Line, Summary};
use crate::report::format::{count, percent, span};
use crate::report::table::{number, table, text, Cell};
use crate::report::Page;

/// Targets kept and missed, with percentiles.
pub fn section(page: &mut Page, summary: &Summary) {
    let mut markup = String::new();
    for metric in Metric::ALL {
        let lines: Vec<_> = of(summary, metric).collect();
        if !lines.is_empty() {
            markup.push_str(&format!("<h3>{}</h3>", metric_name(metric)));
            markup.push_str(&target_table(&lines));
        }
    }
    let lead = match worst(summary) {
        Some((line, rate)) => format!(
            "The weakest promise is {} of {:?}: {} of {} measured missed {}.",
            metric_name(line.metric).to_lowercase(),
            line.priority,
            count(line.tally.missed),
            count(line.tally.met + line.tally.missed),
            percent(rate)
        ),
        None => "No target was measured.".to_owned(),
    };
    let lead = lead.replacen(" missed ", " were missed, ", 1);
    page.section("Targets kept and missed", &lead, &markup);
}

/// The line with the highest share of misses among those with at least ten measured.
fn worst(summary: &Summary) -> Option<(&Line, f64)> {
    let enough = |line: &&Line| line.tally.met + line.tally.missed >= 10;
    let rated = summary.lines.iter().filter(enough);
    rated
        .filter_map(|line| Some((line, line.tally.miss_rate()?)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

fn target_table(lines: &[&Line]) -> String {
    let headings = [
        text("Priority"),
        number("Target"),
        number("Measured"),
        number("Met"),
        number("Missed"),
        text("Share missed"),
        number("Median"),
        number("75th"),
        number("90th"),
        number("95th"),
        number("Longest"),
    ];
    let rows: Vec<Vec<Cell>> = lines.iter().map(|line| target_row(line)).collect();
    let hidden: u64 = lines.iter().map(|line| line.tally.not_measurable).sum();
    let note = if hidden == 0 {
        String::new()
    } else {
        format!(
            "<p class=\"legend\">{} not measurable: the log does not show how they ended.</p>",
            count(hidden)
        )
    };
    format!("{}{note}", table(&headings, &rows))
}

fn target_row(line: &Line) -> Vec<Cell> {
    let tally = &line.tally;
    let plain = |value: u64| Cell::Text(count(value));
    let mut row = vec![
        Cell::Text(format!("{:?}", line.priority)),
        Cell::Text(span(line.target_seconds)),
        plain(tally.met + tally.missed),
        plain(tally.met),
        plain(tally.missed),
        match tally.miss_rate() {
            Some(rate) => Cell::Bar(rate, percent(rate)),
            None => Cell::Text("not measurable".to_owned()),
        },
    ];
    match line.percentiles {
        Some(values) => row.extend(values.map(|seconds| Cell::Text(span(seconds)))),
        None => row.extend((0..5).map(|_| Cell::Text("–".to_owned()))),
    }
    row
}
