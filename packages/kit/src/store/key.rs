//! What records are filed under: parts one after the other, in an order that is the order of their values.

use aftercare_interface::packed::{broken, stored_address};
use cosmwasm_std::{Addr, StdResult};

/// A key, or a part of one.
pub trait Key {
    /// What reading gives back.
    type Owned;

    /// Appends the key's bytes. A text that is not the last part is preceded by its length as one byte, so
    /// that no two keys are alike.
    fn write(&self, last: bool, bytes: &mut Vec<u8>);

    /// Takes a key from the front of the bytes.
    ///
    /// # Errors
    /// Where they say something else.
    fn read(last: bool, bytes: &mut &[u8]) -> StdResult<Self::Owned>;

    /// The key's bytes alone.
    fn bytes(&self, last: bool) -> Vec<u8> {
        let mut bytes = vec![];
        self.write(last, &mut bytes);
        bytes
    }
}

macro_rules! number_keys {
    ($($number:ty),+) => {$(
        impl Key for $number {
            type Owned = Self;
            fn write(&self, _: bool, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_be_bytes());
            }
            fn read(_: bool, bytes: &mut &[u8]) -> StdResult<Self> {
                take(bytes).map(Self::from_be_bytes)
            }
        }
    )+};
}
number_keys!(u8, u16, u32, u64);

fn take<const N: usize>(bytes: &mut &[u8]) -> StdResult<[u8; N]> {
    let (head, rest) = bytes
        .split_first_chunk()
        .ok_or_else(|| broken("short key"))?;
    *bytes = rest;
    Ok(*head)
}

impl<const N: usize> Key for [u8; N] {
    type Owned = Self;
    fn write(&self, _: bool, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self);
    }
    fn read(_: bool, bytes: &mut &[u8]) -> StdResult<Self> {
        take(bytes)
    }
}

impl Key for &str {
    type Owned = String;
    #[inline(never)]
    fn write(&self, last: bool, bytes: &mut Vec<u8>) {
        if !last {
            // Addresses and asset keys are far shorter; a longer text shares its length byte with others
            // of its kind and stays apart by its own bytes.
            bytes.push(u8::try_from(self.len()).unwrap_or(u8::MAX));
        }
        bytes.extend_from_slice(self.as_bytes());
    }
    #[inline(never)]
    fn read(last: bool, bytes: &mut &[u8]) -> StdResult<String> {
        let length = if last {
            bytes.len()
        } else {
            usize::from(u8::read(false, bytes)?)
        };
        let (text, rest) = bytes
            .split_at_checked(length)
            .ok_or_else(|| broken("short key"))?;
        *bytes = rest;
        String::from_utf8(text.to_vec()).map_err(|_| broken("key text"))
    }
}

impl Key for &Addr {
    type Owned = Addr;
    fn write(&self, last: bool, bytes: &mut Vec<u8>) {
        self.as_str().write(last, bytes);
    }
    fn read(last: bool, bytes: &mut &[u8]) -> StdResult<Addr> {
        <&str>::read(last, bytes).map(stored_address)
    }
}

impl<A: Key, B: Key> Key for (A, B) {
    type Owned = (A::Owned, B::Owned);
    fn write(&self, last: bool, bytes: &mut Vec<u8>) {
        self.0.write(false, bytes);
        self.1.write(last, bytes);
    }
    fn read(last: bool, bytes: &mut &[u8]) -> StdResult<Self::Owned> {
        Ok((A::read(false, bytes)?, B::read(last, bytes)?))
    }
}
