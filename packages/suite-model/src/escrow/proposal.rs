//! One side signs terms of its own, and its money or bond waits for the other's signature.

use aftercare_interface::sla_escrow::{Bespoke, BondParts, Counterparty, PlanTerms};
use cosmwasm_std::{HexBinary, Uint128};

use super::begin::{comes, is_no_arbitrator, Signed};
use super::offer::{hash_of, whole_bond};
use super::{parts, Paid};
use crate::suite::{of, require, Done, Suite};
use crate::{Account, Refused};

const SEVEN_DAYS: u64 = 7 * 86_400;

/// A proposal that nobody answered yet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Who made it.
    pub proposer: Account,
    /// Whom it names.
    pub named: Option<Account>,
    /// Whether the provider made it.
    pub by_provider: bool,
    /// The agreement that it changes, and the first period under the new terms.
    pub amends: Option<(u64, u32)>,
    /// For how many periods.
    pub periods: u32,
    /// The terms.
    pub terms: PlanTerms,
    /// Under which id they are frozen.
    pub terms_id: u64,
    /// What an answer cites.
    pub hash: HexBinary,
    /// What of the customer's money it holds.
    pub held: u128,
    /// What of the provider's bond it holds.
    pub bond: BondParts,
    /// The last second in which it can be accepted.
    pub expires: u64,
}

impl Proposal {
    /// The bond that it holds, in all.
    #[must_use]
    pub fn reserved(&self) -> u128 {
        parts(&self.bond).iter().sum()
    }
}

impl Suite {
    pub(super) fn propose(&mut self, sender: &str, paid: Option<&Paid>, asked: &Bespoke) -> Done {
        self.refuse_paused()?;
        require((1..=120).contains(&asked.periods), "KIT-008")?;
        let (by_provider, named) = match &asked.with {
            Counterparty::Customer(named) => (true, named.clone()),
            Counterparty::Provider(named) => (false, named.clone()),
        };
        let terms = &asked.terms;
        let other = named.as_deref();
        let (held, bond) = if by_provider {
            self.may_agree((Some(sender), other), terms)?;
            (0, terms.bond)
        } else {
            self.may_agree((other, Some(sender)), terms)?;
            let held = terms.fee.u128() * u128::from(asked.periods);
            (held, BondParts::default())
        };
        comes(paid, &terms.asset, (Uint128::new(held), held))?;
        self.file(Proposal {
            proposer: sender.to_owned(),
            named,
            by_provider,
            amends: None,
            periods: asked.periods,
            terms: terms.clone(),
            terms_id: 0,
            hash: hash_of(terms)?,
            held,
            bond,
            expires: self.now + SEVEN_DAYS,
        })
    }

    /// Terms and sides, as far as they are known, as a plan and its customers have to be.
    pub(super) fn may_agree(
        &self,
        (provider, customer): (Option<&str>, Option<&str>),
        terms: &PlanTerms,
    ) -> Done {
        self.sound(provider, terms)?;
        let ours = Some(self.peers.escrow.as_str());
        require(provider != ours, "SLA-004")?;
        let Some(customer) = customer else {
            return Ok(());
        };
        is_no_arbitrator(terms, customer)?;
        match provider {
            Some(provider) => self.may_be_customer(customer, provider),
            None => require(Some(customer) != ours, "SLA-004"),
        }
    }

    /// Keeps a proposal; a provider's bond is set aside.
    pub(super) fn file(&mut self, mut proposal: Proposal) -> Done {
        proposal.terms_id = self.freeze();
        if proposal.by_provider {
            let asset = &proposal.terms.asset;
            self.refuse_debtor(&proposal.proposer, asset)?;
            self.reserve(&proposal.proposer, asset, proposal.reserved())?;
        }
        self.desk.proposed += 1;
        self.desk.proposals.insert(self.desk.proposed, proposal);
        Ok(())
    }

    pub(super) fn accept(
        &mut self,
        sender: &str,
        paid: Option<&Paid>,
        (number, hash, total): (u64, &HexBinary, Uint128),
    ) -> Done {
        let proposal = self.proposal(number)?;
        if proposal.named.is_some() {
            self.is_named(&proposal, sender)?;
        }
        require(*hash == proposal.hash, "SLA-020")?;
        require(self.now <= proposal.expires, "SLA-054")?;
        self.desk.proposals.remove(&number);
        match proposal.amends {
            Some(_) => self.accept_amendment(&proposal, paid, total),
            None => self.sign(sender, paid, (proposal, total)),
        }
    }

    fn proposal(&self, number: u64) -> Result<Proposal, Refused> {
        let found = self.desk.proposals.get(&number);
        found.cloned().ok_or(Refused("SLA-052"))
    }

    /// Whom it names; of an amendment by the provider also who paid for the customer.
    fn is_named(&self, proposal: &Proposal, sender: &str) -> Done {
        if proposal.named.as_deref() == Some(sender) {
            return Ok(());
        }
        let (agreement, _) = proposal.amends.ok_or(Refused("SLA-053"))?;
        require(proposal.by_provider, "SLA-053")?;
        let one = &self.agreements[self.find(agreement)?];
        require(one.is_customer_side(sender), "SLA-049")
    }

    /// The second signature under a new agreement.
    fn sign(
        &mut self,
        sender: &str,
        paid: Option<&Paid>,
        (proposal, total): (Proposal, Uint128),
    ) -> Done {
        let (proposer, sender) = (proposal.proposer.clone(), sender.to_owned());
        let (provider, customer) = if proposal.by_provider {
            (proposer, sender)
        } else {
            (sender, proposer)
        };
        let terms = proposal.terms.clone();
        self.may_agree((Some(&provider), Some(&customer)), &terms)?;
        let fees = terms.fee.u128() * u128::from(proposal.periods);
        comes(paid, &terms.asset, (total, fees - proposal.held))?;
        self.refuse_debtor(&provider, &terms.asset)?;
        let bond = whole_bond(&terms) - proposal.reserved();
        self.reserve(&provider, &terms.asset, bond)?;
        let signed = Signed {
            payer: customer.clone(),
            customer,
            provider,
            plan: None,
            terms: (proposal.terms_id, terms),
            periods: proposal.periods,
        };
        self.begin(signed, None);
        Ok(())
    }

    pub(super) fn refuse_proposal(&mut self, sender: &str, number: u64) -> Done {
        let proposal = self.proposal(number)?;
        self.is_named(&proposal, sender)?;
        self.close(number, &proposal)
    }

    pub(super) fn withdraw_proposal(&mut self, sender: &str, number: u64) -> Done {
        let proposal = self.proposal(number)?;
        let over = self.now > proposal.expires;
        require(over || proposal.proposer == sender, "SLA-055")?;
        self.close(number, &proposal)
    }

    /// What it held returns to who made it.
    fn close(&mut self, number: u64, proposal: &Proposal) -> Done {
        self.desk.proposals.remove(&number);
        let asset = &proposal.terms.asset;
        let proposer = &proposal.proposer;
        self.free.put(proposer, &of(asset), proposal.reserved());
        self.push(proposer, asset, proposal.held)
    }
}
