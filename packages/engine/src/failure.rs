//! Why a message failed, as far as every engine can tell it.

use std::fmt;
use std::process::ExitCode;

/// A refused message: the contract's own words, and the code that they begin with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Failure {
    /// The stable code, e.g. `SLA-012`; absent where the failure is not a contract's.
    pub code: Option<String>,
    /// The whole text, innermost cause last.
    pub text: String,
}

impl Failure {
    /// Reads the code out of an error text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let code = text
            .split_whitespace()
            .find(|word| is_code(word))
            .map(str::to_owned);
        Self { code, text }
    }
}

/// Three capital letters, a hyphen, three digits.
fn is_code(word: &str) -> bool {
    match word.split_once('-') {
        Some((contract, number)) => {
            contract.len() == 3
                && number.len() == 3
                && contract.bytes().all(|byte| byte.is_ascii_uppercase())
                && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => false,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// How a program ends: a failure is told on its error stream.
#[must_use]
pub fn ended(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_found_wherever_an_engine_wraps_the_text() {
        let failure = Failure::new("failed to execute message: SLA-012 total: 5 sent, 7 needed");
        assert_eq!(failure.code.as_deref(), Some("SLA-012"));
        assert_eq!(Failure::new("out of gas in SLA-12").code, None);
    }
}
