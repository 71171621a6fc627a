//! Valid messages with something done to their bytes.

use super::dice::Dice;

/// What stands where something else stood.
const SCRAPS: [&[u8]; 30] = [
    b"1e3",
    b"-0",
    b"-1",
    b"1.0",
    b"01",
    b"\"1\"",
    b"null",
    b"true",
    b"{}",
    b"[]",
    b"\"\"",
    b"18446744073709551615",
    b"18446744073709551616",
    b"340282366920938463463374607431768211456",
    b"1e400",
    b"NaN",
    b"\\ud800",
    b"\\udc00\\ud800",
    b"\\u0000",
    b"\xed\xa0\x80",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b",",
    b":",
    b"\"",
    b"\\",
    b"//",
    b" \n\t",
];

/// One to four changes, which other messages lend their parts to.
pub fn mutate(message: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = message.to_vec();
    for _ in 0..dice.one_of(&[1, 1, 1, 2, 3, 4]) {
        bytes = change(&bytes, other, dice);
    }
    bytes
}

fn change(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (from, to) = stretch(bytes, dice);
    match dice.below(16) {
        0 => flipped(bytes, dice),
        1 => bytes.get(..from).unwrap_or_default().to_vec(),
        2 => joined(bytes, (from, to), b""),
        3 => {
            let again = bytes.get(from..to).unwrap_or_default().to_vec();
            joined(bytes, (to, to), &again)
        }
        4 => {
            let (from_other, to_other) = stretch(other, dice);
            joined(
                bytes,
                (from, to),
                other.get(from_other..to_other).unwrap_or_default(),
            )
        }
        5..8 => {
            let place = token(bytes, dice);
            joined(bytes, place, dice.one_of(&SCRAPS))
        }
        8 => joined(bytes, (from, from), dice.one_of(&SCRAPS)),
        9 => twice(bytes, dice),
        10 => nested(bytes, dice),
        11 => joined(bytes, (0, 0), b"\xef\xbb\xbf"),
        12 => joined(
            bytes,
            (from, from.saturating_add(1).min(bytes.len())),
            &[dice.byte()],
        ),
        13..15 => {
            let mine = token(bytes, dice);
            let theirs = token(other, dice);
            joined(
                bytes,
                mine,
                other.get(theirs.0..theirs.1).unwrap_or_default(),
            )
        }
        _ => quoted(bytes, dice),
    }
}

/// Two places in the bytes, in order.
fn stretch(bytes: &[u8], dice: &mut Dice) -> (usize, usize) {
    let (one, other) = (dice.below(bytes.len()), dice.below(bytes.len()));
    let short = one.saturating_add(dice.below(9)).min(bytes.len());
    if dice.one_in(2) {
        return (one, short);
    }
    (one.min(other), one.max(other))
}

fn joined(bytes: &[u8], (from, to): (usize, usize), middle: &[u8]) -> Vec<u8> {
    let head = bytes.get(..from).unwrap_or_default();
    let tail = bytes.get(to..).unwrap_or_default();
    [head, middle, tail].concat()
}

fn flipped(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = dice.below(bytes.len());
    let bit = 1u8.rotate_left(u32::from(dice.byte() & 7));
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= bit;
    }
    bytes
}

/// From where to where one value of the message reaches: a number, a word, a text with its quotes.
fn token(bytes: &[u8], dice: &mut Dice) -> (usize, usize) {
    let starts: Vec<usize> = (0..bytes.len())
        .filter(|place| matches!(bytes.get(*place), Some(b':' | b'[')))
        .map(|place| place.saturating_add(1))
        .collect();
    let start = dice.one_of(&starts);
    let rest = bytes.get(start..).unwrap_or_default();
    let ends = rest.iter().position(|byte| b",}]".contains(byte));
    (start, start.saturating_add(ends.unwrap_or(rest.len())))
}

/// A field that stands twice, the second time with another value.
fn twice(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let keys: Vec<usize> = (0..bytes.len())
        .filter(|place| matches!(bytes.get(*place), Some(b'{' | b',')))
        .map(|place| place.saturating_add(1))
        .collect();
    let start = dice.one_of(&keys);
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| b",}]".contains(byte));
    let field = rest.get(..length.unwrap_or_default()).unwrap_or_default();
    joined(bytes, (start, start), &[field, b","].concat())
}

/// A value inside many lists or objects.
fn nested(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let place = token(bytes, dice);
    let times = dice.one_of(&[3, 60, 127, 128, 129, 5_000]);
    let (open, close): (&[u8], &[u8]) = if dice.one_in(2) {
        (b"[", b"]")
    } else {
        (b"{\"a\":", b"}")
    };
    let inner = bytes.get(place.0..place.1).unwrap_or_default();
    let bomb = [open.repeat(times), inner.to_vec(), close.repeat(times)].concat();
    joined(bytes, place, &bomb)
}

/// A number as a text, or a text without its quotes.
fn quoted(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let place = token(bytes, dice);
    let value = bytes.get(place.0..place.1).unwrap_or_default();
    let bare = value
        .strip_prefix(b"\"")
        .and_then(|it| it.strip_suffix(b"\""));
    match bare {
        Some(bare) => joined(bytes, place, bare),
        None => joined(bytes, place, &[b"\"", value, b"\""].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_mutations_of_a_message_are_still_json_and_most_differ_from_it() {
        let message = br#"{"settle":{"agreement":1,"max_periods":3}}"#;
        let mut dice = Dice::new(0, 1);
        let all: Vec<_> = (0..1_000)
            .map(|_| mutate(message, br#"{"poke":{"question":2}}"#, &mut dice))
            .collect();
        let json = all
            .iter()
            .filter(|it| serde_json::from_slice::<serde_json::Value>(it).is_ok());
        assert!((100..900).contains(&json.count()));
        assert!(all.iter().filter(|it| it.as_slice() != message).count() > 900);
    }
}
