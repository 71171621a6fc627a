//! What a provider owes a customer: recorded with the agreement, paid by whoever pays it.

use aftercare_interface::asset::AssetAmount;
use aftercare_kit::{books, check};
use cosmwasm_std::{Addr, Env, Response, Storage};

use super::conclude::conclude;
use super::provider::Account;
use super::{add_to, payout, plus, take_from, Call, Deed};
use crate::agreement::Agreement;
use crate::error::{refuse, ContractError, Refusal};
use crate::event::DebtPaid;

/// Records what nothing could pay.
pub(super) fn owe(
    storage: &mut dyn Storage,
    (agreement, amount): (&mut Agreement, u128),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    if amount == 0 {
        return Ok(());
    }
    add_to(&mut agreement.money.debt, amount, "debt")?;
    let mut account = Account::load(storage, &agreement.cover.provider, agreement.asset())?;
    account.record.owed = plus(account.record.owed, amount, "debt")?;
    account.save(storage, deed);
    Ok(())
}

/// Takes as much of an amount as is owed off the debt; that much is the customer's now.
pub(super) fn repay(
    storage: &mut dyn Storage,
    (agreement, by, amount): (&mut Agreement, &Addr, u128),
    deed: &mut Deed,
) -> Result<u128, Refusal> {
    let paid = amount.min(agreement.money.debt);
    if paid == 0 {
        return Ok(0);
    }
    take_from(&mut agreement.money.debt, paid, "debt")?;
    add_to(&mut agreement.money.totals.debt_paid, paid, "debt")?;
    let mut account = Account::load(storage, &agreement.cover.provider, agreement.asset())?;
    take_from(&mut account.record.owed, paid, "debt")?;
    account.save(storage, deed);
    deed.tell(DebtPaid {
        agreement: agreement.id,
        by: by.clone(),
        amount: paid,
    });
    Ok(paid)
}

/// Anybody may pay, and no more than is owed.
pub(crate) fn pay_debt(call: Call, paid: &AssetAmount, id: u64) -> Result<Response, Refusal> {
    let mut agreement = owing(call.deps.storage, id)?;
    if paid.asset != *agreement.asset() {
        return refuse(ContractError::WrongAsset {
            found: paid.asset.clone(),
            need: agreement.asset().clone(),
        });
    }
    check::range(paid.amount.u128(), "amount", 1, agreement.money.debt)?;
    let mut deed = Deed::new("pay_debt");
    let storage = call.deps.storage;
    books::receive(storage, &paid.asset, paid.amount)?;
    let repaid = repay(
        storage,
        (&mut agreement, &call.sender, paid.amount.u128()),
        &mut deed,
    )?;
    hand_over(storage, &call.env, (agreement, repaid), deed)
}

/// Out of the provider's free bond, as far as it reaches.
pub(crate) fn collect_debt(call: Call, id: u64) -> Result<Response, Refusal> {
    let mut agreement = owing(call.deps.storage, id)?;
    let storage = call.deps.storage;
    let provider = agreement.cover.provider.clone();
    let mut deed = Deed::new("collect_debt");
    let mut account = Account::load(storage, &provider, agreement.asset())?;
    let reach = account.record.free.min(agreement.money.debt);
    check::range(reach, "free_bond", 1, u128::MAX)?;
    account.take_free(reach)?;
    account.save(storage, &mut deed);
    let repaid = repay(storage, (&mut agreement, &provider, reach), &mut deed)?;
    hand_over(storage, &call.env, (agreement, repaid), deed)
}

/// What was repaid is the customer's.
fn hand_over(
    storage: &mut dyn Storage,
    env: &Env,
    (mut agreement, repaid): (Agreement, u128),
    mut deed: Deed,
) -> Result<Response, Refusal> {
    let to = (&env.contract.address, aftercare_kit::now(env));
    let customer = &agreement.cover.customer;
    payout::push(storage, to, (&agreement, customer, repaid), &mut deed)?;
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

fn owing(storage: &dyn Storage, id: u64) -> Result<Agreement, Refusal> {
    let agreement = Agreement::load(storage, id)?;
    if agreement.money.debt == 0 {
        return refuse(ContractError::NoDebt { agreement: id });
    }
    Ok(agreement)
}
