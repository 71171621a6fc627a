//! The long run: rounds until a number of cases or the time is reached, going on where the last one ended.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use aftercare_engine::Failure;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::grounds::{Grounds, Input};
use super::verdict::Tally;
use super::{found, round, Target};
use crate::evidence::Evidence;
use crate::long::Limits;

/// Cases of a round.
const ROUND: u64 = 3_000;
/// How rounds are counted.
const ROUNDS: &str = "rounds";
/// Rounds between two writings of the evidence.
const KEEP: u64 = 20;

/// What the targets' threads share: the file and what it says so far, and whether one has found something.
struct Shared<'a> {
    grounds: &'a Grounds,
    evidence: Mutex<Evidence>,
    path: &'a Path,
    until: Instant,
    cases: u64,
    found: AtomicBool,
    bars: MultiProgress,
}

/// Fuzzes the targets beside each other, each until so many cases, a third of them mutated.
///
/// # Errors
/// The first finding, which ends all of them; evidence that cannot be written.
pub fn run(targets: &[Target], cases: u64, limits: &Limits) -> Result<(), Failure> {
    found::replay()?;
    let path = &limits.kept.evidence;
    let shared = Shared {
        grounds: &Grounds::new()?,
        evidence: Mutex::new(Evidence::go_on(&limits.kept)),
        path,
        until: limits.until(),
        cases,
        found: AtomicBool::new(false),
        bars: MultiProgress::new(),
    };
    let outcome = std::thread::scope(|scope| {
        let shared = &shared;
        let start = |target: &Target| {
            let target = *target;
            scope.spawn(move || long(target, shared))
        };
        let running: Vec<_> = targets.iter().map(start).collect();
        let ended = running.into_iter().map(|it| {
            let ended = it.join();
            ended.unwrap_or_else(|_| Err(Failure::new("a target's thread ended by itself")))
        });
        ended.collect::<Vec<_>>()
    });
    let evidence = shared.evidence();
    evidence.write(path)?;
    for target in targets {
        println!("{}", figures(*target, &evidence));
    }
    outcome.into_iter().collect()
}

impl Shared<'_> {
    fn evidence(&self) -> MutexGuard<'_, Evidence> {
        self.evidence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn goes_on(&self, done: u64) -> bool {
        done < self.cases && Instant::now() < self.until && !self.found.load(Ordering::Relaxed)
    }

    /// Adds a round to the evidence, and writes it now and then.
    fn keep(&self, target: Target, tally: &Tally) -> Result<(), Failure> {
        let mut evidence = self.evidence();
        for (what, times) in &tally.0 {
            evidence.add(&counted(target, what), *times);
        }
        evidence.add(&counted(target, ROUNDS), 1);
        let rounds = evidence.count(&counted(target, ROUNDS));
        evidence.next_seed = evidence.next_seed.max(rounds.saturating_add(1));
        if rounds.is_multiple_of(KEEP) {
            evidence.write(self.path)?;
        }
        Ok(())
    }
}

/// The name under which something is counted.
fn counted(target: Target, what: &str) -> String {
    format!("{}: {what}", target.name())
}

fn long(target: Target, shared: &Shared<'_>) -> Result<(), Failure> {
    let count = |what: &str| shared.evidence().count(&counted(target, what));
    let done = || count(Input::Drawn.name()).saturating_add(count(Input::Mutated.name()));
    let bar = shared.bars.add(bar(target, shared.cases));
    while shared.goes_on(done()) {
        bar.set_position(done());
        let seed = count(ROUNDS).saturating_add(1);
        let mut tally = Tally::default();
        let outcome = round(target, (seed, ROUND), (shared.grounds, &mut tally));
        shared.found.fetch_or(outcome.is_err(), Ordering::Relaxed);
        outcome?;
        shared.keep(target, &tally)?;
    }
    bar.finish_and_clear();
    Ok(())
}

/// One line of what was tried, and the shares of drawn messages.
fn figures(target: Target, evidence: &Evidence) -> String {
    let mut tally = Tally::default();
    let prefix = format!("{}: ", target.name());
    for (name, times) in &evidence.counts {
        if let Some(what) = name.strip_prefix(&prefix) {
            tally.add_times(what, *times);
        }
    }
    let (read, handled) = tally.shares();
    format!(
        "{:8} {} drawn ({read} % read, {handled} % reach a handler), {} mutated, {} accepted",
        target.name(),
        tally.count("drawn"),
        tally.count("mutated"),
        tally
            .count("drawn, accepted")
            .saturating_add(tally.count("mutated, accepted")),
    )
}

fn bar(target: Target, cases: u64) -> ProgressBar {
    let shape = "{msg:8} {bar:40} {pos}/{len} {per_sec} {eta}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(cases)
        .with_style(style)
        .with_message(target.name())
}
