//! A tree as a source that types are filled from. It lends its texts: what has nothing to give back when it
//! fails takes little code.

use std::slice::Iter;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::error::Error;
use super::Tree;

impl Tree {
    #[inline(never)]
    fn fields(&self) -> Result<Fields<'_>, Error> {
        match self {
            Tree::Object(fields) => Ok(Fields {
                rest: fields.iter(),
                value: &Tree::Null,
            }),
            _ => Err(Error::Kind("an object")),
        }
    }

    #[inline(never)]
    fn elements(&self) -> Result<Elements<'_>, Error> {
        match self {
            Tree::List(values) => Ok(Elements(values.iter())),
            _ => Err(Error::Kind("a list")),
        }
    }

    #[inline(never)]
    fn text(&self) -> Result<&str, Error> {
        match self {
            Tree::Text(value) => Ok(value),
            _ => Err(Error::Kind("a text")),
        }
    }

    /// A word is a variant without a body; an object of one field is a variant with one.
    #[inline(never)]
    fn variant(&self) -> Result<Variant<'_>, Error> {
        let (name, body) = match self {
            Tree::Text(name) => (name, None),
            Tree::Object(fields) => match fields.as_slice() {
                [(name, body)] => (name, Some(body)),
                _ => return Err(Error::Kind("exactly one variant")),
            },
            _ => return Err(Error::Kind("a variant")),
        };
        Ok(Variant { name, body })
    }
}

impl<'de> Deserializer<'de> for &'de Tree {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Unsigned(value) => visitor.visit_u64(*value),
            Tree::Signed(value) => visitor.visit_i64(*value),
            Tree::Text(value) => visitor.visit_str(value),
            Tree::List(_) => visitor.visit_seq(self.elements()?),
            Tree::Object(_) => visitor.visit_map(self.fields()?),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self.elements()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut elements = self.elements()?;
        let value = visitor.visit_seq(&mut elements)?;
        match elements.0.next() {
            None => Ok(value),
            Some(_) => Err(Error::Kind("fewer elements")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self.fields()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(self.fields()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.variant()?)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple_struct identifier ignored_any
    }
}

fn word(text: &str) -> StrDeserializer<'_, Error> {
    text.into_deserializer()
}

pub(crate) struct Elements<'a>(Iter<'a, Tree>);

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.0
            .next()
            .map(|value| seed.deserialize(value))
            .transpose()
    }
}

pub(crate) struct Fields<'a> {
    rest: Iter<'a, (String, Tree)>,
    value: &'a Tree,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(word(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.value)
    }
}

pub(crate) struct Variant<'a> {
    name: &'a str,
    body: Option<&'a Tree>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Body<'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Body<'de>), Error> {
        Ok((seed.deserialize(word(self.name))?, Body(self.body)))
    }
}

pub(crate) struct Body<'a>(Option<&'a Tree>);

impl<'a> Body<'a> {
    #[inline(never)]
    fn tree(self) -> Result<&'a Tree, Error> {
        self.0.ok_or(Error::Kind("a body"))
    }

    #[inline(never)]
    fn fields(self) -> Result<Fields<'a>, Error> {
        self.tree()?.fields()
    }
}

impl<'de> VariantAccess<'de> for Body<'de> {
    type Error = Error;

    #[inline(never)]
    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(_) => Err(Error::Kind("no body")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.tree()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self.tree()?.elements()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(self.fields()?)
    }
}
