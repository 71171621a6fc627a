//! Messages read in two steps. Code that fills a type straight from JSON text holds a copy of the text
//! reader for every variant of every message; read into one plain tree first, the types are filled from the
//! tree, and the reader is there once. It is a quarter less of a contract's bytes to store.

use std::fmt;
use std::slice::Iter;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected,
    IntoDeserializer, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::{forward_to_deserialize_any, Deserialize, Serialize};

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

/// What a tree lacks. The texts of `serde` itself would bring the printing of floating-point numbers along.
#[derive(Debug)]
pub(crate) enum Error {
    Kind(&'static str),
    Invalid,
    Unknown,
    Missing(&'static str),
    Duplicate(&'static str),
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, text: &mut fmt::Formatter) -> fmt::Result {
        let (before, what) = match self {
            Self::Kind(need) => ("expected ", *need),
            Self::Invalid => ("invalid type or value", ""),
            Self::Unknown => ("unknown field or variant", ""),
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
    fn told(self) -> String {
        cosmwasm_std::StdError::parse_err("message", self).to_string()
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

    fn unknown_variant(_found: &str, _need: &'static [&'static str]) -> Self {
        Self::Unknown
    }

    fn unknown_field(_found: &str, _need: &'static [&'static str]) -> Self {
        Self::Unknown
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Duplicate(field)
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
        M::deserialize(self).map_err(Error::told)
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
    use aftercare_interface::ticket_registry::ExecuteMsg as RegistryMsg;
    use cosmwasm_std::from_json;
    use std::fmt::Debug;

    const TERMS: &str =
        r#"{"title":"t","document":{"digest":"00","algorithm":"sha256"},"fee":"1"}"#;

    /// Whether the message is accepted; however it is read, what comes out is the same.
    fn accepted<M: DeserializeOwned + PartialEq + Debug>(json: &str) -> bool {
        let straight = from_json::<M>(json).ok();
        let parsed = from_json::<Parsed<M>>(json).ok();
        assert_eq!(parsed.map(|read| read.0), straight, "{json}");
        straight.is_some()
    }

    #[test]
    fn a_message_is_read_as_straight_from_json() {
        for json in [
            r#"{"config":{}}"#,
            r#" { "assets" : { "limit" : null , "start_after" : "a\"\u00e9" } } "#,
            r#"{"assets":{}}"#,
            r#"{"misses":{"agreement":18446744073709551615,"start_after":{"subject":1,"metric":"resolution","cycle":0,"ordinal":3}}}"#,
            r#"{"solvency":{"asset":{"native":"ucosm"}}}"#,
            r#"{"due":{"before":0,"start_after":{"at":5,"agreement":2},"limit":30}}"#,
        ] {
            assert!(accepted::<QueryMsg>(json), "{json}");
        }
        for json in [
            r#"{"deposit_bond":{}}"#,
            r#"{"update_ownership":"accept_ownership"}"#,
            r#"{"update_ownership":{"transfer_ownership":{"new_owner":"x","expiry":{"at_time":"77"}}}}"#,
            r#"{"receive":{"sender":"a","amount":"340282366920938463463374607431768211455","msg":"e30="}}"#,
            r#"{"subscribe":{"plan":1,"revision":2,"terms_hash":"00ff","periods":3,"total":"9"}}"#,
            r#"{"settle":{"max_periods":30,"agreement":1}}"#,
        ] {
            assert!(accepted::<ExecuteMsg>(json), "{json}");
        }
        assert!(accepted::<RegistryMsg>(
            r#"{"rate":{"ticket":1,"answers":[1,5],"comment":null}}"#
        ));
    }

    #[test]
    fn what_json_refuses_is_refused() {
        for json in [
            "",
            "null",
            "7",
            "[]",
            r#""config""#,
            r#""nothing""#,
            r#"{}"#,
            r#"{"config":null}"#,
            r#"{"config":[]}"#,
            r#"{"config":{"more":1}}"#,
            r#"{"config":{},"config":{}}"#,
            r#"{"config":{},"ownership":{}}"#,
            r#"{"config":{}} x"#,
            r#"{"config":{}"#,
            r#"{"plan":{}}"#,
            r#"{"plan":{"plan":"1"}}"#,
            r#"{"plan":{"plan":-1}}"#,
            r#"{"plan":{"plan":1.5}}"#,
            r#"{"plan":{"plan":18446744073709551616}}"#,
            r#"{"plan":{"plan":1,"plan":1}}"#,
            r#"{"plan":[1]}"#,
            r#"{"plans":{"limit":4294967296}}"#,
            r#"{"solvency":{"asset":"native"}}"#,
            r#"{"solvency":{"asset":{"native":1}}}"#,
            r#"{"solvency":{"asset":{"native":"a","cw20":"b"}}}"#,
        ] {
            assert!(!accepted::<QueryMsg>(json), "{json}");
        }
        let terms = format!(r#"{{"publish_plan":{{"terms":{TERMS}}}}}"#);
        for json in [
            terms.as_str(),
            r#"{"deposit_bond":{"amount":"1"}}"#,
            r#"{"update_ownership":{"accept_ownership":{}}}"#,
            r#"{"receive":{"sender":"a","amount":1,"msg":"e30="}}"#,
            r#"{"receive":{"sender":"a","amount":"1","msg":"?"}}"#,
            r#"{"receive":{"sender":"a","amount":"1"}}"#,
        ] {
            assert!(!accepted::<ExecuteMsg>(json), "{json}");
        }
    }

    #[test]
    fn nesting_that_would_exhaust_the_stack_is_refused() {
        let json = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(!accepted::<QueryMsg>(&json));
    }
}
