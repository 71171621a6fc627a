//! The types of chains that messages are made of: numbers beyond 64 bits, addresses and bytes are texts.

use cosmwasm_std::{
    Addr, Binary, Decimal, HexBinary, Reply, SubMsgResponse, SubMsgResult, Timestamp, Uint128,
    Uint64,
};

use crate::{FromJson, Misread, Text, ToJson, Tree, Wrong};

/// What a text says; the type's own nothing where it says something else.
fn parsed<T>(
    tree: Tree,
    wrong: &mut Wrong,
    (read, need): (impl FnOnce(&str) -> Option<T>, &'static str),
) -> Option<T> {
    let value = read(&tree.text(wrong));
    if value.is_none() {
        wrong.note(Misread::Value(need));
    }
    value
}

impl FromJson for Uint128 {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let read = |text: &str| text.parse().ok().map(Self::new);
        parsed(tree, wrong, (read, "a number of 128 bits, as a text")).unwrap_or_default()
    }
}

impl ToJson for Uint128 {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_string());
    }
}

impl FromJson for Uint64 {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let read = |text: &str| text.parse().ok().map(Self::new);
        parsed(tree, wrong, (read, "a number of 64 bits, as a text")).unwrap_or_default()
    }
}

impl ToJson for Uint64 {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_string());
    }
}

impl FromJson for Timestamp {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        Self::from_nanos(Uint64::from_tree(tree, wrong).u64())
    }
}

impl ToJson for Timestamp {
    fn write(&self, text: &mut Text) {
        Uint64::new(self.nanos()).write(text);
    }
}

impl FromJson for Decimal {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let read = |text: &str| text.parse().ok();
        parsed(tree, wrong, (read, "a decimal, as a text")).unwrap_or_default()
    }
}

impl ToJson for Decimal {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_string());
    }
}

impl FromJson for Addr {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        Self::unchecked(tree.text(wrong))
    }
}

impl ToJson for Addr {
    fn write(&self, text: &mut Text) {
        text.word(self.as_str());
    }
}

impl FromJson for HexBinary {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let read = |text: &str| Self::from_hex(text).ok();
        parsed(tree, wrong, (read, "hexadecimal bytes")).unwrap_or_default()
    }
}

impl ToJson for HexBinary {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_hex());
    }
}

impl FromJson for Binary {
    #[inline(never)]
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let read = |text: &str| Self::from_base64(text).ok();
        parsed(tree, wrong, (read, "base64 bytes")).unwrap_or_default()
    }
}

impl ToJson for Binary {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_base64());
    }
}

/// As far as a contract looks: which message it was, and whether it failed. What a success brought along is
/// left out.
impl FromJson for Reply {
    fn from_tree(tree: Tree, wrong: &mut Wrong) -> Self {
        let mut fields = tree.fields(wrong);
        let (name, body) = fields.take::<Tree>("result", wrong).variant(wrong);
        let result = if name == "ok" {
            SubMsgResult::Ok(answered())
        } else {
            SubMsgResult::Err(body.tree(wrong).text(wrong))
        };
        Self {
            id: fields.take("id", wrong),
            payload: Binary::default(),
            gas_used: 0,
            result,
        }
    }
}

#[allow(deprecated)]
fn answered() -> SubMsgResponse {
    SubMsgResponse {
        events: vec![],
        data: None,
        msg_responses: vec![],
    }
}
