//! What a tree lacks. The texts of `serde` itself would bring the printing of floating-point numbers along.

use std::fmt;

use serde::de::{Expected, Unexpected};

/// Why a tree does not say what is read from it.
#[derive(Debug)]
pub(crate) enum Error {
    Kind(&'static str),
    Invalid,
    Unknown(String),
    Missing(&'static str),
    Duplicate(&'static str),
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, text: &mut fmt::Formatter) -> fmt::Result {
        let (before, what) = match self {
            Self::Kind(need) => ("expected ", *need),
            Self::Invalid => ("invalid type or value", ""),
            Self::Unknown(name) => ("unknown field or variant ", name.as_str()),
            Self::Missing(field) => ("missing field ", *field),
            Self::Duplicate(field) => ("duplicate field ", *field),
            Self::Other(error) => ("", error.as_str()),
        };
        text.write_str(before)?;
        text.write_str(what)
    }
}

impl Error {
    #[cfg(target_arch = "wasm32")]
    #[inline(never)]
    pub(super) fn told(self, target: &str) -> String {
        cosmwasm_std::StdError::parse_err(target, self).to_string()
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    #[inline(never)]
    fn custom<T: fmt::Display>(error: T) -> Self {
        Self::Other(error.to_string())
    }

    fn invalid_type(_found: Unexpected, _need: &dyn Expected) -> Self {
        Self::Invalid
    }

    fn invalid_value(_found: Unexpected, _need: &dyn Expected) -> Self {
        Self::Invalid
    }

    fn invalid_length(_found: usize, _need: &dyn Expected) -> Self {
        Self::Invalid
    }

    #[inline(never)]
    fn unknown_variant(found: &str, _need: &'static [&'static str]) -> Self {
        Self::Unknown(found.to_owned())
    }

    #[inline(never)]
    fn unknown_field(found: &str, _need: &'static [&'static str]) -> Self {
        Self::Unknown(found.to_owned())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Duplicate(field)
    }
}
