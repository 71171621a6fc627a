//! Pages.

use aftercare_domain::ticket::State;
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{
    DueRow, HistoryLine, HistoryResponse, PendingBooking, TicketRow,
};
use aftercare_interface::Page;
use aftercare_kit::page;
use aftercare_kit::store::{Key, Map};
use cosmwasm_std::HexBinary;

use super::{steps, tickets::status, Asked};
use crate::case::Case;
use crate::state::{Line, BY_AGREEMENT, BY_CUSTOMER, BY_PROVIDER, DUE, FAILED, LINES, SUBJECTS};
use crate::{history as chain, ContractError};

/// After which row, and how many.
type From<Cursor> = (Option<Cursor>, Option<u32>);

/// Which tickets of a list, and from where.
pub struct Wanted {
    pub open_only: bool,
    pub from: From<u64>,
}

pub fn by_customer(
    asked: Asked<'_>,
    customer: &str,
    wanted: Wanted,
) -> Result<Page<TicketRow, u64>, ContractError> {
    let customer = asked.deps.api.addr_validate(customer)?;
    rows(asked, (&BY_CUSTOMER, &customer), wanted)
}

pub fn by_provider(
    asked: Asked<'_>,
    provider: &str,
    wanted: Wanted,
) -> Result<Page<TicketRow, u64>, ContractError> {
    let provider = asked.deps.api.addr_validate(provider)?;
    rows(asked, (&BY_PROVIDER, &provider), wanted)
}

pub fn by_agreement(
    asked: Asked<'_>,
    agreement: u64,
    wanted: Wanted,
) -> Result<Page<TicketRow, u64>, ContractError> {
    rows(asked, (&BY_AGREEMENT, agreement), wanted)
}

fn rows<Of: Key>(
    asked: Asked<'_>,
    (list, of): (&Map<(Of, u64), ()>, Of),
    wanted: Wanted,
) -> Result<Page<TicketRow, u64>, ContractError> {
    let (after, limit) = wanted.from;
    let ids = list.of(asked.deps.storage, of, (after, None));
    page::collect(ids, limit, |(id, ())| {
        Ok((id, row(asked, id, wanted.open_only)?))
    })
}

pub fn row(asked: Asked<'_>, id: u64, open_only: bool) -> Result<Option<TicketRow>, ContractError> {
    let stored = Case::load(asked.deps.storage, id)?.state();
    let case = Case::seen(asked.deps.storage, id, asked.now)?;
    let progress = case.progress();
    if open_only && progress.state() == State::Closed {
        return Ok(None);
    }
    let subject = SUBJECTS.load(asked.deps.storage, id)?;
    let step = steps::of(&case, stored, asked.now);
    Ok(Some(TicketRow {
        ticket: id,
        status: status(progress),
        priority: case.ticket.priority.unwrap_or(subject.priority),
        next_step: steps::lowered(step, &subject),
    }))
}

pub fn history(
    asked: Asked<'_>,
    ticket: u64,
    (after, limit): From<u32>,
) -> Result<HistoryResponse, ContractError> {
    let case = Case::load(asked.deps.storage, ticket)?;
    let kept = LINES.has(asked.deps.storage, (ticket, 0));
    let opening = match after {
        None if !kept => {
            let subject = SUBJECTS.load(asked.deps.storage, ticket)?;
            Some(chain::opening(&case, &subject).map(|line| (0, line)))
        }
        _ => None,
    };
    let stored = LINES.of(asked.deps.storage, ticket, (after, None));
    let lines = opening.into_iter().chain(stored);
    let lines = page::collect(lines, limit, |(index, line)| {
        Ok::<_, ContractError>((index, Some(history_line(index, line))))
    })?;
    Ok(HistoryResponse {
        genesis: HexBinary::from(&chain::genesis(asked.env, ticket)),
        head: HexBinary::from(&case.course.head),
        lines,
    })
}

fn history_line(index: u32, line: Line) -> HistoryLine {
    HistoryLine {
        index,
        kind: line.kind,
        actor: line.actor,
        time: line.time,
        detail: line.detail,
        commitment: line.commitment.map(|hash| HexBinary::from(&hash)),
    }
}

pub fn due(
    asked: Asked<'_>,
    before: UnixTime,
    (after, limit): From<DueRow>,
) -> Result<Page<DueRow, DueRow>, ContractError> {
    let after = after.map(|row| (row.at.0, row.ticket));
    let entries = DUE.range(asked.deps.storage, after, Some((before.0, u64::MAX)));
    page::collect(entries, limit, |((at, ticket), ())| {
        let row = DueRow {
            at: UnixTime(at),
            ticket,
        };
        Ok((row.clone(), Some(row)))
    })
}

pub fn pending_bookings(
    asked: Asked<'_>,
    (after, limit): From<PendingBooking>,
) -> Result<Page<PendingBooking, PendingBooking>, ContractError> {
    let after = after.map(|it| (it.ticket, (it.cycle, (it.metric.index(), it.ordinal))));
    let entries = FAILED.range(asked.deps.storage, after, None);
    page::collect(entries, limit, |((ticket, _), miss)| {
        let case = Case::load(asked.deps.storage, ticket)?;
        let row = PendingBooking {
            ticket,
            agreement: case.agreement().unwrap_or_default(),
            metric: miss.metric,
            cycle: miss.cycle,
            ordinal: miss.ordinal,
            due: miss.due,
        };
        Ok((row.clone(), Some(row)))
    })
}
