//! JSON of messages and answers, with little code for each type.
//!
//! Filling a type from text, or writing one, by serde's generated code takes a contract hundreds of bytes a
//! field, and bytes are what a chain limits. Here a text is read into one plain tree, types are taken out of
//! the tree, and answers are written field by field through one writer. What is accepted and written is what
//! serde accepts and writes for the same types; tests hold both side by side.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unreachable,
    clippy::float_arithmetic,
    clippy::let_underscore_must_use,
    clippy::string_slice
)]

// The derived code names this crate as others do.
extern crate self as aftercare_json;

#[cfg(feature = "cosmwasm")]
mod chain;
mod misread;
mod plain;
#[cfg(feature = "cosmwasm")]
mod standards;
#[cfg(test)]
mod tests;
mod text;
mod tree;

pub use aftercare_json_derive::{FromJson, ToJson};
pub use misread::{Misread, Wrong};
pub use text::Text;
pub use tree::{Body, Fields, Tree};

/// A type that can be taken out of a tree.
///
/// There is always a value: where the tree says something else, what is wrong is noted and some value stands
/// in its place, to be thrown away at the end. Code without early ends is half the code.
pub trait FromJson: Sized {
    /// Whether a field of this type may be absent.
    const OPTIONAL: bool = false;

    /// Takes the type out of a tree.
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self;
}

/// Reads a type out of a tree.
///
/// # Errors
/// The first thing that is wrong.
pub fn read<T: FromJson>(tree: Tree) -> Result<T, Misread> {
    let mut wrong = Wrong::default();
    let value = T::from_tree(tree, &mut wrong);
    wrong.first().map_or(Ok(value), Err)
}

/// A type that can be written.
pub trait ToJson {
    /// Appends the type to a text.
    fn write(&self, text: &mut Text);
}

/// The JSON of a value.
#[inline(never)]
#[must_use]
pub fn to_vec(value: &dyn ToJson) -> Vec<u8> {
    let mut text = Text::default();
    value.write(&mut text);
    text.into_bytes()
}
