//! given a map
//! ├── it gives back what was saved, and nothing under any other key
//! ├── keys of bytes stay apart, and come back in order
//! ├── it lists one first part's records in order, between bounds
//! └── it names a record that is missing
//! given names that begin each other
//! └── neither lists the other's records

use aftercare_interface::packed::broken;
use cosmwasm_std::testing::{MockApi, MockStorage};
use cosmwasm_std::{Addr, StdError, Storage};

use super::*;

const COUNT: Item<u64> = Item::new("count");
const ROWS: Map<(u64, u64), u32> = Map::new("rows");
const ROWS_OF: Map<(u64, u64), u32> = Map::new("rows_of");

fn filled() -> MockStorage {
    let mut storage = MockStorage::new();
    for (first, second) in [(1, 2), (1, 1), (1, 255), (1, 256), (2, 1), (u64::MAX, 1)] {
        ROWS.save(&mut storage, (first, second), &7);
        ROWS_OF.save(&mut storage, (first, second), &8);
    }
    storage
}

fn of(storage: &MockStorage, first: u64, bounds: (Option<u64>, Option<u64>)) -> Vec<u64> {
    let rows = ROWS.of(storage, first, bounds);
    rows.map(|row| row.map(|(second, _)| second))
        .collect::<StdResult<_>>()
        .unwrap()
}

#[test]
fn a_value_comes_back_until_it_is_removed() {
    let mut storage = MockStorage::new();
    assert_eq!(COUNT.may_load(&storage), Ok(None));
    assert_eq!(COUNT.load(&storage), Err(StdError::not_found("count")));
    COUNT.save(&mut storage, &300);
    assert_eq!(COUNT.load(&storage), Ok(300));
    COUNT.remove(&mut storage);
    assert_eq!(COUNT.may_load(&storage), Ok(None));
}

#[test]
fn a_key_has_its_own_value_and_no_other() {
    let mut storage = filled();
    assert_eq!(ROWS.load(&storage, (1, 255)), Ok(7));
    assert!(ROWS.has(&storage, (2, 1)) && !ROWS.has(&storage, (2, 2)));
    ROWS.remove(&mut storage, (2, 1));
    assert_eq!(ROWS.may_load(&storage, (2, 1)), Ok(None));
    assert_eq!(
        ROWS.load(&storage, (2, 1)),
        Err(StdError::not_found("rows"))
    );
    assert_eq!(ROWS_OF.load(&storage, (2, 1)), Ok(8));
}

#[test]
fn keys_of_bytes_stay_apart_and_come_back_in_order() {
    const MARKS: Map<(u64, [u8; 3]), u32> = Map::new("marks");
    let mut storage = MockStorage::new();
    for (key, value) in [([2, 0, 0], 3), ([1, 0, 9], 2), ([1, 0, 0], 1)] {
        MARKS.save(&mut storage, (7, key), &value);
    }
    assert_eq!(MARKS.load(&storage, (7, [1, 0, 9])), Ok(2));
    let all = MARKS.of(&storage, 7, (None, None));
    let all: Vec<_> = all.map(|row| row.unwrap()).collect();
    assert_eq!(all, [([1, 0, 0], 1), ([1, 0, 9], 2), ([2, 0, 0], 3)]);
}

#[test]
fn one_first_parts_records_are_listed_in_order_between_bounds() {
    let storage = filled();
    assert_eq!(of(&storage, 1, (None, None)), [1, 2, 255, 256]);
    assert_eq!(of(&storage, 1, (Some(2), None)), [255, 256]);
    assert_eq!(of(&storage, 1, (Some(1), Some(255))), [2, 255]);
    assert_eq!(of(&storage, u64::MAX, (None, None)), [1]);
    assert_eq!(of(&storage, 3, (None, None)), [0; 0]);
    let all = ROWS.range(&storage, Some((1, 256)), None);
    let all: Vec<_> = all.map(|row| row.unwrap().0).collect();
    assert_eq!(all, [(2, 1), (u64::MAX, 1)]);
}

#[test]
fn texts_before_the_last_part_keep_their_length() {
    const PAIRS: Map<(&str, &str), ()> = Map::new("pairs");
    let mut storage = MockStorage::new();
    PAIRS.save(&mut storage, ("ab", "c"), &());
    assert!(!PAIRS.has(&storage, ("a", "bc")));
    let rows: Vec<_> = PAIRS.of(&storage, "ab", (None, None)).collect();
    assert_eq!(rows, [Ok(("c".to_owned(), ()))]);
}

#[test]
fn an_address_is_read_back_as_it_was_written() {
    const OWNED: Map<(&Addr, u64), ()> = Map::new("owned");
    let mut storage = MockStorage::new();
    let owner = MockApi::default().addr_make("owner");
    OWNED.save(&mut storage, (&owner, 3), &());
    let rows: Vec<_> = OWNED.range(&storage, None, None).collect();
    assert_eq!(rows, [Ok(((owner, 3), ()))]);
}

#[test]
fn bytes_that_are_no_such_record_are_refused() {
    let mut storage = MockStorage::new();
    storage.set(&named("count"), &[1, 1]);
    assert_eq!(COUNT.may_load(&storage), Err(broken("bytes left over")));
}
