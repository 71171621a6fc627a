//! `aftercare deploy`: the four contracts onto a chain, once, however often it is begun.

mod carry;
mod plan;
pub mod record;
mod show;

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use aftercare_chain_engine::{artifact_name, checked, ChainError, Client, Key, Shelf};
use anyhow::{bail, Context};
use clap::Args;

use crate::network::Way;
use crate::voice::Voice;
use carry::Carrier;
use plan::{Admin, Plan, Step, ORDER};
use record::{digits, place, Record, StoredCode};

/// What a deployment takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    way: Way,
    #[command(flatten)]
    voice: Voice,
    /// Tells this deployment from others of the same deployer; addresses follow from it.
    #[arg(long, default_value = "main")]
    label: String,
    /// Who may migrate the contracts afterwards: a multisig's address, or `none` for nobody, for ever.
    /// Without it, whoever may now (the deployer, at first).
    #[arg(long)]
    admin: Option<String>,
    /// Prints the exact messages that would be sent, and sends nothing.
    #[arg(long)]
    dry_run: bool,
    /// Does not ask before it sends.
    #[arg(long)]
    yes: bool,
    /// The folder of the Wasm files and their checksums.
    #[arg(long, default_value = "artifacts")]
    artifacts: PathBuf,
    /// Where what was done is kept, a file a chain.
    #[arg(long, default_value = "deployments")]
    deployments: PathBuf,
}

/// Seconds of a day: an epoch begins with one, so that a dry run shows what is sent later that day.
const DAY: u64 = 86_400;

/// Deploys, or goes on where a run was killed.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (client, key) = arguments.way.open()?;
    let prefix = &client.network().prefix;
    let admin = match arguments.admin.as_deref() {
        None => Admin::AsItIs,
        Some("none") => Admin::Nobody,
        Some(address) => Admin::Of(checked(address, prefix)?),
    };
    let plan = Plan::new(client.network(), &checked(key.address(), prefix)?, &admin)?;
    let file = place(&arguments.deployments, &client.network().chain_id);
    let shelf = Shelf::new(&arguments.artifacts);
    let mut carrier = Carrier {
        client: &client,
        key: &key,
        shelf: &shelf,
        settings: &plan.settings,
        file: &file,
        record: begin(arguments, &client, &key)?,
    };
    let open = open_steps(&mut carrier, &plan)?;
    if arguments.dry_run {
        return show::dry_run(&carrier, &open, arguments.voice);
    }
    if !open.is_empty() {
        client.account(&key)?;
        show::plan(&carrier, &open, arguments.voice);
        confirm(arguments)?;
        carry_out(&mut carrier, &open, arguments.voice)?;
    }
    show::table(&carrier, open.len(), arguments.voice)
}

/// The deployment that was begun on this chain, or a new one.
fn begin(arguments: &Arguments, client: &Client, key: &Key) -> anyhow::Result<Record> {
    let chain_id = &client.network().chain_id;
    let file = place(&arguments.deployments, chain_id);
    let Some(record) = Record::read(&file)? else {
        return fresh(arguments, chain_id, key);
    };
    let wanted = [&record.chain_id, &record.deployer, &record.label];
    let found = [chain_id, &key.address().to_owned(), &arguments.label];
    for (what, (wanted, found)) in ["chain", "deployer", "label"]
        .iter()
        .zip(wanted.iter().zip(found))
    {
        if *wanted != found {
            bail!("{} is of {what} {wanted}, not {found}: take the key and the label that it was begun with, or another --deployments folder; nothing was sent", file.display());
        }
    }
    Ok(record)
}

fn fresh(arguments: &Arguments, chain_id: &str, key: &Key) -> anyhow::Result<Record> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let mut record = Record {
        chain_id: chain_id.to_owned(),
        deployer: key.address().to_owned(),
        label: arguments.label.clone(),
        start: now - now % DAY,
        codes: BTreeMap::new(),
        contracts: BTreeMap::new(),
    };
    for code in ORDER {
        let artifact = Shelf::new(&arguments.artifacts).take(code)?;
        let stored = StoredCode {
            checksum: digits(&artifact.checksum),
            code_id: None,
        };
        record.codes.insert(artifact.name.to_owned(), stored);
        let address = record.address(code)?.to_string();
        record.contracts.insert(artifact.name.to_owned(), address);
    }
    Ok(record)
}

fn open_steps(carrier: &mut Carrier<'_>, plan: &Plan) -> anyhow::Result<Vec<Step>> {
    let mut open = vec![];
    for step in &plan.steps {
        // A contract that stands needs its code no more, whoever stored it.
        let needed = match step {
            Step::Store(code) => carrier.contract(*code)?.is_none(),
            _ => true,
        };
        if needed && !carrier.done(step)? {
            open.push(step.clone());
        }
    }
    refuse_foreign_admin(carrier, &open)?;
    Ok(open)
}

/// Only a contract's admin can give it away.
fn refuse_foreign_admin(carrier: &Carrier<'_>, open: &[Step]) -> anyhow::Result<()> {
    for step in open {
        let Step::Admin(code, _) = step else { continue };
        let Some(contract) = carrier.contract(*code)? else {
            continue;
        };
        if contract.admin.as_deref() != Some(carrier.key.address()) {
            let admin = contract
                .admin
                .unwrap_or_else(|| "nobody, for ever".to_owned());
            bail!("the admin of {} is {admin}: {} cannot give it away; sign with the admin's key, or leave --admin out; nothing was sent", artifact_name(*code), carrier.key.address());
        }
    }
    Ok(())
}

fn confirm(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.yes {
        return Ok(());
    }
    let input = std::io::stdin();
    let unseen = arguments.voice.json || arguments.voice.quiet;
    if unseen || !input.is_terminal() {
        bail!("nobody is there to confirm the plan: read it with --dry-run, then give --yes; nothing was sent");
    }
    eprint!("Send these? Type yes: ");
    let mut answer = String::new();
    input.lock().read_line(&mut answer)?;
    if answer.trim() != "yes" {
        bail!("not confirmed; nothing was sent");
    }
    Ok(())
}

fn carry_out(carrier: &mut Carrier<'_>, open: &[Step], voice: Voice) -> anyhow::Result<()> {
    carrier.record.write(carrier.file)?;
    for (number, step) in open.iter().enumerate() {
        let title = show::title(step);
        carrier
            .carry(step)
            .map_err(|error| resume(&error, carrier))
            .with_context(|| format!("step {} of {}, {title}", number + 1, open.len()))?;
        voice.say(format!("  {:>2}/{}  {title}: done", number + 1, open.len()));
    }
    Ok(())
}

/// The failure, and how to go on.
fn resume(error: &ChainError, carrier: &Carrier<'_>) -> anyhow::Error {
    anyhow::anyhow!(
        "{error}\nWhat was done is in {}; the same command goes on from there, nothing is made twice",
        carrier.file.display()
    )
}
