//! `aftercare demo`: the whole story on the embedded engine, told step by step.

mod report;
mod stage;
mod story;
mod tell;

use std::path::PathBuf;
use std::time::Instant;

use aftercare_engine::Native;
use aftercare_interface::asset::Solvency;
use aftercare_interface::Asset;
use aftercare_testing::World;
use anyhow::Context;
use clap::Args;

use stage::{Stage, CAST};

/// What the demo takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Where `report.html` is written.
    #[arg(long, default_value = "out/demo")]
    out: PathBuf,
}

/// Plays the story, prints it, and writes the report.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let began = Instant::now();
    println!(
        "Aftercare demo: one promise kept, one missed, on the four real contracts in process."
    );
    for (name, what) in CAST {
        println!("  {name:10} {what}");
    }
    let people = CAST.map(|(name, _)| name);
    let world = World::new(Native::new(story::BEGIN), &people)?;
    let mut chapter = "";
    let mut listener = |step: &stage::Step| tell::step(step, &mut chapter);
    let mut stage = Stage::new(world, &mut listener)?;
    let deal = story::play(&mut stage)?;
    let facts = report::Facts::ask(&stage, &deal)?;
    let token = Asset::cw20(&stage.world.suite.token);
    let unit = |row: &Solvency| unit_of(&row.asset, &token);
    let steps = stage.steps;
    tell::solvency(&facts.solvency, unit);
    let file = arguments.out.join("report.html");
    let html = report::page(&facts, &steps, unit);
    std::fs::create_dir_all(&arguments.out)
        .and_then(|()| std::fs::write(&file, html))
        .with_context(|| format!("{} cannot be written: choose another --out", file.display()))?;
    println!(
        "\n{} steps in {:.1} s. Report: {}",
        steps.len(),
        began.elapsed().as_secs_f64(),
        file.display()
    );
    Ok(())
}

fn unit_of(asset: &Asset, reward: &Asset) -> String {
    let unit = match asset {
        Asset::Native { .. } => "EUR",
        Asset::Cw20 { .. } if asset == reward => "CARE",
        Asset::Cw20 { .. } => "USD",
    };
    unit.to_owned()
}
