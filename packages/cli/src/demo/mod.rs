//! `aftercare demo`: the whole story on the embedded engine, told step by step.

mod report;
mod stage;
mod story;
mod tell;

use std::path::{Path, PathBuf};
use std::time::Instant;

use aftercare_engine::Engine;
use aftercare_interface::asset::Solvency;
use aftercare_interface::Asset;
use aftercare_testing::World;
use anyhow::Context;
use clap::Args;

use crate::case::collect::{case, Embedded};
use crate::case::folder::Folder;
use crate::statement::heard::Heard;
use crate::statement::write;
use stage::{Stage, CAST};

pub use story::BEGIN;

/// What the demo takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Where `report.html` is written, and beside it the statement of each agreement.
    #[arg(long, default_value = "out/demo")]
    out: PathBuf,
    /// Writes a case file for each ticket into this folder; `aftercare verify` checks them.
    #[arg(long)]
    export: Option<PathBuf>,
}

/// Plays the story on an engine that begins at [`BEGIN`], prints it, and writes the report.
///
/// # Errors
/// A step that the contracts refuse, or a report that cannot be written.
pub fn run_on<E: Engine>(arguments: &Arguments, (engine, leg): (E, &str)) -> anyhow::Result<()> {
    let began = Instant::now();
    println!("Aftercare demo: one promise kept, one missed, on the four real contracts {leg}.");
    for (name, what) in CAST {
        println!("  {name:10} {what}");
    }
    let people = CAST.map(|(name, _)| name);
    let world = World::new(Heard::new(engine), &people)?;
    let mut chapter = "";
    let mut listener = |step: &stage::Step| tell::step(step, &mut chapter);
    let mut stage = Stage::new(world, &mut listener)?;
    let deal = story::play(&mut stage)?;
    let facts = report::Facts::ask(&stage, &deal)?;
    if let Some(folder) = &arguments.export {
        export(folder, &stage.world, &deal)?;
    }
    let as_of = stage.world.now();
    let token = Asset::cw20(&stage.world.suite.token);
    let unit = |row: &Solvency| unit_of(&row.asset, &token);
    let steps = stage.steps;
    tell::solvency(&facts.solvency, unit);
    let mut statement = vec![];
    write::csv(&facts.statement, as_of, &mut statement)?;
    let html = report::page(&facts, &steps, unit);
    let name = format!("statement-{}.csv", deal.agreement);
    keep(&arguments.out, &name, &statement)?;
    let file = keep(&arguments.out, "report.html", html.as_bytes())?;
    println!(
        "\n{} steps in {:.1} s. Report: {}",
        steps.len(),
        began.elapsed().as_secs_f64(),
        file.display()
    );
    Ok(())
}

/// Writes the case files of both tickets.
fn export<E: Engine>(
    folder: &Path,
    world: &World<Heard<E>>,
    deal: &story::Deal,
) -> anyhow::Result<()> {
    let source = Embedded {
        engine: &world.engine,
        escrow: &world.suite.escrow,
        registry: &world.suite.registry,
    };
    let folder = Folder::begin(folder)?;
    for ticket in [deal.kept, deal.missed] {
        folder.keep(&case(&source, ticket)?)?;
    }
    Ok(())
}

/// Writes a file of the report; where it is.
fn keep(out: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let file = out.join(name);
    std::fs::create_dir_all(out)
        .and_then(|()| std::fs::write(&file, bytes))
        .with_context(|| format!("{} cannot be written: choose another --out", file.display()))?;
    Ok(file)
}

fn unit_of(asset: &Asset, reward: &Asset) -> String {
    let unit = match asset {
        Asset::Native { .. } => "EUR",
        Asset::Cw20 { .. } if asset == reward => "CARE",
        Asset::Cw20 { .. } => "USD",
    };
    unit.to_owned()
}
