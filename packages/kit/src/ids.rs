//! Counters: numbers from 1 that never repeat.

use cosmwasm_std::Storage;

use crate::store::Item;
use crate::KitError;

/// The next number of a counter.
///
/// # Errors
/// [`KitError::CounterExhausted`] after 2^64 − 1 numbers.
pub fn next(
    storage: &mut dyn Storage,
    counter: &Item<u64>,
    name: &'static str,
) -> Result<u64, KitError> {
    let last = counter.may_load(storage)?.unwrap_or(0);
    let number = last
        .checked_add(1)
        .ok_or(KitError::CounterExhausted { counter: name })?;
    counter.save(storage, &number);
    Ok(number)
}
