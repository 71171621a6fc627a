//! What the virtual machine asks its host for: addresses, storage, answers of other contracts.
//!
//! The machine wants owners, cw-multi-test lends: for the time of a call the loan stands in a scoped
//! thread-local, and the owners are handles without content.

use cosmwasm_vm::{BackendApi, BackendError, BackendResult, GasInfo};
use scoped_tls_hkt::{scoped_thread_local, ReborrowMut};
use std3::testing::MockApi;
use std3::{
    from_json, Api, BankQuery, Binary, CanonicalAddr, ContractResult, Empty, Order, Querier,
    QueryRequest, Record, Storage, SystemResult, WasmQuery,
};

use crate::meter::Meter;
use crate::prices;

/// Prefix of addresses, the chain's.
pub const PREFIX: &str = "wasm";

/// Storage of the contract that runs.
pub enum Store<'a> {
    /// For a query.
    Read(&'a dyn Storage),
    /// For a message.
    Write(&'a mut dyn Storage),
}

/// What cw-multi-test lends to the contract that runs.
pub struct Loan<'a> {
    /// Its storage.
    pub store: Store<'a>,
    /// The chain as it was when the call began.
    pub querier: &'a dyn Querier,
}

impl<'a> ReborrowMut<'a> for Loan<'_> {
    type Result = Loan<'a>;

    fn reborrow_mut(&'a mut self) -> Loan<'a> {
        let store = match &mut self.store {
            Store::Read(store) => Store::Read(*store),
            Store::Write(store) => Store::Write(*store),
        };
        Loan {
            store,
            querier: self.querier,
        }
    }
}

scoped_thread_local!(static mut LOAN: for<'a> Loan<'a>);

/// Runs `action` while the machine may use `loan`.
pub fn lend<T>(loan: Loan<'_>, action: impl FnOnce() -> T) -> T {
    LOAN.set(loan, action)
}

fn read<T>(action: impl FnOnce(&dyn Storage) -> T) -> T {
    LOAN.with(|loan| match loan.store {
        Store::Read(store) => action(store),
        Store::Write(store) => action(store),
    })
}

fn write(action: impl FnOnce(&mut dyn Storage)) -> Result<(), BackendError> {
    LOAN.with(|loan| match loan.store {
        Store::Read(_) => Err(BackendError::unknown("a query cannot write")),
        Store::Write(store) => {
            action(store);
            Ok(())
        }
    })
}

/// What the machine's host does at the chain's expense: the machine is told what it cost, and stops where that
/// is more than was left.
fn metered<T>(meter: &Meter, action: impl FnOnce() -> Result<T, BackendError>) -> BackendResult<T> {
    let before = meter.gas();
    let result = action();
    let cost = meter.gas() - before;
    (result, GasInfo::with_externally_used(cost * prices::VM_GAS))
}

/// Addresses as the chain writes them.
#[derive(Clone)]
pub struct Addresses;

fn charged<T>(result: std3::StdResult<T>, gas: u64) -> BackendResult<T> {
    let gas = GasInfo::with_cost(gas * prices::VM_GAS);
    (
        result.map_err(|error| BackendError::user_err(error.to_string())),
        gas,
    )
}

impl BackendApi for Addresses {
    fn addr_validate(&self, input: &str) -> BackendResult<()> {
        let result = api().addr_validate(input).map(|_| ());
        charged(result, prices::CANONICALIZE + prices::HUMANIZE)
    }

    fn addr_canonicalize(&self, human: &str) -> BackendResult<Vec<u8>> {
        let result = api().addr_canonicalize(human).map(Vec::from);
        charged(result, prices::CANONICALIZE)
    }

    fn addr_humanize(&self, canonical: &[u8]) -> BackendResult<String> {
        let result = api().addr_humanize(&CanonicalAddr::from(canonical));
        charged(result.map(String::from), prices::HUMANIZE)
    }
}

/// The rules of addresses.
pub fn api() -> MockApi {
    MockApi::default().with_prefix(PREFIX)
}

/// Storage as the machine sees it: a handle on the loan.
pub struct Records {
    meter: Meter,
    scans: Vec<Scan>,
}

/// An iterator: what it has fetched ahead, and where it goes on.
struct Scan {
    ahead: std::vec::IntoIter<Record>,
    start: Option<Vec<u8>>,
    end: Option<Vec<u8>>,
    order: Order,
    more: bool,
}

/// Records fetched at a time. A contract cannot write while it iterates, so that they stay true.
const AHEAD: usize = 16;

impl Scan {
    /// The next record, fetching where the last batch is used up.
    fn next(&mut self) -> Option<Record> {
        if self.ahead.len() == 0 && self.more {
            let batch = self.fetch();
            self.more = batch.len() == AHEAD;
            self.go_on_after(batch.last());
            self.ahead = batch.into_iter();
        }
        self.ahead.next()
    }

    fn fetch(&self) -> Vec<Record> {
        let (start, end) = (self.start.as_deref(), self.end.as_deref());
        read(|store| store.range(start, end, self.order).take(AHEAD).collect())
    }

    fn go_on_after(&mut self, last: Option<&Record>) {
        let Some((key, _)) = last else { return };
        match self.order {
            Order::Ascending => self.start = Some([key.as_slice(), &[0]].concat()),
            Order::Descending => self.end = Some(key.clone()),
        }
    }
}

impl Records {
    /// Storage of the contract that is about to run.
    pub fn new(meter: Meter) -> Self {
        Self {
            meter,
            scans: vec![],
        }
    }
}

impl cosmwasm_vm::Storage for Records {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        metered(&self.meter, || {
            let value = read(|store| store.get(key));
            let length = value.as_ref().map_or(0, Vec::len);
            self.meter.read(key.len(), length);
            Ok(value)
        })
    }

    fn scan(
        &mut self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> BackendResult<u32> {
        let mut scan = Scan {
            ahead: vec![].into_iter(),
            start: start.map(<[u8]>::to_vec),
            end: end.map(<[u8]>::to_vec),
            order,
            more: true,
        };
        metered(&self.meter, || {
            let first = read(|store| store.range(start, end, order).next());
            self.meter.step(first.as_ref().map(lengths));
            scan.more = first.is_some();
            self.scans.push(scan);
            u32::try_from(self.scans.len())
                .map_err(|_| BackendError::unknown("more iterators than numbers"))
        })
    }

    fn next(&mut self, iterator_id: u32) -> BackendResult<Option<Record>> {
        let index = iterator_id
            .checked_sub(1)
            .map_or(usize::MAX, |id| id as usize);
        let missing = || BackendError::iterator_does_not_exist(iterator_id);
        metered(&self.meter, || {
            let scan = self.scans.get_mut(index).ok_or_else(missing)?;
            let record = scan.next();
            if let Some(record) = &record {
                self.meter.step(Some(lengths(record)));
            }
            Ok(record)
        })
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        metered(&self.meter, || {
            self.meter.write(key.len(), value.len());
            write(|store| store.set(key, value))
        })
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        metered(&self.meter, || {
            self.meter.remove();
            write(|store| store.remove(key))
        })
    }
}

fn lengths((key, value): &Record) -> (usize, usize) {
    (key.len(), value.len())
}

/// The chain as the machine asks it.
pub struct Chain(pub Meter);

type Answer = SystemResult<ContractResult<Binary>>;

impl cosmwasm_vm::Querier for Chain {
    fn query_raw(&self, request: &[u8], _gas_limit: u64) -> BackendResult<Answer> {
        metered(&self.0, || {
            let answer = LOAN.with(|loan| loan.querier.raw_query(request));
            self.charge(request, &answer);
            Ok(answer)
        })
    }
}

impl Chain {
    fn charge(&self, request: &[u8], answer: &Answer) {
        let meter = &self.0;
        match from_json::<QueryRequest<Empty>>(request) {
            Ok(QueryRequest::Wasm(WasmQuery::Raw { key, .. })) => {
                meter.raw_query();
                meter.read(key.len(), size(answer));
            }
            Ok(QueryRequest::Wasm(WasmQuery::Smart { .. })) => meter.smart_query(),
            Ok(QueryRequest::Wasm(WasmQuery::ContractInfo { .. })) => {
                meter.chain_query(prices::CONTRACT_RECORD + prices::PINNED);
            }
            Ok(QueryRequest::Wasm(WasmQuery::CodeInfo { .. })) => {
                meter.chain_query(prices::CODE_RECORD);
            }
            Ok(QueryRequest::Bank(BankQuery::Supply { .. })) => meter.chain_query(prices::SUPPLY),
            Ok(_) => meter.chain_query(prices::BALANCE),
            Err(_) => (),
        }
    }
}

fn size(answer: &Answer) -> usize {
    match answer {
        SystemResult::Ok(ContractResult::Ok(value)) => value.len(),
        _ => 0,
    }
}
