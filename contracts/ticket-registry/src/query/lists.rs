//! Pages.

use aftercare_domain::ticket::State;
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{agent_key, agent_prefix, Layout};
use aftercare_interface::ticket_registry::{
    AgentResponse, DueRow, HistoryLine, HistoryResponse, QueryMsg, TicketRow,
};
use aftercare_interface::Page;
use aftercare_kit::page;
use cosmwasm_std::{to_json_binary, Addr, Binary, Empty, HexBinary, Order, StdError, StdResult};
use cw_storage_plus::{Bound, Prefix};

use super::{steps, tickets::status, Asked};
use crate::case::Case;
use crate::state::{Line, BY_AGREEMENT, BY_CUSTOMER, BY_PROVIDER, DUE, LINES, SUBJECTS};
use crate::{history as chain, ContractError};

/// After which row, and how many.
type From<Cursor> = (Option<Cursor>, Option<u32>);

/// The three lists of tickets.
pub fn tickets(asked: Asked<'_>, msg: QueryMsg) -> Result<Binary, ContractError> {
    let valid = |text: &str| asked.deps.api.addr_validate(text);
    let page = match msg {
        QueryMsg::TicketsByCustomer {
            customer,
            open_only,
            start_after,
            limit,
        } => {
            let list = valid(&customer)?;
            rows(
                asked,
                BY_CUSTOMER.prefix(&list),
                (open_only, (start_after, limit)),
            )
        }
        QueryMsg::TicketsByProvider {
            provider,
            open_only,
            start_after,
            limit,
        } => {
            let list = valid(&provider)?;
            rows(
                asked,
                BY_PROVIDER.prefix(&list),
                (open_only, (start_after, limit)),
            )
        }
        QueryMsg::TicketsByAgreement {
            agreement,
            open_only,
            start_after,
            limit,
        } => rows(
            asked,
            BY_AGREEMENT.prefix(agreement),
            (open_only, (start_after, limit)),
        ),
        other => {
            let text = format!("{other:?} is no list of tickets");
            return Err(StdError::generic_err(text).into());
        }
    };
    Ok(to_json_binary(&page?)?)
}

fn rows(
    asked: Asked<'_>,
    list: Prefix<u64, Empty, u64>,
    (open_only, (after, limit)): (bool, From<u64>),
) -> Result<Page<TicketRow, u64>, ContractError> {
    let start = after.map(Bound::exclusive);
    let ids = list.keys(asked.deps.storage, start, None, Order::Ascending);
    page::collect(ids, limit, |id| Ok((id, row(asked, id, open_only)?)))
}

fn row(asked: Asked<'_>, id: u64, open_only: bool) -> Result<Option<TicketRow>, ContractError> {
    let case = Case::load(asked.deps.storage, id)?;
    let progress = case.progress_at(asked.now);
    if open_only && progress.state() == State::Closed {
        return Ok(None);
    }
    Ok(Some(TicketRow {
        ticket: id,
        status: status(&progress),
        priority: SUBJECTS.load(asked.deps.storage, id)?.priority,
        next_step: steps::of(&case, &progress, asked.now),
    }))
}

pub fn history(
    asked: Asked<'_>,
    ticket: u64,
    (after, limit): From<u32>,
) -> Result<HistoryResponse, ContractError> {
    let case = Case::load(asked.deps.storage, ticket)?;
    let start = after.map(Bound::exclusive);
    let lines = LINES
        .prefix(ticket)
        .range(asked.deps.storage, start, None, Order::Ascending);
    let lines = page::collect(lines, limit, |(index, line)| {
        Ok::<_, ContractError>((index, Some(history_line(index, line))))
    })?;
    Ok(HistoryResponse {
        genesis: HexBinary::from(&chain::genesis(asked.env, ticket)),
        head: case.course.head.into(),
        lines,
    })
}

fn history_line(index: u32, line: Line) -> HistoryLine {
    HistoryLine {
        index,
        kind: line.kind,
        actor: line.actor,
        time: line.time,
        detail: line.detail.into(),
        commitment: line.commitment.map(HexBinary::from),
    }
}

pub fn due(
    asked: Asked<'_>,
    before: UnixTime,
    (after, limit): From<DueRow>,
) -> Result<Page<DueRow, DueRow>, ContractError> {
    let start = after.map(|row| Bound::exclusive((row.at.0, row.ticket)));
    let end = Some(Bound::inclusive((before.0, u64::MAX)));
    let keys = DUE.keys(asked.deps.storage, start, end, Order::Ascending);
    page::collect(keys, limit, |(at, ticket)| {
        let row = DueRow {
            at: UnixTime(at),
            ticket,
        };
        Ok((row.clone(), Some(row)))
    })
}

/// Agents stand under raw keys: the provider's prefix, then the agent's address as text.
pub fn agents(
    asked: Asked<'_>,
    provider: &str,
    (after, limit): From<String>,
) -> Result<Page<AgentResponse, Addr>, ContractError> {
    let api = asked.deps.api;
    let provider = api.addr_validate(provider)?;
    let prefix = agent_prefix(&provider);
    let start = match after {
        // The first key after that agent's own.
        Some(agent) => [&agent_key(&provider, &api.addr_validate(&agent)?)[..], &[0]].concat(),
        None => prefix.clone(),
    };
    // No address holds a byte as high as this.
    let end = [&prefix[..], &[u8::MAX]].concat();
    let entries = asked
        .deps
        .storage
        .range(Some(&start), Some(&end), Order::Ascending)
        .map(|(key, value)| agent(asked, (&prefix, &key), &value));
    page::collect(entries, limit, |row| Ok((row.agent.clone(), Some(row))))
}

fn agent(
    asked: Asked<'_>,
    (prefix, key): (&[u8], &[u8]),
    value: &[u8],
) -> StdResult<AgentResponse> {
    let text = key.strip_prefix(prefix).unwrap_or_default();
    let agent = asked
        .deps
        .api
        .addr_validate(&String::from_utf8_lossy(text))?;
    let until = UnixTime::decode(value, asked.deps.api)?;
    Ok(AgentResponse {
        agent,
        until,
        active: asked.now <= until,
    })
}
