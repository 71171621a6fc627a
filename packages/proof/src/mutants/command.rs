//! `proof mutants`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::explained::Explained;
use super::functions::{functions, Function};
use super::listing::{Mutant, Outcomes};
use super::packages::{is_money, Package, PACKAGES};
use super::plan::{plan, Batch};
use super::report::Table;
use super::results::Results;
use super::tool::{read_outcomes, Tool};
use crate::copy;

/// What is asked of `proof mutants`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The program.
    #[arg(long)]
    tool: PathBuf,
    /// Where the copy of the sources is that it changes.
    #[arg(long, default_value = "out/mutants/tree")]
    tree: PathBuf,
    /// The survivors that were explained.
    #[arg(long)]
    explained: PathBuf,
    /// The folder where the figures are kept.
    #[arg(long)]
    evidence: PathBuf,
    /// Minutes of this run; at 0 what is known is counted.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// One package only.
    #[arg(long)]
    package: Option<String>,
    /// What shards of the tool found that ran on these very sources: files `outcomes.json`.
    #[arg(long)]
    outcomes: Vec<PathBuf>,
}

/// A package and what is known of it.
struct Subject {
    package: &'static Package,
    functions: Vec<Function>,
    results: Results,
    path: PathBuf,
}

impl Subject {
    fn read(of: &Arguments, tool: &Tool, package: &'static Package) -> Result<Self, Failure> {
        let read = |file: &str| {
            let text = std::fs::read_to_string(of.tree.join(file));
            text.map_err(|error| Failure::new(format!("{file}: {error}")))
        };
        let functions = functions(tool.list(package)?, read)?;
        let path = of.evidence.join(format!("{}.json", package.name));
        let known = Results::read(&path)?;
        let mut results = known.clone();
        results.keep(&functions);
        if results != known {
            results.write(&path)?;
        }
        Ok(Self {
            package,
            functions,
            results,
            path,
        })
    }

    fn merge(&mut self, outcomes: &Outcomes) -> Result<(), Failure> {
        let before = self.results.clone();
        self.results.merge(&self.functions, outcomes);
        if self.results == before {
            return Ok(());
        }
        self.results.write(&self.path)
    }
}

/// Tries what is to be tried until the minutes are over, money first, and prints the table.
///
/// # Errors
/// Survivors that nobody explained, explanations of none, tests that fail without a mutant.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let until = Instant::now() + Duration::from_secs(arguments.minutes.saturating_mul(60));
    let explained = Explained::read(&arguments.explained)?;
    copy::refresh(Path::new("."), &arguments.tree)?;
    let mut tool = Tool::new(&arguments.tool, &arguments.tree);
    let mut subjects = Vec::new();
    for package in &PACKAGES {
        subjects.push(Subject::read(arguments, &tool, package)?);
    }
    for path in &arguments.outcomes {
        let outcomes = read_outcomes(path)?;
        subjects.iter_mut().try_for_each(|it| it.merge(&outcomes))?;
    }
    let wanted = |name: &str| arguments.package.as_deref().is_none_or(|it| it == name);
    for money in [true, false] {
        for subject in subjects.iter_mut().filter(|it| wanted(it.package.name)) {
            let of_kind = |function: &&Function| is_money(function.file()) == money;
            let functions = subject.functions.iter().filter(of_kind);
            let batches = plan(functions, &subject.results, &explained);
            try_all(&mut tool, subject, &batches, (&arguments.tree, until))?;
        }
    }
    tell(&subjects, &explained)
}

fn try_all(
    tool: &mut Tool,
    subject: &mut Subject,
    batches: &[Batch],
    (root, until): (&Path, Instant),
) -> Result<(), Failure> {
    let bar = bar(subject.package.name, batches);
    for batch in batches {
        if Instant::now() >= until {
            break;
        }
        let outcomes = try_one(tool, subject.package, batch, root)?;
        subject.merge(&outcomes)?;
        bar.inc(batch.mutants.len() as u64);
    }
    bar.finish_and_clear();
    Ok(())
}

/// The file's own tests first, or all quick ones; then every one, for those that survived them.
fn try_one(
    tool: &mut Tool,
    package: &Package,
    batch: &Batch,
    root: &Path,
) -> Result<Outcomes, Failure> {
    let mut left: Vec<&Mutant> = batch.mutants.iter().collect();
    let mut outcomes = Outcomes::new();
    if !batch.again {
        let near = package.near(root, &batch.file);
        let first = near.unwrap_or_else(|| package.tests());
        outcomes = tool.run(package, &left, (&first, package.slow))?;
        left.retain(|mutant| !ended(&outcomes, mutant));
    }
    outcomes.extend(tool.run(package, &left, (&package.tests(), &[]))?);
    Ok(outcomes)
}

fn ended(outcomes: &Outcomes, mutant: &Mutant) -> bool {
    let fate = outcomes.get(&mutant.name);
    fate.is_some_and(|fate| *fate != super::listing::Fate::Survived)
}

fn tell(subjects: &[Subject], explained: &Explained) -> Result<(), Failure> {
    let mut table = Table::default();
    let mut all = Vec::new();
    for subject in subjects {
        let known = (&subject.results, explained);
        table.count(subject.package.name, &subject.functions, known);
        all.extend(subject.functions.iter().map(|it| (it, &subject.results)));
    }
    table.doubt(explained, &all);
    print!("{table}");
    table
        .complaints()
        .map_or(Ok(()), |text| Err(Failure::new(text)))
}

fn bar(name: &'static str, batches: &[Batch]) -> ProgressBar {
    let shape = "{prefix} {bar:40} {pos}/{len} mutants {eta}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    let mutants: usize = batches.iter().map(|batch| batch.mutants.len()).sum();
    ProgressBar::new(mutants as u64)
        .with_style(style)
        .with_prefix(name)
}
