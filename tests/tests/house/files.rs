//! The project's files, as the tests read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The contracts, as their folders are called.
pub const CONTRACTS: [&str; 4] = ["community", "reward-token", "sla-escrow", "ticket-registry"];

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of a file of the project.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The tracked files below `folders`, as paths from the root; all where `folders` is empty.
pub fn tracked(folders: &[&str]) -> Vec<String> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
        ])
        .args(folders)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "run the tests in a git checkout");
    String::from_utf8(listed.stdout)
        .unwrap()
        .split_terminator('\0')
        .filter(|path| root().join(path).is_file())
        .map(str::to_owned)
        .collect()
}

/// The sources below `folders` that go into artifacts: path, and text up to the tests at its foot.
pub fn shipped(folders: &[&str]) -> Vec<(String, String)> {
    tracked(folders)
        .into_iter()
        .filter(|path| path.ends_with(".rs") && path.contains("/src/"))
        .filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .map(|path| {
            let text = read(&path);
            let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            (path, shipped.to_owned())
        })
        .collect()
}
