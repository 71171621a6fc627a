//! A provider's own money: what it deposits, takes back, and moves behind its agreements.

use aftercare_interface::asset::AssetAmount;
use aftercare_kit::{books, check};
use cosmwasm_std::Response;

use super::provider::Account;
use super::{add_to, Call, Deed};
use crate::error::ContractError;
use crate::event::{BondDeposited, BondWithdrawn};

pub(crate) fn deposit_bond(call: Call, paid: &AssetAmount) -> Result<Response, ContractError> {
    call.refuse_self("provider")?;
    let amount = paid.amount.u128();
    check::range(amount, "amount", 1, u128::MAX)?;
    let storage = call.deps.storage;
    books::require_open(storage, &paid.asset)?;
    books::receive(storage, &paid.asset, paid.amount)?;
    let mut deed = Deed::new("deposit_bond");
    deed.tell(BondDeposited {
        provider: call.sender.clone(),
        asset: paid.asset.key(),
        amount,
    });
    let mut account = Account::load(storage, &call.sender, &paid.asset)?;
    add_to(&mut account.record.free, amount, "bond")?;
    account.save(storage, &mut deed);
    Ok(deed.done())
}

pub(crate) fn withdraw_free_bond(
    call: Call,
    asked: &AssetAmount,
) -> Result<Response, ContractError> {
    let (asset, amount) = (&asked.asset, asked.amount.u128());
    check::range(amount, "amount", 1, u128::MAX)?;
    let storage = call.deps.storage;
    let mut account = Account::load(storage, &call.sender, asset)?;
    account.refuse_debtor()?;
    account.take_free(amount)?;
    let mut deed = Deed::new("withdraw_free_bond");
    deed.tell(BondWithdrawn {
        provider: call.sender.clone(),
        asset: asset.key(),
        amount,
    });
    account.save(storage, &mut deed);
    let contract = &call.env.contract.address;
    deed.push(storage, contract, (&call.sender, asset, amount))?;
    Ok(deed.done())
}
