//! The report of a backtest: what these terms would have cost.

use aftercare_domain::policy::Metric;

use super::chart::{columns, histogram, Column as Bar};
use super::flow::{flow, Stream};
use super::format::{count, escape, exact_money, money, percent, share, short_money, span};
use super::table::{number, table, text, Cell};
use super::{Figure, Page};
use crate::backtest::{Bucket, Category, Line, Summary};

mod notes;
mod targets;
mod what_if;

/// What a metric is called.
pub fn metric_name(metric: Metric) -> &'static str {
    match metric {
        Metric::FirstResponse => "First response",
        Metric::NextResponse => "Next response",
        Metric::Update => "Update",
        Metric::Availability => "Availability",
        Metric::Resolution => "Resolution",
    }
}

/// The whole file.
pub fn page(summary: &Summary) -> String {
    let log = &summary.log;
    let subtitle = format!(
        "What these terms would have cost: {} cases of {}, {} to {}, replayed through the contracts.",
        count(log.cases),
        log.file,
        log.first,
        log.last
    );
    let mut page = Page::new("Aftercare backtest", &summary.title, &subtitle);
    page.figures(&figures(summary));
    targets::section(&mut page, summary);
    over_time(&mut page, summary);
    distributions(&mut page, summary);
    money_flow(&mut page, summary);
    credits_by_month(&mut page, summary);
    what_if::section(&mut page, summary);
    categories(&mut page, summary);
    notes::own_verdict(&mut page, summary);
    notes::holds(&mut page, summary);
    notes::rows(&mut page, summary);
    notes::books(&mut page, summary);
    notes::method(&mut page, summary);
    page.finish()
}

fn figures(summary: &Summary) -> Vec<Figure> {
    let (cases, missed) = (summary.log.cases, summary.missed_cases);
    let misses: u64 = summary.lines.iter().map(|line| line.tally.missed).sum();
    let measured: u64 = summary
        .lines
        .iter()
        .map(|line| line.tally.missed + line.tally.met)
        .sum();
    let sums = &summary.money;
    vec![
        Figure {
            label: "Cases".to_owned(),
            value: count(cases),
            note: format!(
                "{} with a missed target, {}",
                count(missed),
                percent(share(missed.into(), cases.into()))
            ),
        },
        Figure {
            label: "Missed targets".to_owned(),
            value: count(misses),
            note: format!(
                "{} of {} measured",
                percent(share(misses.into(), measured.into())),
                count(measured)
            ),
        },
        Figure {
            label: "Service credits".to_owned(),
            value: format!("{}\u{a0}{}", summary.currency, money(sums.credits)),
            note: match sums.credits_without_caps.saturating_sub(sums.credits) {
                0 => "refunded without a claim; no cap was reached".to_owned(),
                held_back => format!(
                    "refunded without a claim; caps held back {}",
                    money(held_back)
                ),
            },
        },
        Figure {
            label: "Share of fees".to_owned(),
            value: percent(share(sums.credits, sums.busy_fees)),
            note: format!(
                "of {}\u{a0}{}, the fees of the periods with cases",
                summary.currency,
                money(sums.busy_fees)
            ),
        },
    ]
}

fn of(summary: &Summary, metric: Metric) -> impl Iterator<Item = &Line> {
    summary
        .lines
        .iter()
        .filter(move |line| line.metric == metric)
}

fn over_time(page: &mut Page, summary: &Summary) {
    let bars: Vec<_> = summary.opened.iter().map(rate_bar).collect();
    let chart = columns(
        "Share of missed targets by date of opening",
        &bars,
        "bad",
        |value| format!("{:.0} %", value * 100.0),
    );
    let span = match (summary.opened.first(), summary.opened.last()) {
        (Some(first), Some(last)) => format!("{} to {}", first.name, last.name),
        _ => String::new(),
    };
    let lead = format!(
        "Share of measured targets that were missed, by when the cases were opened: {span}."
    );
    page.section("Miss rate over time", &lead, &chart);
}

fn rate_bar(bucket: &Bucket) -> Bar {
    let tally = &bucket.tally;
    let rate = tally.miss_rate().unwrap_or(0.0);
    Bar {
        label: short_date(&bucket.name),
        value: rate,
        note: format!(
            "{}: {} of {} measured targets missed, {}",
            bucket.name,
            count(tally.missed),
            count(tally.met + tally.missed),
            percent(rate)
        ),
    }
}

/// `2016-03-07` as `7 Mar`, `2016-03` as `Mar 2016`.
fn short_date(name: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    match name.split_once(' ') {
        Some((date, "00:00")) => return short_date(date),
        Some((_, hour)) => return hour.to_owned(),
        None => {}
    }
    let mut parts = name.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match (year, month, day) {
        (_, Some(month), Some(day)) => format!("{} {month}", day.trim_start_matches('0')),
        (Some(year), Some(month), None) => format!("{month} {year}"),
        _ => name.to_owned(),
    }
}

fn distributions(page: &mut Page, summary: &Summary) {
    let mut markup = String::new();
    for metric in Metric::ALL {
        let panels: String = of(summary, metric)
            .filter(|line| !line.used.is_empty())
            .map(panel)
            .collect();
        if !panels.is_empty() {
            markup.push_str(&format!("<h3>{}</h3>", metric_name(metric)));
            markup.push_str(&format!("<div class=\"panels\">{panels}</div>"));
        }
    }
    markup.push_str(
        "<p class=\"legend\"><span class=\"key good\"></span>up to the class of the target\
         <span class=\"key bad\"></span>beyond it</p>",
    );
    let lead = "Counted time, that is without pauses and, where the terms say so, within service \
                hours only. Classes grow from left to right; the dashed line is the target.";
    page.section("How long things took", lead, &markup);
}

fn panel(line: &Line) -> String {
    let title = format!(
        "{} of {:?}: {} measured, target {}",
        metric_name(line.metric),
        line.priority,
        count(line.used.len() as u64),
        span(line.target_seconds)
    );
    format!(
        "<figure><figcaption><b>{:?}</b> · {} measured</figcaption>{}</figure>",
        line.priority,
        count(line.used.len() as u64),
        histogram(&title, &line.used, line.target_seconds)
    )
}

fn money_flow(page: &mut Page, summary: &Summary) {
    let sums = &summary.money;
    let stream = |name, units, class| Stream { name, units, class };
    let from_fees = sums.credits - sums.credits_from_bond - sums.debt;
    let chart = flow(
        "Fees prepaid",
        &summary.currency,
        &[
            stream("Provider, earned", sums.provider, "good"),
            stream("Customers, service credits", from_fees, "bad"),
            stream("Customers, unserved periods", sums.refunded, "accent"),
            stream("Protocol fee, to its sink", sums.fee_sink, "quiet"),
            stream("Protocol fee, burnt", sums.burnt, "quiet"),
        ],
    );
    let bond = match sums.credits_from_bond + sums.debt {
        0 => "No credit had to come out of the bond.".to_owned(),
        _ => format!(
            "{} {} of credits came out of the bond, {} is owed.",
            summary.currency,
            money(sums.credits_from_bond),
            money(sums.debt)
        ),
    };
    let lead = format!(
        "Fees of {} periods, so that the log's last row is covered, left escrow period by period, \
         without anyone claiming them. {bond}",
        count(summary.log.periods)
    );
    page.section("Where the money went", &lead, &chart);
}

fn credits_by_month(page: &mut Page, summary: &Summary) {
    let bars: Vec<_> = summary
        .months
        .iter()
        .map(|month| Bar {
            label: short_date(&month.name),
            value: month.tally.credits as f64,
            note: format!(
                "{}: {} {} for {} missed targets",
                month.name,
                summary.currency,
                exact_money(month.tally.credits),
                count(month.tally.missed)
            ),
        })
        .collect();
    let chart = columns("Service credits by month", &bars, "accent", |value| {
        short_money(value as u128)
    });
    let lead = format!(
        "In {}, by the month in which the missed target was due.",
        summary.currency
    );
    page.section("Credits by month", &lead, &chart);
}

fn categories(page: &mut Page, summary: &Summary) {
    let rows: Vec<Vec<Cell>> = summary.categories.iter().map(category_row).collect();
    if rows.len() < 2 {
        return;
    }
    let headings = [
        text("Category"),
        number("Cases"),
        number("Missed a target"),
        text("Share missed"),
    ];
    let lead = "The categories with the most cases, and how many of those missed a target.";
    page.section("Most frequent categories", lead, &table(&headings, &rows));
}

fn category_row(category: &Category) -> Vec<Cell> {
    let missed = share(category.missed_cases.into(), category.cases.into());
    vec![
        Cell::Text(category.name.clone()),
        Cell::Text(count(category.cases)),
        Cell::Text(count(category.missed_cases)),
        Cell::Bar(missed, percent(missed)),
    ]
}

/// A list of sentences.
fn list(items: &[String]) -> String {
    let items: String = items
        .iter()
        .map(|item| format!("<li>{}</li>", escape(item)))
        .collect();
    format!("<ul class=\"notes\">{items}</ul>")
}
