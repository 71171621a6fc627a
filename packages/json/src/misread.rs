//! What a tree lacks.

use std::fmt;

/// Why a tree does not say what is read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// It is of another kind.
    Kind(&'static str),
    /// A field or variant that is not known, or a field that stands twice.
    Unknown(String),
    /// A field that is not there.
    Missing(&'static str),
    /// A value that is out of its range.
    Value(&'static str),
}

impl fmt::Display for Misread {
    fn fmt(&self, text: &mut fmt::Formatter) -> fmt::Result {
        let (before, what) = match self {
            Self::Kind(need) => ("expected ", *need),
            Self::Unknown(name) => ("unknown or repeated ", name.as_str()),
            Self::Missing(field) => ("missing field ", *field),
            Self::Value(need) => ("out of range: ", *need),
        };
        text.write_str(before)?;
        text.write_str(what)
    }
}

impl std::error::Error for Misread {}
