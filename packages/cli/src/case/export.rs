//! `aftercare export`: case files from a node.

use std::path::PathBuf;

use aftercare_chain_engine::{ChainError, Client};
use aftercare_engine::{Code, Failure};
use aftercare_interface::sla_escrow as escrow;
use aftercare_interface::ticket_registry::{self as registry, TicketRow};
use aftercare_interface::Page;
use anyhow::Context;
use clap::Args;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::collect::{case, Source};
use super::folder::Folder;
use crate::deploy::record::{place, Record};
use crate::network::{ask, Where};
use crate::voice::Voice;

/// What the registry answers about a ticket that it does not have.
const UNKNOWN_TICKET: &str = "TKT-004";

/// What an export takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    chain: Where,
    #[command(flatten)]
    voice: Voice,
    /// The folder for the files, one a ticket. An earlier export there is replaced, anything else is refused.
    #[arg(long, default_value = "export")]
    out: PathBuf,
    /// Where `deploy` keeps what it did.
    #[arg(long, default_value = "deployments")]
    deployments: PathBuf,
}

/// One ticket, or all of an agreement.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct What {
    /// The ticket's number.
    #[arg(long)]
    ticket: Option<u64>,
    /// The agreement's number: all its tickets.
    #[arg(long)]
    agreement: Option<u64>,
}

/// Contracts on a chain, as of one block.
struct OnChain {
    client: Client,
    registry: String,
    escrow: String,
    height: u64,
}

impl OnChain {
    /// As of the block before the newest, whose state is written.
    fn open(arguments: &Arguments) -> anyhow::Result<Self> {
        let client = arguments.chain.open()?;
        let file = place(&arguments.deployments, &client.network().chain_id);
        let record = Record::read(&file)?.with_context(|| {
            let shown = file.display();
            format!("{shown} does not exist: aftercare deploy writes it; or name another folder with --deployments")
        })?;
        Ok(Self {
            registry: record.address(Code::TicketRegistry)?.to_string(),
            escrow: record.address(Code::SlaEscrow)?.to_string(),
            height: client.node().status()?.height.saturating_sub(1).max(1),
            client,
        })
    }

    fn tickets(&self, agreement: u64) -> anyhow::Result<Vec<u64>> {
        let (mut tickets, mut start_after) = (vec![], None);
        loop {
            let asked = registry::QueryMsg::TicketsByAgreement {
                agreement,
                open_only: false,
                start_after,
                limit: Some(30),
            };
            let page: Page<TicketRow, u64> = self.ask_registry(&asked)?;
            tickets.extend(page.rows.iter().map(|row| row.ticket));
            start_after = page.next;
            if start_after.is_none() {
                return Ok(tickets);
            }
        }
    }
}

impl Source for OnChain {
    fn chain(&self) -> &str {
        &self.client.network().chain_id
    }

    fn registry(&self) -> &str {
        &self.registry
    }

    fn ask_registry<A: DeserializeOwned>(&self, asked: &registry::QueryMsg) -> anyhow::Result<A> {
        Ok(ask(&self.client, (&self.registry, self.height), asked)?)
    }

    fn ask_escrow<A: DeserializeOwned>(&self, asked: &escrow::QueryMsg) -> anyhow::Result<A> {
        Ok(ask(&self.client, (&self.escrow, self.height), asked)?)
    }
}

/// Writes the case files, and says where they are.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let source = OnChain::open(arguments)?;
    let tickets = match (arguments.what.ticket, arguments.what.agreement) {
        (Some(ticket), _) => vec![ticket],
        (None, agreement) => source.tickets(agreement.unwrap_or_default())?,
    };
    let cases = tickets.into_iter().map(|ticket| {
        case(&source, ticket).map_err(|error| absent(error, (ticket, &source.registry)))
    });
    let cases: Vec<_> = cases.collect::<anyhow::Result<_>>()?;
    anyhow::ensure!(
        !cases.is_empty(),
        "that agreement has no tickets in {}; its query tickets_by_customer lists those of an account",
        source.registry
    );
    let folder = Folder::begin(&arguments.out)?;
    let mut files = vec![];
    for case in &cases {
        let file = folder.keep(case)?;
        let line = format!("{}: head {}", file.display(), case.head);
        arguments.voice.say(line);
        files.push(json!({ "file": file, "ticket": case.ticket.ticket, "head": case.head }));
    }
    arguments.voice.tell(&json!({ "files": files }));
    Ok(())
}

fn absent(error: anyhow::Error, (ticket, registry): (u64, &str)) -> anyhow::Error {
    let unknown = match error.downcast_ref() {
        Some(ChainError::Query { text, .. }) => {
            Failure::new(text.as_str()).code.as_deref() == Some(UNKNOWN_TICKET)
        }
        _ => false,
    };
    if unknown {
        return error.context(format!("there is no ticket {ticket} in {registry}; its query tickets_by_customer lists those of an account"));
    }
    error
}
