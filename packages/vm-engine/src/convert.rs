//! Between the contracts' line of cosmwasm-std and the machine's.

use aftercare_engine::{Failure, Shelves};
use cosmwasm_std::{Addr, Coin, Event, Order as Order2, Storage as Storage2};
use std3::{Order, Record, Storage};

/// The embedded engine's store for the machine's line.
#[derive(Clone, Default)]
pub struct Ground(Shelves);

impl Ground {
    /// Whether both hold the same bytes.
    pub fn holds_what(&self, other: &Self) -> bool {
        self.0.holds_what(&other.0)
    }
}

impl Storage for Ground {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.0.get(key)
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let order = match order {
            Order::Ascending => Order2::Ascending,
            Order::Descending => Order2::Descending,
        };
        self.0.range(start, end, order)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.0.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.0.remove(key);
    }
}

/// An address of the machine's line.
pub fn address(address: &Addr) -> std3::Addr {
    std3::Addr::unchecked(address.as_str())
}

/// A coin of the machine's line.
pub fn coin(coin: &Coin) -> std3::Coin {
    std3::Coin::new(coin.amount.u128(), coin.denom.clone())
}

/// Events of the contracts' line.
pub fn events(events: Vec<std3::Event>) -> Vec<Event> {
    let event = |event: std3::Event| {
        let attributes = event.attributes.into_iter();
        Event::new(event.ty).add_attributes(attributes.map(|it| (it.key, it.value)))
    };
    events.into_iter().map(event).collect()
}

/// Why the machine refused.
pub fn failure(error: impl std::fmt::Display) -> Failure {
    Failure::new(error.to_string())
}
