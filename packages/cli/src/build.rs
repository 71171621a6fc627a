//! `aftercare build`: what `scripts/build` does, with sizes before and after and the checksums.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{bail, Context};
use clap::Args;
use serde_json::{json, Value};

use crate::voice::Voice;

/// What a build takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    voice: Voice,
    /// Compares with the checksums that are committed instead of writing them.
    #[arg(long)]
    check: bool,
}

/// One artifact: compiled and optimised size in bytes.
struct Sizes {
    file: String,
    compiled: u64,
    optimised: u64,
}

/// Runs the script, tells its words as they come, and sums up.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = root()?;
    let mut command = Command::new(root.join("scripts/build"));
    command.current_dir(&root).stdout(Stdio::piped());
    if arguments.check {
        command.arg("--check");
    }
    let mut child = command.spawn().context("scripts/build cannot be started")?;
    let mut sizes = vec![];
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            arguments.voice.say(&line);
            sizes.extend(sizes_in(&line));
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("scripts/build ended with {status}: follow its advice above, then run this again");
    }
    sum_up(&root, &sizes, arguments.voice)
}

fn sum_up(root: &Path, sizes: &[Sizes], voice: Voice) -> anyhow::Result<()> {
    let listed = std::fs::read_to_string(root.join("artifacts/checksums.txt"))
        .context("artifacts/checksums.txt cannot be read")?;
    voice.say(format!(
        "{:<22} {:>10} {:>10}  sha256",
        "artifact", "before", "after"
    ));
    let rows = sizes.iter().map(|row| {
        let checksum = listed
            .lines()
            .find_map(|line| line.strip_suffix(&format!("  {}", row.file)))
            .unwrap_or_default();
        voice.say(format!(
            "{:<22} {:>10} {:>10}  {checksum}",
            row.file, row.compiled, row.optimised
        ));
        json!({ "artifact": row.file, "before": row.compiled, "after": row.optimised, "sha256": checksum })
    });
    let rows: Vec<Value> = rows.collect();
    voice.tell(&json!({ "artifacts": rows }));
    Ok(())
}

/// A row of the script's table: file, compiled size, optimised size, seconds.
fn sizes_in(line: &str) -> Option<Sizes> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [file, compiled, optimised, _seconds] = words.as_slice() else {
        return None;
    };
    Some(Sizes {
        file: file.strip_suffix(".wasm").map(|_| (*file).to_owned())?,
        compiled: compiled.parse().ok()?,
        optimised: optimised.parse().ok()?,
    })
}

/// The project's folder: here, or above.
fn root() -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir()?;
    here.ancestors()
        .find(|folder| folder.join("scripts/build").is_file())
        .map(Path::to_owned)
        .with_context(|| {
            format!(
                "neither {} nor a folder above it holds scripts/build: change into the project's folder",
                here.display()
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_table_is_read_and_other_lines_are_not() {
        let row = sizes_in("community.wasm             1234567     402868       41").unwrap();
        assert_eq!(
            (row.file.as_str(), row.compiled, row.optimised),
            ("community.wasm", 1_234_567, 402_868)
        );
        for line in [
            "artifact compiled optimised seconds",
            "[1] Tools: Rust, its",
            "",
        ] {
            assert!(sizes_in(line).is_none());
        }
    }
}
