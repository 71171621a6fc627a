//! One plain tree for every message.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;

use crate::{FromJson, Misread, Wrong};

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
    #[inline(never)]
    pub fn fields(self, wrong: &mut Wrong) -> Fields {
        match self {
            Self::Object(fields) => Fields(fields),
            _ => {
                wrong.kind("an object");
                Fields(vec![])
            }
        }
    }

    /// A word is a variant without a body; an object of one field is a variant with one.
    #[inline(never)]
    pub fn variant(self, wrong: &mut Wrong) -> (String, Body) {
        match self {
            Self::Text(name) => return (name, Body(None)),
            Self::Object(mut fields) if fields.len() == 1 => {
                if let Some((name, body)) = fields.pop() {
                    return (name, Body(Some(body)));
                }
            }
            _ => {}
        }
        wrong.kind("exactly one variant");
        (String::new(), Body(None))
    }

    /// A text.
    #[inline(never)]
    pub fn text(self, wrong: &mut Wrong) -> String {
        match self {
            Self::Text(text) => text,
            _ => {
                wrong.kind("a text");
                String::new()
            }
        }
    }

    /// A whole number that is not negative.
    #[inline(never)]
    pub fn number(self, wrong: &mut Wrong) -> u64 {
        match self {
            Self::Unsigned(number) => number,
            _ => {
                wrong.kind("a whole number");
                0
            }
        }
    }

    /// The elements of a list.
    #[inline(never)]
    pub fn list(self, wrong: &mut Wrong) -> Vec<Tree> {
        match self {
            Self::List(list) => list,
            _ => {
                wrong.kind("a list");
                vec![]
            }
        }
    }
}

impl Fields {
    /// Takes a field out.
    #[inline(never)]
    pub fn take<T: FromJson>(&mut self, name: &'static str, wrong: &mut Wrong) -> T {
        T::from_tree(self.pull(name, T::OPTIONAL, wrong), wrong)
    }

    #[inline(never)]
    fn pull(&mut self, name: &'static str, optional: bool, wrong: &mut Wrong) -> Tree {
        match self.0.iter().position(|(field, _)| field == name) {
            Some(place) => self.0.swap_remove(place).1,
            None => {
                if !optional {
                    wrong.note(Misread::Missing(name));
                }
                Tree::Null
            }
        }
    }

    /// Refuses what nobody took.
    #[inline(never)]
    pub fn end(mut self, wrong: &mut Wrong) {
        if let Some((name, _)) = self.0.pop() {
            wrong.unknown(&name);
        }
    }
}

impl Body {
    /// A variant that says something.
    #[inline(never)]
    pub fn tree(self, wrong: &mut Wrong) -> Tree {
        self.0.unwrap_or_else(|| {
            wrong.kind("a variant with a value");
            Tree::Null
        })
    }

    /// A variant that says nothing.
    #[inline(never)]
    pub fn nothing(self, wrong: &mut Wrong) {
        if !matches!(self.0, None | Some(Tree::Null)) {
            wrong.kind("a variant without a value");
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
