//! What providers pay for help.

use super::SupportTerms;
use crate::{refuse, Account, Asset, People, Refused, Step};

/// The month of a budget: 30 days, counted from the first second of 1970.
const MONTH: u64 = 30 * 86_400;

/// A provider's budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// In which asset.
    pub asset: Asset,
    /// Not spent yet.
    pub left: u128,
    /// What is paid.
    pub terms: SupportTerms,
    /// Paid in which month.
    pub spent: (u64, u128),
}

impl Budget {
    /// Paid in the month of a second.
    #[must_use]
    pub fn spent_at(&self, second: u64) -> u128 {
        if self.spent.0 == second / MONTH {
            self.spent.1
        } else {
            0
        }
    }
}

impl People {
    pub(super) fn fund_support(
        &mut self,
        step: Step<'_>,
        terms: SupportTerms,
        (asset, amount): (Asset, u128),
    ) -> Result<(), Refused> {
        if terms.per_item == 0 {
            return refuse("KIT-008");
        }
        if terms.monthly_cap < terms.per_item {
            return refuse("COM-080");
        }
        self.require_open(&asset)?;
        let budgets = &mut self.community.budgets;
        let budget = budgets.entry(step.sender.to_owned()).or_insert(Budget {
            asset: asset.clone(),
            left: 0,
            terms,
            spent: (0, 0),
        });
        if budget.asset != asset {
            return refuse("COM-079");
        }
        budget.left += amount;
        budget.terms = terms;
        Ok(())
    }

    pub(super) fn withdraw_support(&mut self, step: Step<'_>) -> Result<(), Refused> {
        let Some(budget) = self.community.budgets.remove(step.sender) else {
            return refuse("COM-081");
        };
        self.pay(step.sender, &budget.asset, budget.left);
        Ok(())
    }

    pub(super) fn confirm_helped(
        &mut self,
        step: Step<'_>,
        (pair, ticket): (Option<u8>, u64),
        item: u64,
    ) -> Result<(), Refused> {
        let (place, registry) = self.registry(step, pair)?;
        let Some(fact) = step.facts.ticket(&registry, ticket) else {
            return refuse("COM-008");
        };
        if fact.customer != step.sender {
            return refuse("COM-084");
        }
        if !fact.cited.contains(&item) {
            return refuse("COM-085");
        }
        if self.community.helped.contains(&(place, ticket, item)) {
            return refuse("COM-086");
        }
        let author = self.helpful(step, item)?;
        self.community.helped.insert((place, ticket, item));
        self.touched.accounts.insert(fact.provider.clone());
        self.pay_help(step, &fact.provider, &author)
    }

    fn helpful(&self, step: Step<'_>, item: u64) -> Result<Account, Refused> {
        let known = self.knowledge_item(item)?;
        if known.author == step.sender {
            return refuse("COM-072");
        }
        if step.now > known.review_by {
            return refuse("COM-071");
        }
        Ok(known.author.clone())
    }

    fn pay_help(&mut self, step: Step<'_>, provider: &str, author: &str) -> Result<(), Refused> {
        let Some(budget) = self.community.budgets.get_mut(provider) else {
            return refuse("COM-081");
        };
        let (spent, per_item) = (budget.spent_at(step.now.0), budget.terms.per_item);
        if budget.left < per_item {
            return refuse("COM-082");
        }
        if spent + per_item > budget.terms.monthly_cap {
            return refuse("COM-083");
        }
        budget.left -= per_item;
        budget.spent = (step.now.0 / MONTH, spent + per_item);
        let asset = budget.asset.clone();
        self.pay(author, &asset, per_item);
        Ok(())
    }
}
