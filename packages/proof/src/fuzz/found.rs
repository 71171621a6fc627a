//! What was found: inputs that once ended a run, kept for ever and tried first. Nothing else is kept.

use super::door::{is_message, Form, Kind};
use super::pure;
use super::verdict::quietly;
use aftercare_engine::Failure;

/// An input that ended a run.
pub struct Found {
    /// The contract; of the core where there is none.
    of: Option<(Kind, Form)>,
    /// What it was given.
    bytes: &'static [u8],
    /// What was wrong.
    pub why: &'static str,
}

/// All of them.
pub const FOUND: &[Found] = &[];

/// Tries them again.
///
/// # Errors
/// The first that is wrong again.
pub fn replay() -> Result<(), Failure> {
    for found in FOUND {
        let outcome = quietly(|| match found.of {
            Some((kind, form)) => is_message(kind, form, found.bytes).map(drop),
            None => pure::read_all(found.bytes),
        });
        let outcome = outcome.and_then(|outcome| outcome);
        outcome.map_err(|wrong| Failure::new(format!("{}: {}", found.why, wrong.0)))?;
    }
    Ok(())
}
