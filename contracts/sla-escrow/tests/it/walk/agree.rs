//! How agreements come about, change and end.

use aftercare_interface::sla_escrow::{
    Amendment, Bespoke, Counterparty, Cw20Hook, ExecuteMsg, Ground, PlanTerms, ProposalResponse,
    QueryMsg, Subscription,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::state::TERMS;
use cosmwasm_std::{Addr, Uint128};
use cw_multi_test::error::AnyResult;
use cw_multi_test::AppResponse;

use super::{Act, Walk};
use crate::world::life::Signed;
use crate::world::terms::bond;

impl Walk {
    /// Signs with money, or without where nothing is asked for.
    pub fn sign(
        &mut self,
        who: &Addr,
        (asset, amount): (&Asset, u128),
        signed: Signed,
    ) -> AnyResult<AppResponse> {
        match amount {
            0 => self.world.send(who, &signed.0, &[]),
            _ => self.world.signs(who, (asset, amount), signed),
        }
    }

    /// An agreement by an act's pick.
    pub fn agreement_of(&self, act: &Act) -> Option<u64> {
        let all: Vec<u64> = (1..=self.count()).collect();
        act.of(&all).copied()
    }

    fn customer_of(&self, act: &Act) -> Addr {
        self.customers[(act.size % 3) as usize].clone()
    }

    /// What somebody signs for the newest revision of a plan.
    fn asked(&self, act: &Act, plan: u64) -> (Asset, Subscription) {
        let periods = 1 + (act.size / 3 % 40) as u32;
        let mut asked = self.world.subscription(plan, periods);
        if act.flag && act.size.is_multiple_of(5) {
            let other = &self.customers[(act.size % 2) as usize];
            asked.beneficiary = Some(other.to_string());
        }
        (self.plan_terms(plan).asset, asked)
    }

    pub fn plan_terms(&self, plan: u64) -> PlanTerms {
        let row: aftercare_interface::sla_escrow::PlanResponse =
            self.world.ask(QueryMsg::Plan { plan });
        row.terms
    }

    pub fn subscribe(&mut self, act: &Act) -> bool {
        let plan = act.pick as u64 % 5 + 1;
        let who = self.customer_of(act);
        let (asset, asked) = self.asked(act, plan);
        let signed = (
            ExecuteMsg::Subscribe(asked.clone()),
            Cw20Hook::Subscribe(asked.clone()),
        );
        let quote = self.subscription_quote(&who, &asked);
        let outcome = self.sign(&who, (&asset, asked.total.u128()), signed);
        self.subscribed_as_quoted(&outcome, quote);
        outcome.is_ok()
    }

    pub fn renew(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let old = self.world.agreement(agreement);
        let plan = old.plan.filter(|_| !act.size.is_multiple_of(4));
        let plan = plan.unwrap_or(act.size % 5 + 1);
        let (asset, mut asked) = self.asked(act, plan);
        asked.beneficiary = old.payer.as_ref().map(|_| old.customer.to_string());
        let who = old.payer.unwrap_or(old.customer);
        let subscription = asked.clone();
        let signed = (
            ExecuteMsg::Renew {
                agreement,
                subscription: asked,
            },
            Cw20Hook::Renew {
                agreement,
                subscription: subscription.clone(),
            },
        );
        let total = subscription.total.u128();
        Some(self.sign(&who, (&asset, total), signed).is_ok())
    }

    pub fn extend(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let row = self.world.agreement(agreement);
        let periods = 1 + (act.size % 30) as u32;
        let quote = self.extension_quote(agreement, periods);
        let total = match &quote {
            Ok(quote) => quote.total,
            Err(_) => Uint128::new(1_000),
        };
        let signed = (
            ExecuteMsg::Extend {
                agreement,
                periods,
                total,
            },
            Cw20Hook::Extend {
                agreement,
                periods,
                total,
            },
        );
        let who = row.payer.unwrap_or(row.customer);
        let before = self.world.ledger(agreement);
        let outcome = self.sign(&who, (&row.asset, total.u128()), signed);
        self.extended_as_quoted(&outcome, &before, quote);
        Some(outcome.is_ok())
    }

    /// A plan's terms at another price.
    fn priced(&self, act: &Act, mut terms: PlanTerms) -> PlanTerms {
        let fee = terms.fee.u128() * (5 + u128::from(act.size % 11)) / 10;
        let fee = fee.max(1);
        terms.fee = Uint128::new(fee);
        terms.bond = bond(fee, fee, 50);
        terms.listed_customers_only = false;
        terms
    }

    pub fn propose(&mut self, act: &Act) -> bool {
        let plan = act.pick as u64 % 5 + 1;
        let terms = self.priced(act, self.plan_terms(plan));
        let provider = self.providers[act.pick / 5 % 2].clone();
        let customer = self.customer_of(act);
        let named = |other: &Addr| (act.size.is_multiple_of(2)).then(|| other.to_string());
        let periods = 1 + (act.size / 7 % 12) as u32;
        let (who, with, held) = if act.flag {
            (provider, Counterparty::Customer(named(&customer)), 0)
        } else {
            let held = terms.fee.u128() * u128::from(periods);
            (customer, Counterparty::Provider(named(&provider)), held)
        };
        let asset = terms.asset.clone();
        let asked = Bespoke {
            terms,
            periods,
            with,
        };
        let signed = (
            ExecuteMsg::ProposeAgreement(asked.clone()),
            Cw20Hook::ProposeAgreement(asked),
        );
        self.sign(&who, (&asset, held), signed).is_ok()
    }

    /// The fee of an agreement's last periods.
    fn last_terms(&self, agreement: u64) -> PlanTerms {
        let row = self.world.agreement(agreement);
        let terms = row.next_terms.map_or(row.terms_id, |(_, next)| next);
        let storage = self.world.app.contract_storage(&self.world.escrow);
        TERMS.load(&*storage, terms).unwrap()
    }

    pub fn amend(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let row = self.world.agreement(agreement);
        let old = self.last_terms(agreement);
        let length = old.period_length.0;
        let running = self.now().since(row.from).0 / length;
        let from_period = running as u32 + 1 + (act.size / 11 % 3) as u32;
        let terms = self.priced(act, old.clone());
        let later = u128::from(row.periods.saturating_sub(from_period));
        let dearer = terms.fee.u128().saturating_sub(old.fee.u128()) * later;
        let (who, held) = if act.flag {
            (row.provider, 0)
        } else {
            (row.payer.unwrap_or(row.customer), dearer)
        };
        let asked = Amendment {
            agreement,
            from_period,
            terms,
        };
        let signed = (ExecuteMsg::Amend(asked.clone()), Cw20Hook::Amend(asked));
        Some(self.sign(&who, (&row.asset, held), signed).is_ok())
    }

    fn proposal_of(&self, act: &Act) -> Option<ProposalResponse> {
        let all: Vec<ProposalResponse> = self.world.all(|start_after| QueryMsg::Proposals {
            start_after,
            limit: Some(30),
        });
        act.of(&all).cloned()
    }

    /// Who is on the other side, and what it has to send.
    fn answers(&self, act: &Act, made: &ProposalResponse) -> (Addr, u128) {
        let fee = made.terms.fee.u128();
        let periods = u128::from(made.periods);
        if let Some((agreement, _)) = made.amends {
            let row = self.world.agreement(agreement);
            let old = self.last_terms(agreement).fee.u128();
            let dearer = fee.saturating_sub(old) * periods;
            let customer = row.payer.unwrap_or(row.customer);
            return match made.by_provider {
                true => (customer, dearer),
                false => (row.provider, 0),
            };
        }
        let named = made.counterparty.clone();
        match made.by_provider {
            true => (
                named.unwrap_or_else(|| self.customer_of(act)),
                fee * periods,
            ),
            false => (named.unwrap_or_else(|| self.providers[0].clone()), 0),
        }
    }

    pub fn accept(&mut self, act: &Act) -> Option<bool> {
        let made = self.proposal_of(act)?;
        let (who, total) = self.answers(act, &made);
        let signed = self.world.acceptance(made.proposal, total);
        let asset = made.terms.asset;
        Some(self.sign(&who, (&asset, total), signed).is_ok())
    }

    pub fn decline(&mut self, act: &Act) -> Option<bool> {
        let made = self.proposal_of(act)?;
        let (who, _) = self.answers(act, &made);
        let proposal = made.proposal;
        let msg = ExecuteMsg::DeclineProposal { proposal };
        Some(self.world.send(&who, &msg, &[]).is_ok())
    }

    pub fn cancel(&mut self, act: &Act) -> Option<bool> {
        let made = self.proposal_of(act)?;
        let stranger = self.world.stranger.clone();
        let who = if act.flag { made.proposer } else { stranger };
        let proposal = made.proposal;
        let msg = ExecuteMsg::CancelProposal { proposal };
        Some(self.world.send(&who, &msg, &[]).is_ok())
    }

    pub fn terminate(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let row = self.world.agreement(agreement);
        let keys = self.misses(agreement).into_iter();
        let mut misses: Vec<_> = keys.map(|miss| miss.key).collect();
        misses.dedup_by_key(|key| key.subject);
        misses.truncate(3);
        let ground = match act.size % 9 {
            0..=2 => Ground::Notice {},
            3 => Ground::CoolingOff {},
            4 | 5 => Ground::LateTickets { misses },
            6 => Ground::BlockCap { block: 0 },
            7 => Ground::BondNotRefilled {},
            _ => Ground::ByProvider {},
        };
        let who = match ground {
            Ground::ByProvider {} => row.provider,
            _ => row.customer,
        };
        Some(self.ends_as_quoted(&who, agreement, ground))
    }
}
