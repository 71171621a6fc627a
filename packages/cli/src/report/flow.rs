//! Where money went: one source, a stream to each destination, as wide as its share.

use super::chart::svg;
use super::format::{escape, exact_money, money, percent, share};

const WIDTH: f64 = 880.0;
const BAND: f64 = 170.0;
const NODE: f64 = 12.0;
const START: f64 = 190.0;
const END: f64 = 560.0;
/// Room that a label needs.
const ROW: f64 = 46.0;

/// One destination.
pub struct Stream {
    pub name: &'static str,
    pub units: u128,
    pub class: &'static str,
}

/// A flow of `source` into `streams`, in base units of a currency. Empty streams are left out.
pub fn flow(source: &str, currency: &str, streams: &[Stream]) -> String {
    let streams: Vec<_> = streams.iter().filter(|stream| stream.units > 0).collect();
    let total: u128 = streams.iter().map(|stream| stream.units).sum();
    let heights: Vec<f64> = streams
        .iter()
        .map(|stream| (BAND * share(stream.units, total)).max(1.5))
        .collect();
    let rows: Vec<f64> = heights.iter().map(|height| height.max(ROW)).collect();
    let height = rows.iter().sum::<f64>().max(BAND) + 20.0;
    let band: f64 = heights.iter().sum();
    let mut left = (height - band) / 2.0;
    let mut shapes = format!(
        "<rect class=\"accent\" x=\"{START}\" y=\"{left:.1}\" width=\"{NODE}\" height=\"{band:.1}\" rx=\"2\"/>\
         <text class=\"strong end\" x=\"{0}\" y=\"{1:.1}\">{2}</text>\
         <text class=\"end\" x=\"{0}\" y=\"{3:.1}\">{4} {5}</text>",
        START - 12.0,
        height / 2.0 - 2.0,
        escape(source),
        height / 2.0 + 15.0,
        escape(currency),
        money(total)
    );
    let mut row_top = (height - rows.iter().sum::<f64>()) / 2.0;
    for ((stream, thick), row) in streams.iter().zip(&heights).zip(&rows) {
        let right = row_top + (row - thick) / 2.0;
        shapes.push_str(&ribbon(left, right, *thick, stream));
        shapes.push_str(&label(right + thick / 2.0, stream, currency, total));
        left += thick;
        row_top += row;
    }
    let title = format!("{source}: {} destinations", streams.len());
    format!(
        "<div class=\"scroll\">{}</div>",
        svg((WIDTH, height), &title, &shapes)
    )
}

fn ribbon(left: f64, right: f64, thick: f64, stream: &Stream) -> String {
    let (from, middle) = (START + NODE, (START + NODE + END) / 2.0);
    format!(
        "<path class=\"stream {0}\" d=\"M{from:.1},{left:.1} C{middle:.1},{left:.1} {middle:.1},{right:.1} \
         {END:.1},{right:.1} L{END:.1},{1:.1} C{middle:.1},{1:.1} {middle:.1},{2:.1} {from:.1},{2:.1} Z\"/>\
         <rect class=\"{0}\" x=\"{END}\" y=\"{right:.1}\" width=\"{NODE}\" height=\"{thick:.1}\" rx=\"2\"/>",
        stream.class,
        right + thick,
        left + thick,
    )
}

fn label(middle: f64, stream: &Stream, currency: &str, total: u128) -> String {
    let x = END + NODE + 12.0;
    format!(
        "<text class=\"strong\" x=\"{x}\" y=\"{:.1}\">{}</text>\
         <text x=\"{x}\" y=\"{:.1}\">{} {} · {}<title>{}</title></text>",
        middle - 2.0,
        escape(stream.name),
        middle + 15.0,
        escape(currency),
        money(stream.units),
        percent(share(stream.units, total)),
        exact_money(stream.units)
    )
}
