//! Pages of agreements, misses and what is due.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{AgreementResponse, DueRow, MissCursor, MissResponse};
use aftercare_interface::Page;
use aftercare_kit::page;
use cosmwasm_std::{Addr, Empty, Order};
use cw_storage_plus::{Bound, Map};

use super::{agreement, Ask, Window};
use crate::agreement::Agreement;
use crate::error::ContractError;
use crate::state::{miss_cursor, miss_key, BY_CUSTOMER, BY_PROVIDER, DUE, MISSES};

pub(super) fn by_customer(
    ask: &Ask,
    customer: &str,
    window: Window<u64>,
) -> Result<Page<AgreementResponse, u64>, ContractError> {
    indexed(ask, (&BY_CUSTOMER, customer), window)
}

pub(super) fn by_provider(
    ask: &Ask,
    provider: &str,
    window: Window<u64>,
) -> Result<Page<AgreementResponse, u64>, ContractError> {
    indexed(ask, (&BY_PROVIDER, provider), window)
}

fn indexed(
    ask: &Ask,
    (index, party): (&Map<(&Addr, u64), Empty>, &str),
    (start_after, limit): Window<u64>,
) -> Result<Page<AgreementResponse, u64>, ContractError> {
    let party = ask.address(party)?;
    let start = start_after.map(Bound::exclusive);
    let ids = index
        .prefix(&party)
        .keys(ask.deps.storage, start, None, Order::Ascending);
    page::collect(ids, limit, |id| Ok((id, Some(agreement::one(ask, id)?))))
}

pub(super) fn misses(
    ask: &Ask,
    id: u64,
    (start_after, limit): Window<MissCursor>,
) -> Result<Page<MissResponse, MissCursor>, ContractError> {
    Agreement::load(ask.deps.storage, id)?;
    let start = start_after.map(|cursor| Bound::exclusive(miss_key(&cursor)));
    let records = MISSES
        .prefix(id)
        .range(ask.deps.storage, start, None, Order::Ascending);
    page::collect(records, limit, |(key, record)| {
        let key = miss_cursor(key)?;
        let row = MissResponse {
            key: key.clone(),
            period: record.period,
            want: record.want,
            credited: record.credited,
        };
        Ok((key, Some(row)))
    })
}

pub(super) fn due(
    ask: &Ask,
    before: UnixTime,
    (start_after, limit): Window<DueRow>,
) -> Result<Page<DueRow, DueRow>, ContractError> {
    let start = start_after.map(|row| Bound::exclusive((row.at.0, row.agreement)));
    let end = Bound::inclusive((before.0, u64::MAX));
    let rows = DUE.keys(ask.deps.storage, start, Some(end), Order::Ascending);
    page::collect(rows, limit, |(at, agreement)| {
        let row = DueRow {
            at: UnixTime(at),
            agreement,
        };
        Ok((row.clone(), Some(row)))
    })
}
