//! The suite's stories, as every engine tells them, as far as they take seconds; what needs longer is named
//! and skipped. Beside them stands what only a chain does.

mod burner;
mod chain;
mod gas;

use std::path::{Path, PathBuf};
use std::process::Command;

use aftercare_chain_engine::Chain;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_testing::story::{all, Cast, Story};
use aftercare_testing::World;
use anyhow::{ensure, Context};
use clap::Args;
use serde_json::{json, Value};

use crate::{ground, token};

/// The longest that a story may wait on a chain.
const LONGEST: Seconds = Seconds(60);

/// What the stories take.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The `aftercare` command.
    #[arg(long)]
    aftercare: PathBuf,
    /// A build of the reward token one patch version higher.
    #[arg(long)]
    newer: PathBuf,
    /// The folder of the Wasm of other people's contracts.
    #[arg(long, default_value = "out/peers")]
    peers: PathBuf,
    /// Where the gas of every kind of message is written.
    #[arg(long)]
    gas: PathBuf,
}

/// A world and what is needed to act on it from outside.
pub struct Told<'a> {
    world: World<Chain>,
    ground: &'a ground::Arguments,
    arguments: &'a Arguments,
}

/// Tells them all.
pub fn run(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let world = ground.world()?;
    let mut told = Told {
        world,
        ground,
        arguments,
    };
    told.world.dollar = token::listed(&mut told.world, &arguments.peers)?;
    tell_all(&mut told)?;
    chain::migrate(&mut told).context("a migration")?;
    burner::tell(&mut told).context("a token that burns all gas")?;
    let compared = gas::compare(&mut told).context("gas beside the metered engine's")?;
    write_gas(&told, &compared)?;
    compared.check()
}

/// Tells every story that a chain can wait for, and names the others.
fn tell_all(told: &mut Told<'_>) -> anyhow::Result<()> {
    let run = told.world.now().0.to_string();
    for story in all::<Chain>() {
        let line = if story.waits > LONGEST {
            format!(
                "skipped on the chain, {}",
                why(&mut told.world, story.waits)?
            )
        } else {
            tell(told, &story, &run).with_context(|| story.name)?
        };
        say(&format!("{}: {line}", story.name));
    }
    Ok(())
}

/// Tells one, with the keeper program as keeper.
fn tell(told: &mut Told<'_>, story: &Story<Chain>, run: &str) -> Result<String, Failure> {
    let (ground, aftercare) = (told.ground, &told.arguments.aftercare);
    let mut cast = Cast::new(&mut told.world, run);
    cast.keeper = Box::new(|world, _| {
        let sent = keeper(ground, aftercare).map_err(|error| Failure::new(format!("{error:#}")))?;
        if let Some((name, gas)) = sent {
            world.engine.note(name, gas);
        }
        Ok(())
    });
    (story.tell)(&mut cast)
}

/// The chain's own words for not jumping so far.
fn why(world: &mut World<Chain>, waits: Seconds) -> anyhow::Result<Failure> {
    let wanted = world.now().plus(waits);
    world
        .engine
        .advance_to(wanted)
        .err()
        .context("a chain jumped")
}

/// One round of the keeper, as its own program does it; what kind of message it sent, and its gas.
fn keeper(ground: &ground::Arguments, aftercare: &Path) -> anyhow::Result<Option<(String, u64)>> {
    let output = Command::new(aftercare)
        .args(["keeper", "--rounds", "1", "--json", "--network"])
        .arg(&ground.network)
        .arg("--networks")
        .arg(&ground.networks)
        .arg("--deployments")
        .arg(&ground.deployments)
        .arg("--key")
        .arg(ground.accounts.join("keeper.mnemonic"))
        .output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the keeper failed: {words}");
    let report: Value = serde_json::from_slice(&output.stdout)?;
    Ok(match (report["settled"].as_u64(), report["gas"].as_u64()) {
        (Some(settled @ 1..), Some(gas)) => {
            Some((format!("registry/poke_many, misses: {settled}"), gas))
        }
        _ => None,
    })
}

/// One proven thing.
fn say(line: &str) {
    println!("  {line}");
}

/// The code of a refusal.
fn refused<T>(outcome: Result<T, Failure>, code: &str) -> anyhow::Result<()> {
    let failure = outcome
        .err()
        .with_context(|| format!("accepted, {code} was expected"))?;
    ensure!(
        failure.code.as_deref() == Some(code),
        "{code} was expected: {failure}"
    );
    Ok(())
}

fn write_gas(told: &Told<'_>, compared: &gas::Compared) -> anyhow::Result<()> {
    let spent = told.world.engine.spent();
    let rows: Vec<Value> = spent
        .iter()
        .map(|(name, gas)| json!({ "message": name, "times": gas.times, "least": gas.least, "most": gas.most }))
        .collect();
    let all = json!({ "compared": compared, "messages": rows });
    std::fs::write(&told.arguments.gas, serde_json::to_string_pretty(&all)?)?;
    for (name, gas) in spent {
        say(&format!(
            "gas {name:<26} {:>9} to {:>9}  ({} times)",
            gas.least, gas.most, gas.times
        ));
    }
    Ok(())
}
