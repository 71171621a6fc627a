//! The embedded engine's store: less memory a record than a plain map of bytes, so that a long log fits.
//!
//! A chain's keys begin with the same ninety bytes for every record of a contract. Here these bytes are
//! kept once, as the name of a shelf, and each record on it is one allocation of the rest of its key and
//! its value.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use cosmwasm_std::{Order, Record, Storage};

/// Records in key order, by shelf. A copy shares its shelves until one of both changes.
#[derive(Clone, Debug, Default)]
pub struct Shelves(BTreeMap<Box<[u8]>, Arc<BTreeSet<Entry>>>);

/// The length of a key in two bytes, the key, the value.
#[derive(Clone, Debug)]
struct Entry(Box<[u8]>);

/// Bytes of the length.
const HEAD: usize = 2;

impl Entry {
    fn new(key: &[u8], value: &[u8]) -> Self {
        let length = u16::try_from(key.len()).unwrap_or(u16::MAX);
        Self([&length.to_be_bytes(), key, value].concat().into())
    }

    fn parts(&self) -> (&[u8], &[u8]) {
        let (head, rest) = self.0.split_at(HEAD);
        rest.split_at(number(head))
    }
}

/// The number that two bytes make.
fn number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |sum, byte| sum * 256 + usize::from(*byte))
}

impl Borrow<[u8]> for Entry {
    fn borrow(&self) -> &[u8] {
        self.parts().0
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().0.cmp(other.parts().0)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.parts().0 == other.parts().0
    }
}

impl Eq for Entry {}

/// Cuts a key after its first two namespaces, each of which begins with its length. Where a cut lies is
/// decided by bytes before it, so that shelves in order, and keys in order on each, are all keys in order.
fn cut(key: &[u8]) -> (&[u8], &[u8]) {
    let end_of = |start: usize| Some(start + HEAD + number(key.get(start..start + HEAD)?));
    let end = end_of(0).and_then(end_of).unwrap_or(key.len());
    key.split_at(end.min(key.len()))
}

/// From where to where on a shelf.
type Bounds<'a> = (Bound<&'a [u8]>, Bound<&'a [u8]>);

/// The part of a shelf that lies between two keys; `None` where none of it does.
fn part<'a>(shelf: &[u8], start: Option<&'a [u8]>, end: Option<&'a [u8]>) -> Option<Bounds<'a>> {
    let lower = match start {
        Some(start) if start > shelf => Bound::Included(start.strip_prefix(shelf)?),
        _ => Bound::Unbounded,
    };
    let upper = match end {
        Some(end) if end <= shelf => return None,
        Some(end) => end
            .strip_prefix(shelf)
            .map_or(Bound::Unbounded, Bound::Excluded),
        None => Bound::Unbounded,
    };
    match (lower, upper) {
        (Bound::Included(from), Bound::Excluded(to)) if from >= to => None,
        bounds => Some(bounds),
    }
}

impl Shelves {
    /// Whether both hold the same bytes under the same keys. Entries compare by key alone, so that a set can
    /// replace them; this compares all of them.
    #[must_use]
    pub fn holds_what(&self, other: &Self) -> bool {
        fn same(one: &Arc<BTreeSet<Entry>>, other: &Arc<BTreeSet<Entry>>) -> bool {
            let bytes = |Entry(one): &Entry, Entry(other): &Entry| one == other;
            Arc::ptr_eq(one, other)
                || (one.len() == other.len() && one.iter().zip(&**other).all(|(a, b)| bytes(a, b)))
        }
        fn filled(shelves: &Shelves) -> impl Iterator<Item = (&[u8], &Arc<BTreeSet<Entry>>)> {
            let shelves = shelves.0.iter().filter(|(_, shelf)| !shelf.is_empty());
            shelves.map(|(name, shelf)| (&**name, shelf))
        }
        let (mut ours, mut theirs) = (filled(self), filled(other));
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some((a, one)), Some((b, other))) if a == b && same(one, other) => {}
                _ => return false,
            }
        }
    }

    /// How many bytes keys and values have.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let each = self.0.iter().map(|(name, shelf)| {
            let entry = |Entry(bytes): &Entry| name.len() + bytes.len() - HEAD;
            shelf.iter().map(entry).sum::<usize>()
        });
        each.sum()
    }
}

impl Storage for Shelves {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let (shelf, rest) = cut(key);
        let entry = self.0.get(shelf)?.get(rest)?;
        Some(entry.parts().1.to_vec())
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        let (shelf, rest) = cut(key);
        let entry = Entry::new(rest, value);
        match self.0.get_mut(shelf) {
            Some(entries) => drop(Arc::make_mut(entries).replace(entry)),
            None => {
                let entries = Arc::new(BTreeSet::from([entry]));
                self.0.insert(shelf.into(), entries);
            }
        }
    }

    fn remove(&mut self, key: &[u8]) {
        let (shelf, rest) = cut(key);
        if let Some(entries) = self.0.get_mut(shelf) {
            Arc::make_mut(entries).remove(rest);
        }
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let (start, end) = (start.map(<[u8]>::to_vec), end.map(<[u8]>::to_vec));
        let shelf = move |(name, entries): (&'a [u8], &'a Arc<BTreeSet<Entry>>)| {
            let bounds = part(name, start.as_deref(), end.as_deref());
            let chosen = bounds.map(|bounds| entries.range::<[u8], _>(bounds));
            let record = move |entry: &Entry| {
                let (rest, value) = entry.parts();
                ([name, rest].concat(), value.to_vec())
            };
            chosen.into_iter().flatten().map(record)
        };
        let shelves = self.0.iter().map(|(name, entries)| (&**name, entries));
        match order {
            Order::Ascending => Box::new(shelves.flat_map(shelf)),
            Order::Descending => Box::new(shelves.rev().flat_map(move |it| shelf(it).rev())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::MemoryStorage;

    /// Short keys of few different bytes, so that prefixes, cuts and equal keys all occur.
    fn key(seed: &mut u64) -> Vec<u8> {
        let mut draw = |below: u64| {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (*seed >> 33) % below
        };
        let length = draw(9);
        (0..length)
            .map(|_| u8::try_from(draw(3)).unwrap())
            .collect()
    }

    fn all(store: &dyn Storage, start: Option<&[u8]>, end: Option<&[u8]>) -> [Vec<Record>; 2] {
        [Order::Ascending, Order::Descending].map(|order| store.range(start, end, order).collect())
    }

    #[test]
    fn a_copy_is_told_from_what_it_was_by_a_key_and_by_a_value() {
        let mut shelves = Shelves::default();
        shelves.set(b"key", b"one");
        let copy = shelves.clone();
        assert!(shelves.holds_what(&copy));
        shelves.set(b"key", b"two");
        assert!(!shelves.holds_what(&copy));
        shelves.set(b"key", b"one");
        shelves.set(b"key2", b"one");
        assert!(!shelves.holds_what(&copy));
        shelves.remove(b"key2");
        assert!(shelves.holds_what(&copy));
    }

    #[test]
    fn it_answers_as_a_plain_map_of_bytes_does() {
        let (mut shelves, mut plain) = (Shelves::default(), MemoryStorage::new());
        let mut seed = 7;
        for step in 0u32..3_000 {
            let (one, other) = (key(&mut seed), key(&mut seed));
            if step % 4 == 0 {
                shelves.remove(&one);
                plain.remove(&one);
            } else {
                shelves.set(&one, &step.to_be_bytes());
                plain.set(&one, &step.to_be_bytes());
            }
            assert_eq!(shelves.get(&other), plain.get(&other));
            if step % 10 == 0 {
                let bounds = [None, Some(one.as_slice()), Some(other.as_slice())];
                for start in bounds {
                    for end in bounds {
                        assert_eq!(all(&shelves, start, end), all(&plain, start, end));
                    }
                }
            }
        }
    }
}
