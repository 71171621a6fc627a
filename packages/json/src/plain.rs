//! The types that every message is made of.

use crate::{FromJson, Misread, Text, ToJson, Tree, Wrong};

impl FromJson for Tree {
    fn from_tree(tree: Tree, _: &mut Wrong) -> Self {
        tree
    }
}

impl FromJson for bool {
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        match tree {
            Tree::Bool(value) => value,
            _ => {
                wrong.kind("true or false");
                false
            }
        }
    }
}

impl ToJson for bool {
    fn write(&self, text: &mut Text) {
        text.raw(if *self { "true" } else { "false" });
    }
}

impl FromJson for String {
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        tree.text(wrong)
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
            #[inline(never)]
            fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
                Self::try_from(tree.number(wrong)).unwrap_or_else(|_| {
                    wrong.note(Misread::Value(stringify!($number)));
                    0
                })
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
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let number = match tree {
            Tree::Unsigned(number) => Self::try_from(number).ok(),
            Tree::Signed(number) => Self::try_from(number).ok(),
            _ => {
                wrong.kind("a whole number");
                None
            }
        };
        number.unwrap_or_else(|| {
            wrong.note(Misread::Value("i32"));
            0
        })
    }
}

impl ToJson for i32 {
    fn write(&self, text: &mut Text) {
        text.raw(&self.to_string());
    }
}

impl<T: FromJson> FromJson for Option<T> {
    const OPTIONAL: bool = true;

    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        match tree {
            Tree::Null => None,
            tree => Some(T::from_tree(tree, wrong)),
        }
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
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let list = tree.list(wrong).into_iter();
        list.map(|tree| T::from_tree(tree, wrong)).collect()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, text: &mut Text) {
        text.list(&mut self.iter().map(|value| -> &dyn ToJson { value }));
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let pair = <[Tree; 2]>::try_from(tree.list(wrong));
        let [a, b] = pair.unwrap_or_else(|_| {
            wrong.kind("a list of two");
            [Tree::Null, Tree::Null]
        });
        (A::from_tree(a, wrong), B::from_tree(b, wrong))
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn write(&self, text: &mut Text) {
        let pair: [&dyn ToJson; 2] = [&self.0, &self.1];
        text.list(&mut pair.into_iter());
    }
}
