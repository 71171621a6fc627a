//! What was tried, against what was asked for: `docs/assurance.md`, out of what the parts of the audit left.

mod figure;
mod figures;

use std::path::Path;

use aftercare_engine::Failure;
use serde_json::Value;

pub use figure::{Figure, Goal};
pub use figures::figures;

/// The page.
pub const PAGE: &str = "docs/assurance.md";
const BEGIN: &str = "<!-- figures: written by scripts/audit from here -->";
const END: &str = "<!-- figures: to here -->";

/// What the parts left, and the tree that it lies in.
pub struct Records<'a> {
    root: &'a Path,
}

impl<'a> Records<'a> {
    /// Those of a checkout.
    #[must_use]
    pub const fn of(root: &'a Path) -> Self {
        Self { root }
    }

    /// A file's text; empty where there is none.
    #[must_use]
    pub fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).unwrap_or_default()
    }

    /// A file's JSON; nothing where there is none.
    #[must_use]
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path)).unwrap_or_default()
    }

    /// What a part left.
    #[must_use]
    pub fn evidence(&self, part: &str) -> Value {
        self.json(&format!("docs/evidence/{part}.json"))
    }

    /// A count that a part left; nothing where it did not run.
    #[must_use]
    pub fn count(&self, part: &str, name: &str) -> Option<u64> {
        let evidence = self.evidence(part);
        evidence.get("counts")?.get(name)?.as_u64()
    }
}

/// The page as it should be.
///
/// # Errors
/// Where it has no place for figures.
pub fn page(root: &Path) -> Result<String, Failure> {
    let records = Records::of(root);
    let text = records.text(PAGE);
    let missing = || Failure::new(format!("{PAGE} lacks its markers {BEGIN} and {END}"));
    let (before, rest) = text.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    let table = table(&figures(&records));
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

/// Writes the page.
///
/// # Errors
/// As [`page`]; where it cannot be written.
pub fn write(root: &Path) -> Result<String, Failure> {
    let text = page(root)?;
    let failure = |error| Failure::new(format!("{PAGE}: {error}"));
    std::fs::write(root.join(PAGE), &text).map_err(failure)?;
    Ok(table(&figures(&Records::of(root))))
}

fn table(figures: &[Figure]) -> String {
    let mut text =
        "| what | goal | reached | | command |\n| --- | ---: | ---: | --- | --- |\n".to_owned();
    for figure in figures {
        text += &figure.row();
    }
    text
}
