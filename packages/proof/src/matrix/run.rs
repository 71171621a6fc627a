//! All cells of a contract, one after the other.

use std::collections::BTreeSet;

use aftercare_engine::{Failure, Snapshot};
use serde_json::{json, Value};

use super::cells::{Bench, Sender};
use super::rules::{Outcome, Place, Rules};
use super::stage::About;
use super::{cast, variant, Cell, Contract, Report, Scene, Stage, Subject, ABSENT};

/// Which states are looked at.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// All.
    All,
    /// Of each subject the first, and one in so many of the others, drawn by the seed.
    OneIn(u64, u64),
}

impl Sample {
    /// Whether a state is looked at; draws the next number.
    fn takes(&mut self, is_first: bool) -> bool {
        match self {
            Self::All => true,
            Self::OneIn(of, seed) => {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                is_first || (*seed >> 33) % *of == 0
            }
        }
    }
}

/// Tries the cells of a contract.
///
/// # Errors
/// Where a state cannot be brought about; cells that are not as written stand in the report.
pub fn run(contract: &Contract, sample: Sample) -> Result<Report, Failure> {
    let rules = Rules::read(&contract.rules)?;
    let mut report = Report {
        contract: contract.name,
        faults: contract.gaps()?,
        ..Report::default()
    };
    let mut run = Run {
        rules: &rules,
        row: contract.row,
        is_first: true,
        report: &mut report,
        sample,
        paid: BTreeSet::new(),
    };
    for subject in &contract.subjects {
        for (number, scene) in subject.scenes.iter().enumerate() {
            run.is_first = number == 0;
            if !run.sample.takes(run.is_first) {
                continue;
            }
            run.scene(subject, scene)
                .map_err(|failure| Failure::new(format!("{}: {failure}", scene.name)))?;
        }
    }
    if let Some(beside) = contract.beside {
        beside(&mut report)?;
    }
    if matches!(sample, Sample::All) {
        report.faults.extend(rules.idle());
    }
    Ok(report)
}

struct Run<'a> {
    rules: &'a Rules,
    row: fn(&Value) -> Result<&'static str, Failure>,
    /// Whether the scene is its subject's first, in which the objects of others and none are looked at as well.
    is_first: bool,
    report: &'a mut Report,
    sample: Sample,
    /// Messages whose ways of attaching money were tried.
    paid: BTreeSet<&'static str>,
}

impl Run<'_> {
    fn scene(&mut self, subject: &Subject, scene: &Scene) -> Result<(), Failure> {
        let mut stage = Stage::new()?;
        (scene.build)(&mut stage)?;
        if let Some(other) = subject.other.as_ref().filter(|_| self.is_first) {
            stage.about = About::Other;
            (other.build)(&mut stage)?;
        }
        let running = stage.world.engine.snapshot();
        self.objects(&mut stage, (subject, scene), (&running, false))?;
        stage.world.engine.restore(&running);
        if stage.escrow("pauser", json!({"pause": {}})).is_ok() {
            let paused = stage.world.engine.snapshot();
            self.objects(&mut stage, (subject, scene), (&paused, true))?;
        }
        Ok(())
    }

    /// The object itself, and in the first scene those of others and none.
    fn objects(
        &mut self,
        stage: &mut Stage,
        (subject, scene): (&Subject, &Scene),
        (before, paused): (&Snapshot, bool),
    ) -> Result<(), Failure> {
        let other = subject.other.as_ref().filter(|_| self.is_first);
        let all = [
            (About::Own, Some(scene.name)),
            (About::Other, other.map(|other| other.name)),
            (About::Absent, other.map(|_| ABSENT)),
        ];
        for (about, state) in all {
            let Some(state) = state else { continue };
            stage.about = about;
            stage.world.engine.restore(before);
            for message in &subject.messages {
                let bench = Bench::new(stage, before, message);
                self.message(bench, (message.name, state, paused))?;
            }
        }
        Ok(())
    }

    /// A message from everybody.
    fn message(
        &mut self,
        mut bench: Bench<'_>,
        (message, state, paused): (&'static str, &'static str, bool),
    ) -> Result<(), Failure> {
        self.check_row(&bench, message);
        for role in cast::roles() {
            let cell = Cell {
                message,
                role,
                state,
                paused,
                found: String::new(),
            };
            self.cell(&mut bench, cell)?;
        }
        Ok(())
    }

    /// The contract reads the message as the one that the row says.
    fn check_row(&mut self, bench: &Bench<'_>, name: &str) {
        let told = match bench.is_through_token() {
            true => Ok("receive"),
            false => (self.row)(&bench.sent.message),
        };
        match told {
            Ok(row) if row == variant(name) => {}
            Ok(row) => self.report.faults.push(format!("{name} is sent as {row}")),
            Err(failure) => self.report.faults.push(failure.to_string()),
        }
    }

    fn cell(&mut self, bench: &mut Bench<'_>, mut cell: Cell) -> Result<(), Failure> {
        let sender = Sender::new(bench, cell.role);
        cell.found = bench.try_once(&sender)?;
        let expected = self.expected(&cell, bench.stage.about);
        if cell.found == "allowed" {
            bench.try_again(&sender, &cell, (self.rules, self.report))?;
            if !bench.is_through_token() && self.paid.insert(cell.message) {
                bench.try_funds(&sender, &cell, (self.rules, self.report))?;
            }
        } else if !bench.is_unchanged(&sender) {
            let fault = format!("{cell:?}: refused, and storage is not what it was");
            self.report.faults.push(fault);
        }
        if self.is_first && !cell.paused {
            bench.try_coin(&sender, &cell, (self.rules, self.report))?;
        }
        bench.clear();
        if expected != cell.found {
            self.report.wrong.push((expected, cell.clone()));
        }
        self.report.cells.push(cell);
        Ok(())
    }

    /// What the rules say of a cell; about the others' object everybody is what its mirror image is.
    fn expected(&self, cell: &Cell, about: About) -> String {
        let role = match about {
            About::Other => cast::mirrored(cell.role),
            _ => cell.role,
        };
        let place = Place {
            role,
            state: cell.state,
            paused: cell.paused,
        };
        match self
            .rules
            .decide(cell.message, place)
            .map(|rule| &rule.outcome)
        {
            Some(Outcome::Allowed) => "allowed".to_owned(),
            Some(Outcome::Code(code)) => code.clone(),
            None => "a rule".to_owned(),
        }
    }
}
