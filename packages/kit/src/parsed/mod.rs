//! Messages read in two steps. Code that fills a type straight from JSON text holds a copy of the text
//! reader for every variant of every message; read into one plain tree first, the types are filled from the
//! tree, and the reader is there once. That is a tenth of a contract's bytes.

mod error;
mod fill;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// A value read by way of a tree. What it accepts is what the value itself accepts from JSON; it is written
/// as the value itself.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(transparent)]
pub struct Parsed<M>(pub M);

impl<'de, M: DeserializeOwned> Deserialize<'de> for Parsed<M> {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let tree = Tree::deserialize(text)?;
        M::deserialize(&tree).map(Self).map_err(D::Error::custom)
    }
}

/// Any JSON value; an object keeps its keys as they came, repeated ones included.
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl<'de> Deserialize<'de> for Tree {
    #[inline(never)]
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        text.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, text: &mut fmt::Formatter) -> fmt::Result {
        text.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Unsigned(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Signed(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut values = vec![];
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Tree::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Tree, A::Error> {
        let mut fields = vec![];
        while let Some(field) = object.next_entry()? {
            fields.push(field);
        }
        Ok(Tree::Object(fields))
    }
}

impl Tree {
    /// The message that the tree says.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn read<M: DeserializeOwned>(&self) -> Result<M, String> {
        M::deserialize(self).map_err(|error| error.told(std::any::type_name::<M>()))
    }
}
