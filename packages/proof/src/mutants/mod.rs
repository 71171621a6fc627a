//! Small faults, one at a time, by `cargo-mutants`: does a quick test of the same package notice?
//!
//! The tool finds the mutants, builds them and runs the tests. Here is only the book: what became of each
//! function's mutants, by the hash of its text, so that a function is tried again where it has changed; which
//! survivors were read and explained; and what is still to be tried.

mod command;
mod explained;
mod functions;
mod listing;
mod packages;
mod plan;
mod report;
mod results;
mod tool;

pub use command::{run, Arguments};
pub use explained::{Entry, Explained};
pub use functions::{functions, Function};
pub use listing::{mutants, outcomes, Mutant, Outcomes};
pub use packages::{is_money, Package, PACKAGES};
pub use plan::{plan, Batch};
pub use report::{Row, Table};
pub use results::{Results, Tried};
