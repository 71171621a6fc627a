//! Ownership in two steps.

use aftercare_domain::time::{Seconds, UnixTime};

use crate::token::Handover;
use crate::{refuse, Account, Refused};

/// Who owns, and who may take over before when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The owner.
    pub owner: Account,
    /// The next one, and the first second in which it is too late.
    pub next: Option<(Account, UnixTime)>,
}

impl Ownership {
    pub(crate) fn require(&self, sender: &str) -> Result<(), Refused> {
        if self.owner == sender {
            Ok(())
        } else {
            refuse("KIT-018")
        }
    }

    pub(crate) fn step(
        &mut self,
        now: UnixTime,
        sender: &str,
        step: &Handover,
    ) -> Result<(), Refused> {
        match step {
            Handover::Renounce => refuse("KIT-016"),
            Handover::Offer(next, until) => {
                let latest = now.plus(Seconds::days(30));
                let Some(until) = until.filter(|until| now < *until && *until <= latest) else {
                    return refuse("KIT-017");
                };
                self.require(sender)?;
                self.next = Some((next.clone(), until));
                Ok(())
            }
            Handover::Accept => self.accept(now, sender),
        }
    }

    fn accept(&mut self, now: UnixTime, sender: &str) -> Result<(), Refused> {
        match self.next.take() {
            Some((next, until)) if next == sender && now < until => {
                self.owner = next;
                Ok(())
            }
            _ => refuse("KIT-018"),
        }
    }
}
