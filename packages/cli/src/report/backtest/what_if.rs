//! The grid of other targets.

use std::collections::BTreeSet;

use crate::backtest::{Cell, Summary};
use crate::report::format::{count, money, percent, share};
use crate::report::Page;

/// What other targets would have cost.
pub fn section(page: &mut Page, summary: &Summary) {
    let cells = &summary.what_if;
    let first: BTreeSet<u32> = cells
        .iter()
        .map(|cell| cell.first_response_percent)
        .collect();
    let second: BTreeSet<u32> = cells.iter().map(|cell| cell.resolution_percent).collect();
    let range = (
        cells.iter().map(|cell| cell.credits).min().unwrap_or(0),
        cells.iter().map(|cell| cell.credits).max().unwrap_or(0),
    );
    let mut html = "<div class=\"scroll\"><table class=\"grid\"><thead><tr>\
                    <th scope=\"col\">First response</th>"
        .to_owned();
    for percent in &second {
        html.push_str(&format!(
            "<th scope=\"col\">resolution × {}</th>",
            times(*percent)
        ));
    }
    html.push_str("</tr></thead><tbody>");
    for row in &first {
        html.push_str(&format!("<tr><th scope=\"row\">× {}</th>", times(*row)));
        let cells = cells
            .iter()
            .filter(|cell| cell.first_response_percent == *row);
        cells.for_each(|cell| html.push_str(&markup(cell, summary, range)));
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    let lead = format!(
        "Credits in {} and their share of the fees of the periods with cases, had every target been that multiple of today's. \
         Computed from the time that was measured, by the contracts' own credit functions; today's \
         targets are outlined.",
        summary.currency
    );
    page.section("What other targets would have cost", &lead, &html);
}

fn times(percent: u32) -> String {
    let (whole, rest) = (percent / 100, percent % 100);
    if rest == 0 {
        return whole.to_string();
    }
    let text = format!("{whole}.{rest:02}");
    text.trim_end_matches('0').to_owned()
}

fn markup(cell: &Cell, summary: &Summary, (least, most): (u128, u128)) -> String {
    let now = (cell.first_response_percent, cell.resolution_percent) == (100, 100);
    format!(
        "<td{} style=\"--heat:{:.3}\" title=\"{} missed targets; {} without caps\">{}<small>{}</small></td>",
        if now { " class=\"now\"" } else { "" },
        share(cell.credits - least, most - least),
        count(cell.misses),
        money(cell.credits_without_caps),
        money(cell.credits),
        percent(share(cell.credits, summary.money.busy_fees))
    )
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn multiples_are_short() {
        assert_eq!(times(100), "1");
        assert_eq!(times(150), "1.5");
        assert_eq!(times(75), "0.75");
    }
}
