//! Which code this contract runs, and what may replace it.

use aftercare_kit::migrate as kit;
use cosmwasm_std::Storage;

use crate::ContractError;

/// The name under which this contract is known to migrations.
pub const NAME: &str = "aftercare:ticket-registry";
/// The version of this code.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Notes name and version at instantiation.
pub fn set(storage: &mut dyn Storage) {
    kit::set(storage, NAME, VERSION);
}

/// Takes over from an older version of this contract.
///
/// # Errors
/// Foreign contracts, the same version again, downgrades.
pub fn upgrade(storage: &mut dyn Storage) -> Result<(), ContractError> {
    Ok(kit::upgrade(storage, NAME, VERSION)?)
}
