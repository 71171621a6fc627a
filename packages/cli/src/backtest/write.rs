//! The files: into a temporary folder first, in place at the end. There is never a half-written report.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context};
use serde::Serialize;

use super::index::Index;
use super::moment::Moments;
use super::outcome::Measured;
use super::summary::{decimal, Summary};

/// What a report consists of.
const FILES: [&str; 4] = ["report.html", "cases.csv", "summary.json", "rejected.csv"];

/// A report that is being written.
pub struct Output {
    target: PathBuf,
    folder: PathBuf,
    done: bool,
}

impl Output {
    /// Makes the temporary folder beside the target.
    ///
    /// # Errors
    /// Where the target holds anything but an earlier report, or cannot be written.
    pub fn begin(target: &Path) -> anyhow::Result<Self> {
        check_target(target)?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        if name.is_empty() {
            bail!("{}: name a folder with --out", target.display());
        }
        let folder = parent.join(format!(".{name}.{}.tmp", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| {
            format!(
                "{}: cannot be made; name a writable folder with --out",
                folder.display()
            )
        })?;
        Ok(Self {
            target: target.to_owned(),
            folder,
            done: false,
        })
    }

    /// Where a file is written for now.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a whole file.
    pub fn write(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let path = self.path(name);
        fs::write(&path, text).with_context(|| format!("{}: cannot be written", path.display()))
    }

    /// Puts the folder in its place.
    pub fn finish(mut self) -> anyhow::Result<()> {
        check_target(&self.target)?;
        if self.target.exists() {
            fs::remove_dir_all(&self.target)?;
        }
        fs::rename(&self.folder, &self.target)
            .with_context(|| format!("{}: cannot be put in place", self.target.display()))?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.done {
            // Nothing more can be done about a folder that cannot be removed.
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

fn check_target(target: &Path) -> anyhow::Result<()> {
    if !target.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(target).with_context(|| {
        format!(
            "{}: is no folder; name another with --out",
            target.display()
        )
    })?;
    for entry in entries {
        let name = entry?.file_name();
        if !FILES.iter().any(|known| name == *known) {
            bail!(
                "{}: holds {}, which is no part of a report; name another folder with --out",
                target.display(),
                name.to_string_lossy()
            );
        }
    }
    Ok(())
}

/// One row of `cases.csv`.
#[derive(Serialize)]
struct CaseRow<'a> {
    case: &'a str,
    cycle: u32,
    metric: aftercare_domain::policy::Metric,
    priority: aftercare_domain::policy::Priority,
    opened_at: &'a str,
    target_seconds: u64,
    used_seconds: u64,
    met: &'static str,
    late_seconds: u64,
    credit: String,
}

/// Writes `cases.csv`.
pub fn cases(
    output: &Output,
    index: &Index,
    rows: &[Measured],
    moments: &Moments,
) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_path(output.path("cases.csv"))?;
    for row in rows {
        let Some(case) = index.cases.get(row.case as usize) else {
            continue;
        };
        writer.serialize(CaseRow {
            case: &case.name,
            cycle: row.cycle,
            metric: row.metric,
            priority: row.priority,
            opened_at: &moments.full_text(case.opened_at),
            target_seconds: row.target.0,
            used_seconds: row.used.0,
            met: row.met.word(),
            late_seconds: row.late.0,
            credit: decimal(row.credit),
        })?;
    }
    Ok(writer.flush()?)
}

/// Writes `summary.json`.
pub fn summary(output: &Output, summary: &Summary) -> anyhow::Result<()> {
    let mut text = serde_json::to_string_pretty(summary)?;
    text.push('\n');
    output.write("summary.json", &text)
}
