//! Messages drawn from the generated schemas: every field of every message, by its type and its name.

use std::collections::BTreeMap;

use serde_json::{json, Map, Value};

use super::dice::Dice;
use super::known::{self, Known};

/// Valid messages by their name.
pub type Examples = BTreeMap<String, Vec<Value>>;

/// Deeper than any message reaches.
const DEEPEST: usize = 24;

/// Draws values of one schema.
pub struct Drawing<'a> {
    /// What `$ref` points into.
    pub schema: &'a Value,
    /// Messages that were once accepted.
    pub examples: &'a Examples,
    /// What there is to name.
    pub known: &'a Known,
}

/// Where in a message a value stands. The fields of a message lie at depth 2 and are what examples lend.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    example: Option<&'a Value>,
    depth: usize,
}

impl<'a> Place<'a> {
    fn inner(self, name: &'a str) -> Self {
        Self {
            name,
            example: self.example.and_then(|example| example.get(name)),
            depth: self.depth.saturating_add(1),
        }
    }
}

impl Drawing<'_> {
    /// A message, or a record of one: half of them made of parts of one that was once accepted.
    pub fn message(&self, dice: &mut Dice) -> Value {
        let variants = self.schema.get("oneOf").and_then(Value::as_array);
        let chosen = variants.and_then(|variants| dice.pick(variants));
        let name = chosen.and_then(name_of).unwrap_or_default();
        let examples = self.examples.get(name).filter(|_| dice.one_in(2));
        let place = Place {
            name: "",
            example: examples.and_then(|examples| dice.pick(examples)),
            depth: usize::from(chosen.is_none()),
        };
        self.draw(chosen.unwrap_or(self.schema), place, dice)
    }

    fn draw(&self, part: &Value, place: Place<'_>, dice: &mut Dice) -> Value {
        if place.depth > DEEPEST {
            return Value::Null;
        }
        if let Some(example) = place.example.filter(|_| place.depth > 1 && !dice.one_in(4)) {
            return example.clone();
        }
        if dice.one_in(400) {
            return misfit(dice);
        }
        if let Some(name) = part.get("$ref").and_then(Value::as_str) {
            return self.referred(name.rsplit('/').next().unwrap_or_default(), place, dice);
        }
        for several in ["allOf", "oneOf", "anyOf"] {
            if let Some(several) = part.get(several).and_then(Value::as_array) {
                let chosen = dice.pick(several).unwrap_or(&Value::Null);
                return self.draw(chosen, place, dice);
            }
        }
        if let Some(words) = part.get("enum").and_then(Value::as_array) {
            return dice.one_of(words);
        }
        self.plain(part, place, dice)
    }

    fn referred(&self, name: &str, place: Place<'_>, dice: &mut Dice) -> Value {
        match name {
            "Uint128" | "Uint64" => number_text(name, dice),
            "Decimal" => {
                json!(dice.one_of(&["0", "1", "0.5", "0.000000000000000001", "1000000", "-1"]))
            }
            "HexBinary" => json!(hash(dice)),
            "Binary" => {
                json!(dice.one_of(&["", "e30=", "eyJkZXBvc2l0X2JvbmQiOnt9fQ==", "AA==", "e30"]))
            }
            "Addr" => json!(self.known.address(dice)),
            "UnixTime" | "Timestamp" => json!(self.known.instant(dice)),
            "Seconds" => json!(known::span(dice)),
            "Bps" => json!(dice.one_of(&[0u32, 1, 100, 500, 1_000, 3_000, 9_999, 10_000, 10_001])),
            _ => {
                let definition = self.schema.get("definitions").and_then(|all| all.get(name));
                self.draw(definition.unwrap_or(&Value::Null), place, dice)
            }
        }
    }

    fn plain(&self, part: &Value, place: Place<'_>, dice: &mut Dice) -> Value {
        let kind = part.get("type").unwrap_or(&Value::Null);
        let kind = match kind {
            Value::Array(kinds) => dice.pick(kinds).and_then(Value::as_str),
            kind => kind.as_str(),
        };
        match kind.unwrap_or_default() {
            "object" => self.object(part, place, dice),
            "array" => self.list(part, place, dice),
            "integer" => self.integer(part, place, dice),
            "string" => self.known.text(place.name, dice),
            "boolean" => json!(dice.one_in(2)),
            _ => Value::Null,
        }
    }

    fn object(&self, part: &Value, place: Place<'_>, dice: &mut Dice) -> Value {
        let mut fields = Map::new();
        let properties = part.get("properties").and_then(Value::as_object);
        let required = part.get("required").and_then(Value::as_array);
        for (name, property) in properties.into_iter().flatten() {
            let needed = required.is_some_and(|all| all.iter().any(|one| one == name));
            let wanted = if needed {
                !dice.one_in(300)
            } else {
                !dice.one_in(3)
            };
            if wanted {
                fields.insert(name.clone(), self.draw(property, place.inner(name), dice));
            }
        }
        if dice.one_in(300) {
            fields.insert(known::text(dice), misfit(dice));
        }
        Value::Object(fields)
    }

    fn list(&self, part: &Value, place: Place<'_>, dice: &mut Dice) -> Value {
        let place = Place {
            example: None,
            depth: place.depth.saturating_add(1),
            ..place
        };
        match part.get("items") {
            Some(Value::Array(each)) => each.iter().map(|it| self.draw(it, place, dice)).collect(),
            Some(items) => {
                let mut length = dice.one_of(&[0, 1, 1, 1, 2, 3]);
                if dice.one_in(40) {
                    length = dice.one_of(&[9, 10, 11, 20, 21, 30, 31, 64, 65, 101]);
                }
                (0..length).map(|_| self.draw(items, place, dice)).collect()
            }
            None => Value::Null,
        }
    }

    fn integer(&self, part: &Value, place: Place<'_>, dice: &mut Dice) -> Value {
        let format = part
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        match (format, place.name) {
            (
                _,
                "until" | "expires" | "due" | "at" | "from" | "epoch_start" | "start" | "review_by",
            ) if format == "uint64" => {
                json!(self.known.instant(dice))
            }
            ("uint64", "window" | "late" | "target" | "span" | "time") => json!(known::span(dice)),
            ("uint64", _) => json!(known::record(dice)),
            ("int32", _) => json!(dice.one_of(&[0i32, 60, -60, 3_600, -43_200, 50_400, i32::MIN])),
            ("uint8", _) => json!(small(dice, 255)),
            ("uint16", _) => json!(small(dice, 65_535)),
            _ => json!(small(dice, 4_294_967_295)),
        }
    }
}

/// The name of a message's variant.
fn name_of(variant: &Value) -> Option<&str> {
    let required = variant.get("required").and_then(Value::as_array)?;
    required.first().and_then(Value::as_str)
}

fn small(dice: &mut Dice, most: u64) -> u64 {
    let number = dice.one_of(&[0u64, 0, 1, 1, 1, 2, 3, 4, 5, 7, 10, 30, 31, 64, 101, 10_000]);
    let number = if dice.one_in(20) { most } else { number };
    number.min(most)
}

fn number_text(name: &str, dice: &mut Dice) -> Value {
    if dice.one_in(60) {
        let odd = [
            "",
            "-0",
            "1e3",
            "+5",
            "007",
            " 1",
            "1.0",
            "340282366920938463463374607431768211456",
        ];
        return json!(dice.one_of(&odd));
    }
    let amount = known::amount(dice);
    let most = if name == "Uint64" {
        u64::MAX.into()
    } else {
        u128::MAX
    };
    json!(amount.min(most).to_string())
}

fn hash(dice: &mut Dice) -> String {
    let length = if dice.one_in(20) { dice.below(70) } else { 64 };
    let digit = dice.one_of(&["0", "a", "7", "F"]);
    digit.repeat(length)
}

/// A value of another kind than the one that is needed.
fn misfit(dice: &mut Dice) -> Value {
    match dice.below(9) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(1.5),
        3 => json!([]),
        4 => json!({}),
        5 => json!(known::amount(dice).to_string()),
        6 => json!(known::edge(dice)),
        7 => (0..dice.below(120)).fold(Value::Null, |inner, _| json!([inner])),
        _ => json!(known::text(dice)),
    }
}
