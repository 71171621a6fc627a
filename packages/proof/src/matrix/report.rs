//! What came of the cells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::words::Tried;

/// A cell and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The message.
    pub message: &'static str,
    /// Who sent it.
    pub role: &'static str,
    /// In which state of its object.
    pub state: &'static str,
    /// Whether the suite was paused.
    pub paused: bool,
    /// `allowed`, or the code.
    pub found: String,
}

/// All cells of a contract.
#[derive(Debug, Default)]
pub struct Report {
    /// Of which contract.
    pub contract: &'static str,
    /// Each cell that was tried.
    pub cells: Vec<Cell>,
    /// Allowed messages that were sent a second time.
    pub repeated: u64,
    /// Of those, how many were refused then.
    pub refused_again: u64,
    /// Ways of attaching money that were tried.
    pub funds: u64,
    /// Codes with which ways of attaching money were refused.
    pub money: BTreeSet<String>,
    /// Clocks that were watched.
    pub clocks: u64,
    /// Cells that came to something else, with what was expected.
    pub wrong: Vec<(String, Cell)>,
    /// Everything else that is not as written.
    pub faults: Vec<String>,
}

impl Report {
    /// How many cells were accepted.
    #[must_use]
    pub fn allowed(&self) -> usize {
        let allowed = self.cells.iter().filter(|cell| cell.found == "allowed");
        allowed.count()
    }

    /// A way of attaching money came to this.
    pub fn note_money(&mut self, found: &str) {
        self.funds += 1;
        if found != "allowed" {
            self.money.insert(found.to_owned());
        }
    }

    /// The cells of a message.
    pub fn of<'a>(&'a self, message: &'a str) -> impl Iterator<Item = &'a Cell> {
        let cells = self.cells.iter();
        cells.filter(move |cell| cell.message == message)
    }

    /// The codes with which cells were refused.
    #[must_use]
    pub fn codes(&self) -> BTreeSet<&str> {
        let codes = self.cells.iter().map(|cell| cell.found.as_str());
        codes.filter(|found| *found != "allowed").collect()
    }

    /// Whether everything was as written.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.wrong.is_empty() && self.faults.is_empty()
    }

    /// All that was not as written, cells together by message and outcome.
    #[must_use]
    pub fn complaints(&self) -> String {
        let mut by_message: BTreeMap<_, Vec<&Cell>> = BTreeMap::new();
        for (expected, cell) in &self.wrong {
            let key = (cell.message, expected, &cell.found);
            by_message.entry(key).or_default().push(cell);
        }
        let mut text = String::new();
        for ((message, expected, found), cells) in by_message {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{message}: expected {expected}, found {found}");
            for line in Tried::default().together(&cells) {
                let _ = writeln!(text, "    {line}");
            }
        }
        for fault in &self.faults {
            let _ = writeln!(text, "{fault}");
        }
        text
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:16} {:7} cells, {:6} allowed, {:7} refused with {:2} codes; {} sent twice, {} refused then; {} ways to attach money",
            self.contract,
            self.cells.len(),
            self.allowed(),
            self.cells.len() - self.allowed(),
            self.codes().len(),
            self.repeated,
            self.refused_again,
            self.funds,
        )
    }
}
