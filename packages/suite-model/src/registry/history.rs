//! How long histories are, and what of them may be forgotten when.

use std::collections::BTreeSet;

use aftercare_domain::ticket::CloseReason;

use super::ticket::{Ticket, DAY, TWO_WEEKS};
use crate::suite::{require, Done, Suite};
use crate::Refused;

/// How long a history stays where nothing else is promised.
const DEFAULT_RETENTION: u64 = 366 * DAY;

/// Lines of a history by their numbers, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// How many there were.
    pub lines: u32,
    /// Those that are left.
    pub left: BTreeSet<u32>,
}

impl History {
    /// One more line.
    pub(super) fn add(&mut self) {
        self.left.insert(self.lines);
        self.lines += 1;
    }
}

impl Suite {
    /// The oldest lines go, but for the first one and that of the rating. Time alone settles nothing here.
    pub(super) fn purge(&mut self, (ticket, lines): (u64, u32)) -> Done {
        require((1..=30).contains(&lines), "KIT-008")?;
        let (at, now) = (self.place_of(ticket)?, self.now);
        let one = &mut self.tickets[at];
        let last = one.final_at().filter(|at| now > *at);
        let last = last.ok_or(Refused("TKT-086"))?;
        require(now > last + one.retention(), "TKT-085")?;
        let goes = |line: &u32| *line > 0 && Some(*line) != one.rated;
        let left = one.history.left.iter().copied().filter(goes);
        let oldest: BTreeSet<u32> = (1..=lines).zip(left).map(|(_, line)| line).collect();
        require(!oldest.is_empty(), "TKT-087")?;
        one.history.left.retain(|line| !oldest.contains(line));
        Ok(())
    }
}

impl Ticket {
    /// The last second to reopen it; that of its end where nobody can.
    pub(crate) fn final_at(&self) -> Option<u64> {
        let (reason, closed) = self.ending?;
        let again = !is_final(reason) && self.clocks.cycle < 3;
        Some(if again { closed + TWO_WEEKS } else { closed })
    }

    /// How long its history stays after that.
    pub(crate) fn retention(&self) -> u64 {
        let terms = self.terms.as_ref();
        let promised = terms.and_then(|terms| terms.policy.retention);
        promised.map_or(DEFAULT_RETENTION, |span| span.0)
    }
}

/// Whether a ticket that ended so is never taken up again.
pub(super) fn is_final(reason: CloseReason) -> bool {
    use CloseReason::{Declined, Duplicate, Merged};
    [Declined, Merged, Duplicate].contains(&reason)
}
