//! What the owner does: the list of assets, the one wiring, the hand-over. None of it moves money.

use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{self, Peers, PEERS_KEY};
use aftercare_interface::sla_escrow::{ANNOUNCEMENT, MAX_ASSETS, MAX_MONITORINGS};
use aftercare_interface::Asset;
use aftercare_kit::{books, check, migrate, ownership, pause};
use cosmwasm_std::{Addr, Response};
use cw_ownable::{Action, Expiration};

use super::{refuse_self, told, Call};
use crate::error::{refuse, ContractError, Refusal};
use crate::event::{
    AssetClosed, AssetListed, Instantiated, MonitoringAnnounced, OwnershipUpdated, Paused,
    PauserSet, Swept, Unpaused, Wired,
};
use crate::migrate::{NAME, VERSION};
use crate::state::{Config, Monitoring, CONFIG, MONITORINGS, REGISTRY};

/// The highest protocol fee.
const MAX_PROTOCOL_FEE: Bps = Bps(1_000);

pub(crate) fn instantiate(call: Call, owner: &Addr, config: &Config) -> Result<Response, Refusal> {
    refuse_self(&call.env, owner, "owner")?;
    refuse_self(&call.env, &config.fee_sink, "fee_sink")?;
    let (protocol_fee, burn_share) = (config.protocol_fee, config.burn_share);
    check::range(protocol_fee.0, "protocol_fee", 0, MAX_PROTOCOL_FEE.0)?;
    check::range(burn_share.0, "burn_share", 0, Bps::WHOLE.0)?;
    let deps = call.deps;
    migrate::set(deps.storage, NAME, VERSION);
    ownership::initialize(deps.storage, owner);
    CONFIG.save(deps.storage, config);
    let event = Instantiated {
        owner: owner.clone(),
        fee_sink: config.fee_sink.clone(),
        protocol_fee,
        burn_share,
    };
    Ok(told("instantiate", event))
}

pub(crate) fn wire(call: Call, registry: &str) -> Result<Response, Refusal> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    let registry = call.deps.api.addr_validate(registry)?;
    refuse_self(&call.env, &registry, "registry")?;
    if let Some(registry) = REGISTRY.may_load(call.deps.storage)? {
        return refuse(ContractError::AlreadyWired { registry });
    }
    check_peers(&call, &registry)?;
    REGISTRY.save(call.deps.storage, &registry);
    let owner = call.sender;
    Ok(told("wire", Wired { owner, registry }))
}

/// A registry that books elsewhere would leave agreements here without credits.
fn check_peers(call: &Call, registry: &Addr) -> Result<(), Refusal> {
    let deps = call.deps.as_ref();
    let peers: Option<Peers> = raw::read(&deps.querier, registry, PEERS_KEY)?;
    let named = peers.map(|peers| peers.escrow);
    if named.as_ref() == Some(&call.env.contract.address) {
        return Ok(());
    }
    refuse(ContractError::ForeignRegistry {
        registry: registry.clone(),
        named,
    })
}

/// Agreements that are accepted before it counts keep what they were accepted with.
pub(crate) fn announce_monitoring(call: Call, address: &str) -> Result<Response, Refusal> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    let address = call.deps.api.addr_validate(address)?;
    refuse_self(&call.env, &address, "monitoring")?;
    let from = call.now().plus(ANNOUNCEMENT);
    let storage = call.deps.storage;
    if REGISTRY.may_load(storage)?.as_ref() == Some(&address) {
        let field = "monitoring";
        return refuse(ContractError::SuiteAddress { field, address });
    }
    let mut announced = MONITORINGS.may_load(storage)?.unwrap_or_default();
    announced.push(Monitoring {
        address: address.clone(),
        from,
    });
    check::count(announced.len(), "monitorings", 1, MAX_MONITORINGS.into())?;
    MONITORINGS.save(storage, &announced);
    let event = MonitoringAnnounced {
        owner: call.sender,
        monitoring: address,
        from,
    };
    Ok(told("announce_monitoring", event))
}

pub(crate) fn list_asset(call: Call, asset: &Asset) -> Result<Response, Refusal> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    books::list(call.deps, asset, MAX_ASSETS)?;
    let event = AssetListed {
        owner: call.sender,
        asset: asset.key(),
    };
    Ok(told("list_asset", event))
}

pub(crate) fn close_asset(call: Call, asset: &Asset) -> Result<Response, Refusal> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    books::close(call.deps.storage, asset)?;
    let event = AssetClosed {
        owner: call.sender,
        asset: asset.key(),
    };
    Ok(told("close_asset", event))
}

pub(crate) fn update_ownership(call: Call, action: Action) -> Result<Response, Refusal> {
    let updated = ownership::update(call.deps, &call.env, &call.sender, action)?;
    let expires = match updated.pending_expiry {
        Some(Expiration::AtTime(at)) => Some(UnixTime(at.seconds())),
        _ => None,
    };
    let event = OwnershipUpdated {
        owner: updated.owner,
        pending_owner: updated.pending_owner,
        expires,
    };
    Ok(told("update_ownership", event))
}

pub(crate) fn set_pauser(call: Call, pauser: Option<&str>) -> Result<Response, Refusal> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    let pauser = pauser.map(|text| call.deps.api.addr_validate(text));
    let pauser = pauser.transpose()?;
    pause::set_pauser(call.deps.storage, pauser.as_ref());
    let owner = call.sender;
    Ok(told("set_pauser", PauserSet { owner, pauser }))
}

pub(crate) fn pause(call: Call) -> Result<Response, Refusal> {
    let now = call.now();
    let until = pause::start(call.deps.storage, &call.sender, now)?;
    let by = call.sender;
    Ok(told("pause", Paused { by, until }))
}

pub(crate) fn unpause(call: Call) -> Result<Response, Refusal> {
    let from = call.now();
    let storage = call.deps.storage;
    if pause::get(storage)?.pauser.as_ref() != Some(&call.sender) {
        ownership::assert_owner(storage, &call.sender)?;
    }
    pause::end(storage, from)?;
    let by = call.sender;
    Ok(told("unpause", Unpaused { by, from }))
}

/// Down to what is owed and not a unit further: the books say what that is.
pub(crate) fn sweep(call: Call, asset: &Asset) -> Result<Response, Refusal> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    let sink = CONFIG.load(call.deps.storage)?.fee_sink;
    let contract = &call.env.contract.address;
    let amount = books::claim_surplus(call.deps, contract, &sink, asset)?;
    let event = Swept {
        owner: call.sender,
        sink,
        asset: asset.key(),
        amount,
    };
    Ok(told("sweep", event))
}
