//! Each message that a contract sends, refused in turn: either the whole message is refused and not a byte has
//! changed, or what failed is kept under its owner's name, and once it is tried again everything is as if
//! nothing had failed.

use aftercare_engine::{Failure, Snapshot};
use cosmwasm_std::Event;

use super::again::Again;
use super::beside::{Chain, Message, Trial};
use super::{books, state};

/// The records in which a push is noted until another one takes its place: a push that failed is no longer in
/// them, and one that did not is never read again.
const NOTES: &[&str] = &["books_push"];
/// Where a booking was tried again besides: what the next word on a ticket counts in its provider's week is
/// counted already, what was sent last was sent in the order of the records, and two payments that go out as one
/// are one push less in the count of an asset, whose total the books themselves show.
const WEEKS: &[&str] = &["books_push", "books_asset", "course", "week", "sent"];

/// The trial.
pub struct EachFails;

impl Trial for EachFails {
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
        (0..message.sent).try_for_each(|number| {
            let fails = fail(chain, message, number);
            fails.map_err(|failure| Failure::new(format!("message {number} failed: {failure}")))
        })
    }
}

fn fail(chain: &mut Chain, message: &Message<'_>, number: u64) -> Result<(), Failure> {
    chain.native.restore(message.before);
    chain.native.faults().arm(Some(number));
    let outcome = message.send(chain);
    let moved = chain.native.faults().was_transfer();
    chain.native.faults().arm(None);
    chain.count("sub-messages that failed");
    if moved {
        chain.count("of these, transfers");
    }
    books::balance(chain)?;
    match (outcome, message.outcome) {
        (Err(_), _) => refused(chain, message),
        (Ok(events), Ok(_)) => accepted(chain, message, &events),
        (Ok(_), Err(failure)) => Err(Failure::new(format!(
            "accepted, although without a fault it is refused: {failure}"
        ))),
    }
}

fn refused(chain: &Chain, message: &Message<'_>) -> Result<(), Failure> {
    if !chain.native.is_as(message.before) {
        return Err(Failure::new("a refused message changed what is stored"));
    }
    chain.count("the whole message was refused, and not a byte changed");
    Ok(())
}

fn accepted(chain: &mut Chain, message: &Message<'_>, events: &[Event]) -> Result<(), Failure> {
    let again = Again::all(chain, events)?;
    if again.is_empty() {
        return Err(Failure::new("accepted, and nobody was told what failed"));
    }
    for one in &again {
        one.is_kept(chain)?;
        chain.count(one.kept_as());
        one.send(chain, message.sender)?;
    }
    books::balance(chain)?;
    let healed = chain.native.snapshot();
    chain.native.restore(message.after);
    for one in &again {
        // Where nothing failed there may be nothing to try again.
        one.send(chain, message.sender).map_or_else(drop, drop);
    }
    let booked = again.iter().any(|one| matches!(one, Again::Booking { .. }));
    same(chain, &healed, if booked { WEEKS } else { NOTES })
}

/// The chain is now as it was at another moment, but for the records of those names.
fn same(chain: &mut Chain, healed: &Snapshot, but: &[&str]) -> Result<(), Failure> {
    let unfailed = state::but(chain, but);
    chain.native.restore(healed);
    let told = state::differences(&unfailed, &state::but(chain, but));
    if told.is_empty() {
        chain.count("tried again, everything was as if nothing had failed");
        return Ok(());
    }
    Err(Failure::new(format!(
        "tried again, it is not as if nothing had failed:{told}"
    )))
}
