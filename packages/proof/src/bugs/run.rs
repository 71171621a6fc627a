//! The run: package by package, what was found in these very sources left out.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use aftercare_engine::Failure;
use indicatif::{ProgressBar, ProgressStyle};

use super::bank::{Bank, Bug, Test};
use super::packages::Packages;
use super::results::{state, Results};
use super::workshop::Workshop;
use super::{complaint, Arguments};

/// The faults of one program of tests.
type Group<'a> = (&'a Test, Vec<(&'a Bug, String)>);

struct Run<'a> {
    shop: Workshop,
    packages: Packages,
    bank: &'a Bank,
    of: &'a Arguments,
    results: Results,
    bar: ProgressBar,
    until: Instant,
    survivors: Vec<Failure>,
}

/// Tries every fault that was not found in the present state.
///
/// # Errors
/// Every fault that was not found, and tests that fail without one.
pub fn run(of: &Arguments) -> Result<(), Failure> {
    let project = Path::new(".");
    let bank = Bank::read(project)?;
    let (shop, packages) = Workshop::open(project, &of.workshop)?;
    let mut run = Run {
        shop,
        packages,
        bank: &bank,
        of,
        results: Results::read(&of.run.kept.evidence),
        bar: ProgressBar::new(0),
        until: of.run.until(),
        survivors: vec![],
    };
    let groups = run.groups()?;
    let open: usize = groups.iter().map(|(_, bugs)| bugs.len()).sum();
    run.bar = bar(open);
    for group in &groups {
        run.group(group)?;
    }
    run.tell(open)
}

impl<'a> Run<'a> {
    /// What is to be tried, by program of tests, in the order of the bank. What was found in another state is
    /// forgotten.
    fn groups(&mut self) -> Result<Vec<Group<'a>>, Failure> {
        let mut groups: Vec<Group<'a>> = vec![];
        let mut hashes = BTreeMap::new();
        for bug in &self.bank.bugs {
            let package = bug.test.package.as_str();
            let hash = match hashes.get(package) {
                Some(known) => *known,
                None => self.packages.hash(package)?,
            };
            hashes.insert(package, hash);
            let state = state(bug, (self.packages.file(&bug.file), hash));
            if self.results.has(bug, &state) {
                continue;
            }
            self.results.found.remove(&bug.id);
            if ![&bug.id, &bug.class, &bug.file]
                .iter()
                .any(|it| it.contains(&self.of.only))
            {
                continue;
            }
            let program = |test: &Test| (test.package.clone(), test.target.clone());
            match groups
                .iter_mut()
                .find(|(test, _)| program(test) == program(&bug.test))
            {
                Some((_, bugs)) => bugs.push((bug, state)),
                None => groups.push((&bug.test, vec![(bug, state)])),
            }
        }
        Ok(groups)
    }

    /// The tests have to pass first; then each fault by itself.
    fn group(&mut self, (test, bugs): &Group<'a>) -> Result<(), Failure> {
        if self.is_over() {
            return Ok(());
        }
        let said = format!("{} {} without a fault", test.package, test.target);
        self.bar.set_message(said.clone());
        let program = self.shop.build(test)?;
        let names: Vec<&str> = bugs.iter().map(|(bug, _)| bug.test.name.as_str()).collect();
        let folder = self.packages.folder(&test.package)?;
        let verdicts = self.shop.run(&program, folder, &names)?;
        let passes = |bug: &Bug| verdicts.passed.get(&bug.test.name) == Some(&true);
        if let Some((bug, _)) = bugs.iter().find(|(bug, _)| !passes(bug)) {
            return Err(Failure::new(format!(
                "{said}: {} does not pass",
                bug.test.name
            )));
        }
        for (bug, state) in bugs {
            if !self.is_over() {
                self.one(bug, state)?;
            }
        }
        Ok(())
    }

    fn one(&mut self, bug: &Bug, state: &str) -> Result<(), Failure> {
        self.bar.set_message(bug.id.clone());
        let text = self.shop.read(&bug.file)?;
        let outcome = bug
            .apply(&text)
            .and_then(|faulty| self.search(bug, &faulty));
        self.shop.write(&bug.file, text.as_bytes())?;
        match outcome {
            Ok(()) => {
                self.results.found.insert(bug.id.clone(), state.to_owned());
                self.results.write(&self.of.run.kept, self.bank)?;
            }
            Err(failure) => {
                self.bar.suspend(|| eprintln!("{failure}"));
                self.survivors.push(failure);
            }
        }
        self.bar.inc(1);
        Ok(())
    }

    /// Whether its test finds it; where not, which others of the same program would have.
    fn search(&self, bug: &Bug, faulty: &str) -> Result<(), Failure> {
        self.shop.write(&bug.file, faulty.as_bytes())?;
        let compiled = self.shop.build(&bug.test);
        let program =
            compiled.map_err(|error| complaint(bug, &format!("does not compile\n{error}")))?;
        let folder = self.packages.folder(&bug.test.package)?;
        let name = bug.test.name.as_str();
        let verdicts = self.shop.run(&program, folder, &[name])?;
        if verdicts.passed.get(name) == Some(&false) {
            return Ok(());
        }
        let others = self.shop.run(&program, folder, &[])?;
        let others = match others.failed().join(", ") {
            none if none.is_empty() => "no other test does".to_owned(),
            others => format!("these do: {others}"),
        };
        Err(complaint(
            bug,
            &format!("{name} does not find it; {others}"),
        ))
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }

    /// What came of it all.
    fn tell(mut self, open: usize) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        self.results.write(&self.of.run.kept, self.bank)?;
        println!("{}", self.results.evidence);
        let tried = usize::try_from(self.bar.position()).unwrap_or(usize::MAX);
        if tried < open {
            println!("{} faults are still to be tried", open - tried);
        }
        match self.survivors.len() {
            0 => Ok(()),
            survivors => Err(Failure::new(format!("{survivors} faults were not found"))),
        }
    }
}

fn bar(faults: usize) -> ProgressBar {
    let shape = "{bar:40} {pos}/{len} faults {eta} {msg}";
    let style =
        ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(faults).unwrap_or(u64::MAX)).with_style(style)
}
