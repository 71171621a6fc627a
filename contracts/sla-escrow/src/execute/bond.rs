//! A provider's own money: what it deposits, takes back, and moves behind its agreements.

use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_kit::{books, check};
use cosmwasm_std::Response;

use super::conclude::conclude;
use super::provider::{total, Account};
use super::{add_to, Call, Deed};
use crate::agreement::{larger, Agreement};
use crate::error::{refuse, ContractError, Refusal};
use crate::event::{BondDeposited, BondRefilled, BondWithdrawn};

pub(crate) fn deposit_bond(call: Call, paid: &AssetAmount) -> Result<Response, Refusal> {
    call.refuse_self("provider")?;
    let amount = paid.amount.u128();
    check::range(amount, "amount", 1, u128::MAX)?;
    let storage = call.deps.storage;
    books::receive_new(storage, &paid.asset, paid.amount)?;
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

pub(crate) fn withdraw_free_bond(call: Call, asked: &AssetAmount) -> Result<Response, Refusal> {
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

/// Whether a bond is what its terms ask for; of tips, whether one more can be given.
pub(super) fn is_whole(agreement: &Agreement, now: UnixTime) -> bool {
    let (bond, (need, tip)) = (&agreement.money.bond, agreement.bond_asked(now));
    bond.credit >= need.credit && bond.termination >= need.termination && bond.tips >= tip
}

/// Each part of the bond is again what its terms ask for. Where those that began since it fell short ask for
/// less, it may be so already: then nothing moves, and nothing is owed any more.
pub(crate) fn refill_bond(call: Call, id: u64) -> Result<Response, Refusal> {
    let now = call.now();
    let storage = call.deps.storage;
    let mut agreement = Agreement::load(storage, id)?;
    agreement.only_provider(&call.sender)?;
    let asset = agreement.asset().clone();
    let (need, _) = agreement.bond_asked(now);
    let money = &mut agreement.money;
    let before = total(&money.bond)?;
    money.bond = larger(&money.bond, &need);
    let amount = total(&money.bond)?.saturating_sub(before);
    if money.concluded || (amount == 0 && money.short_since.is_none()) {
        return refuse(ContractError::NothingToRefill { agreement: id });
    }
    let mut deed = Deed::new("refill_bond");
    let mut account = Account::load(storage, &call.sender, &asset)?;
    account.reserve(amount)?;
    if money.short_since.take().is_some() {
        account.record.short = account.record.short.saturating_sub(1);
    }
    account.save(storage, &mut deed);
    deed.tell(BondRefilled {
        agreement: id,
        provider: call.sender,
        amount,
    });
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}
