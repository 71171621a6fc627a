//! given the bank of seeded bugs
//! ├── each applies to the sources as they are
//! ├── each names a test that its package has
//! ├── no name stands twice, and there are at least 120
//! └── every class of faults has one, or it is said why the contracts have no code for it

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use aftercare_proof::bugs::bank::{Bank, Bug};
use aftercare_proof::copy::files;

const LEAST: usize = 120;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn bank() -> Bank {
    Bank::read(&root()).unwrap()
}

/// The texts of all Rust sources by path.
fn sources() -> BTreeMap<String, String> {
    let files = files(&root()).unwrap().into_iter();
    let rust = files.filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn each_fault_applies_and_changes_something() {
    for bug in bank().bugs {
        let text = std::fs::read_to_string(root().join(&bug.file)).unwrap();
        assert_ne!(bug.apply(&text).unwrap(), text, "{}", bug.id);
    }
}

/// Where the sources of a bug's test may begin.
fn folders(bug: &Bug) -> Vec<String> {
    let name = bug.test.package.trim_start_matches("aftercare-");
    let places = [
        format!("contracts/{name}"),
        format!("packages/{name}"),
        name.to_owned(),
    ];
    let package = places.iter().find(|place| root().join(place).is_dir());
    let package = package.unwrap_or_else(|| panic!("{}: no package {name}", bug.id));
    match bug.test.target.as_str() {
        "lib" => vec![format!("{package}/src/")],
        target => vec![
            format!("{package}/tests/{target}"),
            format!("{package}/{target}/"),
        ],
    }
}

#[test]
fn each_fault_names_a_test_that_exists() {
    let sources = sources();
    for bug in bank().bugs {
        let (folders, name) = (folders(&bug), &bug.test.name);
        let function = format!("fn {}(", name.rsplit("::").next().unwrap());
        let is_there = |path: &str| folders.iter().any(|folder| path.starts_with(folder));
        let mut there = sources.iter().filter(|(path, _)| is_there(path));
        let found = there.any(|(_, text)| text.contains(&function));
        assert!(found, "{}: no test {name} in {folders:?}", bug.id);
    }
}

#[test]
fn there_are_at_least_120_faults_of_different_names() {
    let bugs = bank().bugs;
    let names: BTreeSet<&str> = bugs.iter().map(|bug| bug.id.as_str()).collect();
    assert_eq!(names.len(), bugs.len());
    assert!(names.len() >= LEAST, "{} faults", names.len());
}

#[test]
fn every_class_has_a_fault_or_a_reason_why_not() {
    let bank = bank();
    let classes = bank.classes();
    let empty: Vec<_> = classes.iter().filter(|(_, faults)| **faults == 0).collect();
    assert!(empty.is_empty(), "without a fault or a reason: {empty:?}");
    assert_eq!(
        classes.len() + bank.without.len(),
        70,
        "a class that is both, or none"
    );
    for bug in &bank.bugs {
        assert!(
            classes.contains_key(&bug.class),
            "{}: {}",
            bug.id,
            bug.class
        );
    }
}
