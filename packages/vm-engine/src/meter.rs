//! Counts and charges while a transaction runs.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use std3::{Attribute, Checksum, Coin, Event};

use crate::prices;
use crate::profile::Profile;

/// Shared by everything that charges.
#[derive(Clone, Default)]
pub struct Meter(Rc<RefCell<State>>);

struct State {
    profile: Profile,
    loaded: HashSet<Checksum>,
    limit: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            loaded: HashSet::new(),
            limit: u64::MAX,
        }
    }
}

impl Meter {
    /// Begins a transaction that may use any amount of gas.
    pub fn begin(&self) {
        *self.0.borrow_mut() = State::default();
    }

    /// Ends the transaction where it has used more than this.
    pub fn limit(&self, gas: u64) {
        self.0.borrow_mut().limit = gas;
    }

    /// What the transaction may still use; nothing once it has tried to use more.
    #[must_use]
    pub fn left(&self) -> Option<u64> {
        let state = self.0.borrow();
        state.limit.checked_sub(state.profile.gas)
    }

    /// The machine stopped because nothing was left.
    pub fn exhaust(&self) {
        self.0.borrow_mut().limit = 0;
    }

    /// What has been counted since it began.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.0.borrow().profile.clone()
    }

    /// Gas that has been charged since it began.
    #[must_use]
    pub fn gas(&self) -> u64 {
        self.0.borrow().profile.gas
    }

    fn charge(&self, gas: u64, count: impl FnOnce(&mut Profile)) {
        let mut state = self.0.borrow_mut();
        state.profile.gas += gas;
        count(&mut state.profile);
    }

    /// A message of the transaction itself.
    pub fn message(&self, json: usize, funds: &[Coin]) {
        let coin = |coin: &Coin| {
            let amount = coin.amount.to_string();
            length(coin.denom.len() + amount.len()) + prices::COIN_ENVELOPE
        };
        let bytes = prices::ENVELOPE + length(json) + funds.iter().map(coin).sum::<u64>();
        let gas = bytes * prices::TRANSACTION_BYTE + 2 * prices::ALLOWED;
        self.charge(gas, |profile| {
            profile.message_bytes += bytes;
        });
    }

    /// A contract is entered: its records are read, its code is loaded.
    pub fn enter(&self, code: &Checksum, reply: bool) {
        let known = reply || !self.0.borrow_mut().loaded.insert(*code);
        let records = prices::CONTRACT_RECORD + prices::CODE_RECORD;
        let gas = match (reply, known) {
            (true, _) => records + prices::LOAD_AGAIN,
            (false, true) => records + prices::PINNED + prices::LOAD_AGAIN,
            (false, false) => records + prices::PINNED + prices::LOAD,
        };
        self.charge(gas, |profile| {
            profile.calls += 1;
            profile.loads += u64::from(!known);
        });
    }

    /// Wasm has run.
    pub fn compute(&self, vm_gas: u64) {
        let gas = vm_gas / prices::VM_GAS;
        self.charge(gas, |profile| profile.compute += gas);
    }

    /// A contract has answered so many bytes.
    pub fn answer(&self, bytes: usize) {
        let gas = length(bytes) * prices::ANSWER_BYTE;
        self.charge(gas, |profile| profile.events += gas);
    }

    /// A contract's attributes and events are logged.
    pub fn events(&self, attributes: &[Attribute], events: &[Event]) {
        let own = events.iter().flat_map(|event| &event.attributes);
        let (count, bytes) = size(attributes.iter().chain(own));
        let names: u64 = events.iter().map(|event| length(event.ty.len())).sum();
        let gas = prices::ATTRIBUTE * count
            + bytes.saturating_sub(prices::FREE_ATTRIBUTE_BYTES)
            + prices::EVENT * length(events.len())
            + names;
        self.charge(gas, |profile| profile.events += gas);
    }

    /// The events of a sub-message are handed to the contract that sent it.
    pub fn reply_events(&self, events: &[Event]) {
        let (count, bytes) = size(events.iter().flat_map(|event| &event.attributes));
        let names: u64 = events.iter().map(|event| length(event.ty.len())).sum();
        let gas =
            prices::ATTRIBUTE * count + bytes.saturating_sub(prices::FREE_ATTRIBUTE_BYTES) + names;
        self.charge(gas, |profile| profile.events += gas);
    }

    /// A key is read, by the contract or raw by another.
    pub fn read(&self, key: usize, value: usize) {
        let bytes = prices::KEY_PREFIX + length(key + value);
        self.charge(prices::READ + prices::READ_BYTE * bytes, |profile| {
            profile.reads += 1;
            profile.bytes_read += bytes;
        });
    }

    /// A key is written.
    pub fn write(&self, key: usize, value: usize) {
        let bytes = prices::KEY_PREFIX + length(key + value);
        self.charge(prices::WRITE + prices::WRITE_BYTE * bytes, |profile| {
            profile.writes += 1;
            profile.bytes_written += bytes;
        });
    }

    /// A key is removed.
    pub fn remove(&self) {
        self.charge(prices::REMOVE, |profile| profile.removes += 1);
    }

    /// An iterator seeks: the record that it stands on is paid for, if there is one.
    pub fn step(&self, record: Option<(usize, usize)>) {
        let bytes = record.map_or(0, |(key, value)| prices::KEY_PREFIX + length(key + value));
        self.charge(prices::STEP + prices::READ_BYTE * bytes, |profile| {
            profile.steps += 1;
            profile.bytes_read += bytes;
        });
    }

    /// Another contract's key is asked for; the read itself is charged apart.
    pub fn raw_query(&self) {
        self.charge(0, |profile| profile.raw_queries += 1);
    }

    /// Another contract is asked; its entry is charged apart.
    pub fn smart_query(&self) {
        self.charge(0, |profile| profile.smart_queries += 1);
    }

    /// The chain is asked for something that costs a fixed sum.
    pub fn chain_query(&self, gas: u64) {
        self.charge(gas, |profile| profile.reads += 1);
    }

    /// Coins change hands.
    pub fn coins_moved(&self, coins: usize) {
        self.charge(prices::COIN_MOVED * length(coins), |profile| {
            profile.sends += 1;
        });
    }

    /// A contract sends messages.
    pub fn sub_messages(&self, count: usize) {
        self.charge(length(count) * prices::ALLOWED, |_| ());
    }
}

fn length(bytes: usize) -> u64 {
    bytes as u64
}

/// Attributes and bytes in them.
fn size<'a>(attributes: impl Iterator<Item = &'a Attribute>) -> (u64, u64) {
    attributes.fold((0, 0), |(count, bytes), attribute| {
        (
            count + 1,
            bytes + length(attribute.key.len() + attribute.value.len()),
        )
    })
}
