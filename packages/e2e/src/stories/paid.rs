//! Paid service within seconds: what burns a protocol fee, and makes something to thank with.

use super::{say, Told};

/// An agreement with hold-back 0 that its provider ends after ten seconds. The escrow knows no end by the
/// provider yet, and its shortest period is a day: nothing can burn a fee within a test's time, so the
/// story says so. Once it can, this is the one function that tells it.
pub fn ended_by_the_provider(_told: &mut Told<'_>) -> anyhow::Result<()> {
    say("skipped on the chain: an agreement ended by its provider burns a fee (the escrow has no such end; a period takes a day)");
    Ok(())
}
