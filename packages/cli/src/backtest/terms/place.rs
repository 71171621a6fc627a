//! Where in a file something is wrong, and what to write instead.

use std::fmt;
use std::ops::Range;

/// A fault of the terms file or of the log's head: nothing sensible can follow it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{place}: {text}")]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What is wrong, and what to write instead.
    pub text: String,
}

/// File, line and column, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The place of a byte range of a source text.
    pub fn of(file: &str, source: &str, span: Option<Range<usize>>) -> Self {
        let start = span.map_or(0, |span| span.start.min(source.len()));
        let before = source.get(..start).unwrap_or(source);
        let last = before.rsplit('\n').next().unwrap_or(before);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: last.chars().count() + 1,
        }
    }

    /// The fault at this place.
    pub fn fault(self, text: impl Into<String>) -> Fault {
        Fault {
            place: self,
            text: text.into(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let place = Place::of("a.toml", "ab\ncd = 1\n", Some(5..6));
        assert_eq!(place.to_string(), "a.toml:2:3");
        assert_eq!(Place::of("a.toml", "ab", None).to_string(), "a.toml:1:1");
        assert_eq!(Place::of("a", "é x", Some(3..4)).column, 3);
    }
}
