//! Programs of tests: which file cargo made, and what each test in it came to.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{channel, RecvTimeoutError};
use std::time::Duration;

use aftercare_engine::Failure;
use serde_json::Value;

/// After this a program of tests is ended.
const LIMIT: Duration = Duration::from_secs(900);

/// What the tests of a program came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Whether each test that ended passed.
    pub passed: BTreeMap<String, bool>,
    /// Whether the program ended by itself and said that all is well.
    pub success: bool,
}

impl Verdicts {
    fn read(text: &str, success: bool) -> Self {
        let rows = text.lines().filter_map(|row| row.strip_prefix("test "));
        let ended = rows.filter_map(|row| {
            let (name, verdict) = row.split_once(" ... ")?;
            // Where a test printed, the verdict comes after that.
            let passed = verdict.ends_with("ok");
            let ended = passed || verdict.ends_with("FAILED");
            ended.then(|| (name.to_owned(), passed))
        });
        Self {
            passed: ended.collect(),
            success,
        }
    }

    /// The tests that failed.
    #[must_use]
    pub fn failed(&self) -> Vec<&str> {
        let failed = self.passed.iter().filter(|(_, passed)| !**passed);
        failed.map(|(name, _)| name.as_str()).collect()
    }
}

/// The program among the messages of cargo.
#[must_use]
pub fn program(messages: &str) -> Option<PathBuf> {
    let rows = messages
        .lines()
        .filter_map(|row| serde_json::from_str(row).ok());
    let test = rows.filter(|row: &Value| row.pointer("/profile/test") == Some(&Value::Bool(true)));
    let mut named = test.filter_map(|row| Some(PathBuf::from(row.get("executable")?.as_str()?)));
    named.next_back()
}

/// Runs it, and ends it where it does not end.
///
/// # Errors
/// Where it cannot be run.
pub fn run(command: &mut Command) -> Result<Verdicts, Failure> {
    let failure = |error: std::io::Error| Failure::new(format!("a program of tests: {error}"));
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failure)?;
    let text = heard(&mut child, LIMIT);
    if text.is_none() {
        child.kill().map_err(failure)?;
    }
    let status = child.wait().map_err(failure)?;
    Ok(Verdicts::read(&text.unwrap_or_default(), status.success()))
}

/// All that a program prints until it ends; `None` where it takes too long.
fn heard(child: &mut Child, limit: Duration) -> Option<String> {
    let mut output = child.stdout.take()?;
    let (tell, hear) = channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = output.read_to_string(&mut text);
        tell.send(read.map(|_| text))
    });
    match hear.recv_timeout(limit) {
        Ok(text) => Some(text.unwrap_or_default()),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_that_ended_has_its_verdict() {
        let text =
            "running 3 tests\ntest a::b ... ok\ntest c ... FAILED\ntest d ... a word, then ok\n";
        let verdicts = Verdicts::read(text, false);
        assert_eq!(verdicts.passed.len(), 3);
        assert_eq!(verdicts.failed(), ["c"]);
    }

    #[test]
    fn the_program_is_the_one_that_was_compiled_as_a_test() {
        let library = r#"{"executable":null,"profile":{"test":false}}"#;
        let tests = r#"{"executable":"deps/it-1","profile":{"test":true}}"#;
        let program = program(&format!("{library}\n{tests}\nno json\n"));
        assert_eq!(program, Some(PathBuf::from("deps/it-1")));
    }
}
