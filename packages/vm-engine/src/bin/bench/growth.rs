//! Does a message cost more when there is more? An escrow and a registry are filled by messages, and measured
//! at sizes.

mod agreements;
mod crowd;
pub mod everything;
mod pages;
mod tickets;

use aftercare_engine::Failure;
use serde::{Deserialize, Serialize};

use crate::measure::Bench;
use aftercare_proof::evidence::thousands;

pub use tickets::open;

/// Messages of a transaction while filling.
const TOGETHER: u64 = 50;
/// Where figures are taken, up to what was asked for.
const SIZES: [u64; 3] = [1_000, 10_000, 100_000];
/// Before the first figure everything has been used once.
const USED: u64 = 10;
/// One second beyond the half hour that a ticket of scenarios has to be answered in.
const LATE: aftercare_domain::time::Seconds = aftercare_domain::time::Seconds(1_801);

/// Figures at one size, gas above the floor.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Growth {
    /// Agreements of one plan, and tickets of one agreement.
    pub records: u64,
    /// Subscribing once more.
    pub subscribe: u64,
    /// A poke that books the last agreement's first miss and pushes a refund.
    pub book: u64,
    /// Settling a period of it.
    pub settle: u64,
    /// Opening one ticket more.
    pub open: u64,
    /// Answering it.
    pub reply: u64,
    /// A poke of another one that books a miss and pushes a refund.
    pub poke: u64,
}

impl Growth {
    fn figures(&self) -> [u64; 6] {
        [
            self.subscribe,
            self.book,
            self.settle,
            self.open,
            self.reply,
            self.poke,
        ]
    }
}

/// Fills to `most` records of each kind and measures on the way.
pub fn rows(bench: &Bench, most: u64) -> Result<Vec<Growth>, Failure> {
    let mut tickets = tickets::Desk::new(bench)?;
    let mut agreements = agreements::Book::new(bench)?;
    let mut rows = vec![];
    for records in std::iter::once(USED).chain(SIZES) {
        if records > most {
            break;
        }
        let [open, reply, poke] = tickets.measure(bench, records)?;
        let [subscribe, book, settle] = agreements.measure(bench, records)?;
        rows.push(Growth {
            records,
            subscribe,
            book,
            settle,
            open,
            reply,
            poke,
        });
        eprintln!("measured at {} records", thousands(records));
    }
    Ok(rows.split_off(1.min(rows.len())))
}

/// The table, where there is one, and what the last row is of the first.
pub fn markdown(rows: &[Growth]) -> String {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return String::new();
    };
    let mut text = "\n### Growth\n\n\
        | agreements of a plan, tickets of an agreement | subscribe | book a miss | settle | open | reply | \
        poke |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        let cells = row.figures().map(thousands);
        text += &format!("| {} | {} |\n", thousands(row.records), cells.join(" | "));
    }
    let pairs = last.figures().into_iter().zip(first.figures());
    let ratios: Vec<String> = pairs
        .map(|(last, first)| format!("{:.3}", last as f64 / first.max(1) as f64))
        .collect();
    text + &format!("| last ÷ first | {} |\n", ratios.join(" | "))
}
