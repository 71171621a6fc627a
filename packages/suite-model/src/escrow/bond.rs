//! A provider's own money, and what it owes.

use aftercare_interface::Asset;

use super::{larger, parts, Paid};
use crate::suite::{of, require, Done, Suite};

impl Suite {
    pub(super) fn deposit(&mut self, sender: &str, paid: &Paid) -> Done {
        self.takes(&paid.asset)?;
        self.free.put(sender, &of(&paid.asset), paid.amount);
        Ok(())
    }

    pub(super) fn withdraw_bond(&mut self, sender: &str, asset: &Asset, amount: u128) -> Done {
        require(amount > 0, "KIT-008")?;
        self.refuse_debtor(sender, asset)?;
        require(self.free.take(sender, &of(asset), amount), "SLA-024")?;
        self.push(sender, asset, amount)
    }

    /// Each part is again what the terms ask for.
    pub(super) fn refill(&mut self, sender: &str, agreement: u64) -> Done {
        let at = self.find(agreement)?;
        let one = self.agreements[at].clone();
        require(one.provider == sender, "SLA-008")?;
        let (need, _) = one.asked(self.now);
        let whole = larger(&one.bond, &need);
        let missing = parts(&whole).iter().sum::<u128>() - one.bond_left();
        let owes = missing > 0 || one.short.is_some();
        require(owes && !one.ended, "SLA-080")?;
        self.reserve(sender, &one.terms.asset, missing)?;
        let one = &mut self.agreements[at];
        (one.bond, one.short) = (whole, None);
        Ok(())
    }

    pub(super) fn pay_debt(&mut self, paid: &Paid, agreement: u64) -> Done {
        let at = self.find(agreement)?;
        let one = &self.agreements[at];
        require(one.debt() > 0, "SLA-033")?;
        require(one.terms.asset == paid.asset, "SLA-021")?;
        require((1..=one.debt()).contains(&paid.amount), "KIT-008")?;
        self.repay(at, paid.amount)
    }

    pub(super) fn collect_debt(&mut self, agreement: u64) -> Done {
        let at = self.find(agreement)?;
        let one = self.agreements[at].clone();
        require(one.debt() > 0, "SLA-033")?;
        let asset = of(&one.terms.asset);
        let reach = self.free.of(&one.provider, &asset).min(one.debt());
        require(reach > 0, "KIT-008")?;
        self.free.take(&one.provider, &asset, reach);
        self.repay(at, reach)
    }

    fn repay(&mut self, at: usize, amount: u128) -> Done {
        let one = &mut self.agreements[at];
        one.totals.debt_paid += amount;
        let customer = one.customer.clone();
        self.pay_party(at, &customer, amount)
    }

    /// Thanks a stranger for so many acts, ten a period at most, as far as the bond's part for it reaches.
    pub(super) fn thank(&mut self, at: usize, keeper: &str, acts: u32) {
        let now = self.now;
        let one = &self.agreements[at];
        let tip = one.terms_at(now).tip;
        let party = [&one.customer, &one.payer, &one.provider]
            .into_iter()
            .chain(&one.payees)
            .any(|party| party == keeper);
        let period = u64::from(one.clock(now));
        if tip.is_zero() || party {
            return;
        }
        let (provider, asset) = (one.provider.clone(), of(&one.terms.asset));
        let customer = &one.customer;
        if self.is_agent_lately(&provider, keeper) || self.is_delegate_lately(customer, keeper) {
            return;
        }
        let one = &mut self.agreements[at];
        let (_, enough) = one.asked(now);
        let given = one.tips.entry(period).or_default();
        for _ in 0..acts {
            if *given < 10 && one.bond.tips >= tip {
                *given += 1;
                one.bond.tips -= tip;
                one.totals.tipped += tip.u128();
                self.claims.put(keeper, &asset, tip.u128());
                if one.bond.tips < enough {
                    one.short = one.short.or(Some(now));
                }
            }
        }
    }

    /// Where nothing is left to happen the bond is free again.
    pub(super) fn conclude(&mut self, at: usize) {
        let one = &mut self.agreements[at];
        let waits = one.waits().next().is_some() || !one.withheld.is_empty();
        if one.ended || one.settled < one.periods || waits {
            return;
        }
        one.ended = true;
        (one.short, one.refill) = (None, None);
        let bond = std::mem::take(&mut one.bond);
        let (provider, asset) = (one.provider.clone(), of(&one.terms.asset));
        for part in [bond.credit, bond.termination, bond.tips] {
            self.free.put(&provider, &asset, part.u128());
        }
    }
}
