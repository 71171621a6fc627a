//! A copy of the sources with a target folder of its own: what is broken here breaks nothing in the checkout.

use std::path::{Path, PathBuf};

use aftercare_engine::Failure;

use super::bank::Test;
use super::harness::{self, Verdicts};
use super::packages::Packages;
use crate::copy::{self, command, failure, said};

/// The copy.
pub struct Workshop {
    sources: PathBuf,
    target: PathBuf,
}

impl Workshop {
    /// Brings the copy below `folder` to the state of the project.
    ///
    /// # Errors
    /// Files that cannot be read or written; no git.
    pub fn open(project: &Path, folder: &Path) -> Result<(Self, Packages), Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::new(error.to_string()))?;
        let shop = Self {
            sources: here.join(folder).join("sources"),
            target: here.join(folder).join("target"),
        };
        let files = copy::refresh(project, &shop.sources)?;
        Ok((shop, Packages::of(files)?))
    }

    /// Writes a file where it says something else.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        copy::write(&self.sources, path, bytes)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&self, path: &str) -> Result<String, Failure> {
        let path = self.sources.join(path);
        std::fs::read_to_string(&path).map_err(|error| failure(&path, &error))
    }

    /// Compiles the tests that `test` is one of, and names the program. The program is run by itself, so that
    /// one that never ends can be ended; what does not compile is told from what fails.
    ///
    /// # Errors
    /// What the compiler said.
    pub fn build(&self, test: &Test) -> Result<PathBuf, Failure> {
        let target = match test.target.as_str() {
            "lib" => vec!["--lib"],
            name => vec!["--test", name],
        };
        let asked = ["test", "--locked", "--quiet", "--no-run"];
        let form = ["--message-format=json-render-diagnostics", "--package"];
        let mut cargo = command("cargo", &self.sources, &asked);
        cargo.args(form).arg(&test.package).args(target);
        cargo.env("CARGO_TARGET_DIR", &self.target);
        // As quick to compile and link as it gets: each program runs once.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
        cargo.env("CARGO_PROFILE_DEV_OPT_LEVEL", "0");
        cargo.env("CARGO_INCREMENTAL", "1");
        let output = said(cargo.output(), "cargo test --no-run")?;
        let none = || Failure::new(format!("{} {}: no program", test.package, test.target));
        harness::program(&output).ok_or_else(none)
    }

    /// Runs tests of a program from their package's folder: those of these names, or all where there are none.
    ///
    /// # Errors
    /// Where it cannot be run.
    pub fn run(&self, program: &Path, folder: &str, names: &[&str]) -> Result<Verdicts, Failure> {
        let mut tests = command(program, &self.sources.join(folder), &["--exact"]);
        tests.args(names);
        harness::run(&mut tests)
    }
}
