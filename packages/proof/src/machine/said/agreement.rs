//! Agreements, debts and claims.

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, Ground, Miss, Subscription};
use aftercare_interface::Asset;
use cosmwasm_std::{HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;

use super::super::people::{CAST, CUSTOMERS};
use super::super::step::{Step, Twist};
use super::{denom, one, Draft, Stage, PENNY};

impl Stage<'_> {
    pub(super) fn refill(&self, which: usize, twist: Twist) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, twist)?;
        let name = self.people.name(&self.model.agreements.get(at)?.provider);
        let words = format!("refills the bond of agreement {agreement}");
        let draft = Draft::free(&name, ExecuteMsg::RefillBond { agreement }, words);
        Some(draft.about(agreement))
    }

    pub(super) fn pay_debt(&self, step: &Step, which: usize, all: bool) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let one_of = self.model.agreements.get(at)?;
        let debt = one_of.debt().max(1);
        let amount = if all { debt } else { 1 };
        let amount = amount + u128::from(step.twist == Twist::Bounds) * debt;
        let words = format!("pays the debt of agreement {agreement}");
        let name = one(&CAST, step.who)?;
        let draft = Draft::free(name, ExecuteMsg::PayDebt { agreement }, words);
        let hook = Cw20Hook::PayDebt { agreement };
        Some(
            draft
                .paying(&one_of.terms.asset, amount, hook)
                .about(agreement),
        )
    }

    pub(super) fn collect(&self, step: &Step, which: usize) -> Option<Draft> {
        let (_, agreement) = self.agreement(which, step.twist)?;
        let words = format!("collects the debt of agreement {agreement}");
        let message = ExecuteMsg::CollectDebt { agreement };
        Some(Draft::free(one(&CAST, step.who)?, message, words).about(agreement))
    }

    pub(super) fn subscribe(
        &self,
        step: &Step,
        (which, periods, other): (usize, u32, bool),
    ) -> Option<Draft> {
        let (plan, number) = self.plan(which, step.twist)?;
        let bounds = step.twist == Twist::Bounds;
        let periods = if bounds && other { 121 } else { periods };
        let total = plan.terms.fee.u128() * u128::from(periods);
        let mut terms_hash = plan.hash.clone();
        if bounds && which % 2 == 0 {
            terms_hash = HexBinary::from([7; 32]);
        }
        let name = one(&CUSTOMERS, step.who)?;
        let served = one(&CUSTOMERS, which).filter(|_| other);
        let asked = Subscription {
            plan: number,
            revision: plan.revision + u32::from(bounds && which % 3 == 0),
            terms_hash,
            periods,
            total: Uint128::new(total),
            beneficiary: served.map(|name| self.people.address(name)),
        };
        let whom = served.map_or_else(String::new, |name| format!(" for {name}"));
        let words = format!("subscribes{whom} to plan {number} for {periods} periods");
        let hook = Cw20Hook::Subscribe(asked.clone());
        let draft = Draft::free(name, ExecuteMsg::Subscribe(asked), words);
        Some(draft.paying(&plan.terms.asset, total, hook))
    }

    pub(super) fn extend(&self, step: &Step, (which, periods): (usize, u32)) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let one_of = self.model.agreements.get(at)?;
        let periods = if step.twist == Twist::Bounds {
            120
        } else {
            periods
        };
        let total = one_of.last_terms().fee.u128() * u128::from(periods);
        let side = [&one_of.customer, &one_of.payer];
        let name = self.people.name(one(&side, step.who)?);
        let words = format!("extends agreement {agreement} by {periods} periods");
        let (amount, total) = (total, Uint128::new(total));
        let message = ExecuteMsg::Extend {
            agreement,
            periods,
            total,
        };
        let hook = Cw20Hook::Extend {
            agreement,
            periods,
            total,
        };
        let draft = Draft::free(&name, message, words);
        Some(
            draft
                .paying(&one_of.terms.asset, amount, hook)
                .about(agreement),
        )
    }

    pub(super) fn settle(&self, step: &Step, (which, most): (usize, u32)) -> Option<Draft> {
        let (_, agreement) = self.agreement(which, step.twist)?;
        let bounds = step.twist == Twist::Bounds;
        let max_periods = if bounds { 31 * (most % 2) } else { most };
        let words = format!("settles {max_periods} periods of agreement {agreement}");
        let message = ExecuteMsg::Settle {
            agreement,
            max_periods,
        };
        Some(Draft::free(one(&CAST, step.who)?, message, words).about(agreement))
    }

    pub(super) fn terminate(&self, step: &Step, (which, ground): (usize, usize)) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let one_of = self.model.agreements.get(at)?;
        let (ground, by, why) = match ground {
            0 => (Ground::Notice {}, &one_of.customer, "by notice"),
            1 => (Ground::CoolingOff {}, &one_of.customer, "cooling off"),
            2 => (Ground::ByProvider {}, &one_of.provider, "as its provider"),
            3 => (Ground::BondNotRefilled {}, &one_of.customer, "for its bond"),
            _ => {
                let block = u32::from(step.twist == Twist::Bounds);
                let ground = Ground::BlockCap { block };
                (ground, &one_of.customer, "for its credits")
            }
        };
        let words = format!("ends agreement {agreement} {why}");
        let message = ExecuteMsg::Terminate { agreement, ground };
        Some(Draft::free(&self.people.name(by), message, words).about(agreement))
    }

    pub(super) fn book(&self, step: &Step, which: usize) -> Option<Draft> {
        let (_, agreement) = self.agreement(which, step.twist)?;
        let miss = Miss {
            subject: 1,
            metric: Metric::Resolution,
            cycle: 0,
            ordinal: 0,
            due: UnixTime(self.model.now),
            measure: Measure::Late {
                late: Seconds(9),
                target: Seconds(1),
            },
        };
        let message = ExecuteMsg::BookMisses {
            agreement,
            misses: vec![miss; usize::from(step.twist != Twist::Bounds)],
            keeper: None,
        };
        let words = format!("books a miss of agreement {agreement} as if it were the registry");
        Some(Draft::free(one(&CAST, step.who)?, message, words).about(agreement))
    }

    pub(super) fn pretend(&self, step: &Step, which: usize) -> Option<Draft> {
        let name = one(&CAST, step.who)?;
        let hook = Cw20ReceiveMsg {
            sender: self.people.address(one(&CAST, which)?),
            amount: Uint128::new(1_000_000),
            msg: cosmwasm_std::to_json_binary(&Cw20Hook::DepositBond {}).ok()?,
        };
        let words = "says that it is a token which brings bond".to_owned();
        Some(Draft::free(name, ExecuteMsg::Receive(hook), words))
    }

    pub(super) fn claim(&self, step: &Step, (which, push): (usize, bool)) -> Option<Draft> {
        let owners = ["fee sink", "keeper", "agent", "fee sink", "neighbour"];
        let owner = one(&owners, step.who)?;
        let mut asset = self.asset(which).clone();
        if step.twist == Twist::Id {
            asset = Asset::native(PENNY);
        }
        let what = denom(&asset).to_owned();
        if push {
            let message = ExecuteMsg::PushClaim {
                owner: self.people.address(owner),
                asset,
            };
            let words = format!("pushes the claim of {owner} in {what}");
            return Some(Draft::free(one(&CAST, which)?, message, words));
        }
        let words = format!("withdraws its claim in {what}");
        Some(Draft::free(owner, ExecuteMsg::Withdraw { asset }, words))
    }
}
