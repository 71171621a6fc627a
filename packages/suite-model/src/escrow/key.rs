//! One booked miss, and what of its credit waits.

use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{MissCursor, MissResponse, WaitingCredit, WaitingReason};

use super::agreement::Agreement;

/// A booked miss: ticket, metric, cycle, ordinal.
pub(crate) type Key = (u64, u8, u32, u32);

/// A part of a credit that waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// How much.
    pub amount: u128,
    /// The part of it that nothing pays yet.
    pub unfunded: u128,
    /// For what.
    pub reason: WaitingReason,
    /// The last second in which the one who may act can do so.
    pub until: u64,
}

/// What a key wants and was credited, in which period, and what of it waits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Booked {
    pub want: u128,
    pub credited: u128,
    pub period: u32,
    /// The due of its worst measure.
    pub due: u64,
    /// What of the want was cancelled, and comes back never.
    pub forgone: u128,
    pub waiting: Vec<Line>,
    pub dispute: Option<u64>,
    /// Whether the contested credit stands.
    pub stands: Option<bool>,
}

impl Booked {
    /// What it wants beyond what it was credited.
    pub fn missing(&self) -> u128 {
        let wanted = self.want.saturating_sub(self.forgone);
        wanted.saturating_sub(self.credited)
    }

    /// Whether a cap cut it short.
    pub fn is_cut(&self) -> bool {
        self.stands != Some(false) && self.missing() > 0
    }

    /// Whether it was cancelled, and nothing of it is left.
    pub fn is_cancelled(&self) -> bool {
        self.stands == Some(false) || (self.credited == 0 && self.forgone > 0)
    }

    /// What waits for some reasons leaves it, as one part.
    pub fn take(&mut self, reasons: &[WaitingReason]) -> Option<Line> {
        let waiting = std::mem::take(&mut self.waiting);
        let (taken, stays) = waiting
            .into_iter()
            .partition(|line| reasons.contains(&line.reason));
        self.waiting = stays;
        let taken: Vec<Line> = taken;
        let last = *taken.last()?;
        Some(Line {
            amount: taken.iter().map(|line| line.amount).sum(),
            unfunded: taken.iter().map(|line| line.unfunded).sum(),
            ..last
        })
    }

    /// What waits for the same as long is one part.
    pub fn add(&mut self, line: Line) {
        let alike = |old: &&mut Line| old.reason == line.reason && old.until == line.until;
        match self.waiting.iter_mut().find(alike) {
            Some(old) => {
                old.amount += line.amount;
                old.unfunded += line.unfunded;
            }
            None => self.waiting.push(line),
        }
    }
}

/// The key that a cursor names.
pub(crate) const fn key_of(cursor: &MissCursor) -> Key {
    let metric = cursor.metric.index();
    (cursor.subject, metric, cursor.cycle, cursor.ordinal)
}

/// The cursor that names a key.
pub(crate) fn cursor_of((subject, metric, cycle, ordinal): Key) -> MissCursor {
    let mut known = Metric::ALL.into_iter();
    let found = known.find(|known| known.index() == metric);
    MissCursor {
        subject,
        metric: found.unwrap_or(Metric::Availability),
        cycle,
        ordinal,
    }
}

impl Agreement {
    /// All that waits.
    pub(crate) fn waits(&self) -> impl Iterator<Item = &Line> {
        self.keys.values().flat_map(|key| &key.waiting)
    }

    /// What of it is unfunded, in some periods.
    pub(crate) fn unfunded_in(&self, periods: impl Fn(u32) -> bool) -> u128 {
        let inside = self.keys.values().filter(|key| periods(key.period));
        let lines = inside.flat_map(|key| &key.waiting);
        lines.map(|line| line.unfunded).sum()
    }

    /// The booked misses, as the escrow tells them.
    #[must_use]
    pub fn misses(&self) -> Vec<MissResponse> {
        let row = |(key, booked): (&Key, &Booked)| MissResponse {
            key: cursor_of(*key),
            period: booked.period,
            want: booked.want.into(),
            credited: booked.credited.into(),
            due: UnixTime(booked.due),
            waiting: booked.waiting.iter().map(told).collect(),
            dispute: booked.dispute,
            cancelled: booked.stands == Some(false),
        };
        self.keys.iter().map(row).collect()
    }
}

fn told(line: &Line) -> WaitingCredit {
    WaitingCredit {
        amount: line.amount.into(),
        reason: line.reason,
        until: UnixTime(line.until),
    }
}
