//! Reports: one self-contained HTML file, light and dark, for screen, phone and paper.
//!
//! The charts are SVG that is written here, because it has to take its colours from the page (a file that
//! is read in the dark or printed) and to carry its figures as text for those who do not see it; the chart
//! crates write fixed colours into each shape.

pub mod backtest;
pub mod case;
pub mod chart;
pub mod flow;
pub mod format;
pub mod table;
pub mod text;

use format::escape;

const STYLE: &str = include_str!("style.css");

/// A report under way.
pub struct Page {
    title: String,
    kicker: String,
    subtitle: String,
    body: String,
}

/// One figure at the head of a report.
pub struct Figure {
    pub label: String,
    pub value: String,
    /// What it is measured against.
    pub note: String,
}

impl Page {
    /// An empty report.
    pub fn new(kicker: &str, title: &str, subtitle: &str) -> Self {
        Self {
            title: title.to_owned(),
            kicker: kicker.to_owned(),
            subtitle: subtitle.to_owned(),
            body: String::new(),
        }
    }

    /// The figures that matter most.
    pub fn figures(&mut self, figures: &[Figure]) {
        self.body.push_str("<dl class=\"figures\">");
        for figure in figures {
            self.body.push_str(&format!(
                "<div><dt>{}</dt><dd><strong>{}</strong><span>{}</span></dd></div>",
                escape(&figure.label),
                escape(&figure.value),
                escape(&figure.note)
            ));
        }
        self.body.push_str("</dl>\n");
    }

    /// A section: what it shows, in a heading; what to see in it, in a sentence; and markup.
    pub fn section(&mut self, heading: &str, lead: &str, markup: &str) {
        self.body.push_str(&format!(
            "<section><h2>{}</h2><p class=\"lead\">{}</p>{markup}</section>\n",
            escape(heading),
            escape(lead)
        ));
    }

    /// The whole file.
    pub fn finish(self) -> String {
        let (title, kicker) = (escape(&self.title), escape(&self.kicker));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title} · {kicker}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <header><p class=\"kicker\">{kicker}</p><h1>{title}</h1>\
             <p class=\"subtitle\">{}</p></header>\n{}</main>\n</body>\n</html>\n",
            escape(&self.subtitle),
            self.body
        )
    }
}
