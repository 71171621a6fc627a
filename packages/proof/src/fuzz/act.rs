//! A message to the prepared world, and what must hold after it.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Call};
use cosmwasm_std::Addr;
use sha2::{Digest, Sha256};

use super::dice::Dice;
use super::town::Town;
use super::verdict::{quietly, refusal, Verdict, Wrong};

/// One in so many messages is sent between two fingerprints of everything that the chain stores.
pub const SAMPLE: usize = 32;
/// One in so many cases is preceded by a wait.
const WAIT: usize = 50;

/// Sends a message: it may not panic; refused, it leaves everything as it was (asked of one in [`SAMPLE`]);
/// accepted, it leaves books that balance.
///
/// # Errors
/// What may not be.
pub fn send(
    town: &mut Town,
    (sender, call): (&Addr, &Call),
    dice: &mut Dice,
) -> Result<Verdict, Wrong> {
    let before = dice.one_in(SAMPLE).then(|| fingerprint(town));
    let calls = std::slice::from_ref(call);
    let outcome = quietly(|| town.world.engine.execute_all(sender, calls))?;
    let Err(failure) = outcome else {
        let unbalanced = quietly(|| town.unbalanced())??;
        return unbalanced.map_or(Ok(Verdict::Accepted), |row| Err(Wrong::new(row)));
    };
    if before.is_some_and(|before| before != fingerprint(town)) {
        return Err(Wrong::new(format!(
            "refused, and yet something changed: {failure}"
        )));
    }
    refusal(&failure.text)
}

/// Everything that the chain stores, in one number.
fn fingerprint(town: &Town) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (key, value) in town.world.engine.records() {
        hash.update(u64::try_from(key.len()).unwrap_or_default().to_be_bytes());
        hash.update(key);
        hash.update(u64::try_from(value.len()).unwrap_or_default().to_be_bytes());
        hash.update(value);
    }
    hash.finalize().to_vec()
}

/// Now and then, time passes.
///
/// # Errors
/// Those of the engine.
pub fn perhaps_wait(town: &mut Town, dice: &mut Dice) -> Result<(), Wrong> {
    if !dice.one_in(WAIT) {
        return Ok(());
    }
    let hours = dice.one_of(&[0, 1, 8, 24, 72, 73, 168, 169, 24 * 31, 24 * 91]);
    let span = Seconds::hours(hours).plus(Seconds(dice.one_of(&[0, 1, 599])));
    town.world.wait(span)?;
    town.look();
    Ok(())
}
