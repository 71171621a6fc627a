//! Reads a case from wherever the contracts answer.

use aftercare_domain::history::{append, Head, Line};
use aftercare_domain::policy::Metric;
use aftercare_engine::{Engine, CHAIN_ID};
use aftercare_interface::sla_escrow::{self as escrow, MissCursor, MissResponse};
use aftercare_interface::ticket_registry::{
    self as registry, ClockInterval, ClockRow, HistoryLine,
};
use aftercare_interface::Page;
use anyhow::Context;
use cosmwasm_std::{Addr, HexBinary};
use serde::de::DeserializeOwned;

use super::{CaseFile, CaseLine, FORMAT};
use crate::verify::named_hours;

/// A registry and its escrow that answer as of one block.
pub trait Source {
    /// The id of their chain.
    fn chain(&self) -> &str;
    /// The registry's address.
    fn registry(&self) -> &str;
    /// The registry's answer.
    fn ask_registry<A: DeserializeOwned>(&self, asked: &registry::QueryMsg) -> anyhow::Result<A>;
    /// The escrow's answer.
    fn ask_escrow<A: DeserializeOwned>(&self, asked: &escrow::QueryMsg) -> anyhow::Result<A>;
}

/// Contracts on the embedded engine.
pub struct Embedded<'a, E> {
    /// The engine.
    pub engine: &'a E,
    /// The escrow on it.
    pub escrow: &'a Addr,
    /// The registry on it.
    pub registry: &'a Addr,
}

impl<E: Engine> Source for Embedded<'_, E> {
    fn chain(&self) -> &str {
        CHAIN_ID
    }

    fn registry(&self) -> &str {
        self.registry.as_str()
    }

    fn ask_registry<A: DeserializeOwned>(&self, asked: &registry::QueryMsg) -> anyhow::Result<A> {
        Ok(self.engine.query(self.registry, asked)?)
    }

    fn ask_escrow<A: DeserializeOwned>(&self, asked: &escrow::QueryMsg) -> anyhow::Result<A> {
        Ok(self.engine.query(self.escrow, asked)?)
    }
}

/// Everything about one ticket.
pub fn case(source: &impl Source, ticket: u64) -> anyhow::Result<CaseFile> {
    let found: registry::TicketResponse =
        source.ask_registry(&registry::QueryMsg::Ticket { ticket })?;
    let (clocks, intervals) = clocks(source, ticket)?;
    let (genesis, lines) = history(source, ticket)?;
    Ok(CaseFile {
        format: FORMAT.to_owned(),
        chain: source.chain().to_owned(),
        registry: source.registry().to_owned(),
        reference: None,
        as_of: found.as_of,
        calendars: calendars(source, &lines)?,
        misses: misses(source, &found)?,
        head: found.head.clone(),
        ticket: found,
        genesis,
        lines,
        clocks,
        intervals,
    })
}

/// Every clock, and all that counted on them.
fn clocks(
    source: &impl Source,
    ticket: u64,
) -> anyhow::Result<(Vec<ClockRow>, Vec<ClockInterval>)> {
    let (mut intervals, mut start_after) = (vec![], None);
    loop {
        let asked = registry::QueryMsg::Clock {
            ticket,
            start_after,
            limit: Some(30),
        };
        let page: registry::ClockResponse = source.ask_registry(&asked)?;
        intervals.extend(page.intervals.rows);
        start_after = page.intervals.next;
        if start_after.is_none() {
            return Ok((page.clocks, intervals));
        }
    }
}

/// The hours that the lines name, each version once.
fn calendars(
    source: &impl Source,
    lines: &[CaseLine],
) -> anyhow::Result<Vec<registry::CalendarResponse>> {
    let named = named_hours(lines.iter().map(|sealed| &sealed.line));
    let asked = named.into_iter().map(|(calendar, version)| {
        let version = Some(version);
        source.ask_registry(&registry::QueryMsg::Calendar { calendar, version })
    });
    asked.collect()
}

/// The first head, and every line with the head after it.
fn history(source: &impl Source, ticket: u64) -> anyhow::Result<(HexBinary, Vec<CaseLine>)> {
    let (mut lines, mut start_after) = (vec![], None);
    loop {
        let asked = registry::QueryMsg::History {
            ticket,
            start_after,
            limit: Some(30),
        };
        let page: registry::HistoryResponse = source.ask_registry(&asked)?;
        lines.extend(page.lines.rows);
        start_after = page.lines.next;
        if start_after.is_none() {
            return Ok((page.genesis.clone(), seal(&page.genesis, lines)?));
        }
    }
}

fn seal(genesis: &HexBinary, lines: Vec<HistoryLine>) -> anyhow::Result<Vec<CaseLine>> {
    let mut head = bytes(genesis)?;
    let sealed = lines.into_iter().map(|line| {
        head = after(&head, &line)?;
        let head = HexBinary::from(&head);
        Ok(CaseLine { line, head })
    });
    sealed.collect()
}

/// The head after a line.
pub fn after(head: &Head, line: &HistoryLine) -> anyhow::Result<Head> {
    let commitment = line.commitment.as_ref().map(bytes).transpose()?;
    Ok(append(
        head,
        &Line {
            kind: &line.kind,
            actor: line.actor.as_str(),
            time: line.time,
            detail: line.detail.as_slice(),
            commitment,
        },
    ))
}

/// The bytes of a hash.
pub fn bytes(hash: &HexBinary) -> anyhow::Result<Head> {
    hash.to_array()
        .with_context(|| format!("{hash} is no hash of 32 bytes"))
}

/// What the escrow booked for a ticket; it keeps misses in the order of tickets.
fn misses(
    source: &impl Source,
    ticket: &registry::TicketResponse,
) -> anyhow::Result<Vec<MissResponse>> {
    let Some(agreement) = ticket.agreement else {
        return Ok(vec![]);
    };
    let (mut found, subject) = (vec![], ticket.ticket);
    let mut start_after = Some(MissCursor {
        subject: subject.saturating_sub(1),
        metric: Metric::Availability,
        cycle: u32::MAX,
        ordinal: u32::MAX,
    });
    loop {
        let asked = escrow::QueryMsg::Misses {
            agreement,
            start_after,
            limit: Some(30),
        };
        let page: Page<MissResponse, MissCursor> = source.ask_escrow(&asked)?;
        let seen = page.rows.len();
        let own = page
            .rows
            .into_iter()
            .filter(|miss| miss.key.subject == subject);
        let before = found.len();
        found.extend(own);
        start_after = page.next.filter(|_| found.len() == before + seen);
        if start_after.is_none() {
            return Ok(found);
        }
    }
}
