//! The same random history on native code and on the release Wasm: after every message the same events,
//! storage and balances, byte by byte. A difference is shrunk to the shortest history that shows it.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod act;
mod evidence;

use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};

use aftercare_domain::time::UnixTime;
use aftercare_engine::{ended, Engine, Failure};
use aftercare_proof::lives::shortest;
use aftercare_testing::scenario::PEOPLE;
use aftercare_testing::World;
use aftercare_vm_engine::{Machine, Meter, Twin};
use clap::Parser;

use act::{history, Act};
use evidence::Evidence;

/// Monday, 2 March 2026, 09:00 UTC.
const START: UnixTime = UnixTime(1_772_442_000);

/// Compares native code with the release Wasm over random histories.
#[derive(Parser)]
struct Arguments {
    /// How long; it ends with the history that is running then.
    #[arg(long, default_value_t = 1)]
    minutes: u64,
    /// Where it goes on, and what it writes.
    #[arg(long)]
    evidence: PathBuf,
}

fn main() -> ExitCode {
    ended(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let machine = Rc::new(Machine::new(Meter::default())?);
    let mut evidence = Evidence::go_on(&arguments.evidence)?;
    let until = Instant::now() + Duration::from_secs(arguments.minutes * 60);
    while Instant::now() < until {
        let counted = one(&machine, evidence.next_seed)?;
        evidence.add(&counted);
        evidence.write(&arguments.evidence)?;
    }
    println!("{evidence}");
    Ok(())
}

/// What one history did.
#[derive(Clone, Copy, Default)]
pub struct Counted {
    accepted: u64,
    refused: u64,
}

/// One history of a seed, shrunk where the engines differ.
fn one(machine: &Rc<Machine>, seed: u64) -> Result<Counted, Failure> {
    let acts = history(seed);
    play(machine, &acts).map_err(|first| {
        let (acts, why) = shortest(acts, |acts| play(machine, acts)).unwrap_or((vec![], first));
        Failure::new(format!(
            "seed {seed}, shrunk to {} messages: {acts:#?}\n{why}",
            acts.len()
        ))
    })
}

/// Plays a history; refusals that both agree on are part of it.
fn play(machine: &Rc<Machine>, acts: &[Act]) -> Result<Counted, Failure> {
    let mut world = World::new(Twin::new(machine, START)?, &PEOPLE)?;
    world.ground()?;
    let mut counted = Counted::default();
    for act in acts {
        let wait = aftercare_domain::time::Seconds(act.wait);
        world.engine.advance_to(world.now().plus(wait))?;
        let outcome = act.play(&mut world);
        if let Some(difference) = world.engine.difference() {
            return Err(Failure::new(difference));
        }
        match outcome {
            Ok(()) => counted.accepted += 1,
            Err(_) => counted.refused += 1,
        }
    }
    Ok(counted)
}
