//! The table as text and as JSON.

use std::path::Path;

use aftercare_engine::Failure;
use aftercare_proof::evidence::thousands;
use serde::{Deserialize, Serialize};

use crate::growth::everything::Flatness;
use crate::growth::Growth;
use crate::measure::{failure, Row};
use crate::speed::Speed;

const BEGIN: &str = "<!-- gas: written by scripts/bench from here -->";
const END: &str = "<!-- gas: to here -->";

/// Everything that one run measured.
pub struct Table {
    /// The price list against a real node.
    pub prices: Vec<Row>,
    /// Peers against a real node.
    pub peers: Vec<Row>,
    /// Our messages against their goals.
    pub messages: Vec<Row>,
    /// Bytes of each Wasm.
    pub sizes: Vec<(String, u64)>,
    /// Messages a second.
    pub speed: Speed,
    /// Figures after filling, where asked for.
    pub growth: Vec<Growth>,
    /// Every message and full pages where few and many records lie, where asked for.
    pub flatness: Flatness,
}

/// What is kept of a run.
#[derive(Serialize, Deserialize)]
pub struct Recorded {
    /// Every figure.
    pub rows: Vec<Row>,
    /// Bytes of each Wasm.
    pub sizes: Vec<(String, u64)>,
    /// Figures after filling; kept from an earlier run where this one did not fill.
    pub growth: Vec<Growth>,
    /// Every message, then full pages, where few and many records lie; kept likewise.
    #[serde(default)]
    pub flatness: Flatness,
}

impl Table {
    /// Every figure.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        let peers = self.prices.iter().chain(&self.peers);
        peers.chain(&self.messages)
    }

    /// The section of docs/performance.md.
    pub fn markdown(&self) -> String {
        let parts = [
            "### Messages, gas above the floor of 98,450\n".to_owned(),
            rows(&self.messages, "goal"),
            "\n### Peers, built from their crates in the same run\n".to_owned(),
            rows(&self.peers, "real node"),
            "\n### The price list against a real node\n".to_owned(),
            rows(&self.prices, "real node"),
            self.size_table(),
            crate::growth::markdown(&self.growth),
            self.flatness.markdown(),
        ];
        parts.join("\n")
    }

    fn size_table(&self) -> String {
        let mut text = "\n### Wasm\n\n| Wasm | Bytes |\n| --- | ---: |\n".to_owned();
        for (name, bytes) in &self.sizes {
            text += &format!("| {name}.wasm | {} |\n", thousands(*bytes));
        }
        text
    }

    /// Writes both files; what stands outside the markers stays.
    ///
    /// # Errors
    /// Where a file cannot be read or written.
    pub fn write(mut self, json: &Path, page: &Path) -> Result<(), Failure> {
        if self.growth.is_empty() {
            (self.growth, self.flatness) = recorded_growth(json);
        }
        let text = std::fs::read_to_string(page).map_err(failure)?;
        std::fs::write(page, replaced(&text, &self.markdown())).map_err(failure)?;
        let recorded = Recorded {
            rows: self.rows().cloned().collect(),
            sizes: self.sizes,
            growth: self.growth,
            flatness: self.flatness,
        };
        let text = serde_json::to_string_pretty(&recorded).map_err(failure)?;
        std::fs::write(json, text + "\n").map_err(failure)
    }
}

fn recorded_growth(json: &Path) -> (Vec<Growth>, Flatness) {
    let text = std::fs::read_to_string(json).unwrap_or_default();
    let recorded: Result<Recorded, _> = serde_json::from_str(&text);
    recorded.map_or_else(
        |_| Default::default(),
        |recorded| (recorded.growth, recorded.flatness),
    )
}

fn replaced(page: &str, section: &str) -> String {
    let (head, tail) = match (page.split_once(BEGIN), page.split_once(END)) {
        (Some((head, _)), Some((_, tail))) => (head, tail),
        _ => (page, "\n"),
    };
    format!("{}\n\n{BEGIN}\n{section}\n{END}{tail}", head.trim_end())
}

fn rows(rows: &[Row], beside: &str) -> String {
    let mut text = format!(
        "| contract | message | gas | {beside} | of it | reads | writes | removed | steps | bytes read | \
         bytes written | calls (loads) | raw | smart | sends | message bytes | compute | events |\n\
         | --- | --- | ---: | ---: | ---: {}|\n",
        "| ---: ".repeat(13)
    );
    for row in rows {
        text += &line(row);
    }
    text
}

fn line(row: &Row) -> String {
    let p = &row.profile;
    let percent = |goal: u64| format!("{} %", row.gas * 100 / goal.max(1));
    let calls = format!("{} ({})", p.calls, p.loads);
    let cells = [
        row.contract.clone(),
        row.name.clone(),
        thousands(row.gas),
        row.goal.map_or("–".to_owned(), thousands),
        row.goal.map_or("–".to_owned(), percent),
        p.reads.to_string(),
        p.writes.to_string(),
        p.removes.to_string(),
        p.steps.to_string(),
        thousands(p.bytes_read),
        thousands(p.bytes_written),
        calls,
        p.raw_queries.to_string(),
        p.smart_queries.to_string(),
        p.sends.to_string(),
        thousands(p.message_bytes),
        thousands(p.compute),
        thousands(p.events),
    ];
    format!("| {} |\n", cells.join(" | "))
}
