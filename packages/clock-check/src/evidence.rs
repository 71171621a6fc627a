//! What was compared so far.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file, and where the next run goes on. No difference is ever kept: the first one ends a run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Of which state of the sources; another one begins anew.
    pub sources: String,
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
    /// Goes on where the file ends, if it is of the same sources.
    pub fn go_on(path: &Path, sources: &str) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let found: Option<Self> = serde_json::from_str(&text).ok();
        let same = found.filter(|found| found.sources == sources);
        same.unwrap_or_else(|| Self {
            sources: sources.to_owned(),
            ..Self::default()
        })
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        keep(self, path)
    }
}

/// Writes evidence, whole or not at all: whoever is killed on the way leaves what was there.
///
/// # Errors
/// Where it cannot be written.
pub fn keep(evidence: &impl Serialize, path: &Path) -> Result<(), String> {
    let begun = path.with_extension("begun");
    let text = serde_json::to_string_pretty(evidence).map_err(|error| error.to_string())?;
    std::fs::write(&begun, text + "\n")
        .and_then(|()| std::fs::rename(&begun, path))
        .map_err(|error| format!("{}: {error}", path.display()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_whole_and_alone() {
        let folder = std::env::temp_dir().join(format!("kept-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("some.json");
        for count in [1, 2] {
            keep(&count, &path).unwrap();
            assert_eq!(
                std::fs::read_to_string(&path).unwrap(),
                format!("{count}\n")
            );
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(keep(&3, &path).unwrap_err().contains("some.json"));
    }
}
