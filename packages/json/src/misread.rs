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

/// The first thing that is wrong with a tree, if anything is.
#[derive(Default)]
pub struct Wrong(Option<Misread>);

impl Wrong {
    /// Notes what is wrong, unless something was before.
    #[inline(never)]
    pub fn note(&mut self, misread: Misread) {
        if self.0.is_none() {
            self.0 = Some(misread);
        }
    }

    /// Notes that a tree is of another kind.
    #[inline(never)]
    pub fn kind(&mut self, need: &'static str) {
        self.note(Misread::Kind(need));
    }

    /// Notes a name that is not known or stands twice.
    #[inline(never)]
    pub fn unknown(&mut self, name: &str) {
        self.note(Misread::Unknown(name.to_owned()));
    }

    /// What was noted.
    #[must_use]
    pub fn first(self) -> Option<Misread> {
        self.0
    }
}
