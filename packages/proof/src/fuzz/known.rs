//! What a prepared world knows, and what looks like it: the words that messages are drawn from.

use serde_json::{json, Value};

use super::dice::Dice;

/// Numbers at which something begins or ends: limits of the contracts, of the types, and their neighbours.
const EDGES: [u128; 26] = [
    0,
    1,
    2,
    9,
    10,
    30,
    31,
    64,
    65,
    255,
    256,
    9_999,
    10_000,
    10_001,
    65_535,
    65_536,
    1 << 31,
    (1 << 32) - 1,
    1 << 32,
    (1 << 53) + 1,
    (1 << 63) - 1,
    1 << 63,
    (1 << 64) - 1,
    1 << 64,
    1 << 127,
    u128::MAX,
];
/// Spans at which terms begin or end.
const SPANS: [u64; 14] = [
    0, 1, 59, 60, 3_600, 86_400, 172_800, 259_200, 604_800, 1_209_600, 2_592_000, 7_776_000,
    31_536_000, 31_622_400,
];
/// Texts that pass, that look like those that pass, and that hide something.
const TEXTS: [&str; 24] = [
    "",
    "a",
    "setup",
    "router",
    "Standard support",
    "text/markdown",
    "https://aftercare.example/a",
    "r\u{43e}uter",
    "\u{3c1}outer",
    "set\u{200b}up",
    "\u{202e}putes",
    "\u{2066}setup\u{2069}",
    "e\u{301}",
    "\u{e9}",
    "\u{1f600}",
    "a\0b",
    "a\nb",
    "\u{feff}setup",
    "setup ",
    " setup",
    "SETUP",
    "native/ueuro",
    "{}",
    "-0",
];
const DENOMS: [&str; 8] = [
    "ueuro",
    "ueur\u{43e}",
    "UEURO",
    "ueuro ",
    "",
    "uother",
    "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2",
    "factory/wasm1/x",
];

/// What may be named in a message to a prepared world.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Block time in seconds.
    pub now: u64,
    /// People and contracts.
    pub addresses: Vec<String>,
}

impl Known {
    /// An address: mostly one that exists, sometimes a disguise of one.
    pub fn address(&self, dice: &mut Dice) -> String {
        let address: String = dice.one_of(&self.addresses);
        match dice.below(40) {
            0 => address.to_uppercase(),
            1 => address + " ",
            2 => address.replacen("wasm", "cosmos", 1),
            3 => address.chars().rev().collect(),
            4 => address.repeat(7),
            5 => text(dice),
            6 => address.chars().skip(1).collect(),
            _ => address,
        }
    }

    /// An instant: mostly around now, at the distance of a usual span.
    pub fn instant(&self, dice: &mut Dice) -> u64 {
        if dice.one_in(12) {
            return edge(dice);
        }
        let away = dice.one_of(&SPANS);
        let near = if dice.one_in(3) {
            self.now.saturating_sub(away)
        } else {
            self.now.saturating_add(away)
        };
        near.saturating_add(dice.one_of(&[0, 0, 1, 60]))
    }

    /// A text by the name of its field.
    pub fn text(&self, name: &str, dice: &mut Dice) -> Value {
        let usual = match name {
            "denom" => return json!(denom(dice)),
            "media_type" => "text/markdown",
            "topic" => "setup",
            "product" => "router",
            "tags" | "title" | "description" | "url" | "symbol" | "name" | "project" => {
                return json!(text(dice))
            }
            _ => return json!(self.address(dice)),
        };
        if dice.one_in(6) {
            json!(text(dice))
        } else {
            json!(usual)
        }
    }
}

fn denom(dice: &mut Dice) -> &'static str {
    if dice.one_in(5) {
        dice.one_of(&DENOMS)
    } else {
        "ueuro"
    }
}

/// A text: usual, hostile, or long.
pub fn text(dice: &mut Dice) -> String {
    let text = dice.one_of(&TEXTS);
    if dice.one_in(20) {
        let times = dice.one_of(&[20, 63, 64, 65, 256, 4_000]);
        return text.repeat(times);
    }
    text.to_owned()
}

/// A number of 64 bits at an edge.
pub fn edge(dice: &mut Dice) -> u64 {
    u64::try_from(dice.one_of(&EDGES)).unwrap_or(u64::MAX)
}

/// The number of a record: mostly one of the first ones, which exist.
pub fn record(dice: &mut Dice) -> u64 {
    if dice.one_in(15) {
        return edge(dice);
    }
    dice.one_of(&[1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 12])
}

/// A span of seconds.
pub fn span(dice: &mut Dice) -> u64 {
    if dice.one_in(12) {
        return edge(dice);
    }
    dice.one_of(&SPANS)
        .saturating_add(dice.one_of(&[0, 0, 0, 1]))
}

/// A number of 128 bits: at an edge, small, or of random length.
pub fn amount(dice: &mut Dice) -> u128 {
    match dice.below(10) {
        0 | 1 => dice.one_of(&EDGES),
        2 => dice.one_of(&EDGES).saturating_sub(1),
        3..6 => dice.one_of(&[1, 1_000, 1_000_000, 10_000_000, 1_000_000_000]),
        _ => dice.size(),
    }
}
