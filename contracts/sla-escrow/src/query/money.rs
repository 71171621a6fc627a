//! Questions about settings and money that belong to no one agreement.

use aftercare_interface::asset::{AssetAmount, Claim, Solvency};
use aftercare_interface::sla_escrow::{
    BondResponse, ConfigResponse, PendingChangesResponse, PendingPayout, ProviderFiguresResponse,
};
use aftercare_interface::{raw, Asset, Page};
use aftercare_kit::{books, page, pause};
use cosmwasm_std::Addr;

use super::{Ask, Window};
use crate::error::Refusal;
use crate::state::{Provider, CONFIG, MONITORINGS, PAYOUTS, PROVIDERS, RECOVERIES, REGISTRY};

pub(super) fn config(ask: &Ask) -> Result<ConfigResponse, Refusal> {
    let (storage, now) = (ask.deps.storage, ask.now());
    let config = CONFIG.load(storage)?;
    let pause = pause::get(storage)?;
    let monitorings = MONITORINGS.may_load(storage)?.unwrap_or_default();
    let in_force = monitorings.into_iter().rev().find(|one| one.from <= now);
    Ok(ConfigResponse {
        registry: REGISTRY.may_load(storage)?,
        fee_sink: config.fee_sink,
        protocol_fee: config.protocol_fee,
        burn_share: config.burn_share,
        monitoring: in_force.map(|one| one.address),
        paused_until: pause.at(now),
        pausable_from: pause.next_from(now),
        pauser: pause.pauser,
    })
}

fn provider(ask: &Ask, provider: &Addr, asset: &Asset) -> Result<Provider, Refusal> {
    let record = PROVIDERS.may_load(ask.deps.storage, (provider, &asset.key()))?;
    Ok(record.unwrap_or_default())
}

pub(super) fn bond(ask: &Ask, address: &str, asset: Asset) -> Result<BondResponse, Refusal> {
    let record = provider(ask, &ask.address(address)?, &asset)?;
    Ok(BondResponse {
        asset,
        free: record.free.into(),
        reserved: record.reserved.into(),
        owed: record.owed.into(),
    })
}

pub(super) fn figures(
    ask: &Ask,
    address: &str,
    asset: &Asset,
) -> Result<ProviderFiguresResponse, Refusal> {
    let record = provider(ask, &ask.address(address)?, asset)?;
    Ok(ProviderFiguresResponse {
        agreements: record.agreements,
        ended: record.ended,
        renewed: record.renewed,
        ended_fees: record.ended_fees.into(),
        renewed_fees: record.renewed_fees.into(),
        revenue: record.revenue.into(),
        credits: record.credits.into(),
    })
}

pub(super) fn debts(
    ask: &Ask,
    address: &str,
    (start_after, limit): Window<String>,
) -> Result<Page<AssetAmount, String>, Refusal> {
    let (storage, address) = (ask.deps.storage, ask.address(address)?);
    let records = PROVIDERS.of(storage, &address, (start_after.as_deref(), None));
    page::collect(records, limit, |(key, record)| {
        let debt = match record.owed {
            0 => None,
            owed => Some(AssetAmount {
                asset: books::asset_of(storage, &key)?,
                amount: owed.into(),
            }),
        };
        Ok((key, debt))
    })
}

pub(super) fn claims(
    ask: &Ask,
    owner: &str,
    (start_after, limit): Window<String>,
) -> Result<Page<Claim, String>, Refusal> {
    let owner = ask.address(owner)?;
    Ok(books::claims(ask.deps.storage, &owner, start_after, limit)?)
}

pub(super) fn fees_paid(ask: &Ask, account: &str, asset: Asset) -> Result<AssetAmount, Refusal> {
    let key = raw::fee_key(&ask.address(account)?, &asset);
    let burnt: Option<u128> = aftercare_kit::raw::load(ask.deps.storage, &key)?;
    Ok(AssetAmount {
        asset,
        amount: burnt.unwrap_or(0).into(),
    })
}

pub(super) fn solvency(ask: &Ask, asset: &Asset) -> Result<Solvency, Refusal> {
    let contract = &ask.env.contract.address;
    let (storage, querier) = (ask.deps.storage, &ask.deps.querier);
    Ok(books::solvency(storage, querier, contract, asset)?)
}

pub(super) fn pending(
    ask: &Ask,
    account: Option<&str>,
    agreement: Option<u64>,
) -> Result<PendingChangesResponse, Refusal> {
    let (storage, now) = (ask.deps.storage, ask.now());
    let account = account.map(|text| ask.address(text)).transpose()?;
    let monitorings = MONITORINGS.may_load(storage)?.unwrap_or_default();
    let next = monitorings.into_iter().find(|one| one.from > now);
    let recovery = match &account {
        Some(owner) => RECOVERIES.may_load(storage, owner)?,
        None => None,
    };
    let payout = match (agreement, &account) {
        (Some(id), Some(party)) => PAYOUTS.may_load(storage, (id, party))?,
        _ => None,
    };
    let payout = payout.and_then(|record| record.next);
    Ok(PendingChangesResponse {
        monitoring: next.map(|one| (one.address, one.from)),
        payout_address: payout
            .filter(|(_, from)| *from > now)
            .map(|(next, from)| PendingPayout {
                address: next,
                from,
            }),
        recovery: recovery.and_then(|one| one.ready.map(|ready| (one.address, ready))),
    })
}
