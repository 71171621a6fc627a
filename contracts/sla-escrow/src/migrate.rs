//! Which code this contract runs.

use aftercare_interface::sla_escrow::MigrateMsg;
use aftercare_kit::migrate;
use cosmwasm_std::{entry_point, DepsMut, Env, Response};

use crate::error::ContractError;
use crate::event::Migrated;

/// The contract's name, by which a migration knows it.
pub const NAME: &str = "aftercare:sla-escrow";
/// The version of this code.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Moves to a newer version: refuses foreign contracts, the same version again, and downgrades.
///
/// # Errors
/// `KIT-019`, `KIT-020`.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    migrate::upgrade(deps.storage, NAME, VERSION)?;
    Ok(Response::new()
        .add_attribute("action", "migrate")
        .add_event(Migrated { version: VERSION }))
}
