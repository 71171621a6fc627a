//! The gas table: every message of every contract on the vm leg, its goal beside it, and peers from their
//! crates in the same run.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod check;
mod growth;
mod measure;
mod peers;
mod probe;
mod report;
mod speed;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aftercare_engine::{ended, Failure};
use clap::Parser;

use growth::everything::Flatness;
use measure::Bench;
use report::Table;

/// Measures gas on the vm leg, and writes docs/gas.json and its part of docs/performance.md.
#[derive(Parser)]
struct Arguments {
    /// Writes nothing; fails where a figure grew by more than 3 % against docs/gas.json.
    #[arg(long)]
    check: bool,
    /// Also fills the contracts with so many agreements, tickets and questions, message by message, and
    /// measures on the way and at the end.
    #[arg(long, value_name = "RECORDS")]
    growth: Option<u64>,
    /// Prints rows whose name contains this, with profiles, and writes nothing.
    #[arg(long, value_name = "WORD")]
    only: Option<String>,
}

fn main() -> ExitCode {
    ended(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut bench = Bench::new()?;
    if let Some(word) = &arguments.only {
        return print(&bench.scenarios(word)?);
    }
    let mut table = Table {
        prices: probe::rows(&mut bench)?,
        peers: peers::rows(&mut bench)?,
        messages: bench.scenarios("")?,
        sizes: measure::sizes(),
        speed: speed::measure(&bench)?,
        growth: vec![],
        flatness: Flatness::default(),
    };
    if let Some(records) = arguments.growth {
        table.growth = growth::rows(&bench, records)?;
        table.flatness = growth::everything::measure(&bench, records)?;
    }
    // The speed is the hour's, so it stands in no file that a check compares.
    println!("{}\n{}", table.markdown(), table.speed.markdown());
    table.flatness.check()?;
    if arguments.check {
        return check::against(&docs("gas.json"), &table);
    }
    table.write(&docs("gas.json"), &docs("performance.md"))
}

fn print(rows: &[measure::Row]) -> Result<(), Failure> {
    for row in rows {
        let text = serde_json::to_string_pretty(row).map_err(measure::failure)?;
        println!("{text}");
    }
    Ok(())
}

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name)
}
