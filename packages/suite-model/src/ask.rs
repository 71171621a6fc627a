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
        let parts = |one: &Agreement| {
            let bond = &one.bond;
            [bond.credit, bond.termination, bond.tips].map(|part| part.u128())
        };
        let asset = of(asset);
        [
            self.wallets.of(account, &asset),
            self.claims.of(account, &asset),
            self.free.of(account, &asset),
            theirs.iter().flat_map(|one| parts(one)).sum(),
            theirs.iter().map(|one| one.debt()).sum(),
            self.burnt.of(account, &asset),
        ]
    }

    /// Everything that an account has anywhere.
    #[must_use]
    pub fn purse_of(&self, account: &str) -> [Vec<(Asset, u128)>; 4] {
        [&self.wallets, &self.claims, &self.free, &self.burnt].map(|purses| purses.all_of(account))
    }

    /// Instants to come at which time alone changes what a message does, in order.
    #[must_use]
    pub fn deadlines(&self) -> Vec<u64> {
        let mut all = vec![];
        for one in self.agreements.iter().filter(|one| !one.ended) {
            all.extend(one.deadlines());
        }
        all.retain(|at| *at > self.now);
        all.sort_unstable();
        all.dedup();
        all
    }
}
