//! Runs the command.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// What a run left behind.
pub struct Done {
    pub status: std::process::ExitStatus,
    pub stdout: String,
    pub stderr: String,
    folder: TempDir,
}

impl Done {
    /// A file of the report.
    pub fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join("out").join(name)).unwrap()
    }

    /// The case files of a folder that the run wrote.
    pub fn cases(&self, folder: &str) -> Vec<serde_json::Value> {
        let files = std::fs::read_dir(self.folder.path().join(folder)).unwrap();
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        files.map(read).collect()
    }

    /// Whether anything was left in the folder that the report was to go to, or beside it.
    pub fn left_something(&self) -> bool {
        let mut entries = std::fs::read_dir(self.folder.path()).unwrap();
        entries.any(|entry| {
            let name = entry.unwrap().file_name();
            name != "log.csv" && name != "terms.toml"
        })
    }
}

/// Runs the command in a folder of its own, with `--out` set.
pub fn run(arguments: &[&str]) -> Done {
    run_in(TempDir::new().unwrap(), arguments)
}

/// Runs `backtest log.csv --terms terms.toml` on these two texts.
pub fn backtest(log: impl AsRef<[u8]>, terms: &str) -> Done {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("log.csv"), log).unwrap();
    std::fs::write(folder.path().join("terms.toml"), terms).unwrap();
    run_in(folder, &["backtest", "log.csv", "--terms", "terms.toml"])
}

fn run_in(folder: TempDir, arguments: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_aftercare"))
        .args(arguments)
        .args(["--out", "out"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    Done {
        status: output.status,
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        folder,
    }
}

/// `summary.json` of a run.
pub fn summary(done: &Done) -> serde_json::Value {
    serde_json::from_str(&done.file("summary.json")).unwrap()
}

/// A built-in terms file, to change one line of it.
pub fn terms(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("terms/{name}.toml"));
    std::fs::read_to_string(path).unwrap()
}
