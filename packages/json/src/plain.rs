//! The types that every message is made of.

use crate::{FromJson, Misread, Text, ToJson, Tree};

impl FromJson for Tree {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        Ok(tree)
    }
}

impl FromJson for bool {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        match tree {
            Tree::Bool(value) => Ok(value),
            _ => Err(Misread::Kind("true or false")),
        }
    }
}

impl ToJson for bool {
    fn write(&self, text: &mut Text) {
        text.raw(if *self { "true" } else { "false" });
    }
}

impl FromJson for String {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        tree.text()
    }
}

impl ToJson for String {
    fn write(&self, text: &mut Text) {
        text.word(self);
    }
}

impl ToJson for str {
    fn write(&self, text: &mut Text) {
        text.word(self);
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl FromJson for $number {
            fn from_tree(tree: Tree) -> Result<Self, Misread> {
                Self::try_from(tree.number()?).map_err(|_| Misread::Value(stringify!($number)))
            }
        }
        impl ToJson for $number {
            fn write(&self, text: &mut Text) {
                text.number(u64::from(*self));
            }
        }
    )+};
}
numbers!(u8, u16, u32, u64);

/// A number that may be negative.
impl FromJson for i32 {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let number = match tree {
            Tree::Unsigned(number) => Self::try_from(number).ok(),
            Tree::Signed(number) => Self::try_from(number).ok(),
            _ => return Err(Misread::Kind("a whole number")),
        };
        number.ok_or(Misread::Value("i32"))
    }
}

impl ToJson for i32 {
    fn write(&self, text: &mut Text) {
        text.raw(&self.to_string());
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        match tree {
            Tree::Null => Ok(None),
            tree => T::from_tree(tree).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, text: &mut Text) {
        match self {
            None => text.raw("null"),
            Some(value) => value.write(text),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        tree.list()?.into_iter().map(T::from_tree).collect()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, text: &mut Text) {
        text.list(&mut self.iter().map(|value| -> &dyn ToJson { value }));
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        match <[Tree; 2]>::try_from(tree.list()?) {
            Ok([a, b]) => Ok((A::from_tree(a)?, B::from_tree(b)?)),
            Err(_) => Err(Misread::Kind("a list of two")),
        }
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn write(&self, text: &mut Text) {
        let pair: [&dyn ToJson; 2] = [&self.0, &self.1];
        text.list(&mut pair.into_iter());
    }
}
