//! Compares the contracts' time with the model's: calendars and histories from the seeds that have not been
//! compared yet, then every pair, then the speed. What was found is kept after each calendar.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use aftercare_clock_check::calendars::{self, Drawn};
use aftercare_clock_check::evidence::{Evidence, Timed};
use aftercare_clock_check::histories::{self, Compared};
use aftercare_clock_check::pairs;
use aftercare_clock_model::Pace;
use clap::Parser;

/// Calendars, each drawn second by second.
const CALENDARS: u64 = 500;
/// Histories on each calendar.
const HISTORIES: u64 = 200;
/// Those of them in which the model looks at every second.
const EVERY_SECOND: u64 = 2;
/// Pairs of `elapsed` and `deadline` on each of as many calendars.
const PAIRS: u64 = 2_000;
/// How far apart the instants are whose answers are timed: an hour, 90 days, ten years, a hundred years.
const DISTANCES: [i64; 4] = [3_600, 7_776_000, 316_224_000, 3_162_240_000];

/// Compares the contracts' time with the brute-force model.
#[derive(Parser)]
struct Arguments {
    /// How long; it ends with the calendar that is being compared then.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Where it goes on, and what it writes.
    #[arg(long)]
    evidence: PathBuf,
    /// A name for the state of the sources; another one begins anew.
    #[arg(long)]
    sources: String,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(evidence) => {
            println!("{evidence}");
            ExitCode::SUCCESS
        }
        Err(difference) => {
            eprintln!("{difference}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<Evidence, String> {
    let mut evidence = Evidence::go_on(&arguments.evidence, &arguments.sources);
    let until = Instant::now() + Duration::from_secs(arguments.minutes * 60);
    while evidence.calendars < CALENDARS && Instant::now() < until {
        one(&mut evidence)?;
        evidence.write(&arguments.evidence)?;
    }
    if evidence.calendars == CALENDARS {
        evidence.nanoseconds = DISTANCES.into_iter().map(timed).collect();
        evidence.write(&arguments.evidence)?;
    }
    Ok(evidence)
}

/// The next calendar with its questions, pairs and histories.
fn one(evidence: &mut Evidence) -> Result<(), String> {
    let seed = evidence.calendars;
    let drawn = Drawn::new(seed)?;
    evidence.questions += calendars::check(&drawn, seed)?;
    evidence.pairs += pairs::check(seed, PAIRS)?;
    for number in 0..HISTORIES {
        let pace = match number < EVERY_SECOND {
            true => Pace::EverySecond,
            false => Pace::Counted,
        };
        let compared = histories::check(&drawn, seed * HISTORIES + number, pace)?;
        add(evidence, compared, pace);
    }
    evidence.calendars += 1;
    Ok(())
}

fn add(evidence: &mut Evidence, compared: Compared, pace: Pace) {
    evidence.histories += 1;
    evidence.every_second += u64::from(pace == Pace::EverySecond);
    evidence.acts += compared.acts;
    evidence.refused += compared.refused;
    evidence.clocks += compared.clocks;
    evidence.missed += compared.missed;
}

/// The slowest of 200 random calendars.
fn timed(distance: i64) -> Timed {
    let speed = pairs::time(distance, 200, 200);
    let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    Timed {
        distance_seconds: distance.unsigned_abs(),
        elapsed: nanoseconds(speed.elapsed),
        deadline: nanoseconds(speed.deadline),
    }
}
