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

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockStorage;

    use super::*;

    const COUNTER: Item<u64> = Item::new("tickets");

    #[test]
    fn numbers_begin_at_1_and_none_is_given_twice() {
        let mut storage = MockStorage::new();
        let given = [(); 5].map(|()| next(&mut storage, &COUNTER, "tickets").unwrap());
        assert_eq!(given, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn after_the_last_number_there_is_none_and_the_counter_stays() {
        let mut storage = MockStorage::new();
        COUNTER.save(&mut storage, &(u64::MAX - 1));
        assert_eq!(next(&mut storage, &COUNTER, "tickets"), Ok(u64::MAX));
        let none = KitError::CounterExhausted { counter: "tickets" };
        assert_eq!(next(&mut storage, &COUNTER, "tickets"), Err(none));
        assert_eq!(COUNTER.may_load(&storage), Ok(Some(u64::MAX)));
    }
}
