//! Each message to the token.

use aftercare_domain::time::{Seconds, UnixTime};

use super::{Allowance, Expiry, TokenAct};
use crate::{refuse, Account, People, Refused, Step};

impl Expiry {
    fn is_over(self, now: UnixTime) -> bool {
        match self {
            Self::Never => false,
            Self::At(at) => now >= at,
        }
    }
}

impl People {
    pub(crate) fn token_act(&mut self, step: Step<'_>, act: &TokenAct) -> Result<(), Refused> {
        match act {
            TokenAct::Transfer { to, amount } => self.debit(step.sender, *amount).map(|()| {
                self.credit(to, *amount);
            }),
            TokenAct::TransferFrom { owner, to, amount } => {
                self.spend(step, owner, *amount)?;
                self.credit(to, *amount);
                Ok(())
            }
            TokenAct::Burn { amount } => {
                self.debit(step.sender, *amount)?;
                self.token.supply -= amount;
                Ok(())
            }
            TokenAct::BurnFrom { owner, amount } => {
                self.spend(step, owner, *amount)?;
                self.token.supply -= amount;
                Ok(())
            }
            TokenAct::Increase {
                spender,
                amount,
                expires,
            } => self.allow(step, spender, *amount, *expires),
            TokenAct::Decrease {
                spender,
                amount,
                expires,
            } => self.disallow(step, spender, *amount, *expires),
            TokenAct::Mint { to, amount } => self.mint(step.now, step.sender, to, *amount),
            _ => self.token_owner_act(step, act),
        }
    }

    fn token_owner_act(&mut self, step: Step<'_>, act: &TokenAct) -> Result<(), Refused> {
        if let TokenAct::Ownership(handover) = act {
            let ownership = &mut self.token.ownership;
            return ownership.step(step.now, step.sender, handover);
        }
        self.token.ownership.require(step.sender)?;
        match act {
            TokenAct::UpdateMinter { minter } => {
                let mints = self.token.minter_at(step.now);
                let from = step.now.plus(Seconds::days(7));
                self.token.next_minter = (*minter != mints).then(|| (minter.clone(), from));
                self.token.minter = mints;
            }
            TokenAct::LowerCap { cap } => {
                let emission = &mut self.token.emission;
                if *cap >= emission.cap || *cap < emission.minted {
                    return refuse("RWD-014");
                }
                emission.cap = *cap;
            }
            TokenAct::LowerBudget { budget } => self.lower_budget(step.now, *budget)?,
            _ => {}
        }
        Ok(())
    }

    /// Counts at once, for what rolled over into this epoch as well.
    fn lower_budget(&mut self, now: UnixTime, budget: u128) -> Result<(), Refused> {
        if budget >= self.token.emission.budget {
            return refuse("RWD-015");
        }
        let mut emission = self.token.emission.at(now);
        emission.budget = budget;
        emission.carried = emission.carried.min(emission.budget_of(emission.epoch));
        self.token.emission = emission;
        Ok(())
    }

    pub(crate) fn mint(
        &mut self,
        now: UnixTime,
        sender: &str,
        to: &str,
        amount: u128,
    ) -> Result<(), Refused> {
        if self.token.minter_at(now).as_deref() != Some(sender) {
            return refuse("RWD-001");
        }
        if amount > self.token.emission.left(now) {
            return refuse("RWD-009");
        }
        let mut emission = self.token.emission.at(now);
        emission.minted += amount;
        emission.minted_in_epoch += amount;
        self.token.emission = emission;
        self.token.supply += amount;
        self.credit(to, amount);
        Ok(())
    }

    fn debit(&mut self, owner: &str, amount: u128) -> Result<(), Refused> {
        let asset = self.token.asset();
        if self.purses.take(owner, &asset, amount) {
            Ok(())
        } else {
            refuse("RWD-004")
        }
    }

    fn credit(&mut self, owner: &str, amount: u128) {
        let asset = self.token.asset();
        self.purses.put(owner, &asset, amount);
    }

    /// Takes units out of an owner's balance: the sender's own, or another's that allows it.
    pub(crate) fn take_units(
        &mut self,
        step: Step<'_>,
        owner: Option<&str>,
        amount: u128,
    ) -> Result<(), Refused> {
        match owner {
            Some(owner) => self.spend(step, owner, amount),
            None => self.debit(step.sender, amount),
        }
    }

    fn spend(&mut self, step: Step<'_>, owner: &str, amount: u128) -> Result<(), Refused> {
        let pair = (owner.to_owned(), step.sender.to_owned());
        let Some(allowance) = self.token.allowances.get_mut(&pair) else {
            return refuse("RWD-005");
        };
        if allowance.expires.is_over(step.now) {
            return refuse("RWD-006");
        }
        if allowance.amount < amount {
            return refuse("RWD-007");
        }
        allowance.amount -= amount;
        self.debit(owner, amount)
    }

    fn allow(
        &mut self,
        step: Step<'_>,
        spender: &Account,
        amount: u128,
        expires: Option<Expiry>,
    ) -> Result<(), Refused> {
        if spender == step.sender {
            return refuse("RWD-003");
        }
        let pair = (step.sender.to_owned(), spender.clone());
        let allowance = self.token.allowances.entry(pair).or_default();
        *allowance = renewed(*allowance, step.now, expires)?;
        allowance.amount += amount;
        Ok(())
    }

    fn disallow(
        &mut self,
        step: Step<'_>,
        spender: &Account,
        amount: u128,
        expires: Option<Expiry>,
    ) -> Result<(), Refused> {
        if spender == step.sender {
            return refuse("RWD-003");
        }
        let pair = (step.sender.to_owned(), spender.clone());
        let Some(allowance) = self.token.allowances.get_mut(&pair) else {
            return refuse("RWD-005");
        };
        if amount >= allowance.amount {
            self.token.allowances.remove(&pair);
            return Ok(());
        }
        *allowance = renewed(*allowance, step.now, expires)?;
        allowance.amount -= amount;
        Ok(())
    }
}

/// With another expiry, where one is given.
fn renewed(
    allowance: Allowance,
    now: UnixTime,
    expires: Option<Expiry>,
) -> Result<Allowance, Refused> {
    match expires {
        Some(expires) if expires.is_over(now) => refuse("RWD-008"),
        Some(expires) => Ok(Allowance {
            expires,
            ..allowance
        }),
        None => Ok(allowance),
    }
}
