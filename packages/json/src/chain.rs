//! The types of chains that messages are made of: numbers beyond 64 bits, addresses and bytes are texts.

use cosmwasm_std::{Addr, Binary, Decimal, HexBinary, Timestamp, Uint128, Uint64};

use crate::{FromJson, Misread, Text, ToJson, Tree};

/// The longest number of 128 bits, in digits.
fn parsed<T: std::str::FromStr>(tree: Tree, need: &'static str) -> Result<T, Misread> {
    tree.text()?.parse().map_err(|_| Misread::Value(need))
}

impl FromJson for Uint128 {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        parsed(tree, "a number of 128 bits, as a text").map(Self::new)
    }
}

impl ToJson for Uint128 {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_string());
    }
}

impl FromJson for Uint64 {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        parsed(tree, "a number of 64 bits, as a text").map(Self::new)
    }
}

impl ToJson for Uint64 {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_string());
    }
}

impl FromJson for Timestamp {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        let nanos = Uint64::from_tree(tree)?;
        Ok(Self::from_nanos(nanos.u64()))
    }
}

impl ToJson for Timestamp {
    fn write(&self, text: &mut Text) {
        Uint64::new(self.nanos()).write(text);
    }
}

impl FromJson for Decimal {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        parsed(tree, "a decimal, as a text")
    }
}

impl ToJson for Decimal {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_string());
    }
}

impl FromJson for Addr {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        tree.text().map(Self::unchecked)
    }
}

impl ToJson for Addr {
    fn write(&self, text: &mut Text) {
        text.word(self.as_str());
    }
}

impl FromJson for HexBinary {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        Self::from_hex(&tree.text()?).map_err(|_| Misread::Value("hexadecimal bytes"))
    }
}

impl ToJson for HexBinary {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_hex());
    }
}

impl FromJson for Binary {
    fn from_tree(tree: Tree) -> Result<Self, Misread> {
        Self::from_base64(&tree.text()?).map_err(|_| Misread::Value("base64 bytes"))
    }
}

impl ToJson for Binary {
    fn write(&self, text: &mut Text) {
        text.word(&self.to_base64());
    }
}
