//! Pages of agreements, misses and what is due.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, DueRow, MissCursor, MissResponse, WaitingCredit,
};
use aftercare_interface::Page;
use aftercare_kit::page;
use aftercare_kit::store::{Key, Map};

use super::{agreement, Ask, Window};
use crate::agreement::Agreement;
use crate::error::Refusal;
use crate::state::{
    miss_cursor, miss_key, Line, MissRecord, BY_CUSTOMER, BY_PLAN, BY_PROVIDER, DUE, MISSES,
};

type Agreements = Page<AgreementResponse, u64>;

pub(super) fn by_customer(
    ask: &Ask,
    (customer, live_only): (&str, Option<bool>),
    window: Window<u64>,
) -> Result<Agreements, Refusal> {
    let customer = ask.address(customer)?;
    indexed(ask, (&BY_CUSTOMER, &customer), live_only, window)
}

pub(super) fn by_provider(
    ask: &Ask,
    (provider, live_only): (&str, Option<bool>),
    window: Window<u64>,
) -> Result<Agreements, Refusal> {
    let provider = ask.address(provider)?;
    indexed(ask, (&BY_PROVIDER, &provider), live_only, window)
}

pub(super) fn by_plan(
    ask: &Ask,
    (plan, live_only): (u64, Option<bool>),
    window: Window<u64>,
) -> Result<Agreements, Refusal> {
    indexed(ask, (&BY_PLAN, plan), live_only, window)
}

fn indexed<P: Key>(
    ask: &Ask,
    (index, party): (&Map<(P, u64), ()>, P),
    live_only: Option<bool>,
    (start_after, limit): Window<u64>,
) -> Result<Agreements, Refusal> {
    let ids = index.of(ask.deps.storage, party, (start_after, None));
    page::collect(ids, limit, |(id, ())| {
        let agreement = Agreement::load(ask.deps.storage, id)?;
        let row = agreement::row(ask, agreement);
        let ended = matches!(row.status, AgreementStatus::Ended(_));
        let shown = !(ended && live_only == Some(true));
        Ok((id, shown.then_some(row)))
    })
}

pub(super) fn misses(
    ask: &Ask,
    id: u64,
    (start_after, limit): Window<MissCursor>,
) -> Result<Page<MissResponse, MissCursor>, Refusal> {
    Agreement::load(ask.deps.storage, id)?;
    let start = start_after.map(|cursor| miss_key(&cursor));
    let records = MISSES.of(ask.deps.storage, id, (start, None));
    page::collect(records, limit, |(key, record)| {
        let key = miss_cursor(key)?;
        Ok((key.clone(), Some(miss(key, record))))
    })
}

fn miss(key: MissCursor, record: MissRecord) -> MissResponse {
    MissResponse {
        key,
        period: record.period,
        want: record.want.into(),
        credited: record.credited.into(),
        due: record.due,
        waiting: record.waiting.into_iter().map(waiting).collect(),
        dispute: record.dispute,
        cancelled: record.decided == Some(false),
    }
}

fn waiting(line: Line) -> WaitingCredit {
    WaitingCredit {
        amount: line.amount.into(),
        reason: line.reason,
        until: line.until,
    }
}

pub(super) fn due(
    ask: &Ask,
    before: UnixTime,
    (start_after, limit): Window<DueRow>,
) -> Result<Page<DueRow, DueRow>, Refusal> {
    let start = start_after.map(|row| (row.at.0, row.agreement));
    let end = Some((before.0, u64::MAX));
    let rows = DUE.range(ask.deps.storage, start, end);
    page::collect(rows, limit, |((at, agreement), ())| {
        let row = DueRow {
            at: UnixTime(at),
            agreement,
        };
        Ok((row.clone(), Some(row)))
    })
}
