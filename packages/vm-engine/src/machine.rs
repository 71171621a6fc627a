//! The virtual machine and the codes that it holds.

use std::cell::RefCell;
use std::collections::HashSet;

use cosmwasm_vm::{capabilities_from_csv, Backend, Cache, CacheOptions, Instance};
use cosmwasm_vm::{InstanceOptions, Size, VmResult};
use std3::Checksum;

use aftercare_engine::Failure;

use crate::backend::{Addresses, Chain, Records};
use crate::convert::failure;
use crate::meter::Meter;
use crate::prices;

/// What a node of wasmd 0.61 offers.
const CAPABILITIES: &str = "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,\
    cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1,cosmwasm_2_2,cosmwasm_3_0";
/// Memory of one instance, wasmd's default.
const MEMORY: Size = Size::mebi(32);
/// The most VM gas of one call: far beyond a block's, so that what ends a call is the contract, unless a
/// transaction was given a limit.
const GAS_LIMIT: u64 = 1_000_000_000_000_000;

/// A running instance.
pub type Running = Instance<Addresses, Records, Chain>;

/// The machine, and the folder of compiled modules that lives as long as it does.
pub struct Machine {
    cache: Cache<Addresses, Records, Chain>,
    meter: Meter,
    stored: RefCell<HashSet<Checksum>>,
    _folder: tempfile::TempDir,
}

impl Machine {
    /// A machine without codes.
    ///
    /// # Errors
    /// Where there is no room for its folder.
    pub fn new(meter: Meter) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(failure)?;
        let options = CacheOptions::new(
            folder.path(),
            capabilities_from_csv(CAPABILITIES),
            Size::mebi(200),
            MEMORY,
        );
        Ok(Self {
            cache: open(options).map_err(failure)?,
            meter,
            stored: RefCell::default(),
            _folder: folder,
        })
    }

    /// Checks and compiles a code, and keeps it in memory.
    ///
    /// # Errors
    /// What a node would refuse.
    pub fn store(&self, wasm: &[u8]) -> VmResult<Checksum> {
        let checksum = Checksum::generate(wasm);
        if self.stored.borrow_mut().insert(checksum) {
            self.cache.store_code(wasm, true, true)?;
            self.cache.pin(&checksum)?;
        }
        Ok(checksum)
    }

    /// A fresh instance, as a node makes one for each call.
    ///
    /// # Errors
    /// Where the code is not stored.
    pub fn instance(&self, checksum: &Checksum) -> VmResult<Running> {
        let backend = Backend {
            api: Addresses,
            storage: Records::new(self.meter.clone()),
            querier: Chain(self.meter.clone()),
        };
        let left = self.meter.left().unwrap_or_default();
        let gas_limit = left.saturating_mul(prices::VM_GAS).min(GAS_LIMIT);
        let options = InstanceOptions { gas_limit };
        self.cache.get_instance(checksum, backend, options)
    }

    /// Where its calls are charged.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }
}

/// The one unsafe call: the cache trusts the files of its folder.
#[allow(unsafe_code)]
fn open(options: CacheOptions) -> VmResult<Cache<Addresses, Records, Chain>> {
    // SAFETY: the folder is new, ours alone, and removed with the machine; nobody else writes to it.
    unsafe { Cache::new(options) }
}
