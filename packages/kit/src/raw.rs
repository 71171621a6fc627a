//! A contract's own raw keys: written in the fixed layout that other contracts read.

use aftercare_interface::raw::Layout;
use cosmwasm_std::{StdResult, Storage};

/// Writes a value under its raw key.
pub fn save<T: Layout>(storage: &mut dyn Storage, key: &[u8], value: &T) {
    storage.set(key, &value.encode());
}

/// Reads a value of this contract's own storage.
///
/// # Errors
/// Where the bytes have another layout.
pub fn load<T: Layout>(storage: &dyn Storage, key: &[u8]) -> StdResult<Option<T>> {
    storage.get(key).map(|bytes| T::decode(&bytes)).transpose()
}
