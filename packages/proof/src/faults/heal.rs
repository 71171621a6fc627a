//! What failed, tried again: everything is as if nothing had failed.

use aftercare_engine::{Failure, Snapshot};

use super::again::Again;
use super::beside::{Chain, Message};
use super::{books, state};

/// The records in which a push is noted until another one takes its place: a push that failed is no longer in
/// them, and one that did not is never read again.
const NOTES: &[&str] = &["books_push"];
/// Where a booking was tried again besides: what the next word on a ticket counts in its provider's week is
/// counted already, what was sent last was sent in the order of the records, and two payments that go out as one
/// are one push less in the count of an asset, whose total the books themselves show.
const WEEKS: &[&str] = &["books_asset", "course", "week", "sent"];

/// What failed is kept under its owner's name, and once it is tried again everything is as if nothing had
/// failed; before that, whatever made it fail is mended.
///
/// # Errors
/// What is not kept, or differs.
pub fn comes_home(
    chain: &mut Chain,
    message: &Message<'_>,
    again: &[Again],
    mend: impl Fn(&mut Chain) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for one in again {
        one.is_kept(chain)?;
        chain.count(one.kept_as());
    }
    mend(chain)?;
    for one in again {
        one.send(chain, message.sender)?;
    }
    books::balance(chain)?;
    let healed = chain.native.snapshot();
    chain.native.restore(message.after);
    mend(chain)?;
    for one in again {
        // Where nothing failed there may be nothing to try again.
        one.send(chain, message.sender).map_or_else(drop, drop);
    }
    let mut but = NOTES.to_vec();
    if again.iter().any(|one| matches!(one, Again::Booking { .. })) {
        but.extend(WEEKS);
    }
    same(chain, &healed, &but)
}

/// The chain is now as it was at another moment, but for the records of those names.
fn same(chain: &mut Chain, healed: &Snapshot, but: &[&str]) -> Result<(), Failure> {
    let unfailed = state::but(&chain.native, but);
    chain.native.restore(healed);
    let told = state::differences(&unfailed, &state::but(&chain.native, but));
    if told.is_empty() {
        chain.count("tried again, everything was as if nothing had failed");
        return Ok(());
    }
    Err(Failure::new(format!(
        "tried again, it is not as if nothing had failed:{told}"
    )))
}
