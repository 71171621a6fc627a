//! An agreement's history on a chain: every transaction about it, found by its events.

use aftercare_chain_engine::{ChainError, Client};
use aftercare_domain::time::UnixTime;
use aftercare_engine::{Code, Failure};
use aftercare_interface::sla_escrow::{ConfigResponse, LedgerResponse, QueryMsg};
use anyhow::Context;

use super::accounts::Accounts;
use super::lines::Statement;
use super::Arguments;
use crate::deploy::record::{place, Record};
use crate::network::ask;

/// What the escrow answers about an agreement that it does not have.
const UNKNOWN_AGREEMENT: &str = "SLA-007";

/// The statement as of the block before the newest, whose state and index are both written, and that block's
/// time. It agrees with what the contract answered then.
pub fn read(arguments: &Arguments) -> anyhow::Result<(Statement, UnixTime)> {
    let client = arguments.chain.open()?;
    let file = place(&arguments.deployments, &client.network().chain_id);
    let record = Record::read(&file)?
        .with_context(|| format!("{} does not exist: aftercare deploy writes it; or name another folder with --deployments", file.display()))?;
    let escrow = record.address(Code::SlaEscrow)?;
    let height = client.node().status()?.height.saturating_sub(1).max(1);
    let agreement = arguments.agreement;
    let at = (escrow.as_str(), height);
    let ledger: LedgerResponse = ask(&client, at, &QueryMsg::Ledger { agreement })
        .map_err(|error| absent(error, (agreement, escrow.as_str())))?;
    let config: ConfigResponse = ask(&client, at, &QueryMsg::Config {})?;
    let mut statement = Statement::new(agreement, escrow.as_str(), config.fee_sink.as_str());
    let as_of = hear(&client, at, &mut statement).with_context(|| format!("the history of agreement {agreement} cannot be read from {}; it takes a node that indexes transactions (indexer = \"kv\" in its config.toml) and keeps all blocks: name one in the networks file, then run this again", client.node().url()))?;
    statement.agree(&Accounts::from(&ledger))?;
    Ok((statement, as_of))
}

/// Hears the whole history; the time of the last block of it.
fn hear(
    client: &Client,
    (escrow, height): (&str, u64),
    statement: &mut Statement,
) -> anyhow::Result<UnixTime> {
    let searches = searches(escrow, statement.agreement());
    for past in client.node().history(&searches, height)? {
        statement.hear(UnixTime(past.time), &past.events)?;
    }
    Ok(UnixTime(client.node().time_of(height)?))
}

/// Every message that moves an agreement's money ends with `agreement-updated`; who proposed an amendment
/// is in a message that moves none.
fn searches(escrow: &str, agreement: u64) -> [String; 2] {
    ["agreement-updated", "proposed"].map(|name| {
        let event = format!("wasm-aftercare-sla-escrow-{name}");
        format!("{event}.agreement = '{agreement}' AND {event}._contract_address = '{escrow}'")
    })
}

fn absent(error: ChainError, (agreement, escrow): (u64, &str)) -> anyhow::Error {
    let unknown = match &error {
        ChainError::Query { text, .. } => {
            Failure::new(text.as_str()).code.as_deref() == Some(UNKNOWN_AGREEMENT)
        }
        _ => false,
    };
    let error = anyhow::Error::new(error);
    if unknown {
        return error.context(format!("there is no agreement {agreement} in {escrow}; its query agreements_by_customer lists those of an account"));
    }
    error
}
