//! What runs on every engine, on the metered Wasm: the stories, the demo, a backtest.

use std::process::ExitCode;
use std::rc::Rc;

use aftercare_cli::{backtest_on, demo_on, BacktestArguments, DemoArguments, DEMO_BEGIN};
use aftercare_engine::Failure;
use aftercare_testing::story::{all, Cast};
use aftercare_testing::World;
use aftercare_vm_engine::{Machine, Meter, Vm};
use clap::{Parser, Subcommand};

/// The release Wasm in place of native code; from the folder of the repository.
#[derive(Debug, Parser)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Every story, each in a world of its own.
    Stories,
    /// As `aftercare demo`.
    Demo(DemoArguments),
    /// As `aftercare backtest`.
    Backtest(BacktestArguments),
}

fn main() -> ExitCode {
    let outcome = match Command::parse().what {
        What::Stories => stories().map_err(|failure| failure.to_string()),
        What::Demo(arguments) => demo(&arguments),
        What::Backtest(arguments) => {
            backtest_on(&arguments, Vm::new).map_err(|error| format!("{error:#}"))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn demo(arguments: &DemoArguments) -> Result<(), String> {
    let vm = Vm::new(DEMO_BEGIN).map_err(|failure| failure.to_string())?;
    demo_on(arguments, (vm, "as release Wasm, metered")).map_err(|error| format!("{error:#}"))
}

/// One machine compiles the codes once for all worlds.
fn stories() -> Result<(), Failure> {
    let machine = Rc::new(Machine::new(Meter::default())?);
    for story in all::<Vm>() {
        let vm = Vm::on(&machine, DEMO_BEGIN)?;
        let mut world = World::new(vm, &["owner", "stranger"])?;
        let proved = (story.tell)(&mut Cast::new(&mut world, "told"))
            .map_err(|failure| Failure::new(format!("{}: {failure}", story.name)))?;
        println!("  {}: {proved}", story.name);
    }
    Ok(())
}
