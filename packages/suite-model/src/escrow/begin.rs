//! Plans, and how agreements begin and grow.

use std::collections::BTreeMap;

use aftercare_domain::policy::ServiceHours;
use aftercare_interface::sla_escrow::{PlanTerms, Subscription};
use cosmwasm_std::{to_json_vec, HexBinary, Uint128};
use sha2::{Digest, Sha256};

use super::agreement::{Agreement, Totals};
use super::{share, Paid, Plan};
use crate::suite::{of, refuse, require, Done, Suite};
use crate::Refused;

/// The sum of a bond's parts.
pub(crate) fn whole_bond(terms: &PlanTerms) -> u128 {
    let bond = &terms.bond;
    [bond.credit, bond.termination, bond.tips]
        .map(|part| part.u128())
        .iter()
        .sum()
}

impl Suite {
    /// What is checked of terms, as far as plans are drawn that break it: title, asset, fee, capacity, bond.
    pub(super) fn publish(&mut self, sender: &str, terms: &PlanTerms) -> Done {
        require((1..=80).contains(&terms.title.len()), "KIT-004")?;
        require(self.listed.contains(&terms.asset), "KIT-010")?;
        let (fee, bond) = (terms.fee.u128(), &terms.bond);
        let cap = share(fee, terms.caps.period.0);
        let leaving = share(fee, terms.termination_credit.0);
        let covers = bond.credit.u128() >= cap && bond.termination.u128() >= leaving;
        let sound = fee > 0 && terms.capacity > 0 && covers && bond.tips >= terms.tip;
        require(sound, "KIT-008")?;
        if let ServiceHours::Calendar(calendar) = terms.policy.p4.hours {
            require(calendar == 1, "SLA-015")?;
            require(self.calendar.as_deref() == Some(sender), "SLA-016")?;
        }
        let text = to_json_vec(terms).map_err(|_| Refused("no JSON"))?;
        self.plans.push(Plan {
            provider: sender.to_owned(),
            terms: terms.clone(),
            hash: HexBinary::from(Sha256::digest(text).to_vec()),
            retired: false,
        });
        Ok(())
    }

    pub(super) fn retire(&mut self, sender: &str, plan: u64) -> Done {
        let found = self.plan(plan)?;
        require(found.provider == sender, "SLA-008")?;
        require(!found.retired, "SLA-011")?;
        let numbered = self.plans.iter_mut().zip(1u64..);
        let found = numbered.filter(|(_, number)| *number == plan);
        found.for_each(|(found, _)| found.retired = true);
        Ok(())
    }

    fn plan(&self, plan: u64) -> Result<Plan, Refused> {
        let mut numbered = self.plans.iter().zip(1u64..);
        let found = numbered.find(|(_, number)| *number == plan);
        found
            .map(|(found, _)| found.clone())
            .ok_or(Refused("SLA-005"))
    }

    pub(super) fn subscribe(&mut self, sender: &str, paid: &Paid, asked: &Subscription) -> Done {
        require(self.listed.contains(&paid.asset), "KIT-010")?;
        let plan = self.plan(asked.plan)?;
        require(!plan.retired, "SLA-011")?;
        require(asked.revision == 1, "SLA-019")?;
        require(asked.terms_hash == plan.hash, "SLA-020")?;
        require((1..=120).contains(&asked.periods), "KIT-008")?;
        let need = plan.terms.fee.u128() * u128::from(asked.periods);
        comes(paid, &plan.terms, (asked.total, need))?;
        let customer = asked.beneficiary.as_deref().unwrap_or(sender);
        self.may_be_customer(customer, &plan.provider)?;
        let live = |one: &&Agreement| one.plan == asked.plan && !one.ended;
        let live = self.agreements.iter().filter(live).count();
        let room = u32::try_from(live).is_ok_and(|live| live < plan.terms.capacity);
        require(room, "SLA-023")?;
        self.refuse_debtor(&plan.provider, &plan.terms.asset)?;
        self.reserve(&plan.provider, &plan.terms, whole_bond(&plan.terms))?;
        let of = (customer.to_owned(), sender.to_owned());
        let agreement = accepted(of, (plan, asked.plan), (self.now, asked.periods));
        self.agreements.push(agreement);
        Ok(())
    }

    /// Neither the provider, nor its agent now or within 90 days, nor a contract of the suite.
    fn may_be_customer(&self, customer: &str, provider: &str) -> Done {
        let contracts = [&self.peers.escrow, &self.peers.registry];
        let ours = contracts.iter().any(|contract| *contract == customer);
        require(!ours, "SLA-004")?;
        require(customer != provider, "SLA-018")?;
        require(!self.is_agent_lately(provider, customer), "SLA-025")
    }

    /// Free bond moves behind an agreement.
    pub(super) fn reserve(&mut self, provider: &str, terms: &PlanTerms, amount: u128) -> Done {
        let taken = self.free.take(provider, &of(&terms.asset), amount);
        require(taken, "SLA-024")
    }

    pub(super) fn extend(
        &mut self,
        sender: &str,
        paid: &Paid,
        (agreement, periods, total): (u64, u32, u128),
    ) -> Done {
        let at = self.find(agreement)?;
        let one = self.agreements[at].clone();
        require(one.customer == sender || one.payer == sender, "SLA-049")?;
        match one.status(self.now) {
            aftercare_interface::sla_escrow::AgreementStatus::Active => {}
            aftercare_interface::sla_escrow::AgreementStatus::Ending => return refuse("SLA-026"),
            _ => return refuse("SLA-041"),
        }
        require((1..=120 - one.periods).contains(&periods), "KIT-008")?;
        let until = one.start_of(one.periods + periods);
        let latest = one.terms.extendable_until;
        require(latest.is_some_and(|latest| until <= latest.0), "SLA-048")?;
        require(self.listed.contains(&one.terms.asset), "KIT-010")?;
        self.refuse_debtor(&one.provider, &one.terms.asset)?;
        let (held, need) = (&one.bond, &one.terms.bond);
        let whole = held.credit >= need.credit && held.termination >= need.termination;
        require(whole && held.tips >= need.tips, "KIT-008")?;
        let need = one.terms.fee.u128() * u128::from(periods);
        comes(paid, &one.terms, (Uint128::new(total), need))?;
        let one = &mut self.agreements[at];
        one.periods += periods;
        one.totals.deposited += need;
        Ok(())
    }
}

/// What came is what is needed, to the unit.
fn comes(paid: &Paid, terms: &PlanTerms, (total, need): (Uint128, u128)) -> Done {
    require(paid.asset == terms.asset, "SLA-021")?;
    require(total.u128() == need && paid.amount == need, "SLA-022")
}

fn accepted(
    (customer, payer): (String, String),
    (plan, number): (Plan, u64),
    (from, periods): (u64, u32),
) -> Agreement {
    let deposited = plan.terms.fee.u128() * u128::from(periods);
    Agreement {
        customer,
        payer,
        provider: plan.provider,
        plan: number,
        bond: plan.terms.bond,
        terms: plan.terms,
        from,
        periods,
        settled: 0,
        end: None,
        ended: false,
        short: None,
        keys: BTreeMap::new(),
        from_fee: BTreeMap::new(),
        withheld: BTreeMap::new(),
        tips: BTreeMap::new(),
        opened: BTreeMap::new(),
        totals: Totals {
            deposited,
            ..Totals::default()
        },
    }
}
