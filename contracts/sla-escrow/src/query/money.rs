//! Questions about settings and money that belong to no one agreement.

use aftercare_interface::asset::{AssetAmount, Claim, Solvency};
use aftercare_interface::sla_escrow::{BondResponse, ConfigResponse};
use aftercare_interface::{raw, Asset, Page};
use aftercare_kit::books;

use super::{Ask, Window};
use crate::error::ContractError;
use crate::execute::bond::load;
use crate::state::{CONFIG, REGISTRY};

pub(super) fn config(ask: &Ask) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(ask.deps.storage)?;
    Ok(ConfigResponse {
        registry: REGISTRY.may_load(ask.deps.storage)?,
        fee_sink: config.fee_sink,
        protocol_fee: config.protocol_fee,
        burn_share: config.burn_share,
    })
}

pub(super) fn bond(ask: &Ask, provider: &str, asset: Asset) -> Result<BondResponse, ContractError> {
    let bond = load(ask.deps.storage, &ask.address(provider)?, &asset)?;
    Ok(BondResponse {
        asset,
        free: bond.free,
        reserved: bond.reserved,
    })
}

pub(super) fn claims(
    ask: &Ask,
    owner: &str,
    (start_after, limit): Window<String>,
) -> Result<Page<Claim, String>, ContractError> {
    let owner = ask.address(owner)?;
    Ok(books::claims(ask.deps.storage, &owner, start_after, limit)?)
}

pub(super) fn fees_paid(
    ask: &Ask,
    account: &str,
    asset: Asset,
) -> Result<AssetAmount, ContractError> {
    let key = raw::fee_key(&ask.address(account)?, &asset);
    let burnt: Option<u128> = aftercare_kit::raw::load(ask.deps.storage, ask.deps.api, &key)?;
    Ok(AssetAmount {
        asset,
        amount: burnt.unwrap_or(0).into(),
    })
}

pub(super) fn solvency(ask: &Ask, asset: &Asset) -> Result<Solvency, ContractError> {
    let contract = &ask.env.contract.address;
    let (storage, querier) = (ask.deps.storage, &ask.deps.querier);
    Ok(books::solvency(storage, querier, contract, asset)?)
}
