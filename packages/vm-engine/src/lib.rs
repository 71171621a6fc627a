//! The vm leg of [`aftercare_engine::Engine`]: the release Wasm inside the chain's own virtual machine,
//! metered at the chain's prices, in simulated time.
//!
//! Bank, sub-messages, replies and rollback are cw-multi-test's; each contract is the stored Wasm. So
//! what native code cannot see is seen here: memory, host functions, and gas.

mod backend;
mod bank;
mod code;
mod convert;
mod engine;
mod machine;
mod meter;
mod prices;
mod profile;
mod twin;

pub use code::{Shelf, OUT_OF_GAS};
pub use engine::{Snapshot, Transaction, Vm};
pub use machine::Machine;
pub use meter::Meter;
pub use prices::FLOOR;
pub use profile::Profile;
pub use twin::Twin;
