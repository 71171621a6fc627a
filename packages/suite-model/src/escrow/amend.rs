//! Both sides sign other terms for periods that have not begun.

use aftercare_interface::sla_escrow::{Amendment, BondParts, PlanTerms};
use cosmwasm_std::Uint128;

use super::agreement::{Agreement, Later};
use super::begin::{comes, is_no_arbitrator};
use super::offer::hash_of;
use super::proposal::Proposal;
use super::{parts, Paid};
use crate::suite::{require, Done, Suite};
use crate::Refused;

const SEVEN_DAYS: u64 = 7 * 86_400;

/// What a change comes to now: what it costs or saves in fees, and by what the bond grows.
struct Change {
    begins: u64,
    dearer: u128,
    cheaper: u128,
    bond: BondParts,
}

impl Suite {
    pub(super) fn amend(&mut self, sender: &str, paid: Option<&Paid>, asked: &Amendment) -> Done {
        let at = self.find(asked.agreement)?;
        let one = self.agreements[at].clone();
        let by_provider = one.provider == sender;
        require(by_provider || one.is_customer_side(sender), "SLA-034")?;
        let change = self.change(&one, (asked.from_period, &asked.terms))?;
        let (held, bond, named) = if by_provider {
            (0, change.bond, one.customer)
        } else {
            (change.dearer, BondParts::default(), one.provider)
        };
        comes(paid, &one.terms.asset, (Uint128::new(held), held))?;
        self.file(Proposal {
            proposer: sender.to_owned(),
            named: Some(named),
            by_provider,
            amends: Some((asked.agreement, asked.from_period)),
            periods: one.periods - asked.from_period,
            terms: asked.terms.clone(),
            terms_id: 0,
            hash: hash_of(&asked.terms)?,
            held,
            bond,
            expires: (self.now + SEVEN_DAYS).min(change.begins - 1),
        })
    }

    fn change(&self, one: &Agreement, (from, terms): (u32, &PlanTerms)) -> Result<Change, Refused> {
        let now = self.now;
        one.require_active(now)?;
        let begins = one.start_of(from);
        require(begins > now, "SLA-056")?;
        require(from < one.periods, "KIT-008")?;
        one.has_one_change((begins, now))?;
        let last = one.last_terms();
        let keeps = terms.asset == last.asset
            && terms.period_length == last.period_length
            && terms.cooling_off == last.cooling_off;
        require(keeps, "SLA-058")?;
        let sides = (Some(one.provider.as_str()), Some(one.customer.as_str()));
        self.may_agree(sides, terms)?;
        is_no_arbitrator(terms, &one.payer)?;
        let before = one.fees(from..one.periods);
        let after = terms.fee.u128() * u128::from(one.periods - from);
        Ok(Change {
            begins,
            dearer: after.saturating_sub(before),
            cheaper: before.saturating_sub(after),
            bond: growth(&terms.bond, &one.asked(now).0),
        })
    }

    pub(super) fn accept_amendment(
        &mut self,
        proposal: &Proposal,
        paid: Option<&Paid>,
        total: Uint128,
    ) -> Done {
        let (agreement, from) = proposal.amends.ok_or(Refused("SLA-052"))?;
        let at = self.find(agreement)?;
        let one = self.agreements[at].clone();
        let change = self.change(&one, (from, &proposal.terms))?;
        let need = if proposal.by_provider {
            change.dearer
        } else {
            0
        };
        comes(paid, &one.terms.asset, (total, need))?;
        let enough = if proposal.by_provider {
            proposal.bond == change.bond
        } else {
            proposal.held == change.dearer
        };
        require(enough, "SLA-022")?;
        self.refuse_debtor(&one.provider, &one.terms.asset)?;
        if !proposal.by_provider {
            let bond = parts(&change.bond).iter().sum();
            self.reserve(&one.provider, &one.terms.asset, bond)?;
        }
        let one = &mut self.agreements[at];
        one.bond.credit += change.bond.credit;
        one.bond.termination += change.bond.termination;
        one.bond.tips += change.bond.tips;
        one.totals.deposited += change.dearer;
        one.totals.refunded += change.cheaper;
        one.later.retain(|later| later.from < from);
        one.later.push(Later {
            from,
            id: proposal.terms_id,
            terms: proposal.terms.clone(),
        });
        let payer = one.payer.clone();
        self.pay_party(at, &payer, change.cheaper)
    }
}

impl Agreement {
    /// Terms that have begun can change again once everything before them is done with; terms that have not
    /// are replaced from their first period, or an earlier one, on.
    fn has_one_change(&self, (begins, now): (u64, u64)) -> Done {
        let Some(last) = self.later.last() else {
            return Ok(());
        };
        let starts = self.start_of(last.from);
        let done =
            self.settled >= last.from && self.withheld.is_empty() && self.waits().next().is_none();
        let fits = if starts <= now {
            done
        } else {
            begins <= starts
        };
        require(fits, "SLA-057")
    }
}

/// Part by part, what new terms ask for beyond those in force and those agreed.
fn growth(asked: &BondParts, known: &BondParts) -> BondParts {
    BondParts {
        credit: asked.credit.saturating_sub(known.credit),
        termination: asked.termination.saturating_sub(known.termination),
        tips: asked.tips.saturating_sub(known.tips),
    }
}
