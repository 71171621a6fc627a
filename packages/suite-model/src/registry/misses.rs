//! What the escrow hears of late clocks, and when.

use std::collections::BTreeMap;

use aftercare_clock_model::{Clock, State, Verdict};
use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::Miss;

use super::ticket::Ticket;
use crate::escrow::is_reached;
use crate::suite::{Done, Suite};

/// The most misses that the escrow hears of in one message.
const MAX_MISSES: usize = 30;

impl Suite {
    /// Time is settled, and what is late is booked: of running clocks the first lateness and each tier.
    pub(super) fn poke(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.settled(ticket)?;
        self.tickets[at].count_running();
        self.heard.1 = Some(sender.to_owned());
        self.hear(at, Ticket::is_worth);
        Ok(())
    }

    /// What a poke books, without anybody to thank for it.
    pub(super) fn book_running(&mut self, at: usize) {
        self.tickets[at].count_running();
        self.hear(at, Ticket::is_worth);
    }

    /// Of clocks that do not run, the final lateness.
    pub(super) fn book_stopped(&mut self, at: usize) {
        self.hear(at, |_, (_, _, clock)| !clock.is_running());
    }

    fn hear(&mut self, at: usize, worth: impl Fn(&Ticket, (Metric, u32, &Clock)) -> bool) {
        if self.tickets[at].agreement.is_none() {
            return;
        }
        self.tickets[at].note_late(worth);
        if !self.heard.0.contains(&at) {
            self.heard.0.push(at);
        }
    }

    /// The escrow hears of what was noted, ticket by ticket, and of a key only the last: so it would come again,
    /// were it refused, and under a cap the first gets the credit.
    pub(crate) fn book_heard(&mut self) -> Done {
        let (tickets, keeper) = std::mem::take(&mut self.heard);
        let registry = self.peers.registry.clone();
        for at in tickets {
            let noted = std::mem::take(&mut self.tickets[at].noted);
            let by_key = noted.into_iter().map(|miss| {
                let key = (miss.cycle, miss.metric.index(), miss.ordinal);
                (key, miss)
            });
            let misses: Vec<Miss> = BTreeMap::from_iter(by_key).into_values().collect();
            let Some(agreement) = self.tickets[at].agreement else {
                continue;
            };
            for parcel in misses.chunks(MAX_MISSES) {
                self.book(&registry, agreement, (parcel, keeper.as_deref()))?;
            }
        }
        Ok(())
    }
}

/// How late a clock is.
fn late(clock: &Clock) -> Option<i64> {
    match clock.verdict() {
        Verdict::Missed(late) => Some(late),
        _ => None,
    }
}

fn miss(
    (subject, cycle): (u64, u32),
    (metric, ordinal, clock): (Metric, u32, &Clock),
) -> Option<Miss> {
    Some(Miss {
        subject,
        metric,
        cycle,
        ordinal,
        due: UnixTime(clock.missed()?.unsigned_abs()),
        measure: measure(clock, late(clock)?),
    })
}

const fn measure(clock: &Clock, late: i64) -> Measure {
    Measure::Late {
        late: Seconds(late.unsigned_abs()),
        target: Seconds(clock.target.unsigned_abs()),
    }
}

impl Ticket {
    /// How late clocks are is final for the targets that they have, or worth being heard of.
    pub(super) fn note_late(&mut self, worth: impl Fn(&Self, (Metric, u32, &Clock)) -> bool) {
        let rows = self.timed().into_iter();
        let news = rows.filter(|row| self.is_news(*row) && worth(self, *row));
        let of = (self.number, self.clocks.cycle);
        let misses: Vec<Miss> = news.filter_map(|row| miss(of, row)).collect();
        for miss in &misses {
            self.history.add();
            let Measure::Late { late, .. } = miss.measure else {
                continue;
            };
            let key = (miss.metric, miss.ordinal);
            let late = i64::try_from(late.0).unwrap_or(i64::MAX);
            self.booked.insert(key, late);
        }
        self.noted.extend(misses);
    }

    /// Whether it is later than the escrow has heard, and does not wait for the word on what a bot suggested.
    fn is_news(&self, (metric, ordinal, clock): (Metric, u32, &Clock)) -> bool {
        let (state, since) = (self.clocks.state, self.clocks.since());
        if state == State::Suggested && clock.missed().is_some_and(|due| due > since) {
            return false;
        }
        let heard = self.booked.get(&(metric, ordinal)).copied();
        late(clock).is_some_and(|late| late > heard.unwrap_or_default())
    }

    /// Of a running clock, the first lateness and each that reaches another tier.
    fn is_worth(&self, (metric, ordinal, clock): (Metric, u32, &Clock)) -> bool {
        let heard = self.booked.get(&(metric, ordinal)).copied();
        let (Some(heard), Some(late), true) = (heard, late(clock), clock.is_running()) else {
            return true;
        };
        let terms = self.terms.as_ref();
        let tiers = terms.map_or(&[][..], |terms| terms.schedule.of(metric));
        tiers.iter().any(|tier| {
            is_reached(tier.from, measure(clock, late))
                && !is_reached(tier.from, measure(clock, heard))
        })
    }
}
