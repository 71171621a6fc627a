//! Each message that a contract sends, refused in turn: either the whole message is refused and not a byte has
//! changed, or what failed is kept under its owner's name, and once it is tried again everything is as if
//! nothing had failed.

use aftercare_engine::Failure;
use cosmwasm_std::Event;

use super::again::Again;
use super::beside::{Chain, Message, Trial};
use super::{books, heal};

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
    heal::comes_home(chain, message, &again, |_| Ok(()))
}
