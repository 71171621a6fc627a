//! What moves bonds, debts and claims.

use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::Asset;
use aftercare_sla_escrow::state::RECOVERIES;
use cosmwasm_std::{Addr, Uint128};

use super::{Act, Walk};

impl Walk {
    pub fn asset_of(&self, act: &Act) -> Asset {
        self.world.assets()[act.pick % 2].clone()
    }

    pub fn provider_of(&self, act: &Act) -> Addr {
        self.providers[act.pick / 2 % 2].clone()
    }

    fn holder_of(&self, act: &Act) -> Option<Addr> {
        act.of(&self.everybody()).cloned()
    }

    pub fn deposit(&mut self, act: &Act) -> bool {
        let (asset, provider) = (self.asset_of(act), self.provider_of(act));
        let books = self
            .world
            .try_ask(aftercare_interface::sla_escrow::QueryMsg::Assets {
                start_after: None,
                limit: None,
            });
        let books: aftercare_interface::Page<aftercare_interface::asset::ListedAsset, String> =
            books.unwrap();
        let open = books.rows.iter().any(|row| row.asset == asset && row.open);
        if open {
            let amount = u128::from(act.size % 20_000 + 1);
            self.world.deposit_bond(&provider, &asset, amount);
        }
        open
    }

    pub fn take_bond(&mut self, act: &Act) -> bool {
        let (asset, provider) = (self.asset_of(act), self.provider_of(act));
        let amount = Uint128::from(act.size % 40_000 + 1);
        let msg = ExecuteMsg::WithdrawFreeBond { asset, amount };
        self.world.send(&provider, &msg, &[]).is_ok()
    }

    pub fn refill(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let provider = self.world.agreement(agreement).provider;
        let msg = ExecuteMsg::RefillBond { agreement };
        Some(self.world.send(&provider, &msg, &[]).is_ok())
    }

    /// An agreement whose provider owes something.
    fn indebted(&self, act: &Act) -> Option<u64> {
        let owes = |agreement: &u64| self.money(*agreement).debt > 0;
        let all: Vec<u64> = (1..=self.count()).filter(owes).collect();
        act.of(&all).copied()
    }

    pub fn pay_debt(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.indebted(act)?;
        let ledger = self.world.ledger(agreement);
        let amount = u128::from(act.size) % ledger.debt.u128() + 1;
        let payer = self.world.owner.clone();
        let paid = self
            .world
            .pay_debt(&payer, agreement, (&ledger.asset, amount));
        Some(paid.is_ok())
    }

    pub fn collect_debt(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.indebted(act)?;
        Some(self.strange(&ExecuteMsg::CollectDebt { agreement }))
    }

    pub fn push_claim(&mut self, act: &Act) -> Option<bool> {
        let owner = self.holder_of(act)?.to_string();
        let asset = self.world.assets()[usize::from(act.flag)].clone();
        Some(self.strange(&ExecuteMsg::PushClaim { owner, asset }))
    }

    pub fn withdraw(&mut self, act: &Act) -> Option<bool> {
        let owner = self
            .holder_of(act)
            .filter(|owner| *owner != self.world.escrow)?;
        let asset = self.world.assets()[usize::from(act.flag)].clone();
        let msg = ExecuteMsg::Withdraw { asset };
        Some(self.world.send(&owner, &msg, &[]).is_ok())
    }

    pub fn set_payout(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let row = self.world.agreement(agreement);
        let who = if act.flag { row.provider } else { row.customer };
        let address = (!act.size.is_multiple_of(3)).then(|| self.purse.to_string());
        let msg = ExecuteMsg::SetPayoutAddress { agreement, address };
        Some(self.world.send(&who, &msg, &[]).is_ok())
    }

    /// Whoever may lose its key: a provider or a customer.
    fn loser(&self, act: &Act) -> Addr {
        let both = [self.provider_of(act), self.customers[act.pick % 3].clone()];
        both[usize::from(act.size % 4 == 1)].clone()
    }

    pub fn set_recovery(&mut self, act: &Act) -> bool {
        let recovery = (!act.size.is_multiple_of(5)).then(|| self.heir.to_string());
        let (who, msg) = (self.loser(act), ExecuteMsg::SetRecovery { recovery });
        self.world.send(&who, &msg, &[]).is_ok()
    }

    /// Whoever has named somebody for that.
    fn lost(&self, act: &Act) -> Addr {
        let storage = self.world.app.contract_storage(&self.world.escrow);
        let named = self.everybody().into_iter();
        let named = named.filter(|owner| RECOVERIES.may_load(&*storage, owner).unwrap().is_some());
        let named: Vec<Addr> = named.collect();
        act.of(&named).cloned().unwrap_or_else(|| self.loser(act))
    }

    pub fn recover(&mut self, act: &Act) -> bool {
        let owner = self.lost(act).to_string();
        let msg = ExecuteMsg::Recover { owner };
        self.world.send(&self.heir.clone(), &msg, &[]).is_ok()
    }

    pub fn veto(&mut self, act: &Act) -> bool {
        let who = self.lost(act);
        self.world
            .send(&who, &ExecuteMsg::VetoRecovery {}, &[])
            .is_ok()
    }

    pub fn take_over(&mut self, act: &Act) -> bool {
        let owner = self.lost(act).to_string();
        let asset = self.world.assets()[(act.size % 2) as usize].clone();
        let msg = ExecuteMsg::TakeOver { owner, asset };
        self.world.send(&self.heir.clone(), &msg, &[]).is_ok()
    }
}
