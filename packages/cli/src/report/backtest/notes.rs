//! What a careful reader asks next: whose verdict, which rows, whether the books balance, and how it was done.

use super::list;
use crate::backtest::{OwnVerdict, Summary};
use crate::report::format::{count, exact_money, percent, share, span};
use crate::report::table::{number, table, text, Cell};
use crate::report::Page;

/// Our verdicts against the desk's own.
pub fn own_verdict(page: &mut Page, summary: &Summary) {
    let Some(own) = &summary.own_verdicts else {
        return;
    };
    let line = |name: &str, row: &OwnVerdict| {
        let mut cells = vec![Cell::Text(name.to_owned())];
        cells.extend([row.met, row.missed, row.unknown].map(|number| Cell::Text(count(number))));
        cells
    };
    let rows = [
        line("All targets met", &own.ours_met),
        line("A target missed", &own.ours_missed),
        line("Not measurable", &own.ours_not_measurable),
    ];
    let same = own.ours_met.met + own.ours_missed.missed;
    let both = same + own.ours_met.missed + own.ours_missed.met;
    let lead = format!(
        "Both agree on {} of {} cases, {}. The desk's own targets are not in the log, so this compares \
         two sets of terms, not two measurements.",
        count(same),
        count(both),
        percent(share(same.into(), both.into()))
    );
    let headings = [
        text("By these terms"),
        number("Desk: met"),
        number("Desk: missed"),
        number("Desk: unknown"),
    ];
    page.section(
        "Against the desk's own verdict",
        &lead,
        &table(&headings, &rows),
    );
}

/// Holds both ways.
pub fn holds(page: &mut Page, summary: &Summary) {
    let holds = &summary.holds;
    if holds.cases == 0 {
        return;
    }
    let rows = [
        ("Holds count, as nobody agreed to them", holds.misses),
        ("Every hold agreed by its customer", holds.misses_if_agreed),
    ]
    .map(|(name, misses)| vec![Cell::Text(name.to_owned()), Cell::Text(count(misses))]);
    let lead = format!(
        "{} cases waited for a vendor, a problem or evidence. Such a hold pauses a clock only if the \
         customer agrees, and the log does not say whether one did; so the figures of this report count \
         holds, and this is the other reading.",
        count(holds.cases)
    );
    let headings = [text("Reading"), number("Resolution targets missed")];
    page.section("Holds, read both ways", &lead, &table(&headings, &rows));
}

/// Which rows were used.
pub fn rows(page: &mut Page, summary: &Summary) {
    let log = &summary.log;
    let lead = format!(
        "{} rows read: {} replayed, {} carried no action, {} rejected. Every row is in exactly one of them.",
        count(log.rows.read),
        count(log.rows.replayed),
        count(log.rows.no_action),
        count(log.rows.rejected)
    );
    let mut markup = String::new();
    if log.rows.rejected > 0 {
        let kinds: Vec<Vec<Cell>> = log
            .rejected_by_kind
            .iter()
            .map(|(kind, number)| vec![Cell::Text(kind.clone()), Cell::Text(count(*number))])
            .collect();
        markup.push_str(&table(&[text("Why rejected"), number("Rows")], &kinds));
        markup.push_str("<h3>Rejected rows</h3>");
        markup.push_str(&rejected(summary));
    }
    page.section("Rows of the log", &lead, &markup);
}

fn rejected(summary: &Summary) -> String {
    const SHOWN: usize = 15;
    let rows: Vec<Vec<Cell>> = summary
        .rejected
        .iter()
        .take(SHOWN)
        .map(|row| {
            vec![
                Cell::Text(row.line.to_string()),
                Cell::Text(row.case.clone()),
                Cell::Text(row.reason.clone()),
            ]
        })
        .collect();
    let left = summary.log.rows.rejected.saturating_sub(rows.len() as u64);
    let more = match left {
        0 => String::new(),
        left => format!(
            "<p class=\"legend\">{} more in rejected.csv.</p>",
            count(left)
        ),
    };
    let headings = [number("Line"), text("Case"), text("Reason")];
    format!("{}{more}", table(&headings, &rows))
}

/// The books.
pub fn books(page: &mut Page, summary: &Summary) {
    let rows: Vec<Vec<Cell>> = summary
        .books
        .iter()
        .map(|book| {
            vec![
                Cell::Text(book.sentence.to_owned()),
                Cell::Text(exact_money(book.left)),
                Cell::Text(exact_money(book.right)),
                Cell::Text(if book.balanced { "exact" } else { "NOT EQUAL" }.to_owned()),
            ]
        })
        .collect();
    let lead = format!(
        "In {}, to the last unit of six decimals, read from the contracts and the bank after the last \
         period was settled.",
        summary.currency
    );
    let headings = [
        text("What must be equal"),
        number("Left"),
        number("Right"),
        text(""),
    ];
    page.section("The books", &lead, &table(&headings, &rows));
}

/// How it was done, and what is a proxy.
pub fn method(page: &mut Page, summary: &Summary) {
    let lead = "What was read into the log, and what was left out.";
    let mut items = readings(summary);
    items.extend(limits(summary));
    items.push(speed(summary));
    page.section("How this was done", lead, &list(&items));
}

/// How rows became acts.
fn readings(summary: &Summary) -> Vec<String> {
    let log = &summary.log;
    let taken: Vec<String> = log
        .proxies
        .iter()
        .filter(|(name, _)| **name != "open")
        .map(|(name, number)| format!("{name} {}", count(*number)))
        .collect();
    vec![
        format!(
            "Proxies. The log holds states or activities, not messages; the terms file says which act \
             each of them stands for. Everything but a case's opening is such a proxy: {}.",
            taken.join(", ")
        ),
        "A case opens at its opening column where the log has one; every other row counts at its \
         update time. A proposed resolution counts as a first response."
            .to_owned(),
        format!(
            "A closing counts as the customer's acceptance where the confirm window was still open, and \
             as lapse by silence where it was over; {} rows said what silence had brought about before.",
            count(log.overtaken_by_silence)
        ),
        format!(
            "{}; a period's fee is settled after its hold-back. What was still open at the end of the \
             log was withdrawn there, so that no clock ran on.",
            agreements(log.agreements)
        ),
    ]
}

/// What the log cannot show; nothing is said of what did not occur.
fn limits(summary: &Summary) -> Vec<String> {
    let log = &summary.log;
    let items = [
        (
            log.begin_late,
            "begin with a row that already carries an act. Earlier rows may be missing, so their first \
             response is the latest it can have been.",
        ),
        (
            log.reprioritised,
            "changed their priority later on; the replay keeps the priority of the opening.",
        ),
        (
            log.doubtful,
            "lack a row that might have changed a verdict: what seems met there is called not \
             measurable. So is what had no end when the log ended and was not late by then.",
        ),
    ];
    let told = items.iter().filter(|(number, _)| *number > 0);
    told.map(|(number, text)| format!("{} cases {text}", count(*number)))
        .collect()
}

fn speed(summary: &Summary) -> String {
    let speed = &summary.speed;
    format!(
        "{} messages of the log and {} of the tool itself (set-up, {} pokes, settlements) went through \
         the contracts in {}, {} a second; reading took {:.2} s.",
        count(speed.log_messages),
        count(speed.tool_messages),
        count(speed.pokes),
        seconds(speed.seconds),
        count(speed.messages_per_second),
        speed.reading_seconds
    )
}

fn agreements(number: u64) -> String {
    match number {
        1 => "One agreement covers the whole log".to_owned(),
        _ => format!("{} agreements cover the log", count(number)),
    }
}

fn seconds(seconds: f64) -> String {
    if seconds < 120.0 {
        format!("{seconds:.2} s")
    } else {
        span(seconds as u64)
    }
}
