//! Plans and free bond.

use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg};
use aftercare_interface::Asset;
use aftercare_suite_model::Plan;
use cosmwasm_std::Uint128;

use super::super::people::PROVIDERS;
use super::super::step::{Deed, Step, Twist};
use super::super::terms;
use super::{denom, one, Draft, Stage, PENNY};

impl Stage<'_> {
    pub(super) fn offer(&self, step: &Step) -> Option<Draft> {
        let twist = step.twist;
        match step.deed {
            Deed::Publish(which) => {
                let kind = which % terms::KINDS;
                let calendar = (which / terms::KINDS) % (self.model.calendars.len() + 1);
                let facts = (self.start, self.people.judge(), calendar as u64 + 1);
                let mut terms = terms::terms(kind, self.assets, facts);
                match twist {
                    Twist::Bounds => terms.bond.credit -= Uint128::one(),
                    Twist::Id => terms.asset = Asset::native(PENNY),
                    _ => {}
                }
                if twist == Twist::Bounds && kind == 0 {
                    terms.title = String::new();
                }
                let name = one(&PROVIDERS, step.who)?;
                let words = format!("publishes a plan of kind {kind}");
                Some(Draft::free(name, ExecuteMsg::PublishPlan { terms }, words))
            }
            Deed::Retire(which) => {
                let (plan, number) = self.plan(which, twist)?;
                let name = self.people.name(&plan.provider);
                let words = format!("retires plan {number}");
                let message = ExecuteMsg::RetirePlan { plan: number };
                Some(Draft::free(&name, message, words))
            }
            Deed::Deposit(which, agreements) => {
                let asset = self.asset(which);
                let amount = u128::from(agreements) * 1_100_000_000 + 1;
                let name = one(&PROVIDERS, step.who)?;
                let draft = Draft::free(name, ExecuteMsg::DepositBond {}, "adds bond".to_owned());
                Some(draft.paying(asset, amount, Cw20Hook::DepositBond {}))
            }
            Deed::WithdrawBond(which, amount) => {
                let asset = self.asset(which).clone();
                let name = one(&PROVIDERS, step.who)?;
                let free = self.model.free_of(&self.people.address(name), &asset);
                let amount = match twist {
                    Twist::Bounds => 0,
                    Twist::Id => free + 1,
                    _ => amount.map_or(free, u128::from),
                };
                let words = format!("takes {amount} {} of its free bond", denom(&asset));
                let amount = Uint128::new(amount);
                let message = ExecuteMsg::WithdrawFreeBond { asset, amount };
                Some(Draft::free(name, message, words))
            }
            _ => None,
        }
    }

    pub(super) fn plan(&self, which: usize, twist: Twist) -> Option<(&Plan, u64)> {
        let at = which.checked_rem(self.model.plans.len())?;
        let number = u64::try_from(at).ok()? + 1;
        let beyond = u64::from(twist == Twist::Id) * 1_000;
        Some((self.model.plans.get(at)?, number + beyond))
    }
}
