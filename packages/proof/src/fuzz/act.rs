//! A message to the prepared world, and what must hold after it.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Call, Native, Snapshot};
use cosmwasm_std::Addr;

use super::dice::Dice;
use super::town::Town;
use super::verdict::{quietly, refusal, Verdict, Wrong};

/// One in so many cases is preceded by a wait.
const WAIT: usize = 50;
/// Bytes that an accepted message may add to what the chain stores, beside its own: a poke of several tickets
/// books all that was missed since the last one.
const GROWTH: usize = 65_536;
/// How often a message's own bytes may be stored: under its record, in an index, in another contract.
const COPIES: usize = 3;

/// The chain as it was before a message: one look serves until something is accepted or time passes.
pub struct Before {
    all: Snapshot,
    stored: usize,
}

impl Before {
    fn of(engine: &Native) -> Self {
        Self {
            all: engine.snapshot(),
            stored: engine.stored(),
        }
    }
}

/// Sends a message: it may not panic; refused, it leaves every byte as it was; accepted, it leaves books that
/// balance and not more bytes than its size explains.
///
/// # Errors
/// What may not be.
pub fn send(town: &mut Town, sender: &Addr, call: &Call) -> Result<Verdict, Wrong> {
    let before = town.before.take();
    let before = before.unwrap_or_else(|| Before::of(&town.world.engine));
    let calls = std::slice::from_ref(call);
    let outcome = quietly(|| town.world.engine.execute_all(sender, calls))?;
    let Err(failure) = outcome else {
        return accepted(town, (&before, call));
    };
    if !town.world.engine.is_as(&before.all) {
        return Err(Wrong::new(format!(
            "refused, and yet something changed: {failure}"
        )));
    }
    town.before = Some(before);
    refusal(&failure.text)
}

fn accepted(town: &Town, (before, call): (&Before, &Call)) -> Result<Verdict, Wrong> {
    let more = town.world.engine.stored().saturating_sub(before.stored);
    let size = call.message.len();
    if more > size.saturating_mul(COPIES).saturating_add(GROWTH) {
        return Err(Wrong::new(format!(
            "{size} bytes of message, {more} more stored"
        )));
    }
    let unbalanced = quietly(|| town.unbalanced())??;
    unbalanced.map_or(Ok(Verdict::Accepted), |row| Err(Wrong::new(row)))
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
    town.before = None;
    town.look();
    Ok(())
}
