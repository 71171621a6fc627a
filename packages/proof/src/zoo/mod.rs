//! The token zoo: hostile tokens beside every message. A reference token with a switch turns into each of the
//! ways in which tokens go wrong; whatever it does, it is the loss of those who took it, and of nobody else.
//!
//! A token that burns all gas is not among them: native code is not metered. The limit that every payout
//! carries is tried on the metered Wasm.

mod errands;
mod life;
mod mood;
mod others;
mod play;
mod run;
mod token;
mod turns;

pub use life::{life, turns};
pub use mood::Mood;
pub use play::{scenarios, stories};
pub use run::{run, Arguments};
pub use token::chain;
pub use turns::Turns;
