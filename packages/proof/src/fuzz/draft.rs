//! A contract's records as they would be after a message, to be thrown away or compared.

use std::collections::BTreeMap;
use std::ops::Bound;

use cosmwasm_std::{Order, Record, Storage};

/// Records, and how to undo what was written since the last [`Draft::undo`].
#[derive(Debug, Default)]
pub struct Draft {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    former: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

impl Draft {
    /// The records of a contract.
    #[must_use]
    pub fn of(records: Vec<Record>) -> Self {
        Self {
            records: records.into_iter().collect(),
            former: vec![],
        }
    }

    /// Makes everything as it was. Returns what had been written.
    pub fn undo(&mut self) -> BTreeMap<Vec<u8>, Option<Vec<u8>>> {
        let mut written = BTreeMap::new();
        while let Some((key, value)) = self.former.pop() {
            let now = match value {
                Some(value) => self.records.insert(key.clone(), value),
                None => self.records.remove(&key),
            };
            written.entry(key).or_insert(now);
        }
        written
    }
}

impl Storage for Draft {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.records.get(key).cloned()
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        let former = self.records.insert(key.to_vec(), value.to_vec());
        self.former.push((key.to_vec(), former));
    }

    fn remove(&mut self, key: &[u8]) {
        let former = self.records.remove(key);
        self.former.push((key.to_vec(), former));
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let lower = start.map_or(Bound::Unbounded, Bound::Included);
        let upper = end.map_or(Bound::Unbounded, Bound::Excluded);
        if start.zip(end).is_some_and(|(start, end)| start >= end) {
            return Box::new(std::iter::empty());
        }
        let all = self.records.range::<[u8], _>((lower, upper));
        let all = all.map(|(key, value)| (key.clone(), value.clone()));
        match order {
            Order::Ascending => Box::new(all),
            Order::Descending => Box::new(all.rev()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_told_and_undone() {
        let mut draft = Draft::of(vec![(vec![1], vec![1]), (vec![2], vec![2])]);
        draft.set(&[1], &[9]);
        draft.set(&[1], &[8]);
        draft.remove(&[2]);
        draft.set(&[3], &[3]);
        let written = draft.undo();
        let told = [
            (vec![1], Some(vec![8])),
            (vec![2], None),
            (vec![3], Some(vec![3])),
        ];
        assert_eq!(written, BTreeMap::from(told));
        let all: Vec<_> = draft.range(None, None, Order::Ascending).collect();
        assert_eq!(all, [(vec![1], vec![1]), (vec![2], vec![2])]);
        assert!(draft.undo().is_empty());
    }
}
