//! What is due: asked of each contract page by page, and the messages that settle it.

use std::fmt;

use aftercare_chain_engine::{artifact_name, ChainError, Client, Message};
use aftercare_domain::time::UnixTime;
use aftercare_engine::{Code, Failure};
use aftercare_interface::page::{Page, MAX_PAGE};
use aftercare_interface::{community, sla_escrow, ticket_registry};
use cosmwasm_std::Event;
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::deploy::record::Record;
use crate::network::ask;

/// Which contract keeps an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contract {
    Registry,
    Escrow,
    Community,
}

/// Something due: a ticket, an agreement or a question, since an instant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    pub contract: Contract,
    pub id: u64,
    pub at: u64,
}

impl Contract {
    /// What its items are called, in words and in events.
    const fn noun(self) -> &'static str {
        match self {
            Self::Registry => "ticket",
            Self::Escrow => "agreement",
            Self::Community => "question",
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.contract.noun(), self.id)
    }
}

impl Item {
    /// Whether one of our events tells that something happened to it.
    pub fn changed(&self, events: &[Event]) -> bool {
        let (noun, id) = (self.contract.noun(), self.id.to_string());
        events
            .iter()
            .filter(|event| event.ty.starts_with("wasm-aftercare-"))
            .flat_map(|event| &event.attributes)
            .any(|attribute| attribute.key == noun && attribute.value == id)
    }
}

/// The addresses that a keeper speaks to.
pub struct Suite {
    registry: String,
    escrow: String,
    community: String,
}

impl Suite {
    /// The contracts of a deployment, if they stand.
    pub fn of(record: &Record, client: &Client) -> Result<Self, ChainError> {
        let find = |code: Code| {
            let address = record.address(code)?;
            match client.node().contract(address.as_str())? {
                Some(_) => Ok(address.to_string()),
                None => Err(ChainError::Refused(Failure::new(format!(
                    "{} does not stand at {address} yet: finish aftercare deploy first",
                    artifact_name(code)
                )))),
            }
        };
        Ok(Self {
            registry: find(Code::TicketRegistry)?,
            escrow: find(Code::SlaEscrow)?,
            community: find(Code::Community)?,
        })
    }

    /// Everything due before an instant, contract by contract.
    pub fn due(&self, client: &Client, now: u64) -> Result<Vec<Item>, ChainError> {
        let (before, limit) = (UnixTime(now), Some(MAX_PAGE));
        let tickets = rows(client, &self.registry, |start_after| {
            ticket_registry::QueryMsg::Due {
                before,
                start_after,
                limit,
            }
        })?;
        let agreements = rows(client, &self.escrow, |start_after| {
            sla_escrow::QueryMsg::Due {
                before,
                start_after,
                limit,
            }
        })?;
        let questions = rows(client, &self.community, |start_after| {
            community::QueryMsg::Due {
                before,
                start_after,
                limit,
            }
        })?;
        let tickets = tickets
            .iter()
            .map(|row: &ticket_registry::DueRow| item(Contract::Registry, row.ticket, row.at));
        let agreements = agreements
            .iter()
            .map(|row: &sla_escrow::DueRow| item(Contract::Escrow, row.agreement, row.at));
        let questions = questions
            .iter()
            .map(|row: &community::DueRow| item(Contract::Community, row.question, row.at));
        Ok(tickets.chain(agreements).chain(questions).collect())
    }

    /// The messages that settle items of one contract: tickets together, so that misses of one agreement
    /// reach the escrow in one call.
    pub fn messages(&self, batch: &[Item]) -> Vec<Message> {
        let tickets: Vec<u64> = batch
            .iter()
            .filter(|item| item.contract == Contract::Registry)
            .map(|item| item.id)
            .collect();
        let mut messages = vec![];
        if !tickets.is_empty() {
            let poke = ticket_registry::ExecuteMsg::PokeMany { tickets };
            messages.push(tell(&self.registry, &poke));
        }
        messages.extend(batch.iter().filter_map(|item| match item.contract {
            Contract::Registry => None,
            Contract::Escrow => Some(tell(
                &self.escrow,
                &sla_escrow::ExecuteMsg::Settle {
                    agreement: item.id,
                    max_periods: sla_escrow::MAX_SETTLE,
                },
            )),
            Contract::Community => Some(tell(
                &self.community,
                &community::ExecuteMsg::Poke { question: item.id },
            )),
        }));
        messages
    }
}

/// All rows of a list, page by page.
fn rows<Row: DeserializeOwned, Question: Serialize>(
    client: &Client,
    contract: &str,
    question: impl Fn(Option<Row>) -> Question,
) -> Result<Vec<Row>, ChainError> {
    let (mut rows, mut start) = (vec![], None);
    loop {
        let page: Page<Row, Row> = ask(client, (contract, 0), &question(start))?;
        rows.extend(page.rows);
        start = page.next;
        if start.is_none() {
            return Ok(rows);
        }
    }
}

const fn item(contract: Contract, id: u64, at: UnixTime) -> Item {
    Item {
        contract,
        id,
        at: at.0,
    }
}

fn tell(contract: &str, message: &impl Serialize) -> Message {
    Message::Execute {
        contract: contract.to_owned(),
        body: serde_json::to_vec(message).unwrap_or_default(),
        funds: vec![],
    }
}
