//! What owner, pauser, registry and time do; and which kind of act is played by whom.

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::Asset;
use cosmwasm_std::{coins, BankMsg, Uint128};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::Executor;

use super::{Act, Kind, Walk};
use crate::world::token::{turn, Mood};

impl Walk {
    /// Whether it was accepted.
    pub fn done(&mut self, act: &Act) -> bool {
        self.about_agreements(act)
            .or_else(|| self.about_money(act))
            .or_else(|| self.about_the_rest(act))
            .unwrap_or(false)
    }

    fn about_agreements(&mut self, act: &Act) -> Option<bool> {
        let done = match act.kind {
            Kind::Subscribe => Some(self.subscribe(act)),
            Kind::Renew => self.renew(act),
            Kind::Extend => self.extend(act),
            Kind::Propose => Some(self.propose(act)),
            Kind::Amend => self.amend(act),
            Kind::Accept => self.accept(act),
            Kind::Decline => self.decline(act),
            Kind::Cancel => self.cancel(act),
            Kind::Terminate => self.terminate(act),
            Kind::Book => self.book(act),
            Kind::Observe => self.observe(act),
            Kind::Contest => self.contest(act),
            Kind::Object => self.object(act),
            Kind::Declare => self.declare(act),
            Kind::Rule => Some(self.rule(act)),
            Kind::Poke => self.poke(act),
            Kind::Settle => self.settle(act),
            _ => return None,
        };
        Some(done.unwrap_or(false))
    }

    fn about_money(&mut self, act: &Act) -> Option<bool> {
        let done = match act.kind {
            Kind::PayDebt => self.pay_debt(act),
            Kind::CollectDebt => self.collect_debt(act),
            Kind::Refill => self.refill(act),
            Kind::Deposit => Some(self.deposit(act)),
            Kind::TakeBond => Some(self.take_bond(act)),
            Kind::PushClaim => self.push_claim(act),
            Kind::Withdraw => self.withdraw(act),
            Kind::SetPayout => self.set_payout(act),
            Kind::SetRecovery => Some(self.set_recovery(act)),
            Kind::Recover => Some(self.recover(act)),
            Kind::Veto => Some(self.veto(act)),
            Kind::TakeOver => Some(self.take_over(act)),
            _ => return None,
        };
        Some(done.unwrap_or(false))
    }

    fn about_the_rest(&mut self, act: &Act) -> Option<bool> {
        let asset = self.asset_of(act);
        let done = match act.kind {
            Kind::Pause => self
                .world
                .send(&self.pauser.clone(), &ExecuteMsg::Pause {}, &[]),
            Kind::Unpause => self.owners(ExecuteMsg::Unpause {}),
            Kind::CloseAsset => self.owners(ExecuteMsg::CloseAsset { asset }),
            Kind::ListAsset => self.owners(ExecuteMsg::ListAsset { asset }),
            Kind::Sweep => self.owners(ExecuteMsg::Sweep { asset }),
            Kind::Donate => return Some(self.donate(&asset, u128::from(act.size % 1_000 + 1))),
            Kind::AllowList => self.allow(act),
            Kind::Revise => self.revise(act),
            Kind::Retire => self.retire(act),
            _ => return Some(self.outside(act)),
        };
        Some(done.is_ok())
    }

    fn owners(
        &mut self,
        msg: ExecuteMsg,
    ) -> cw_multi_test::error::AnyResult<cw_multi_test::AppResponse> {
        self.world.send(&self.world.owner.clone(), &msg, &[])
    }

    fn allow(&mut self, act: &Act) -> cw_multi_test::error::AnyResult<cw_multi_test::AppResponse> {
        let who = vec![self.customers[act.pick % 3].to_string()];
        let (add, remove) = if !act.size.is_multiple_of(4) {
            (who, vec![])
        } else {
            (vec![], who)
        };
        let msg = ExecuteMsg::UpdateAllowList {
            plan: 5,
            add,
            remove,
        };
        self.world.send(&self.providers[1].clone(), &msg, &[])
    }

    fn revise(&mut self, act: &Act) -> cw_multi_test::error::AnyResult<cw_multi_test::AppResponse> {
        let plan = act.pick as u64 % 5 + 1;
        let mut terms = self.plan_terms(plan);
        terms.tip = Uint128::from(act.size % 90);
        let provider = self.providers[usize::from(plan > 3)].clone();
        self.world
            .send(&provider, &ExecuteMsg::RevisePlan { plan, terms }, &[])
    }

    /// Only the plan of the smallest fee, so that there is something left to subscribe to.
    fn retire(&mut self, _: &Act) -> cw_multi_test::error::AnyResult<cw_multi_test::AppResponse> {
        let msg = ExecuteMsg::RetirePlan { plan: 4 };
        self.world.send(&self.providers[1].clone(), &msg, &[])
    }

    /// A gift by a plain transfer.
    fn donate(&mut self, asset: &Asset, amount: u128) -> bool {
        let (from, escrow) = (self.world.owner.clone(), self.world.escrow.to_string());
        let app = &mut self.world.app;
        let done = match asset {
            Asset::Native { denom } => {
                let send = BankMsg::Send {
                    to_address: escrow,
                    amount: coins(amount, denom),
                };
                app.execute(from, send.into())
            }
            Asset::Cw20 { address } => {
                let send = Cw20ExecuteMsg::Transfer {
                    recipient: escrow,
                    amount: Uint128::new(amount),
                };
                app.execute_contract(from, address.clone(), &send, &[])
            }
        };
        done.is_ok()
    }

    /// The token's mood, the registry's counts, and time.
    fn outside(&mut self, act: &Act) -> bool {
        match act.kind {
            Kind::Mood => {
                let mood = if act.flag {
                    Mood::Reverting
                } else {
                    Mood::Honest
                };
                turn(&mut self.world.app, &self.world.token.clone(), mood);
            }
            Kind::Tickets => {
                let Some(agreement) = self.agreement_of(act) else {
                    return false;
                };
                let unsettled = (act.size % 3) as u32;
                self.world.tickets(agreement, unsettled, unsettled);
            }
            _ => self.world.pass(Seconds(span(act))),
        }
        true
    }
}

/// Seconds, hours, days, a period or two.
fn span(act: &Act) -> u64 {
    match act.pick % 6 {
        0 => act.size % 60 + 1,
        1 => act.size % 20_000,
        2 => 86_400,
        3 => act.size % 400_000,
        4 => act.size,
        _ => act.size * 3,
    }
}
