//! The `aftercare` command. What runs on any engine (demo and backtest) is a library too, so that other
//! engines than the embedded one can play it; what needs a node stands behind the feature `node`.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod backtest;
#[cfg(feature = "node")]
mod build;
mod case;
mod demo;
#[cfg(feature = "node")]
mod deploy;
#[cfg(feature = "node")]
mod keeper;
#[cfg(feature = "node")]
mod network;
mod report;
mod statement;
mod verify;
mod voice;

#[cfg(feature = "node")]
mod command;

pub use backtest::{run_on as backtest_on, Arguments as BacktestArguments};
#[cfg(feature = "node")]
pub use command::main;
pub use demo::{run_on as demo_on, Arguments as DemoArguments, BEGIN as DEMO_BEGIN};
pub use statement::heard::Heard;
pub use verify::{run as verify, Arguments as VerifyArguments};
