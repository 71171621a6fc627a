//! Mutants by the function that they are in, and the hash of its text.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_engine::Failure;
use sha2::{Digest, Sha256};

use super::listing::{Mutant, Span};

/// A function, and the faults that can be made in it. Functions of one name in one file count as one, and so
/// do a file's constants, whose name is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// `FILE NAME`.
    pub name: String,
    /// Of its text, comments included.
    pub hash: String,
    /// Its mutants, as the tool lists them.
    pub mutants: Vec<Mutant>,
}

impl Function {
    /// The file, from the project's root.
    #[must_use]
    pub fn file(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }
}

/// The functions of these mutants.
///
/// # Errors
/// A file that `read` does not find.
pub fn functions(
    mutants: Vec<Mutant>,
    read: impl Fn(&str) -> Result<String, Failure>,
) -> Result<Vec<Function>, Failure> {
    let mut by_file: BTreeMap<String, Vec<Mutant>> = BTreeMap::new();
    for mutant in mutants {
        by_file.entry(mutant.file.clone()).or_default().push(mutant);
    }
    let mut found = Vec::new();
    for (file, mutants) in by_file {
        found.extend(of_file(&file, mutants, &read(&file)?));
    }
    Ok(found)
}

fn of_file(file: &str, mutants: Vec<Mutant>, text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let mut by_name: BTreeMap<String, Vec<Mutant>> = BTreeMap::new();
    for mut mutant in mutants {
        let line = lines.get(mutant.span.start.line.saturating_sub(1));
        mutant.code = line.map_or("", |line| line.trim()).to_owned();
        let around = mutant.function.as_ref();
        let name = around.map_or("", |function| &function.function_name);
        by_name.entry(name.to_owned()).or_default().push(mutant);
    }
    let functions = by_name.into_iter().map(|(name, mutants)| Function {
        name: format!("{file} {name}"),
        hash: hash(&lines, &mutants),
        mutants,
    });
    functions.collect()
}

fn hash(lines: &[&str], mutants: &[Mutant]) -> String {
    let span = |mutant: &Mutant| {
        let around = mutant.function.as_ref();
        around.map_or(mutant.span, |function| function.span)
    };
    let spans: BTreeSet<Span> = mutants.iter().map(span).collect();
    let mut hasher = Sha256::new();
    for Span { start, end } in spans {
        let first = start.line.saturating_sub(1);
        for line in lines.get(first..end.line).unwrap_or_default() {
            hasher.update(line);
            hasher.update("\n");
        }
    }
    let digest = hasher.finalize();
    let bytes = digest.iter().take(8);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}
