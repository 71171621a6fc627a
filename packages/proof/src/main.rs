//! `proof PART`: one part of the audit.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aftercare_engine::{ended, Failure};
use aftercare_proof::coverage::Coverage;
use aftercare_proof::evidence::Kept;
use aftercare_proof::{
    assurance, bugs, drill, faults, fixtures, fuzz, lives, long, machine, matrix, mutants, people,
    supply, zoo,
};
use clap::{Parser, Subcommand};

/// One part of the audit; `scripts/audit` runs them all.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Writes what was tried, against what was asked for, into `docs/assurance.md`.
    Assurance,
    /// Seeded bugs, each of which its test has to find.
    Bugs(bugs::Arguments),
    /// Counts the lines that ran, out of an lcov file.
    Coverage {
        /// The lcov file.
        #[arg(long)]
        lines: PathBuf,
        /// The evidence.
        #[command(flatten)]
        kept: Kept,
    },
    /// From states of a crowd every unit comes home, twice is once, and pokes obey their law.
    Drill(drill::Arguments),
    /// Grows a world and freezes it under `fixtures/`.
    Fixtures {
        /// Writes the files of the present release.
        #[arg(long, required = true)]
        write: bool,
    },
    /// Drawn and mutated messages to every entry point, and numbers to the pure core.
    Fuzz(fuzz::command::Arguments),
    /// Random lives on the contracts and on the model of the suite.
    Machine(long::Limits),
    /// Every message from every role in every state, against the published table.
    Matrix(matrix::command::Arguments),
    /// Small faults in the sources, one at a time: which of them does no quick test notice?
    Mutants(mutants::Arguments),
    /// Sub-messages that fail, migrations and pauses beside each message of scenarios, stories and lives.
    Faults(faults::Arguments),
    /// Random lives on community and reward token and on their model.
    People(long::Limits),
    /// Lists what others wrote, with licences, into `docs/dependencies.md`.
    Supply(Kept),
    /// Hostile tokens beside each message of scenarios, stories and lives.
    Zoo(zoo::Arguments),
}

fn main() -> ExitCode {
    ended(run(Arguments::parse()))
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.part {
        Part::Assurance => {
            print!("{}", assurance::write(Path::new("."))?);
            Ok(())
        }
        Part::Bugs(arguments) => bugs::run(&arguments),
        Part::Coverage { lines, kept } => {
            print!("{}", Coverage::keep(&lines, &kept)?);
            Ok(())
        }
        Part::Drill(arguments) => drill::run(&arguments),
        Part::Faults(arguments) => faults::run(&arguments),
        Part::Fixtures { .. } => {
            print!("{}", fixtures::write(Path::new("."))?);
            Ok(())
        }
        Part::Fuzz(arguments) => fuzz::command::run_all(&arguments),
        Part::Machine(of) => lives::run(machine::PART, machine::one, &of),
        Part::Matrix(of) => matrix::command::run_all(&of),
        Part::Supply(kept) => {
            print!("{}", supply::run(Path::new("."), &kept)?);
            Ok(())
        }
        Part::Mutants(arguments) => mutants::run(&arguments),
        Part::People(of) => lives::run(people::PART, people::one, &of),
        Part::Zoo(arguments) => zoo::run(&arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_part_can_be_asked_for() {
        Arguments::command().debug_assert();
    }
}
