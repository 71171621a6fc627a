//! Tables.

use super::format::escape;

/// A column's heading, and whether its cells are numbers.
pub struct Column {
    pub heading: &'static str,
    pub numeric: bool,
}

/// A column of text.
pub const fn text(heading: &'static str) -> Column {
    Column {
        heading,
        numeric: false,
    }
}

/// A column of numbers.
pub const fn number(heading: &'static str) -> Column {
    Column {
        heading,
        numeric: true,
    }
}

/// A cell: text, or markup that was made here.
pub enum Cell {
    Text(String),
    /// A bar of a share between 0 and 1 of something missed, with its label.
    Bar(f64, String),
    /// The same of something kept.
    Kept(f64, String),
}

/// A table that scrolls by itself where the page is narrower.
pub fn table(columns: &[Column], rows: &[Vec<Cell>]) -> String {
    let mut html = "<div class=\"scroll\"><table><thead><tr>".to_owned();
    for column in columns {
        html.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            class(column),
            escape(column.heading)
        ));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (column, cell) in columns.iter().zip(row) {
            html.push_str(&format!("<td{}>{}</td>", class(column), markup(cell)));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

fn class(column: &Column) -> &'static str {
    if column.numeric {
        " class=\"n\""
    } else {
        ""
    }
}

fn markup(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => escape(text),
        Cell::Bar(share, label) => bar("bar", *share, label),
        Cell::Kept(share, label) => bar("bar kept", *share, label),
    }
}

fn bar(class: &str, share: f64, label: &str) -> String {
    format!(
        "<span class=\"{class}\"><span style=\"width:{:.1}%\"></span></span>\
         <span class=\"bar-label\">{}</span>",
        share.clamp(0.0, 1.0) * 100.0,
        escape(label)
    )
}
