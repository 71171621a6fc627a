//! What two sides sign: proposals and their answers, changes, renewals.

use aftercare_interface::sla_escrow::{
    Amendment, Bespoke, Counterparty, Cw20Hook, ExecuteMsg, Subscription,
};
use aftercare_suite_model::{Agreement, Plan, Proposal};
use cosmwasm_std::{HexBinary, Uint128};

use super::super::super::deal::{Act, Deal};
use super::super::super::people::{CUSTOMERS, PROVIDERS};
use super::super::super::step::{Step, Twist, PLACE};
use super::super::super::terms::{terms, KINDS};
use super::super::{one, Draft, Stage};
use super::terms::{spoilt, varied};

impl Stage<'_> {
    /// Terms of its own, by either side, to somebody or to anybody.
    pub(super) fn propose(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (twist, number) = (step.twist, deal.number);
        let kind = deal.which % KINDS;
        let mut terms = varied(
            &terms(kind, self.assets, (self.start, self.people.judge(), 1)),
            number / 8,
        );
        spoilt(&mut terms, (twist, number / 8));
        let few = 1 + u32::try_from(number % 5).ok()?;
        let periods = if twist == Twist::Id { 121 } else { few };
        let by_provider = deal.which.is_multiple_of(2);
        let (provider, customer) = (one(&PROVIDERS, number / 3)?, one(&CUSTOMERS, number / 7)?);
        let (name, other) = if by_provider {
            (provider, customer)
        } else {
            (customer, provider)
        };
        let named = !deal.which.is_multiple_of(3);
        let named = named.then(|| self.people.address(other));
        let asked = Bespoke {
            periods,
            with: if by_provider {
                Counterparty::Customer(named)
            } else {
                Counterparty::Provider(named)
            },
            terms,
        };
        let words = format!("proposes terms of kind {kind} to {other} for {periods} periods");
        let total = asked.terms.fee.u128() * u128::from(periods);
        let asset = asked.terms.asset.clone();
        let hook = Cw20Hook::ProposeAgreement(asked.clone());
        let draft = Draft::free(name, ExecuteMsg::ProposeAgreement(asked), words);
        Some(if by_provider || total == 0 {
            draft
        } else {
            draft.paying(&asset, total, hook)
        })
    }

    /// A proposal, most often one that can be accepted, and its number.
    fn proposal(&self, which: usize, twist: Twist) -> Option<(&Proposal, u64)> {
        let all = &self.model.desk.proposals;
        let open = |one: &Proposal| one.expires >= self.model.now;
        let mut numbers: Vec<u64> = all.keys().copied().collect();
        if !which.is_multiple_of(5) && all.values().any(open) {
            numbers.retain(|number| all.get(number).is_some_and(open));
        }
        let number = match which.checked_sub(PLACE) {
            Some(place) => u64::try_from(place).ok()?,
            None => one(&numbers, which)?,
        };
        let beyond = u64::from(twist == Twist::Id) * 1_000;
        Some((all.get(&number)?, number + beyond))
    }

    /// Who answers a proposal.
    fn answering(&self, of: &Proposal, number: usize) -> Option<String> {
        let amended = of.amends.and_then(|(agreement, _)| {
            let at = usize::try_from(agreement).ok()?.checked_sub(1)?;
            self.model.agreements.get(at)
        });
        let payer = amended.filter(|_| of.by_provider && number.is_multiple_of(3));
        if let Some(amended) = payer {
            return Some(self.people.name(&amended.payer));
        }
        match &of.named {
            Some(named) => Some(self.people.name(named)),
            None if of.by_provider => Some(one(&CUSTOMERS, number)?.to_owned()),
            None => Some(one(&PROVIDERS, number)?.to_owned()),
        }
    }

    pub(super) fn accept(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (of, proposal) = self.proposal(deal.which, step.twist)?;
        let name = self.answering(of, deal.number)?;
        let mut terms_hash = of.hash.clone();
        if step.twist == Twist::Bounds {
            terms_hash = HexBinary::from([9; 32]);
        }
        let cost = self.model.cost_of(of);
        let total = Uint128::new(cost);
        let message = ExecuteMsg::AcceptProposal {
            proposal,
            terms_hash: terms_hash.clone(),
            total,
        };
        let hook = Cw20Hook::AcceptProposal {
            proposal,
            terms_hash,
            total,
        };
        let mut draft = Draft::free(&name, message, format!("accepts proposal {proposal}"));
        draft.agreement = of.amends.map(|(agreement, _)| agreement);
        Some(if cost > 0 {
            draft.paying(&of.terms.asset, cost, hook)
        } else {
            draft
        })
    }

    pub(super) fn refuse(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (of, proposal) = self.proposal(deal.which, step.twist)?;
        if deal.act == Act::Decline {
            let name = self.answering(of, deal.number)?;
            let message = ExecuteMsg::DeclineProposal { proposal };
            return Some(Draft::free(
                &name,
                message,
                format!("declines proposal {proposal}"),
            ));
        }
        let name = self.people.name(&of.proposer);
        let message = ExecuteMsg::CancelProposal { proposal };
        Some(Draft::free(
            &name,
            message,
            format!("withdraws proposal {proposal}"),
        ))
    }

    /// Other terms from one of the next periods on.
    pub(super) fn amend(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (twist, number) = (step.twist, deal.number);
        let now = self.model.now;
        let goes_on =
            |of: &Agreement| of.end.is_none() && now + of.terms.period_length.0 < of.until();
        let (at, agreement) = self.among((deal.which, twist), goes_on)?;
        let of = self.model.agreements.get(at)?;
        let running = now.saturating_sub(of.from) / of.terms.period_length.0;
        let running = u32::try_from(running).ok()?;
        let later = 1 + u32::try_from(number % 3).ok()? / 2;
        let from_period = match number % 16 {
            0 => running,
            1 => of.periods,
            _ => running + later,
        };
        let mut terms = varied(of.last_terms(), number / 16);
        spoilt(&mut terms, (twist, number / 16));
        let rest = u128::from(of.periods.saturating_sub(from_period));
        let before = self.model.fees_from(at, from_period);
        let dearer = (terms.fee.u128() * rest).saturating_sub(before);
        let by_provider = step.who.is_multiple_of(2);
        let side = [&of.customer, &of.payer];
        let by = if by_provider {
            &of.provider
        } else {
            one(&side, step.who / 2)?
        };
        let words =
            format!("wants other terms in agreement {agreement} from period {from_period} on");
        let asked = Amendment {
            agreement,
            from_period,
            terms,
        };
        let hook = Cw20Hook::Amend(asked.clone());
        let name = self.people.name(by);
        let draft = Draft::free(&name, ExecuteMsg::Amend(asked), words).about(agreement);
        Some(if by_provider || dearer == 0 {
            draft
        } else {
            draft.paying(&of.terms.asset, dearer, hook)
        })
    }

    pub(super) fn renew(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let twist = step.twist;
        let fresh = |of: &Agreement| of.end.is_none() && of.renewed.is_none();
        let (at, agreement) = self.among((deal.which, twist), fresh)?;
        let of = self.model.agreements.get(at)?;
        let plans = self.model.plans.iter().zip(1u64..);
        let offered = |(plan, _): &(&Plan, u64)| plan.provider == of.provider && !plan.retired;
        let offered: Vec<_> = plans.clone().filter(offered).collect();
        let every: Vec<_> = plans.collect();
        let any = offered.is_empty() || deal.number.is_multiple_of(12);
        let from = if any { &every } else { &offered };
        let (plan, number) = one(from, deal.number)?;
        let periods = 1 + u32::try_from(deal.number % 4).ok()?;
        let total = plan.terms.fee.u128() * u128::from(periods);
        let side = [&of.customer, &of.payer];
        let by = one(&side, step.who)?;
        let other = *by != of.customer || twist == Twist::Bounds;
        let subscription = Subscription {
            plan: number,
            revision: plan.revision,
            terms_hash: plan.hash.clone(),
            periods,
            total: Uint128::new(total),
            beneficiary: other.then(|| match twist {
                Twist::Bounds => self.people.address("neighbour"),
                _ => of.customer.clone(),
            }),
        };
        let words =
            format!("renews agreement {agreement} with plan {number} for {periods} periods");
        let hook = Cw20Hook::Renew {
            agreement,
            subscription: subscription.clone(),
        };
        let message = ExecuteMsg::Renew {
            agreement,
            subscription,
        };
        let draft = Draft::free(&self.people.name(by), message, words).about(agreement);
        Some(draft.paying(&plan.terms.asset, total, hook))
    }
}
