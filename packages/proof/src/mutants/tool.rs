//! `cargo-mutants`, asked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use aftercare_engine::Failure;

use super::listing::{mutants, outcomes, Mutant, Outcomes};
use super::packages::Package;

/// What the tool would make of functions that return an alias of `Result`, and never compiles.
const NEVER: &str = "with StdResult::";
/// Seconds after which a mutant's quick tests will not end any more.
const QUICK_SECONDS: &str = "20";
/// Seconds after which all of them will not.
const ALL_SECONDS: &str = "90";
/// What random tests draw with where they have no seed of their own; whether they fail is asked, and not how
/// simply.
const DRAWN: [(&str, &str); 2] = [
    ("PROPTEST_RNG_SEED", "1"),
    ("PROPTEST_MAX_SHRINK_ITERS", "0"),
];
/// How the tool ends where every mutant is killed, where some are missed, and where some took too long.
const DONE: [i32; 3] = [0, 2, 3];

/// The tool, and the copy of the sources that it may change.
pub struct Tool {
    program: PathBuf,
    tree: PathBuf,
    /// Tests that were seen to pass without any fault.
    passed: BTreeSet<Vec<String>>,
}

impl Tool {
    /// This program on this copy.
    #[must_use]
    pub fn new(program: &Path, tree: &Path) -> Self {
        Self {
            program: program.to_owned(),
            tree: tree.to_owned(),
            passed: BTreeSet::new(),
        }
    }

    /// The mutants of a package.
    ///
    /// # Errors
    /// A tool that does not run.
    pub fn list(&self, package: &Package) -> Result<Vec<Mutant>, Failure> {
        let asked = self.ask(package);
        let listed = output(
            { asked }
                .args(["--list", "--json"])
                .stderr(Stdio::inherit()),
        )?;
        mutants(&String::from_utf8_lossy(&listed.stdout))
    }

    /// Runs the tests of these targets, without those of some names, against these mutants of one file, and
    /// against none of them the first time.
    ///
    /// # Errors
    /// Tests that fail without a mutant; a tool that does not run.
    pub fn run(
        &mut self,
        package: &Package,
        faults: &[&Mutant],
        (tests, without): (&[String], &[&str]),
    ) -> Result<Outcomes, Failure> {
        let Some(first) = faults.first() else {
            return Ok(Outcomes::new());
        };
        let out = self.tree.with_extension("run");
        let tried = key(package, (tests, without));
        let known = self.passed.contains(&tried);
        let mut asked = self.ask(package);
        let seconds = if without.is_empty() {
            ALL_SECONDS
        } else {
            QUICK_SECONDS
        };
        asked.args(["--in-place", "--timeout", seconds, "--output"]);
        asked.arg(&out);
        asked.args(["--baseline", if known { "skip" } else { "run" }]);
        // The tool makes a file's mutants of fields whatever it is asked for: no other file's at least.
        asked.args(["--file", &first.file]);
        for mutant in faults {
            asked.arg("--re").arg(exactly(&mutant.name));
        }
        asked.envs(DRAWN);
        let targets = tests.iter().map(String::as_str);
        for target in std::iter::once("--locked").chain(targets) {
            asked.arg(format!("--cargo-arg={target}"));
        }
        if !without.is_empty() {
            asked.args(["--", "--"]);
        }
        for name in without {
            asked.args(["--skip", name]);
        }
        let ended = output(&mut asked)?;
        if !ended.status.code().is_some_and(|code| DONE.contains(&code)) {
            let said = String::from_utf8_lossy(&ended.stdout).into_owned();
            return Err(Failure::new(said + &String::from_utf8_lossy(&ended.stderr)));
        }
        self.passed.insert(tried);
        let mut outcomes = read_outcomes(&out.join("mutants.out/outcomes.json"))?;
        outcomes.retain(|name, _| faults.iter().any(|mutant| mutant.name == *name));
        Ok(outcomes)
    }

    fn ask(&self, package: &Package) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["mutants", "--no-config", "--colors", "never", "--dir"]);
        command.arg(&self.tree);
        command.args(["--package", package.name, "--exclude-re", NEVER]);
        command.stdin(Stdio::null());
        command
    }
}

fn key(package: &Package, (tests, without): (&[String], &[&str])) -> Vec<String> {
    let name = package.name.to_owned();
    let without = without.iter().map(|name| format!("without {name}"));
    let all = std::iter::once(name).chain(tests.iter().cloned());
    all.chain(without).collect()
}

fn output(command: &mut Command) -> Result<Output, Failure> {
    let ended = command.output();
    ended.map_err(|error| Failure::new(format!("cargo-mutants does not run: {error}")))
}

/// What became of the mutants of a run, out of its file.
///
/// # Errors
/// A file that is not there or says something else.
pub fn read_outcomes(path: &Path) -> Result<Outcomes, Failure> {
    let wrong = |error| Failure::new(format!("{}: {error}", path.display()));
    outcomes(&std::fs::read_to_string(path).map_err(wrong)?)
}

/// A pattern that nothing but this text matches.
fn exactly(text: &str) -> String {
    let letter = |letter: char| {
        let mark = if r"\.+*?()|[]{}^$#&-~".contains(letter) {
            "\\"
        } else {
            ""
        };
        format!("{mark}{letter}")
    };
    let letters: String = text.chars().map(letter).collect();
    format!("^{letters}$")
}
