//! What is tried next, in pieces of some minutes.

use super::explained::Explained;
use super::functions::Function;
use super::listing::Mutant;
use super::results::Results;

/// Mutants of one run of the tool, unless one function alone has more.
const AT_ONCE: usize = 24;

/// Mutants of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// From the project's root.
    pub file: String,
    /// Whether they survived once.
    pub again: bool,
    /// Of whole functions; or the survivors of some.
    pub mutants: Vec<Mutant>,
}

/// The survivors that nobody explained, because a test may have come for them; then the functions that were
/// not tried.
#[must_use]
pub fn plan<'a>(
    functions: impl Iterator<Item = &'a Function>,
    results: &Results,
    explained: &Explained,
) -> Vec<Batch> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for function in functions {
        match results.of(function) {
            Some(tried) => {
                let left = tried.survivors(function).filter(|it| !explained.has(it));
                put(&mut old, true, (function.file(), left.cloned().collect()));
            }
            None => put(&mut new, false, (function.file(), function.mutants.clone())),
        }
    }
    old.append(&mut new);
    old
}

fn put(batches: &mut Vec<Batch>, again: bool, (file, mutants): (&str, Vec<Mutant>)) {
    if mutants.is_empty() {
        return;
    }
    match batches.last_mut() {
        Some(last) if last.file == file && last.mutants.len() + mutants.len() <= AT_ONCE => {
            last.mutants.extend(mutants);
        }
        _ => batches.push(Batch {
            file: file.to_owned(),
            again,
            mutants,
        }),
    }
}
