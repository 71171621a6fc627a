//! What tokens turn beside: every scenario and every story.

use aftercare_engine::Failure;

use super::token::chain;
use super::turns::Turns;
use crate::faults::{scenarios_on, stories_on, Counts};

/// Plays each scenario; beside each message the token turns.
///
/// # Errors
/// The first thing that should not have happened.
pub fn scenarios() -> Result<Counts, Failure> {
    scenarios_on(chain, || Turns)
}

/// Tells each story; beside each message the token turns.
///
/// # Errors
/// The first thing that should not have happened.
pub fn stories() -> Result<Counts, Failure> {
    stories_on(chain, || Turns)
}
