//! What a spender may spend of an owner's balance, and until when.

use aftercare_kit::KitError;
use cosmwasm_std::{attr, Addr, DepsMut, Env, Response, Storage, Uint128};
use cw20::{AllowanceResponse, Expiration};

use crate::event::AllowanceSet;
use crate::state::{ALLOWANCES, SPENDERS};
use crate::ContractError;

/// An owner's wish to raise or lower an allowance.
pub struct Change {
    pub owner: Addr,
    pub spender: Addr,
    pub amount: Uint128,
    /// Absent: as it was.
    pub expires: Option<Expiration>,
}

impl Change {
    fn check_spender(&self) -> Result<(), ContractError> {
        if self.owner == self.spender {
            let spender = self.spender.clone();
            return Err(ContractError::OwnAccount { spender });
        }
        Ok(())
    }

    fn expires(&self, env: &Env, before: Expiration) -> Result<Expiration, ContractError> {
        match self.expires {
            Some(expires) if expires.is_expired(&env.block) => {
                Err(ContractError::ExpiryPast { expires })
            }
            Some(expires) => Ok(expires),
            None => Ok(before),
        }
    }

    fn response(self, action: &str, allowance: Option<AllowanceResponse>) -> Response {
        let attributes = [
            attr("action", action),
            attr("owner", &self.owner),
            attr("spender", &self.spender),
            attr("amount", self.amount),
        ];
        let event = AllowanceSet {
            owner: self.owner,
            spender: self.spender,
            allowance: allowance.as_ref().map(|a| a.allowance).unwrap_or_default(),
            expires: allowance.map(|a| a.expires.to_string()),
        };
        Response::new().add_attributes(attributes).add_event(event)
    }
}

pub fn increase(deps: DepsMut<'_>, env: &Env, change: Change) -> Result<Response, ContractError> {
    change.check_spender()?;
    let pair = (&change.owner, &change.spender);
    let mut allowance = ALLOWANCES.may_load(deps.storage, pair)?.unwrap_or_default();
    allowance.expires = change.expires(env, allowance.expires)?;
    let overflow = |_| KitError::Overflow { field: "allowance" };
    let raised = allowance.allowance.checked_add(change.amount);
    allowance.allowance = raised.map_err(overflow)?;
    ALLOWANCES.save(deps.storage, pair, &allowance);
    SPENDERS.save(deps.storage, (&change.spender, &change.owner), &());
    Ok(change.response("increase_allowance", Some(allowance)))
}

/// Lowering by all that is allowed, or more, withdraws the allowance, whatever expiry was asked.
pub fn decrease(deps: DepsMut<'_>, env: &Env, change: Change) -> Result<Response, ContractError> {
    change.check_spender()?;
    let pair = (&change.owner, &change.spender);
    let mut allowance = load(deps.storage, pair)?;
    if change.amount >= allowance.allowance {
        ALLOWANCES.remove(deps.storage, pair);
        SPENDERS.remove(deps.storage, (&change.spender, &change.owner));
        return Ok(change.response("decrease_allowance", None));
    }
    allowance.expires = change.expires(env, allowance.expires)?;
    allowance.allowance = allowance.allowance.saturating_sub(change.amount);
    ALLOWANCES.save(deps.storage, pair, &allowance);
    Ok(change.response("decrease_allowance", Some(allowance)))
}

/// Takes an amount out of a live allowance; what is left of it.
pub fn spend(
    storage: &mut dyn Storage,
    env: &Env,
    pair: (&Addr, &Addr),
    asked: Uint128,
) -> Result<Uint128, ContractError> {
    let mut allowance = load(storage, pair)?;
    let (owner, spender) = (pair.0.clone(), pair.1.clone());
    if allowance.expires.is_expired(&env.block) {
        let expires = allowance.expires;
        return Err(ContractError::AllowanceExpired {
            owner,
            spender,
            expires,
        });
    }
    let short = ContractError::AllowanceShort {
        owner,
        spender,
        allowance: allowance.allowance,
        asked,
    };
    allowance.allowance = allowance.allowance.checked_sub(asked).map_err(|_| short)?;
    ALLOWANCES.save(storage, pair, &allowance);
    Ok(allowance.allowance)
}

fn load(storage: &dyn Storage, pair: (&Addr, &Addr)) -> Result<AllowanceResponse, ContractError> {
    let none = || ContractError::NoAllowance {
        owner: pair.0.clone(),
        spender: pair.1.clone(),
    };
    ALLOWANCES.may_load(storage, pair)?.ok_or_else(none)
}
