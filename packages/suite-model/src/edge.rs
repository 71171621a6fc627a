//! Last and first seconds at which a message of one kind begins or ceases to be possible.

use crate::escrow::Turn;
use crate::purse::Account;
use crate::registry::{Ticket, DAY, LINK_MEMORY, TWO_WEEKS};
use crate::suite::Suite;

/// What such a second decides. Numbers are places in the model's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The last second to take everything back.
    CoolingOff(usize),
    /// The first second in which a notice keeps a period more.
    Notice(usize),
    /// The last second to refill a bond.
    Refill(usize),
    /// The first second to settle a period.
    Settle(usize),
    /// The last second of a window, or of a target.
    Poke(usize),
    /// The last second to reopen and to rate.
    Reopen(usize),
    /// The last second to object to a lower priority.
    Object(usize),
    /// The last second without another raise.
    Raise(usize),
    /// The last second to say that a word was none.
    Flag(usize),
    /// The last second of a claim, while nobody says a word.
    Claim(usize),
    /// The last second to rate a period of an agreement.
    Rate(usize),
    /// The last second in which a history stays whole.
    Purge(usize),
    /// The last second of the link between a provider and an agent.
    Link(Account, Account),
    /// Anything about proposals, waiting credits, pauses and lost keys.
    Deal(Turn),
}

impl Suite {
    /// All edges to come.
    #[must_use]
    pub fn edges(&self) -> Vec<(u64, Edge)> {
        let mut all = vec![];
        for (at, one) in self.agreements.iter().enumerate() {
            let over = one.ended_period(self.now);
            all.extend(over.map(|(_, end)| (end + TWO_WEEKS, Edge::Rate(at))));
            if one.ended {
                continue;
            }
            let last = one.cooling_off_until();
            all.extend(last.map(|last| (last, Edge::CoolingOff(at))));
            let short = one.short.map(|since| since + one.terms.notice.0);
            all.extend(short.map(|until| (until, Edge::Refill(at))));
            for period in one.settled..one.periods {
                let notice = one.start_of(period).saturating_sub(one.terms.notice.0);
                all.push((notice, Edge::Notice(at)));
                all.push((one.settleable_from(period), Edge::Settle(at)));
            }
        }
        for (at, ticket) in self.tickets.iter().enumerate() {
            all.extend(self.of_ticket(at, ticket));
        }
        for ((provider, agent), link) in &self.agents {
            let edge = Edge::Link(provider.clone(), agent.clone());
            all.push((link.until + LINK_MEMORY, edge));
        }
        let turns = self.turns().into_iter();
        all.extend(turns.map(|(at, turn)| (at, Edge::Deal(turn))));
        all.retain(|(at, _)| *at > self.now + 1);
        all
    }

    fn of_ticket(&self, at: usize, ticket: &Ticket) -> Vec<(u64, Edge)> {
        let seen = ticket.at(self.now);
        if let Some((_, closed)) = seen.ending {
            let last = seen.final_at().unwrap_or(closed) + seen.retention();
            return vec![
                (closed + TWO_WEEKS, Edge::Reopen(at)),
                (last, Edge::Purge(at)),
            ];
        }
        let ends = ticket.deadlines(self.now).into_iter();
        let mut all: Vec<_> = ends.map(|end| (end, Edge::Poke(at))).collect();
        let lower = ticket.lower.map(|offer| (offer.until, Edge::Object(at)));
        let raised = ticket.raises.last();
        let raised = raised.map(|last| (last + DAY - 1, Edge::Raise(at)));
        let word = ticket.words.0.map(|word| (word + 3 * DAY, Edge::Flag(at)));
        let claim = ticket.claimed_until().map(|until| (until, Edge::Claim(at)));
        all.extend([lower, raised, word, claim].into_iter().flatten());
        all
    }
}
