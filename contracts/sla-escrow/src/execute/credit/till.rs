//! An agreement's records while credits move in one message: what reaches the customer leaves once, at the end.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{MissCursor, WaitingReason};
use cosmwasm_std::{Addr, Storage};

use super::super::{add_to, debt, minus, payout, take_from, Deed};
use super::period;
use crate::agreement::Agreement;
use crate::error::{ContractError, Refusal};
use crate::event::CreditReleased;
use crate::state::{
    miss_cursor, miss_key, Credits, Line, MissKey, MissRecord, DISPUTES, MISSES, WAITING,
};

/// Most parts of one credit that wait. A schedule has fewer tiers; what finds room after a cancellation is
/// left where it is when there are as many.
pub(super) const MAX_LINES: usize = 16;

pub(super) struct Till<'a> {
    pub storage: &'a mut dyn Storage,
    pub agreement: &'a mut Agreement,
    pub deed: &'a mut Deed,
    pub now: UnixTime,
    /// The customer's, and still here.
    pub paid: u128,
    /// The payer's, and still here.
    pub refunded: u128,
}

/// A booked miss under its key, and what its row in [`WAITING`] says.
pub(crate) struct Held {
    pub key: MissKey,
    pub cursor: MissCursor,
    pub record: MissRecord,
    row: Option<UnixTime>,
}

impl Held {
    pub fn new(cursor: MissCursor, record: MissRecord) -> Self {
        Self {
            key: miss_key(&cursor),
            row: first_end(&record),
            cursor,
            record,
        }
    }

    /// What waits for one of these reasons leaves the record, as one part.
    pub fn take(&mut self, reasons: &[WaitingReason]) -> Result<Line, Refusal> {
        let mut sum = Line {
            amount: 0,
            unfunded: 0,
            reason: WaitingReason::Ruling,
            until: self.record.due,
        };
        let lines = std::mem::take(&mut self.record.waiting);
        for line in lines {
            if reasons.contains(&line.reason) {
                sum.until = line.until;
                sum.reason = line.reason;
                add_to(&mut sum.amount, line.amount, "waiting")?;
                add_to(&mut sum.unfunded, line.unfunded, "waiting")?;
            } else {
                self.record.waiting.push(line);
            }
        }
        Ok(sum)
    }

    /// What waits for the same as long is one part.
    pub fn add(&mut self, line: Line) -> Result<(), Refusal> {
        let alike = |old: &&mut Line| old.reason == line.reason && old.until == line.until;
        match self.record.waiting.iter_mut().find(alike) {
            Some(old) => {
                add_to(&mut old.amount, line.amount, "waiting")?;
                add_to(&mut old.unfunded, line.unfunded, "waiting")
            }
            None => {
                self.record.waiting.push(line);
                Ok(())
            }
        }
    }
}

/// The last second in which somebody can act on the first part of a credit.
fn first_end(record: &MissRecord) -> Option<UnixTime> {
    record.waiting.iter().map(|line| line.until).min()
}

impl<'a> Till<'a> {
    pub fn new(
        storage: &'a mut dyn Storage,
        (agreement, deed): (&'a mut Agreement, &'a mut Deed),
        now: UnixTime,
    ) -> Self {
        Self {
            storage,
            agreement,
            deed,
            now,
            paid: 0,
            refunded: 0,
        }
    }

    /// What became the customer's and the payer's leaves.
    pub fn pay(self, contract: &Addr) -> Result<(), Refusal> {
        let (agreement, to) = (&*self.agreement, (contract, self.now));
        let (customer, payer) = (&agreement.cover.customer, agreement.payer());
        for (party, amount) in [(customer, self.paid), (payer, self.refunded)] {
            payout::push(self.storage, to, (agreement, party, amount), self.deed)?;
        }
        Ok(())
    }

    pub fn load(&self, key: MissKey) -> Result<Held, Refusal> {
        let agreement = self.agreement.id;
        let record = MISSES.may_load(self.storage, (agreement, key))?;
        let record = record.ok_or(ContractError::UnknownMiss { agreement })?;
        Ok(Held::new(miss_cursor(key)?, record))
    }

    /// Saves a miss, and moves its one row in [`WAITING`].
    pub fn save(&mut self, held: &Held) {
        let (id, key, row) = (self.agreement.id, held.key, first_end(&held.record));
        let keys = &mut self.agreement.money.waiting_keys;
        if row != held.row {
            if let Some(old) = held.row {
                *keys = keys.saturating_sub(1);
                WAITING.remove(self.storage, (id, (old.0, key)));
            }
            if let Some(new) = row {
                *keys = keys.saturating_add(1);
                WAITING.save(self.storage, (id, (new.0, key)), &());
            }
        }
        MISSES.save(self.storage, (id, key), &held.record);
    }

    /// What time has decided about the parts of a credit happens.
    pub fn decide(&mut self, held: &mut Held) -> Result<(), Refusal> {
        let now = self.now;
        let lines = std::mem::take(&mut held.record.waiting);
        let full = lines.len() >= MAX_LINES;
        let (over, open): (Vec<Line>, Vec<Line>) =
            lines.into_iter().partition(|line| line.until < now);
        held.record.waiting = open;
        for line in &over {
            match line.reason {
                WaitingReason::Contest | WaitingReason::Case => self.release(held, line)?,
                WaitingReason::Objection => self.cancel(held, line)?,
                WaitingReason::Ruling => self.split(held, line)?,
            }
        }
        if full && !over.is_empty() {
            self.look_for_room()?;
        }
        Ok(())
    }

    /// A part of a credit is the customer's: what there is money for leaves, the rest is owed.
    pub fn release(&mut self, held: &Held, line: &Line) -> Result<(), Refusal> {
        let funded = minus(line.amount, line.unfunded, "waiting")?;
        take_from(&mut self.agreement.money.waiting, funded, "waiting")?;
        add_to(&mut self.paid, funded, "credited")?;
        if line.unfunded > 0 {
            let period = held.record.period;
            let standing = period::load(self.storage, self.agreement, period)?;
            let credits = Credits {
                unowed: minus(standing.credits.unowed, line.unfunded, "waiting")?,
                ..standing.credits
            };
            period::save(self.storage, self.agreement.id, (&standing, credits))?;
            debt::owe(self.storage, (self.agreement, line.unfunded), self.deed)?;
        }
        let cursor = &held.cursor;
        self.deed.tell(CreditReleased {
            agreement: self.agreement.id,
            subject: cursor.subject,
            metric: cursor.metric,
            cycle: cursor.cycle,
            ordinal: cursor.ordinal,
            waited_for: line.reason,
            until: line.until,
            amount: line.amount,
            as_debt: line.unfunded,
        });
        Ok(())
    }

    /// Nobody ruled in time: the customer gets the part that the terms name, and what was left by rounding.
    fn split(&mut self, held: &mut Held, line: &Line) -> Result<(), Refusal> {
        let arbitration = self.agreement.arbitration_of(held.record.period)?;
        let whole = aftercare_domain::money::Bps::WHOLE.0;
        let back = whole.saturating_sub(arbitration.default_split.0);
        let back = aftercare_domain::money::Bps(back).of(line.amount);
        let amount = back.ok_or_else(|| crate::error::overflow("waiting"))?;
        let cancelled = Line {
            amount,
            unfunded: line.unfunded.min(amount),
            ..*line
        };
        let released = Line {
            amount: minus(line.amount, amount, "waiting")?,
            unfunded: minus(line.unfunded, cancelled.unfunded, "waiting")?,
            ..*line
        };
        self.close(held, true)?;
        self.release(held, &released)?;
        if amount > 0 {
            self.cancel(held, &cancelled)?;
        }
        Ok(())
    }

    /// Notes what was decided about a contested credit.
    pub fn close(&mut self, held: &mut Held, stands: bool) -> Result<(), Refusal> {
        held.record.decided = Some(stands);
        if let Some(number) = held.record.dispute {
            let mut dispute = DISPUTES.load(self.storage, number)?;
            dispute.stands = Some(stands);
            DISPUTES.save(self.storage, number, &dispute);
        }
        Ok(())
    }
}
