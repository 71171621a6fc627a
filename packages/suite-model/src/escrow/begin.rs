//! How agreements begin, go on and grow.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_interface::sla_escrow::{AgreementStatus, PlanTerms, Subscription};
use aftercare_interface::Asset;
use cosmwasm_std::Uint128;

use super::agreement::{Agreement, Totals};
use super::offer::whole_bond;
use super::Paid;
use crate::suite::{of, refuse, require, Done, Suite};

const THIRTY_DAYS: u64 = 30 * 86_400;

/// Who signs what, from when on.
pub(super) struct Signed {
    pub customer: String,
    pub payer: String,
    pub provider: String,
    pub plan: Option<(u64, u32)>,
    pub terms: (u64, PlanTerms),
    pub periods: u32,
}

impl Suite {
    pub(super) fn subscribe(&mut self, sender: &str, paid: &Paid, asked: &Subscription) -> Done {
        self.take(sender, paid, (asked, None))
    }

    /// Where the old one ends, or now; without a cooling-off.
    pub(super) fn renew(
        &mut self,
        sender: &str,
        paid: &Paid,
        (agreement, asked): (u64, &Subscription),
    ) -> Done {
        let at = self.find(agreement)?;
        let old = &self.agreements[at];
        require(old.is_customer_side(sender), "SLA-049")?;
        require(old.end.is_none(), "SLA-026")?;
        require(old.renewed.is_none(), "SLA-051")?;
        let in_time = self.now <= old.until() + THIRTY_DAYS;
        let fee = old.last_terms().fee.u128();
        self.take(sender, paid, (asked, Some(at)))?;
        let number = u64::try_from(self.agreements.len()).unwrap_or_default();
        let old = &mut self.agreements[at];
        old.renewed = Some(number);
        old.renewed_fee = in_time.then_some(fee);
        Ok(())
    }

    fn take(
        &mut self,
        sender: &str,
        paid: &Paid,
        (asked, old): (&Subscription, Option<usize>),
    ) -> Done {
        self.refuse_paused()?;
        self.takes(&paid.asset)?;
        let plan = self.plans[self.find_plan(asked.plan)?].clone();
        require(!plan.retired, "SLA-011")?;
        require(asked.revision == plan.revision, "SLA-019")?;
        require(asked.terms_hash == plan.hash, "SLA-020")?;
        require((1..=120).contains(&asked.periods), "KIT-008")?;
        let need = plan.terms.fee.u128() * u128::from(asked.periods);
        comes(Some(paid), &plan.terms.asset, (asked.total, need))?;
        let customer = asked.beneficiary.as_deref().unwrap_or(sender);
        self.may_be_customer(customer, &plan.provider)?;
        is_no_arbitrator(&plan.terms, customer)?;
        if plan.terms.listed_customers_only {
            let list = self.desk.listed.get(&asked.plan);
            require(list.is_some_and(|list| list.contains(customer)), "SLA-030")?;
        }
        is_no_arbitrator(&plan.terms, sender)?;
        if let Some(old) = old {
            let old = &self.agreements[old];
            require(old.provider == plan.provider, "SLA-050")?;
            require(old.customer == customer, "SLA-009")?;
        }
        let live = |one: &&Agreement| one.is_of(asked.plan) && !one.ended;
        let live = self.agreements.iter().filter(live).count();
        let room = u32::try_from(live).is_ok_and(|live| live < plan.terms.capacity);
        require(room, "SLA-023")?;
        self.refuse_debtor(&plan.provider, &plan.terms.asset)?;
        self.reserve(&plan.provider, &plan.terms.asset, whole_bond(&plan.terms))?;
        let signed = Signed {
            customer: customer.to_owned(),
            payer: sender.to_owned(),
            provider: plan.provider,
            plan: Some((asked.plan, plan.revision)),
            terms: (plan.terms_id, plan.terms),
            periods: asked.periods,
        };
        self.begin(signed, old);
        Ok(())
    }

    /// One more agreement.
    pub(super) fn begin(&mut self, signed: Signed, old: Option<usize>) {
        let mut new = begun(signed, self.now);
        if let Some(old) = old {
            new.renews = u64::try_from(old).ok().map(|place| place + 1);
            new.from = self.now.max(self.agreements[old].until());
        }
        self.agreements.push(new);
    }

    /// Neither the provider, nor its agent now or within 90 days, nor a contract of the suite.
    pub(super) fn may_be_customer(&self, customer: &str, provider: &str) -> Done {
        let contracts = [&self.peers.escrow, &self.peers.registry];
        let ours = contracts.iter().any(|contract| *contract == customer);
        require(!ours, "SLA-004")?;
        require(customer != provider, "SLA-018")?;
        require(!self.is_agent_lately(provider, customer), "SLA-025")
    }

    /// Free bond moves behind an agreement.
    pub(super) fn reserve(&mut self, provider: &str, asset: &Asset, amount: u128) -> Done {
        require(self.free.take(provider, &of(asset), amount), "SLA-024")
    }

    pub(super) fn extend(
        &mut self,
        sender: &str,
        paid: &Paid,
        (agreement, periods, total): (u64, u32, u128),
    ) -> Done {
        let at = self.find(agreement)?;
        let one = self.agreements[at].clone();
        require(one.is_customer_side(sender), "SLA-049")?;
        one.require_active(self.now)?;
        require((1..=120 - one.periods).contains(&periods), "KIT-008")?;
        let terms = one.last_terms();
        let until = one.start_of(one.periods + periods);
        let latest = terms.extendable_until;
        require(latest.is_some_and(|latest| until <= latest.0), "SLA-048")?;
        self.takes(&terms.asset)?;
        self.refuse_debtor(&one.provider, &terms.asset)?;
        let (held, need) = (&one.bond, &terms.bond);
        let whole = held.credit >= need.credit && held.termination >= need.termination;
        require(whole && held.tips >= need.tips, "KIT-008")?;
        let need = terms.fee.u128() * u128::from(periods);
        comes(Some(paid), &terms.asset, (Uint128::new(total), need))?;
        let one = &mut self.agreements[at];
        one.periods += periods;
        one.totals.deposited += need;
        Ok(())
    }
}

impl Agreement {
    /// Whether it is of a plan.
    #[must_use]
    pub fn is_of(&self, plan: u64) -> bool {
        self.plan.is_some_and(|(of, _)| of == plan)
    }

    /// What needs an agreement to which nobody gave notice.
    pub(super) fn require_active(&self, now: u64) -> Done {
        match self.status(now) {
            AgreementStatus::Active => Ok(()),
            AgreementStatus::Ending => refuse("SLA-026"),
            _ => refuse("SLA-041"),
        }
    }
}

/// Nobody rules in its own case.
pub(super) fn is_no_arbitrator(terms: &PlanTerms, party: &str) -> Done {
    let named = terms.arbitration.as_ref();
    let rules = named.is_some_and(|named| named.arbitrator.as_str() == party);
    require(!rules, "SLA-032")
}

/// What came is what is needed, to the unit, and nothing where nothing is.
pub(super) fn comes(paid: Option<&Paid>, asset: &Asset, (total, need): (Uint128, u128)) -> Done {
    require(paid.is_none_or(|paid| paid.asset == *asset), "SLA-021")?;
    let found = paid.map_or(0, |paid| paid.amount);
    require(total.u128() == need && found == need, "SLA-022")
}

fn begun(signed: Signed, now: u64) -> Agreement {
    let (terms_id, terms) = signed.terms;
    let deposited = terms.fee.u128() * u128::from(signed.periods);
    Agreement {
        customer: signed.customer,
        payer: signed.payer,
        provider: signed.provider,
        plan: signed.plan,
        renews: None,
        bond: terms.bond,
        terms,
        terms_id,
        later: vec![],
        accepted: now,
        from: now,
        periods: signed.periods,
        settled: 0,
        end: None,
        ended: false,
        short: None,
        renewed: None,
        renewed_fee: None,
        keys: BTreeMap::new(),
        starved: BTreeSet::new(),
        refill: None,
        drawn: BTreeMap::new(),
        withheld: BTreeMap::new(),
        tips: BTreeMap::new(),
        opened: BTreeMap::new(),
        declared: vec![],
        payouts: BTreeMap::new(),
        payees: BTreeSet::new(),
        totals: Totals {
            deposited,
            ..Totals::default()
        },
    }
}
