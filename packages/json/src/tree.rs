//! One plain tree for every message.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;

use crate::{FromJson, Misread};

/// Any JSON value without fractions; an object keeps its fields as they came, repeated ones included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number that is not negative.
    Unsigned(u64),
    /// A negative number.
    Signed(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// An object.
    Object(Vec<(String, Tree)>),
}

/// The fields of an object, to be taken out one by one.
pub struct Fields(Vec<(String, Tree)>);

/// What a variant says beside its name.
pub struct Body(Option<Tree>);

impl Tree {
    /// The fields of an object.
    ///
    /// # Errors
    /// Where it is none.
    #[inline(never)]
    pub fn fields(self) -> Result<Fields, Misread> {
        match self {
            Self::Object(fields) => Ok(Fields(fields)),
            _ => Err(Misread::Kind("an object")),
        }
    }

    /// A word is a variant without a body; an object of one field is a variant with one.
    ///
    /// # Errors
    /// Where it is neither.
    #[inline(never)]
    pub fn variant(self) -> Result<(String, Body), Misread> {
        match self {
            Self::Text(name) => Ok((name, Body(None))),
            Self::Object(mut fields) if fields.len() == 1 => match fields.pop() {
                Some((name, body)) => Ok((name, Body(Some(body)))),
                None => Err(Misread::Kind("a variant")),
            },
            _ => Err(Misread::Kind("exactly one variant")),
        }
    }

    /// A text.
    ///
    /// # Errors
    /// Where it is none.
    #[inline(never)]
    pub fn text(self) -> Result<String, Misread> {
        match self {
            Self::Text(text) => Ok(text),
            _ => Err(Misread::Kind("a text")),
        }
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// Where it is none.
    #[inline(never)]
    pub fn number(self) -> Result<u64, Misread> {
        match self {
            Self::Unsigned(number) => Ok(number),
            _ => Err(Misread::Kind("a whole number")),
        }
    }

    /// The elements of a list.
    ///
    /// # Errors
    /// Where it is none.
    #[inline(never)]
    pub fn list(self) -> Result<Vec<Tree>, Misread> {
        match self {
            Self::List(list) => Ok(list),
            _ => Err(Misread::Kind("a list")),
        }
    }
}

impl Fields {
    /// Takes a field out.
    ///
    /// # Errors
    /// Where it is missing or says something else.
    pub fn take<T: FromJson>(&mut self, name: &'static str) -> Result<T, Misread> {
        match self.pull(name) {
            Some(tree) => T::from_tree(tree),
            None => T::absent().ok_or(Misread::Missing(name)),
        }
    }

    #[inline(never)]
    fn pull(&mut self, name: &str) -> Option<Tree> {
        let place = self.0.iter().position(|(field, _)| field == name)?;
        Some(self.0.swap_remove(place).1)
    }

    /// Refuses what nobody took.
    ///
    /// # Errors
    /// The field that is left.
    #[inline(never)]
    pub fn end(mut self) -> Result<(), Misread> {
        match self.0.pop() {
            Some((name, _)) => Err(Misread::Unknown(name)),
            None => Ok(()),
        }
    }
}

impl Body {
    /// A variant that says something.
    ///
    /// # Errors
    /// Where it is a word.
    #[inline(never)]
    pub fn tree(self) -> Result<Tree, Misread> {
        self.0.ok_or(Misread::Kind("a variant with a value"))
    }

    /// A variant that says nothing.
    ///
    /// # Errors
    /// Where it says something.
    #[inline(never)]
    pub fn nothing(self) -> Result<(), Misread> {
        match self.0 {
            None | Some(Tree::Null) => Ok(()),
            Some(_) => Err(Misread::Kind("a variant without a value")),
        }
    }
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
