//! `aftercare demo`: the whole story on the embedded engine, told step by step.

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
    println!("Aftercare demo: one promise kept, one missed, on the four real contracts in process.");
    for (name, what) in CAST {
        println!("  {name:10} {what}");
    }
    let people = CAST.map(|(name, _)| name);
    let world = World::new(Native::new(story::BEGIN), &people)?;
    let mut chapter = "";
    let mut listener = |step: &stage::Step| tell::step(step, &mut chapter);
    let mut stage = Stage::new(world, &mut listener)?;
    story::play(&mut stage)?;
    let solvency = stage.world.solvency()?;
    let token = stage.world.suite.token.clone();
    let unit = |row: &Solvency| unit_of(&row.asset, &Asset::cw20(&token));
    tell::solvency(&solvency, unit);
    let steps = stage.steps;
    println!("\n{} steps in {:.1} s.", steps.len(), began.elapsed().as_secs_f64());
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
