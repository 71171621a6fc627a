//! Tokens move, come into existence, cease to exist.

use aftercare_interface::raw::{EmissionFact, EMISSION_KEY};
use aftercare_kit::{now, raw, KitError};
use cosmwasm_std::{
    attr, Addr, Attribute, Binary, DepsMut, Env, Response, StdError, Storage, Uint128,
};
use cw20::Cw20ReceiveMsg;

use super::allowance;
use crate::event::{Burnt, Minted, Transferred};
use crate::state::{BALANCES, SUPPLY};
use crate::ContractError;

/// An amount that leaves a balance.
pub struct Movement {
    pub from: Addr,
    /// The spender, where an allowance is used.
    pub by: Option<Addr>,
    pub amount: Uint128,
}

impl Movement {
    pub fn own(from: Addr, amount: Uint128) -> Self {
        Self {
            from,
            by: None,
            amount,
        }
    }

    pub fn allowed(from: Addr, by: Addr, amount: Uint128) -> Self {
        Self {
            from,
            by: Some(by),
            amount,
        }
    }

    /// Takes the amount out of the balance, and out of the allowance where one is used. What the spender
    /// may still spend.
    fn debit(
        &self,
        storage: &mut dyn Storage,
        env: &Env,
    ) -> Result<Option<Uint128>, ContractError> {
        let allowance = match &self.by {
            Some(spender) => {
                let pair = (&self.from, spender);
                Some(allowance::spend(storage, env, pair, self.amount)?)
            }
            None => None,
        };
        debit(storage, &self.from, self.amount)?;
        Ok(allowance)
    }

    /// The attributes of the standard: action, from, to, by, amount, where they apply.
    fn attributes(&self, verb: &str, to: Option<&Addr>) -> Vec<Attribute> {
        let action = match self.by {
            Some(_) => format!("{verb}_from"),
            None => verb.to_owned(),
        };
        let mut attributes = vec![attr("action", action), attr("from", &self.from)];
        attributes.extend(to.map(|to| attr("to", to)));
        attributes.extend(self.by.as_ref().map(|by| attr("by", by)));
        attributes.push(attr("amount", self.amount));
        attributes
    }
}

pub fn transfer(
    deps: DepsMut<'_>,
    env: &Env,
    movement: Movement,
    to: Addr,
) -> Result<Response, ContractError> {
    let attributes = movement.attributes("transfer", Some(&to));
    let event = move_to(deps.storage, env, movement, to)?;
    Ok(Response::new().add_attributes(attributes).add_event(event))
}

pub fn send(
    deps: DepsMut<'_>,
    env: &Env,
    movement: Movement,
    (contract, msg): (Addr, Binary),
) -> Result<Response, ContractError> {
    let attributes = movement.attributes("send", Some(&contract));
    let hook = Cw20ReceiveMsg {
        sender: movement.by.as_ref().unwrap_or(&movement.from).to_string(),
        amount: movement.amount,
        msg,
    };
    let event = move_to(deps.storage, env, movement, contract.clone())?;
    Ok(Response::new()
        .add_message(hook.into_cosmos_msg(contract)?)
        .add_attributes(attributes)
        .add_event(event))
}

pub fn burn(deps: DepsMut<'_>, env: &Env, movement: Movement) -> Result<Response, ContractError> {
    let attributes = movement.attributes("burn", None);
    let allowance = movement.debit(deps.storage, env)?;
    let supply = SUPPLY
        .load(deps.storage)?
        .checked_sub(movement.amount)
        .map_err(StdError::overflow)?;
    SUPPLY.save(deps.storage, &supply);
    let event = Burnt {
        from_balance: balance(deps.storage, &movement.from)?,
        from: movement.from,
        by: movement.by,
        amount: movement.amount,
        supply,
        allowance,
    };
    Ok(Response::new().add_attributes(attributes).add_event(event))
}

pub fn mint(
    deps: DepsMut<'_>,
    env: &Env,
    sender: &Addr,
    (to, amount): (Addr, Uint128),
) -> Result<Response, ContractError> {
    let mut fact = emission(deps.storage)?;
    let minter = fact.minter_at(now(env));
    if minter != Some(sender) {
        let (sender, minter) = (sender.clone(), minter.cloned());
        return Err(ContractError::NotMinter { sender, minter });
    }
    let emission = fact.emission.mint(now(env), amount.u128())?;
    fact.emission = emission;
    raw::save(deps.storage, EMISSION_KEY, &fact);
    let supply = SUPPLY
        .load(deps.storage)?
        .checked_add(amount)
        .map_err(StdError::overflow)?;
    SUPPLY.save(deps.storage, &supply);
    let event = Minted {
        to_balance: credit(deps.storage, &to, amount)?,
        to: to.clone(),
        amount,
        supply,
        minted: emission.minted.into(),
        epoch: emission.epoch,
        minted_in_epoch: emission.minted_in_epoch.into(),
        left: emission.at(now(env)).left.into(),
    };
    Ok(Response::new()
        .add_attributes([
            attr("action", "mint"),
            attr("to", to),
            attr("amount", amount),
        ])
        .add_event(event))
}

pub fn emission(storage: &dyn Storage) -> Result<EmissionFact, ContractError> {
    raw::load(storage, EMISSION_KEY)?.ok_or_else(|| StdError::not_found("emission").into())
}

pub fn balance(storage: &dyn Storage, owner: &Addr) -> Result<Uint128, ContractError> {
    Ok(BALANCES.may_load(storage, owner)?.unwrap_or_default())
}

/// Balances are read again after both sides moved, so that a transfer to oneself changes nothing.
fn move_to(
    storage: &mut dyn Storage,
    env: &Env,
    movement: Movement,
    to: Addr,
) -> Result<Transferred, ContractError> {
    let allowance = movement.debit(storage, env)?;
    let to_balance = credit(storage, &to, movement.amount)?;
    Ok(Transferred {
        from_balance: balance(storage, &movement.from)?,
        from: movement.from,
        to,
        by: movement.by,
        amount: movement.amount,
        to_balance,
        allowance,
    })
}

fn debit(storage: &mut dyn Storage, owner: &Addr, asked: Uint128) -> Result<(), ContractError> {
    let balance = balance(storage, owner)?;
    let short = |_| ContractError::BalanceShort {
        owner: owner.clone(),
        balance,
        asked,
    };
    let left = balance.checked_sub(asked).map_err(short)?;
    BALANCES.save(storage, owner, &left);
    Ok(())
}

fn credit(
    storage: &mut dyn Storage,
    owner: &Addr,
    amount: Uint128,
) -> Result<Uint128, ContractError> {
    let overflow = |_| KitError::Overflow { field: "balance" };
    let balance = balance(storage, owner)?
        .checked_add(amount)
        .map_err(overflow)?;
    BALANCES.save(storage, owner, &balance);
    Ok(balance)
}
