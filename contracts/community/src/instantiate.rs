//! The contract's set-up.

use aftercare_domain::emission::{MAX_EPOCH, MIN_EPOCH};
use aftercare_domain::money::Bps;
use aftercare_interface::community::InstantiateMsg;
use aftercare_kit::{check, migrate as version};
use cosmwasm_std::{DepsMut, Response};

use crate::event::Instantiated;
use crate::migrate::{NAME, VERSION};
use crate::state::{Config, CONFIG};
use crate::{peers, ContractError};

pub fn instantiate(deps: DepsMut<'_>, msg: InstantiateMsg) -> Result<Response, ContractError> {
    let (least, most) = (MIN_EPOCH.0, MAX_EPOCH.0);
    check::range(msg.epoch_length.0, "epoch_length", least, most)?;
    let threshold = msg.silence_threshold;
    check::range(threshold.0, "silence_threshold", 1, Bps::WHOLE.0)?;
    let config = Config {
        escrow: deps.api.addr_validate(&msg.escrow)?,
        registry: deps.api.addr_validate(&msg.registry)?,
        epoch_start: msg.epoch_start,
        epoch_length: msg.epoch_length,
        silence_threshold: threshold,
    };
    peers::check_registry(deps.as_ref(), (&config.escrow, &config.registry))?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    aftercare_kit::ownership::initialize(deps.storage, &owner);
    version::set(deps.storage, NAME, VERSION);
    CONFIG.save(deps.storage, &config);
    Ok(Response::new()
        .add_attribute("action", "instantiate")
        .add_event(Instantiated {
            owner,
            escrow: config.escrow,
            registry: config.registry,
            epoch_start: config.epoch_start,
            epoch_length: config.epoch_length,
            silence_threshold: threshold,
        }))
}
