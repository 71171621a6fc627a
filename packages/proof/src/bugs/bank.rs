//! The bank: faults that somebody might make, in the shapes of the classes of `security.md`, each with the one
//! test that finds it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aftercare_engine::Failure;
use serde::Deserialize;

use crate::copy::failure;

/// Where the files of the bank are, all of them of its form, from the project's root.
pub const FOLDER: &str = "packages/proof/bugs";
/// How many classes there are, from `V01`.
pub const CLASSES: u8 = 70;

/// A fault, and what finds it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bug {
    /// Its name.
    pub id: String,
    /// Its class, `V01` to `V70`.
    pub class: String,
    /// What goes wrong, in words.
    pub what: String,
    /// The file, from the project's root.
    pub file: String,
    /// The text that is replaced; stands there once.
    pub find: String,
    /// What it is replaced by.
    pub replace: String,
    /// What finds it.
    pub test: Test,
}

impl Bug {
    /// The file's text with the fault in it.
    ///
    /// # Errors
    /// Where what it replaces does not stand there once.
    pub fn apply(&self, text: &str) -> Result<String, Failure> {
        match text.matches(&self.find).count() {
            1 => Ok(text.replacen(&self.find, &self.replace, 1)),
            times => {
                let (id, file) = (&self.id, &self.file);
                let why = format!("{id} no longer applies: {times} times in {file}");
                Err(Failure::new(why))
            }
        }
    }
}

/// One test of one package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Test {
    /// The package.
    pub package: String,
    /// `lib` for those beside the code, else the name of the test target.
    pub target: String,
    /// Its whole name, modules included.
    pub name: String,
}

impl TryFrom<String> for Test {
    type Error = String;

    /// Reads `PACKAGE TARGET NAME`, the package without the project's prefix.
    fn try_from(text: String) -> Result<Self, String> {
        let words: Vec<&str> = text.split(' ').collect();
        let [package, target, name] = words.as_slice() else {
            return Err(format!("no PACKAGE TARGET NAME: {text}"));
        };
        Ok(Self {
            package: format!("aftercare-{package}"),
            target: (*target).to_owned(),
            name: (*name).to_owned(),
        })
    }
}

/// What the contracts have no code for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Without {
    /// The class.
    pub class: String,
    /// Why not.
    pub why: String,
}

/// One file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Content {
    bug: Vec<Bug>,
    without: Vec<Without>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bank {
    /// The faults, in the order in which they are tried.
    pub bugs: Vec<Bug>,
    /// The classes that have none.
    pub without: Vec<Without>,
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| failure(folder, &error))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| failure(folder, &error))?;
    paths.sort();
    Ok(paths)
}

impl Bank {
    /// Reads the bank of the project at `root`.
    ///
    /// # Errors
    /// Files that cannot be read or say something else.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        let mut bank = Self::default();
        for path in files(&root.join(FOLDER))? {
            let text = std::fs::read_to_string(&path).map_err(|error| failure(&path, &error))?;
            let content: Content = toml::from_str(&text)
                .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
            bank.bugs.extend(content.bug);
            bank.without.extend(content.without);
        }
        Ok(bank)
    }

    /// How many faults each class has; one without any that is not said to concern no code counts 0.
    #[must_use]
    pub fn classes(&self) -> BTreeMap<String, usize> {
        let named = (1..=CLASSES).map(|number| (format!("V{number:02}"), 0));
        let mut classes: BTreeMap<String, usize> = named.collect();
        for bug in &self.bugs {
            *classes.entry(bug.class.clone()).or_default() += 1;
        }
        for without in &self.without {
            classes.remove(&without.class);
        }
        classes
    }
}
