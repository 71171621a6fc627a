//! The bank: faults that somebody might make, in the shapes of the classes of `security.md`, each with the one
//! test that finds it.

use std::collections::BTreeMap;
use std::path::Path;

use aftercare_engine::Failure;
use serde::Deserialize;

/// Where the files of the bank are, from the project's root.
pub const FOLDER: &str = "packages/proof/bugs";
/// Its files of faults, in the order in which they are tried.
pub const FILES: [&str; 9] = [
    "rules",
    "clocks",
    "rewards",
    "books",
    "kit",
    "token",
    "escrow",
    "registry",
    "community",
];
/// The file of classes that are about nothing that the contracts are made of.
pub const WITHOUT: &str = "without";
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

impl Bank {
    /// Reads the bank of the project at `root`.
    ///
    /// # Errors
    /// Files that cannot be read or say something else.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        let mut bank = Self::default();
        for name in FILES.iter().chain(&[WITHOUT]) {
            let path = format!("{FOLDER}/{name}.toml");
            let failure = |error: &dyn std::fmt::Display| Failure::new(format!("{path}: {error}"));
            let text =
                std::fs::read_to_string(root.join(&path)).map_err(|error| failure(&error))?;
            let content: Content = toml::from_str(&text).map_err(|error| failure(&error))?;
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
