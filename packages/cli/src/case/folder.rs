//! A folder of case files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context};

use super::CaseFile;

/// Where case files are written.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder, or takes one that is empty or holds an earlier export, which is removed.
    ///
    /// # Errors
    /// Where it holds anything else, or cannot be written.
    pub fn begin(folder: &Path) -> anyhow::Result<Self> {
        let writable = || {
            let shown = folder.display();
            format!("{shown} cannot be written: name a writable folder with --export or --out")
        };
        fs::create_dir_all(folder).with_context(writable)?;
        let mut earlier = vec![];
        for entry in fs::read_dir(folder).with_context(writable)? {
            let name = entry.with_context(writable)?.file_name();
            if !is_case(&name.to_string_lossy()) {
                bail!(
                    "{} holds {}, which is no case file: name another folder",
                    folder.display(),
                    name.to_string_lossy()
                );
            }
            earlier.push(folder.join(name));
        }
        for file in earlier {
            fs::remove_file(file).with_context(writable)?;
        }
        Ok(Self(folder.to_owned()))
    }

    /// Writes a case, whole or not at all.
    pub fn keep(&self, case: &CaseFile) -> anyhow::Result<PathBuf> {
        let file = self.0.join(case.name());
        let begun = file.with_extension("json.new");
        let text = serde_json::to_string_pretty(case)? + "\n";
        fs::write(&begun, text)
            .and_then(|()| fs::rename(&begun, &file))
            .with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(file)
    }
}

/// Whether a file's name is that of a case file.
pub fn is_case(name: &str) -> bool {
    let number = name
        .strip_prefix("ticket-")
        .and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|digits| digits.parse::<u64>().is_ok())
}
