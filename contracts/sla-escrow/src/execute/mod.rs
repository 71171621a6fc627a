//! One function a verb: load, ask the domain, save, tell.

mod admin;
mod amend;
mod answer;
mod begin;
pub(crate) mod bond;
mod claim;
pub(crate) mod conclude;
pub(crate) mod credit;
mod debt;
pub(crate) mod extend;
mod payout;
pub(crate) mod plan;
mod propose;
pub(crate) mod provider;
mod recovery;
mod renew;
pub(crate) mod settle;
pub(crate) mod subscribe;
pub(crate) mod terminate;
mod tip;

use aftercare_domain::time::UnixTime;
use aftercare_interface::Asset;
use aftercare_kit::books::{self, Payout};
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Storage, SubMsg};

use crate::error::{refuse, ContractError, Refusal};

pub(crate) use admin::{
    announce_monitoring, close_asset, instantiate, list_asset, pause, set_pauser, sweep, unpause,
    update_ownership, wire,
};
pub(crate) use amend::amend;
pub(crate) use answer::{
    accept_proposal, cancel_proposal, decline_proposal, load as load_proposal,
};
pub(crate) use bond::{deposit_bond, refill_bond, withdraw_free_bond};
pub(crate) use claim::{push_claim, push_failed, withdraw};
pub(crate) use credit::{book_misses, contest, declare_force_majeure, object, poke, rule};
pub(crate) use debt::{collect_debt, pay_debt};
pub(crate) use extend::extend;
pub(crate) use payout::set_payout_address;
pub(crate) use plan::{publish_plan, retire_plan, revise_plan, update_allow_list};
pub(crate) use propose::propose_agreement;
pub(crate) use recovery::{recover, set_recovery, take_over, veto_recovery};
pub(crate) use renew::renew;
pub(crate) use settle::settle;
pub(crate) use subscribe::subscribe;
pub(crate) use terminate::terminate;

/// A message on its way in: the chain's access, the block, and who acts.
pub(crate) struct Call<'a> {
    pub deps: DepsMut<'a>,
    pub env: Env,
    pub sender: Addr,
}

impl Call<'_> {
    fn now(&self) -> UnixTime {
        aftercare_kit::now(&self.env)
    }

    /// This contract is never a party: its own address as owner of money means "burn".
    fn refuse_self(&self, field: &'static str) -> Result<(), Refusal> {
        refuse_self(&self.env, &self.sender, field)
    }
}

fn refuse_self(env: &Env, address: &Addr, field: &'static str) -> Result<(), Refusal> {
    if *address == env.contract.address {
        return refuse(ContractError::SuiteAddress {
            field,
            address: address.clone(),
        });
    }
    Ok(())
}

/// What a message leaves behind: the events of what changed, and the payments on their way.
pub(crate) struct Deed {
    response: Response,
}

impl Deed {
    fn new(action: &'static str) -> Self {
        let response = Response::new().add_attribute("action", action);
        Self { response }
    }

    #[inline(never)]
    fn tell(&mut self, event: impl Into<Event>) {
        self.response.events.push(event.into());
    }

    fn send(&mut self, message: SubMsg) {
        self.response.messages.push(message);
    }

    /// Pushes an amount that has left its account; nothing where it is zero.
    fn push(
        &mut self,
        storage: &mut dyn Storage,
        contract: &Addr,
        (owner, asset, amount): (&Addr, &Asset, u128),
    ) -> Result<(), Refusal> {
        let payout = Payout {
            owner: owner.clone(),
            asset: asset.clone(),
            amount: amount.into(),
        };
        if let Some(message) = books::push(storage, contract, payout)? {
            self.send(message);
        }
        Ok(())
    }

    fn done(self) -> Response {
        self.response
    }
}

fn told(action: &'static str, event: impl Into<Event>) -> Response {
    let mut deed = Deed::new(action);
    deed.tell(event);
    deed.done()
}

/// Sums and differences of accounts: `None` never passes unnoticed.
fn plus(a: u128, b: u128, field: &'static str) -> Result<u128, Refusal> {
    a.checked_add(b)
        .ok_or_else(|| crate::error::overflow(field))
}

fn minus(a: u128, b: u128, field: &'static str) -> Result<u128, Refusal> {
    a.checked_sub(b)
        .ok_or_else(|| crate::error::overflow(field))
}

fn add_to(account: &mut u128, amount: u128, field: &'static str) -> Result<(), Refusal> {
    *account = plus(*account, amount, field)?;
    Ok(())
}

fn take_from(account: &mut u128, amount: u128, field: &'static str) -> Result<(), Refusal> {
    *account = minus(*account, amount, field)?;
    Ok(())
}
