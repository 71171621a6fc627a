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
use aftercare_engine::{Engine, Failure};
use aftercare_testing::scenario::PEOPLE;
use aftercare_testing::World;
use aftercare_vm_engine::{Machine, Meter, Twin};
use clap::Parser;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

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
    match run(&Arguments::parse()) {
        Ok(evidence) => {
            println!("{evidence}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<Evidence, Failure> {
    let machine = Rc::new(Machine::new(Meter::default())?);
    let mut evidence = Evidence::go_on(&arguments.evidence)?;
    let until = Instant::now() + Duration::from_secs(arguments.minutes * 60);
    while Instant::now() < until {
        let counted = one(&machine, evidence.next_seed)?;
        evidence.add(&counted);
        evidence.write(&arguments.evidence)?;
    }
    Ok(evidence)
}

/// What one history did.
#[derive(Clone, Copy, Default)]
pub struct Counted {
    accepted: u64,
    refused: u64,
}

/// One history of a seed, shrunk where the engines differ.
fn one(machine: &Rc<Machine>, seed: u64) -> Result<Counted, Failure> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: 1,
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let counted = std::cell::Cell::new(Counted::default());
    let outcome = TestRunner::new_with_rng(config, rng).run(&history(), |acts| {
        let played = play(machine, &acts);
        played
            .map(|played| counted.set(played))
            .map_err(|failure| TestCaseError::fail(failure.text))
    });
    outcome.map(|()| counted.get()).map_err(|error| told(seed, &error))
}

fn told(seed: u64, error: &TestError<Vec<Act>>) -> Failure {
    match error {
        TestError::Fail(why, acts) => Failure::new(format!(
            "seed {seed}, shrunk to {} messages: {acts:#?}\n{why}",
            acts.len()
        )),
        TestError::Abort(why) => Failure::new(format!("seed {seed}: {why}")),
    }
}

/// Plays a history; refusals that both agree on are part of it.
fn play(machine: &Rc<Machine>, acts: &[Act]) -> Result<Counted, Failure> {
    let mut world = World::new(Twin::new(machine, START)?, &PEOPLE)?;
    world.ground()?;
    let mut counted = Counted::default();
    for act in acts {
        let wait = aftercare_domain::time::Seconds(u64::from(act.wait));
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
