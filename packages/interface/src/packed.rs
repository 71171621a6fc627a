//! How records are written: field after field, nothing between them. Storage is most of what a message
//! costs, so numbers take the bytes that they need and no field carries its name.
//!
//! Numbers are LEB128: seven bits a byte, low bits first, the top bit says that another byte follows. Texts
//! and lists are preceded by their length; an optional value by 0 (absent) or 1; a variant by its place.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, Binary, Decimal, HexBinary, StdError, StdResult, Uint128};

/// A value with packed bytes.
///
/// There is always a value: where the bytes say something else, that is noted and some value stands in its
/// place, to be thrown away at the end. Code without early ends is half the code.
pub trait Packed: Sized {
    /// Appends the value's bytes.
    fn pack(&self, bytes: &mut Vec<u8>);

    /// Takes a value from the front of the bytes.
    fn unpack(bytes: &mut Bytes<'_>) -> Self;
}

/// Bytes on their way to become a value, and the first thing that was wrong with them.
pub struct Bytes<'a> {
    rest: &'a [u8],
    broken: Option<&'static str>,
}

impl Bytes<'_> {
    /// Notes what is wrong, unless something was before. Nothing more is read.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, what: &'static str) {
        self.broken = self.broken.or(Some(what));
        self.rest = &[];
    }
}

/// A whole record's bytes.
#[must_use]
pub fn to_bytes<T: Packed>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    value.pack(&mut bytes);
    bytes
}

/// Reads a whole record.
///
/// # Errors
/// Where bytes are missing, left over, or say something else.
pub fn from_bytes<T: Packed>(bytes: &[u8]) -> StdResult<T> {
    let mut bytes = Bytes {
        rest: bytes,
        broken: None,
    };
    let value = T::unpack(&mut bytes);
    whole(bytes).map_or(Ok(value), Err)
}

#[inline(never)]
fn whole(mut bytes: Bytes<'_>) -> Option<StdError> {
    if !bytes.rest.is_empty() {
        bytes.fail("bytes left over");
    }
    bytes.broken.map(broken)
}

/// The error of bytes that are no such value.
#[cold]
#[inline(never)]
#[must_use]
pub fn broken(what: &'static str) -> StdError {
    StdError::generic_err(["packed value: ", what].concat())
}

const MORE: u8 = 0x80;

#[inline(never)]
fn pack_number(mut number: u128, bytes: &mut Vec<u8>) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return bytes.push(low & !MORE);
        }
        bytes.push(low | MORE);
    }
}

#[inline(never)]
fn unpack_number(bytes: &mut Bytes<'_>) -> u128 {
    let mut number = 0u128;
    let mut shift = 0u32;
    loop {
        let byte = take_byte(bytes);
        let bits = u128::from(byte & !MORE);
        let placed = bits.checked_shl(shift).unwrap_or(0);
        if placed.checked_shr(shift) != Some(bits) {
            bytes.fail("number");
            return 0;
        }
        number |= placed;
        if byte < MORE {
            return number;
        }
        shift = shift.saturating_add(7);
    }
}

#[inline(never)]
fn take_byte(bytes: &mut Bytes<'_>) -> u8 {
    match bytes.rest.split_first() {
        Some((first, rest)) => {
            bytes.rest = rest;
            *first
        }
        None => {
            bytes.fail("too short");
            0
        }
    }
}

#[inline(never)]
fn take<'a>(bytes: &mut Bytes<'a>) -> &'a [u8] {
    let length = usize::unpack(bytes);
    match bytes.rest.split_at_checked(length) {
        Some((taken, rest)) => {
            bytes.rest = rest;
            taken
        }
        None => {
            bytes.fail("too short");
            &[]
        }
    }
}

#[inline(never)]
fn pack_bytes(value: &[u8], bytes: &mut Vec<u8>) {
    value.len().pack(bytes);
    bytes.extend_from_slice(value);
}

#[inline(never)]
fn unpack_text(bytes: &mut Bytes<'_>) -> String {
    let text = take(bytes).to_vec();
    String::from_utf8(text).unwrap_or_else(|_| {
        bytes.fail("text");
        String::new()
    })
}

macro_rules! packed_numbers {
    ($($number:ty),+) => {$(
        impl Packed for $number {
            fn pack(&self, bytes: &mut Vec<u8>) {
                // Every number here fits into 128 bits.
                pack_number(u128::try_from(*self).unwrap_or(u128::MAX), bytes);
            }
            fn unpack(bytes: &mut Bytes<'_>) -> Self {
                Self::try_from(unpack_number(bytes)).unwrap_or_else(|_| {
                    bytes.fail("number");
                    0
                })
            }
        }
    )+};
}
packed_numbers!(u8, u16, u32, u64, u128, usize);

impl Packed for bool {
    fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        let byte = take_byte(bytes);
        if byte > 1 {
            bytes.fail("truth");
        }
        byte == 1
    }
}

/// One byte, because a chain refuses empty values.
impl Packed for () {
    fn pack(&self, bytes: &mut Vec<u8>) {
        true.pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        bool::unpack(bytes);
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.is_some().pack(bytes);
        if let Some(value) = self {
            value.pack(bytes);
        }
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        bool::unpack(bytes).then(|| T::unpack(bytes))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.len().pack(bytes);
        for value in self {
            value.pack(bytes);
        }
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        let length = usize::unpack(bytes);
        // Every value has a byte at least.
        if length > bytes.rest.len() {
            bytes.fail("too short");
            return vec![];
        }
        (0..length).map(|_| T::unpack(bytes)).collect()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.0.pack(bytes);
        self.1.pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        (A::unpack(bytes), B::unpack(bytes))
    }
}

/// Hashes: their length is known, so it is not written.
impl<const N: usize> Packed for [u8; N] {
    fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        match bytes.rest.split_first_chunk() {
            Some((head, rest)) => {
                bytes.rest = rest;
                *head
            }
            None => {
                bytes.fail("too short");
                [0; N]
            }
        }
    }
}

impl Packed for String {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_bytes(self.as_bytes(), bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        unpack_text(bytes)
    }
}

/// An address as a record holds it. Only validated addresses, in canonical spelling, are ever written, so
/// what is read back is not validated again.
#[must_use]
#[allow(clippy::disallowed_methods)]
pub fn stored_address(text: String) -> Addr {
    Addr::unchecked(text)
}

impl Packed for Addr {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_bytes(self.as_bytes(), bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        stored_address(unpack_text(bytes))
    }
}

impl Packed for HexBinary {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_bytes(self.as_slice(), bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        Self::from(take(bytes))
    }
}

impl Packed for Binary {
    fn pack(&self, bytes: &mut Vec<u8>) {
        pack_bytes(self.as_slice(), bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        Self::from(take(bytes))
    }
}

/// As a number of 10⁻¹⁸.
impl Packed for Decimal {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.atomics().pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        Self::new(Uint128::unpack(bytes))
    }
}

impl Packed for Uint128 {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.u128().pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        Self::new(u128::unpack(bytes))
    }
}

/// Lets types that wrap one public value be written as that value.
#[macro_export]
macro_rules! packed_as_inner {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::packed::Packed for $type {
            fn pack(&self, bytes: &mut Vec<u8>) {
                self.0.pack(bytes);
            }
            #[inline(never)]
            fn unpack(bytes: &mut $crate::packed::Bytes<'_>) -> Self {
                Self($crate::packed::Packed::unpack(bytes))
            }
        }
    )+};
}
packed_as_inner!(UnixTime, Seconds, Bps);

/// Writes structs field after field, in the order given: `packed_structs! { Pair { left, right } }`.
#[macro_export]
macro_rules! packed_structs {
    ($($type:ty { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::packed::Packed for $type {
            fn pack(&self, bytes: &mut Vec<u8>) {
                $( $crate::packed::Packed::pack(&self.$field, bytes); )+
            }
            #[inline(never)]
            fn unpack(bytes: &mut $crate::packed::Bytes<'_>) -> Self {
                Self { $( $field: $crate::packed::Packed::unpack(bytes), )+ }
            }
        }
    )+};
}

/// Writes enums by the place of their variant, from 0, then what it holds:
/// `packed_enums! { Colour { 0: Red, 1: Other(name), 2: Mixed { left, right } } }`.
#[macro_export]
macro_rules! packed_enums {
    ($($type:ident { $(
        $place:literal : $variant:ident $(($value:ident))? $({ $($field:ident),* $(,)? })?
    ),+ $(,)? })+) => {$(
        impl $crate::packed::Packed for $type {
            fn pack(&self, bytes: &mut Vec<u8>) {
                match self {
                    $( Self::$variant $(($value))? $({ $($field),* })? => {
                        bytes.push($place);
                        $( $crate::packed::Packed::pack($value, bytes); )?
                        $( $( $crate::packed::Packed::pack($field, bytes); )* )?
                    } )+
                }
            }
            #[inline(never)]
            fn unpack(bytes: &mut $crate::packed::Bytes<'_>) -> Self {
                fn at(place: u8, bytes: &mut $crate::packed::Bytes<'_>) -> $type {
                    match place {
                        $( $place => {
                            $( let $value = $crate::packed::Packed::unpack(bytes); )?
                            $( $( let $field = $crate::packed::Packed::unpack(bytes); )* )?
                            $type::$variant $(($value))? $({ $($field),* })?
                        } )+
                        _ => {
                            bytes.fail("variant");
                            at(0, bytes)
                        }
                    }
                }
                at($crate::packed::Packed::unpack(bytes), bytes)
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug, PartialEq)]
    enum Colour {
        Red,
        Other(String),
        Mixed { red: bool, share: [u8; 2] },
    }
    packed_enums! { Colour { 0: Red, 1: Other(name), 2: Mixed { red, share } } }

    #[derive(Clone, Debug, PartialEq)]
    struct Pair {
        left: Option<u64>,
        right: Vec<Colour>,
    }
    packed_structs! { Pair { left, right } }

    #[test]
    fn a_record_is_its_fields_one_after_the_other() {
        let pair = Pair {
            left: Some(300),
            right: vec![
                Colour::Red,
                Colour::Other("ab".to_owned()),
                Colour::Mixed {
                    red: true,
                    share: [8, 9],
                },
            ],
        };
        let bytes = [1, 0xac, 2, 3, 0, 1, 2, b'a', b'b', 2, 1, 8, 9];
        assert_eq!(to_bytes(&pair), bytes);
        assert_eq!(from_bytes(&bytes), Ok(pair));
    }

    #[test]
    fn bytes_that_are_no_such_value_are_refused() {
        assert_eq!(from_bytes::<u8>(&[]), Err(broken("too short")));
        assert_eq!(from_bytes::<u8>(&[0x80, 2]), Err(broken("number")));
        assert_eq!(from_bytes::<u8>(&[1, 1]), Err(broken("bytes left over")));
        assert_eq!(from_bytes::<bool>(&[2]), Err(broken("truth")));
        assert_eq!(from_bytes::<Colour>(&[3]), Err(broken("variant")));
        assert_eq!(from_bytes::<String>(&[2, b'a']), Err(broken("too short")));
        assert_eq!(from_bytes::<[u8; 2]>(&[2]), Err(broken("too short")));
        assert_eq!(from_bytes::<String>(&[1, 0xff]), Err(broken("text")));
        assert_eq!(from_bytes::<u128>(&[0xff; 20]), Err(broken("number")));
    }

    proptest! {
        #[test]
        fn numbers_come_back_as_they_went(number in any::<u128>(), small in any::<u32>()) {
            prop_assert_eq!(from_bytes::<u128>(&to_bytes(&number)), Ok(number));
            prop_assert_eq!(from_bytes::<u32>(&to_bytes(&small)), Ok(small));
        }

        #[test]
        fn any_bytes_are_a_record_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(pair) = from_bytes::<Pair>(&bytes) {
                prop_assert_eq!(from_bytes::<Pair>(&to_bytes(&pair)), Ok(pair));
            }
        }
    }
}
