//! Credits that wait: time, the parties and the arbitrator decide about them.

use aftercare_interface::sla_escrow::WaitingReason;
use cosmwasm_std::Uint128;

use super::agreement::Agreement;
use super::credit::Till;
use super::key::{Key, Line};
use super::share;

impl Agreement {
    /// What time has decided about a key happens, part by part.
    pub(super) fn decide(&mut self, key: Key, now: u64, till: &mut Till) {
        let is_over = |line: &Line| line.until < now;
        while let Some(place) = self.place(key, is_over) {
            let line = self.keys[&key].waiting[place];
            match line.reason {
                WaitingReason::Contest | WaitingReason::Case => self.release(key, place, till),
                WaitingReason::Objection => self.cancel(key, place, (now, till)),
                WaitingReason::Ruling => self.split(key, place, (now, till)),
            }
        }
    }

    /// The first of a key's parts that is of some kind.
    pub(super) fn place(&self, key: Key, kind: impl Fn(&Line) -> bool) -> Option<usize> {
        self.keys.get(&key)?.waiting.iter().position(kind)
    }

    fn leave(&mut self, key: Key, place: usize) -> Option<Line> {
        let booked = self.keys.get_mut(&key)?;
        Some(booked.waiting.remove(place))
    }

    /// It is the customer's: what nothing paid is owed from now on.
    pub(super) fn release(&mut self, key: Key, place: usize, till: &mut Till) {
        if let Some(line) = self.leave(key, place) {
            till.customer += line.amount - line.unfunded;
        }
    }

    /// Nobody ruled: the customer gets the part that the terms name, and what rounding leaves.
    fn split(&mut self, key: Key, place: usize, (now, till): (u64, &mut Till)) {
        let Some(booked) = self.keys.get(&key) else {
            return;
        };
        let line = booked.waiting[place];
        let arbitration = self.terms_of(booked.period).arbitration.as_ref();
        let customers = arbitration.map_or(10_000, |named| named.default_split.0);
        let back = share(line.amount, 10_000 - customers);
        let unfunded = line.unfunded.min(back);
        if let Some(booked) = self.keys.get_mut(&key) {
            booked.stands = Some(true);
            booked.waiting[place].amount = back;
            booked.waiting[place].unfunded = unfunded;
        }
        till.customer += line.amount - back - (line.unfunded - unfunded);
        if back > 0 {
            self.cancel(key, place, (now, till));
        } else {
            self.leave(key, place);
        }
    }

    /// It goes back the way it came, the last source first: what is owed of its period, bond, fee. What of
    /// the key's want is not credited now never will be.
    pub(super) fn cancel(&mut self, key: Key, place: usize, (now, till): (u64, &mut Till)) {
        let debt = self.debt();
        let Some(booked) = self.keys.get(&key) else {
            return;
        };
        let (period, line) = (booked.period, booked.waiting[place]);
        let unfunded = self.unfunded_in(|other| other == period);
        let before = self.drawn_of(period);
        let funded = line.amount - line.unfunded;
        let to_debt = funded.min(before.debt.saturating_sub(unfunded)).min(debt);
        let to_bond = (funded - to_debt).min(before.bond);
        let to_fee = funded - to_debt - to_bond;
        let drawn = self.drawn.entry(period).or_default();
        drawn.debt -= line.unfunded + to_debt;
        drawn.bond -= to_bond;
        drawn.fee -= to_fee;
        self.leave(key, place);
        if let Some(booked) = self.keys.get_mut(&key) {
            booked.credited -= line.amount;
            booked.forgone = booked.want - booked.credited;
        }
        till.customer += to_debt;
        self.bond.credit += Uint128::new(to_bond);
        self.return_fee(period, to_fee, till);
        self.look_for_room();
        if self.is_whole(now) {
            self.short = None;
        }
    }

    /// Of a settled period to where the next settlement finds it; of one that is not kept to the payer.
    fn return_fee(&mut self, period: u32, amount: u128, till: &mut Till) {
        if period >= self.periods {
            till.payer += amount;
            self.totals.refunded += amount;
        } else if period < self.settled && amount > 0 {
            *self.withheld.entry(period).or_default() += amount;
        }
    }

    fn look_for_room(&mut self) {
        if !self.starved.is_empty() {
            self.refill = Some((0, 0, 0, 0));
        }
    }

    /// Whether the bond is all that is asked of it; of tips, whether there is one more.
    pub(super) fn is_whole(&self, now: u64) -> bool {
        let (held, (need, tip)) = (&self.bond, self.asked(now));
        held.credit >= need.credit && held.termination >= need.termination && held.tips >= tip
    }
}
