//! From one release to the next.

use cosmwasm_std::{DepsMut, Response};

use crate::ContractError;

/// The name that storage carries.
pub const NAME: &str = "aftercare:community";
/// The version of this code.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn migrate(deps: DepsMut<'_>) -> Result<Response, ContractError> {
    aftercare_kit::migrate::upgrade(deps.storage, NAME, VERSION)?;
    Ok(Response::new()
        .add_attribute("action", "migrate")
        .add_attribute("version", VERSION))
}
