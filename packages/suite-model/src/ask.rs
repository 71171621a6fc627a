//! What can be asked of the model.

use aftercare_interface as interface;

use crate::escrow::Agreement;
use crate::purse::Asset;
use crate::suite::{of, Suite};

impl Suite {
    /// Somebody has so much to begin with.
    pub fn fund(&mut self, account: &str, asset: &interface::Asset, amount: u128) {
        self.wallets.put(account, &of(asset), amount);
    }

    /// Time passes.
    pub fn pass(&mut self, to: u64) {
        self.now = to;
    }

    /// A provider's free bond.
    #[must_use]
    pub fn free_of(&self, account: &str, asset: &interface::Asset) -> u128 {
        self.free.of(account, &of(asset))
    }

    /// Of an account and an asset: wallet, claim, free bond, bond behind agreements, debts, burnt fees.
    #[must_use]
    pub fn purse(&self, account: &str, asset: &interface::Asset) -> [u128; 6] {
        let mut theirs = vec![];
        for one in &self.agreements {
            if one.provider == account && one.terms.asset == *asset {
                theirs.push(one);
            }
        }
        let proposed = self.desk.proposals.values();
        let proposed = proposed.filter(|one| one.proposer == account && one.terms.asset == *asset);
        let set_aside: u128 = proposed.map(|one| one.reserved()).sum();
        let asset = of(asset);
        [
            self.wallets.of(account, &asset),
            self.claims.of(account, &asset),
            self.free.of(account, &asset),
            set_aside + theirs.iter().map(|one| one.bond_left()).sum::<u128>(),
            theirs.iter().map(|one| one.debt()).sum(),
            self.burnt.of(account, &asset),
        ]
    }

    /// Everything that an account has anywhere.
    #[must_use]
    pub fn purse_of(&self, account: &str) -> [Vec<(Asset, u128)>; 4] {
        [&self.wallets, &self.claims, &self.free, &self.burnt].map(|purses| purses.all_of(account))
    }

    /// Whether a provider takes tickets without an agreement, how many, and how many are open as far as
    /// somebody has settled them.
    #[must_use]
    pub fn intake(&self, provider: &str) -> (bool, u32, u32) {
        let (open, most) = self.intakes.get(provider).copied().unwrap_or_default();
        let mut taken = 0;
        for ticket in &self.tickets {
            taken +=
                u32::from(ticket.takes_slot() && ticket.provider == provider && ticket.counted);
        }
        (open, most, taken)
    }

    /// Instants to come at which time alone changes what a message does, in order.
    #[must_use]
    pub fn deadlines(&self) -> Vec<u64> {
        let mut all = vec![];
        for one in self.agreements.iter().filter(|one| !one.ended) {
            all.extend(one.deadlines());
        }
        for ticket in &self.tickets {
            all.extend(ticket.deadlines(self.now));
        }
        all.extend(self.desk.deadlines());
        all.retain(|at| *at > self.now);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What happened so far, in numbers that show whether lives go everywhere.
    #[must_use]
    pub fn happened(&self) -> [(&'static str, u64); 14] {
        let agreements = |holds: fn(&Agreement) -> bool| {
            self.agreements.iter().filter(|one| holds(one)).count() as u64
        };
        let closed = self.tickets.iter().filter(|one| one.ending.is_some());
        let keys = self.agreements.iter().map(|one| one.keys.len() as u64);
        [
            ("agreements", agreements(|_| true)),
            ("agreements ended", agreements(|one| one.ended)),
            (
                "agreements with credits",
                agreements(|one| !one.keys.is_empty()),
            ),
            (
                "agreements credited from the bond",
                agreements(|one| one.from_bond() > 0),
            ),
            ("agreements in debt", agreements(|one| one.as_debt() > 0)),
            (
                "agreements that gave tips",
                agreements(|one| one.totals.tipped > 0),
            ),
            (
                "agreements renewed",
                agreements(|one| one.renewed.is_some()),
            ),
            (
                "agreements amended",
                agreements(|one| !one.later.is_empty()),
            ),
            (
                "agreements with cancelled credits",
                agreements(|one| one.keys.values().any(|key| key.forgone > 0)),
            ),
            (
                "agreements whose credits look for room",
                agreements(|one| !one.starved.is_empty()),
            ),
            ("disputes", self.desk.disputes() as u64),
            ("misses that raised a want", keys.sum()),
            ("tickets", self.tickets.len() as u64),
            ("tickets closed", closed.count() as u64),
        ]
    }
}
