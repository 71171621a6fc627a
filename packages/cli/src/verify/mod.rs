//! `aftercare verify`: is this the history of that ticket, and do its clocks say what they should?
//!
//! A case file is all it takes: no chain, no network. The lines are checked against the hash chain, then every
//! clock is worked out from them again and compared with what the file says.

mod chain;
mod clocks;
mod detail;
mod line;
mod read;
mod replay;
mod wrong;

use std::path::PathBuf;

use aftercare_domain::history::{Head, Verified};
use anyhow::bail;
use clap::Args;
use cosmwasm_std::HexBinary;
use serde_json::{json, Value};

use crate::case::CaseFile;
use crate::report;
use crate::voice::Voice;
pub use replay::named_hours;
use wrong::{Wrong, WrongFile};

/// What a verification takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A case file, or a folder of them.
    export: PathBuf,
    /// The head of the ticket's history, as its registry answers it (query `ticket`). Without it nobody can
    /// exclude that lines at the end were left out.
    #[arg(long)]
    head: Option<String>,
    /// Writes a page of the verified case, to print.
    #[arg(long)]
    page: Option<PathBuf>,
    #[command(flatten)]
    voice: Voice,
}

/// Checks every file, tells what was found, and fails where anything is wrong.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let files = read::files(&arguments.export).map_err(|wrong| at(&arguments.export, wrong))?;
    let head = arguments.head.as_deref().map(head).transpose();
    let head = head.map_err(|wrong| at(&arguments.export, wrong))?;
    if files.len() > 1 && (head.is_some() || arguments.page.is_some()) {
        return Err(at(&arguments.export, Wrong::OneFile).into());
    }
    let (mut told, mut faults) = (vec![], vec![]);
    for file in files {
        match read::case(&file).and_then(|case| Ok((check(&case, head.as_ref())?, case))) {
            Ok((verified, case)) => {
                say(arguments, &case, verified);
                told.push(json_of(&case, verified));
                if let Some(page) = &arguments.page {
                    report::case::write(page, &case, verified)?;
                }
            }
            Err(wrong) => faults.push(at(&file, wrong)),
        }
    }
    let fault_words: Vec<String> = faults.iter().map(ToString::to_string).collect();
    arguments
        .voice
        .tell(&json!({ "verified": told, "wrong": fault_words }));
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}", fault_words.join("\nerror: "))
}

/// A whole case.
pub fn check(case: &CaseFile, head: Option<&Head>) -> Result<Verified, Wrong> {
    let verified = chain::check(case, head)?;
    clocks::check(case)?;
    Ok(verified)
}

fn head(text: &str) -> Result<Head, Wrong> {
    let hash = HexBinary::from_hex(text).ok();
    hash.and_then(|hash| hash.to_array().ok())
        .ok_or_else(|| Wrong::NoHead {
            text: text.to_owned(),
        })
}

fn at(file: &std::path::Path, wrong: Wrong) -> WrongFile {
    WrongFile {
        file: file.to_owned(),
        wrong,
    }
}

fn say(arguments: &Arguments, case: &CaseFile, verified: Verified) {
    let (ticket, lines, clocks) = (case.ticket.ticket, case.lines.len(), case.clocks.len());
    let found = format!(
        "ticket {ticket}: {lines} lines follow each other, {clocks} clocks are what they give"
    );
    arguments.voice.say(match verified {
        Verified::Complete => format!("{found}; the last one is that of the head given"),
        Verified::MayBeTruncated => format!(
            "{found}; that no later line was left out cannot be said without --head (the query ticket answers it)"
        ),
    });
}

fn json_of(case: &CaseFile, verified: Verified) -> Value {
    json!({
        "ticket": case.ticket.ticket,
        "registry": case.registry,
        "chain": case.chain,
        "lines": case.lines.len(),
        "clocks": case.clocks.len(),
        "head": case.head,
        "complete": verified == Verified::Complete,
    })
}
