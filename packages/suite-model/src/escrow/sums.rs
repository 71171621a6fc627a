//! The named accounts of an agreement, each summed from what happened.

use super::agreement::{Agreement, Drawn};
use super::parts;

/// The named accounts of an agreement, in the order of the escrow's ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums(pub [u128; 19]);

impl Agreement {
    fn drawn(&self, part: fn(&Drawn) -> u128) -> u128 {
        self.drawn.values().map(part).sum()
    }

    /// Credits that came out of the bond.
    #[must_use]
    pub fn from_bond(&self) -> u128 {
        self.drawn(|drawn| drawn.bond)
    }

    /// Credits that nothing paid when they were booked.
    #[must_use]
    pub fn as_debt(&self) -> u128 {
        self.drawn(|drawn| drawn.debt)
    }

    /// What the provider owes the customer: what nothing paid and nobody can act on any more.
    #[must_use]
    pub fn debt(&self) -> u128 {
        self.as_debt() - self.unfunded_in(|_| true) - self.totals.debt_paid
    }

    /// Money that waits.
    pub(crate) fn waiting(&self) -> u128 {
        let funded = self.waits().map(|line| line.amount - line.unfunded);
        funded.sum()
    }

    pub(crate) fn escrowed(&self) -> u128 {
        let open = self.settled..self.periods;
        open.map(|period| self.left(period)).sum()
    }

    pub(crate) fn bond_left(&self) -> u128 {
        parts(&self.bond).iter().sum()
    }

    /// All of it that the escrow holds.
    pub(crate) fn held(&self) -> u128 {
        let kept: u128 = self.withheld.values().sum();
        self.escrowed() + kept + self.waiting() + self.bond_left()
    }

    /// Its named accounts.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let totals = &self.totals;
        let [credit, termination, tips] = parts(&self.bond);
        Sums([
            totals.deposited,
            self.escrowed(),
            self.withheld.values().sum(),
            self.waiting(),
            credit,
            termination,
            tips,
            self.debt(),
            totals.debt_paid,
            self.credited_in(|_| true),
            self.from_bond(),
            self.as_debt(),
            totals.refunded,
            totals.termination_credit,
            totals.tipped,
            totals.paid,
            totals.fees,
            totals.burnt,
            u128::from(self.settled),
        ])
    }
}
