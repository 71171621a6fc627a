//! Tickets on which it is somebody's turn.

use std::cmp::Ordering;
use std::iter::Peekable;

use aftercare_interface::ticket_registry::TicketRow;
use aftercare_interface::Page;
use aftercare_kit::page;
use cosmwasm_std::{StdError, StdResult};

use super::{lists, Asked};
use crate::state::{BY_CUSTOMER, BY_PROVIDER};
use crate::ContractError;

/// Examines the tickets of which it is customer or provider, oldest first.
pub fn by_turn(
    asked: Asked<'_>,
    who: &str,
    (after, limit): (Option<u64>, Option<u32>),
) -> Result<Page<TicketRow, u64>, ContractError> {
    let who = asked.deps.api.addr_validate(who)?;
    let storage = asked.deps.storage;
    let (from, to) = (
        BY_CUSTOMER.of(storage, &who, (after, None)),
        BY_PROVIDER.of(storage, &who, (after, None)),
    );
    let id = |entry: StdResult<(u64, ())>| entry.map(|(id, ())| id);
    let ids = Merged {
        left: from.map(id).peekable(),
        right: to.map(id).peekable(),
    };
    page::collect(ids, limit, |ticket| {
        let row = lists::row(asked, ticket, true)?;
        Ok((ticket, row.filter(|row| is_turn(row, who.as_str()))))
    })
}

fn is_turn(row: &TicketRow, who: &str) -> bool {
    let address = row.next_step.address.as_ref();
    address.is_some_and(|address| address.as_str() == who)
}

/// Two lists in order as one, each number once.
struct Merged<L: Iterator, R: Iterator> {
    left: Peekable<L>,
    right: Peekable<R>,
}

impl<L, R> Iterator for Merged<L, R>
where
    L: Iterator<Item = StdResult<u64>>,
    R: Iterator<Item = StdResult<u64>>,
{
    type Item = Result<u64, StdError>;

    fn next(&mut self) -> Option<Self::Item> {
        let order = match (self.left.peek(), self.right.peek()) {
            (Some(Ok(left)), Some(Ok(right))) => left.cmp(right),
            (Some(Ok(_)), Some(Err(_))) | (None, _) => Ordering::Greater,
            _ => Ordering::Less,
        };
        match order {
            Ordering::Less => self.left.next(),
            Ordering::Greater => self.right.next(),
            Ordering::Equal => {
                self.right.next();
                self.left.next()
            }
        }
    }
}
