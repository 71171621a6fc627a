//! Records of a contract: one value, or one value a key, packed as [`aftercare_interface::packed`] says.
//!
//! Packed records are a third of their JSON, and bytes are most of what a message costs. A name is preceded
//! by its length as one byte, so that no record begins another and none begins a raw key, which begin with a
//! letter.

mod key;
#[cfg(test)]
mod tests;

use std::marker::PhantomData;

use aftercare_interface::packed::{from_bytes, to_bytes, Packed};
use cosmwasm_std::{Order, StdError, StdResult, Storage};

pub use key::Key;

/// One value under a name.
pub struct Item<V>(&'static str, PhantomData<V>);

/// A value for each key.
pub struct Map<K, V>(&'static str, PhantomData<(K, V)>);

impl<V: Packed> Item<V> {
    /// A record of that name; at most 255 bytes.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name, PhantomData)
    }

    /// The value, if it was ever saved.
    ///
    /// # Errors
    /// Where the bytes say something else.
    pub fn may_load(&self, storage: &dyn Storage) -> StdResult<Option<V>> {
        read(storage, &named(self.0))
    }

    /// The value.
    ///
    /// # Errors
    /// Where it was never saved, or the bytes say something else.
    pub fn load(&self, storage: &dyn Storage) -> StdResult<V> {
        self.may_load(storage)?.ok_or_else(|| missing(self.0))
    }

    /// Saves the value.
    pub fn save(&self, storage: &mut dyn Storage, value: &V) {
        storage.set(&named(self.0), &to_bytes(value));
    }

    /// Removes the value.
    pub fn remove(&self, storage: &mut dyn Storage) {
        storage.remove(&named(self.0));
    }
}

impl<K: Key, V: Packed> Map<K, V> {
    /// Records of that name; at most 255 bytes.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name, PhantomData)
    }

    /// The value of a key, if it was saved.
    ///
    /// # Errors
    /// Where the bytes say something else.
    pub fn may_load(&self, storage: &dyn Storage, key: K) -> StdResult<Option<V>> {
        read(storage, &self.path(&key))
    }

    /// The value of a key.
    ///
    /// # Errors
    /// Where it was never saved, or the bytes say something else.
    pub fn load(&self, storage: &dyn Storage, key: K) -> StdResult<V> {
        self.may_load(storage, key)?.ok_or_else(|| missing(self.0))
    }

    /// Whether a key has a value.
    #[must_use]
    pub fn has(&self, storage: &dyn Storage, key: K) -> bool {
        storage.get(&self.path(&key)).is_some()
    }

    /// Saves the value of a key.
    pub fn save(&self, storage: &mut dyn Storage, key: K, value: &V) {
        storage.set(&self.path(&key), &to_bytes(value));
    }

    /// Removes the value of a key.
    pub fn remove(&self, storage: &mut dyn Storage, key: K) {
        storage.remove(&self.path(&key));
    }

    /// All records in key order, from the one after `after` to the one `until`, included.
    pub fn range<'a>(
        &self,
        storage: &'a dyn Storage,
        after: Option<K>,
        until: Option<K>,
    ) -> impl Iterator<Item = StdResult<(K::Owned, V)>> + 'a
    where
        K: 'a,
        V: 'a,
    {
        let bound = |key: Option<K>| key.map(|key| key.bytes(true));
        entries::<K, V>(storage, named(self.0), (bound(after), bound(until)))
    }

    fn path(&self, key: &K) -> Vec<u8> {
        let mut path = named(self.0);
        key.write(true, &mut path);
        path
    }
}

impl<P: Key, R: Key, V: Packed> Map<(P, R), V> {
    /// The records whose key begins with `first`, in the order of what follows, from the one after `after`
    /// to the one `until`, included.
    pub fn of<'a>(
        &self,
        storage: &'a dyn Storage,
        first: P,
        (after, until): (Option<R>, Option<R>),
    ) -> impl Iterator<Item = StdResult<(R::Owned, V)>> + 'a
    where
        R: 'a,
        V: 'a,
    {
        let mut prefix = named(self.0);
        first.write(false, &mut prefix);
        let bound = |key: Option<R>| key.map(|key| key.bytes(true));
        entries::<R, V>(storage, prefix, (bound(after), bound(until)))
    }
}

type Bounds = (Option<Vec<u8>>, Option<Vec<u8>>);

fn entries<'a, K: Key + 'a, V: Packed + 'a>(
    storage: &'a dyn Storage,
    prefix: Vec<u8>,
    bounds: Bounds,
) -> impl Iterator<Item = StdResult<(K::Owned, V)>> + 'a {
    let start = prefix.len();
    raw_range(storage, &prefix, bounds).map(move |(key, value)| {
        let mut key = key.get(start..).unwrap_or_default();
        Ok((K::read(true, &mut key)?, from_bytes(&value)?))
    })
}

/// A chain's range includes its start and not its end: the key after one is that key and a zero byte.
#[inline(never)]
fn raw_range<'a>(
    storage: &'a dyn Storage,
    prefix: &[u8],
    (after, until): Bounds,
) -> Box<dyn Iterator<Item = (Vec<u8>, Vec<u8>)> + 'a> {
    let next_after = |key: Vec<u8>| [prefix, &key, &[0]].concat();
    let start = after.map_or_else(|| prefix.to_vec(), next_after);
    let end = until.map_or_else(|| end_of(prefix), next_after);
    storage.range(Some(&start), Some(&end), Order::Ascending)
}

/// The first key that no longer begins with the prefix. A prefix begins with a length below 255.
fn end_of(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            break;
        }
    }
    end
}

#[inline(never)]
fn read<V: Packed>(storage: &dyn Storage, path: &[u8]) -> StdResult<Option<V>> {
    storage
        .get(path)
        .map(|bytes| from_bytes(&bytes))
        .transpose()
}

#[inline(never)]
fn named(name: &str) -> Vec<u8> {
    let mut path = Vec::with_capacity(64);
    path.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
    path.extend_from_slice(name.as_bytes());
    path
}

#[cold]
fn missing(name: &'static str) -> StdError {
    StdError::not_found(name)
}
