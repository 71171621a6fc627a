//! All cells of a contract, one after the other.

use std::collections::BTreeSet;

use aftercare_engine::{Failure, Snapshot};
use serde_json::json;

use super::cells::{Bench, Sender};
use super::rules::{Outcome, Place, Rules};
use super::stage::About;
use super::{cast, Cell, Contract, Report, Scene, Stage, Subject};

/// Which cells are tried.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// All.
    All,
    /// One in so many, drawn by the seed.
    OneIn(u64, u64),
}

impl Sample {
    /// Whether a cell is tried; draws the next number.
    fn takes(&mut self) -> bool {
        match self {
            Self::All => true,
            Self::OneIn(of, seed) => {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (*seed >> 33) % *of == 0
            }
        }
    }
}

/// Tries the cells of a contract.
///
/// # Errors
/// Where a state cannot be brought about; cells that are not as written stand in the report.
pub fn run(contract: &Contract, sample: Sample) -> Result<Report, Failure> {
    let rules = Rules::read(contract.rules)?;
    let mut report = Report {
        contract: contract.name,
        faults: contract.gaps()?,
        ..Report::default()
    };
    let mut run = Run {
        rules: &rules,
        report: &mut report,
        sample,
        paid: BTreeSet::new(),
    };
    for subject in &contract.subjects {
        for scene in &subject.scenes {
            run.scene(subject, scene)
                .map_err(|failure| Failure::new(format!("{}: {failure}", scene.name)))?;
        }
    }
    if matches!(sample, Sample::All) {
        report.faults.extend(rules.idle());
    }
    Ok(report)
}

struct Run<'a> {
    rules: &'a Rules,
    report: &'a mut Report,
    sample: Sample,
    /// Messages whose ways of attaching money were tried.
    paid: BTreeSet<&'static str>,
}

impl Run<'_> {
    fn scene(&mut self, subject: &Subject, scene: &Scene) -> Result<(), Failure> {
        let mut stage = Stage::new()?;
        (scene.build)(&mut stage)?;
        if let Some(other) = &subject.other {
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

    fn objects(
        &mut self,
        stage: &mut Stage,
        (subject, scene): (&Subject, &Scene),
        (before, paused): (&Snapshot, bool),
    ) -> Result<(), Failure> {
        let all = [
            (About::Own, Some(scene.name)),
            (About::Other, subject.other.as_ref().map(|other| other.name)),
            (About::Absent, subject.other.as_ref().map(|_| "absent")),
        ];
        for (about, state) in all {
            let Some(state) = state else { continue };
            stage.about = about;
            stage.world.engine.restore(before);
            for message in &subject.messages {
                let mut bench = Bench::new(stage, before, message);
                for role in cast::roles() {
                    let cell = Cell {
                        message: message.name,
                        role,
                        state,
                        paused,
                        found: String::new(),
                    };
                    self.cell(&mut bench, cell, about)?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, bench: &mut Bench<'_>, mut cell: Cell, about: About) -> Result<(), Failure> {
        if !self.sample.takes() {
            return Ok(());
        }
        let sender = Sender::new(bench, cell.role);
        cell.found = bench.try_once(&sender)?;
        let expected = self.expected(&cell, about);
        if cell.found == "allowed" {
            bench.try_again(&sender, &cell, (self.rules, self.report))?;
            if self.paid.insert(cell.message) {
                bench.try_funds(&sender, &cell, (self.rules, self.report))?;
            }
        } else if !bench.is_unchanged(&sender) {
            let fault = format!("{cell:?}: refused, and storage is not what it was");
            self.report.faults.push(fault);
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
