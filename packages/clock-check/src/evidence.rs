//! What was compared so far.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file, and where the next run goes on. No difference is ever kept: the first one ends a run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Calendars that were drawn second by second; also the next seed.
    pub calendars: u64,
    /// Answers about time that were compared with their open seconds.
    pub questions: u64,
    /// Pairs of `elapsed` and `deadline` that undo each other.
    pub pairs: u64,
    /// Histories that both played.
    pub histories: u64,
    /// Those in which the model looked at every second.
    pub every_second: u64,
    /// Acts that both took.
    pub acts: u64,
    /// Acts that both refused.
    pub refused: u64,
    /// Clocks whose used seconds, target, verdict and due were compared.
    pub clocks: u64,
    /// Misses at the ends of the histories.
    pub missed: u64,
    /// How long an answer takes on the slowest of 200 random calendars.
    pub nanoseconds: Vec<Timed>,
}

/// Nanoseconds of one answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Timed {
    /// How far apart its instants are.
    pub distance_seconds: u64,
    /// Of `elapsed`.
    pub elapsed: u64,
    /// Of `deadline`.
    pub deadline: u64,
}

impl Evidence {
    /// Goes on where the file ends.
    pub fn go_on(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        std::fs::write(path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} calendars, {} answers, {} pairs, {} histories ({} second by second), {} clocks compared: no \
             difference",
            self.calendars,
            self.questions,
            self.pairs,
            self.histories,
            self.every_second,
            self.clocks
        )?;
        for timed in &self.nanoseconds {
            write!(
                f,
                "\n  over {} s: elapsed {} ns, deadline {} ns",
                timed.distance_seconds, timed.elapsed, timed.deadline
            )?;
        }
        Ok(())
    }
}
