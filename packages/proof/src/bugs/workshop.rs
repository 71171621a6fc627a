//! A copy of the sources with a target folder of its own: what is broken here breaks nothing in the checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use aftercare_engine::Failure;

use super::bank::Test;
use super::harness::{self, Verdicts};
use super::packages::Packages;

/// The copy.
pub struct Workshop {
    sources: PathBuf,
    target: PathBuf,
}

impl Workshop {
    /// Brings the copy below `folder` to the state of the project. Only files that differ are written, so that
    /// only what differs is compiled.
    ///
    /// # Errors
    /// Files that cannot be read or written; no git.
    pub fn open(project: &Path, folder: &Path) -> Result<(Self, Packages), Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::new(error.to_string()))?;
        let shop = Self {
            sources: here.join(folder).join("sources"),
            target: here.join(folder).join("target"),
        };
        std::fs::create_dir_all(&shop.sources).map_err(|error| failure(&shop.sources, &error))?;
        // Tests that list the project's files ask git.
        let begun = command("git", &shop.sources, &["init", "--quiet"]).output();
        said(begun, "git init")?;
        let files = files(project)?;
        for path in listed(&shop.sources)? {
            if !files.contains_key(&path) {
                let stale = shop.sources.join(path);
                std::fs::remove_file(&stale).map_err(|error| failure(&stale, &error))?;
            }
        }
        for (path, bytes) in &files {
            shop.write(path, bytes)?;
        }
        Ok((shop, Packages::of(files)?))
    }

    /// Writes a file where it says something else.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.sources.join(path);
        if std::fs::read(&path).is_ok_and(|found| found == bytes) {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.sources);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| failure(&path, &error))
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

/// The files of a checkout that git does not ignore, with their bytes.
///
/// # Errors
/// Files that cannot be read; no git.
pub fn files(project: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    for path in listed(project)? {
        let at = project.join(&path);
        // A file that is gone is still in git's list.
        if at.is_file() {
            let bytes = std::fs::read(&at).map_err(|error| failure(&at, &error))?;
            files.insert(path, bytes);
        }
    }
    Ok(files)
}

fn listed(folder: &Path) -> Result<Vec<String>, Failure> {
    let asked = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let names = said(command("git", folder, &asked).output(), "git ls-files")?;
    Ok(names.split_terminator('\0').map(str::to_owned).collect())
}

fn command(program: impl AsRef<std::ffi::OsStr>, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    command
}

/// What a program printed, or why it failed.
fn said(output: std::io::Result<Output>, what: &str) -> Result<String, Failure> {
    let output = output.map_err(|error| Failure::new(format!("{what}: {error}")))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(Failure::new(format!("{what}: {}", text(&output.stderr))))
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
