//! A copy of the sources beside the checkout, which may be broken without breaking anything in it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use aftercare_engine::Failure;

/// Brings the copy in `folder` to the state of the project, and returns its files. Only files that differ are
/// written, so that only what differs is compiled.
///
/// # Errors
/// Files that cannot be read or written; no git.
pub fn refresh(project: &Path, folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| failure(folder, &error))?;
    // The copy's files are listed by git, and tests that list the project's ask it too.
    let begun = command("git", folder, &["init", "--quiet"]).output();
    said(begun, "git init")?;
    let files = files(project)?;
    for path in listed(folder)? {
        if !files.contains_key(&path) {
            let stale = folder.join(path);
            std::fs::remove_file(&stale).map_err(|error| failure(&stale, &error))?;
        }
    }
    for (path, bytes) in &files {
        write(folder, path, bytes)?;
    }
    Ok(files)
}

/// Writes a file of a copy where it says something else.
///
/// # Errors
/// Where it cannot be written.
pub fn write(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = folder.join(path);
    if std::fs::read(&path).is_ok_and(|found| found == bytes) {
        return Ok(());
    }
    let within = path.parent().unwrap_or(folder);
    let written = std::fs::create_dir_all(within).and_then(|()| std::fs::write(&path, bytes));
    written.map_err(|error| failure(&path, &error))
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

/// A program with arguments, in a folder.
pub(crate) fn command(
    program: impl AsRef<std::ffi::OsStr>,
    folder: &Path,
    arguments: &[&str],
) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    command
}

/// What a program printed, or why it failed.
pub(crate) fn said(output: std::io::Result<Output>, what: &str) -> Result<String, Failure> {
    let output = output.map_err(|error| Failure::new(format!("{what}: {error}")))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(Failure::new(format!("{what}: {}", text(&output.stderr))))
}

/// What went wrong with a file.
pub(crate) fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
