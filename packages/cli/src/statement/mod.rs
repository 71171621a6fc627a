//! `aftercare statement`: the books of one agreement, one line a movement, read from what the chain told and
//! compared with what the contract answers.

pub mod accounts;
#[cfg(feature = "node")]
mod chain;
#[cfg(feature = "node")]
mod command;
pub mod heard;
#[cfg(feature = "node")]
mod json;
pub mod lines;
#[cfg(test)]
mod tests;
mod word;
pub mod write;
mod wrong;

#[cfg(feature = "node")]
pub use command::{run, Arguments};
