//! Thanks to strangers who bring about what time has made due, out of the bond's part for tips.

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw;
use aftercare_interface::sla_escrow::MAX_TIPS;
use aftercare_kit::books;
use cosmwasm_std::{Addr, Deps, Env};

use super::provider::{self, Account};
use super::subscribe::check::link;
use super::{add_to, Call, Deed};
use crate::agreement::Agreement;
use crate::error::{overflow, Refusal};
use crate::event::Tipped;
use crate::state::{Money, REGISTRY};

/// Thanks the sender, or whom it names, for so many acts. Nobody is refused for a tip that cannot be given.
pub(super) fn give(
    call: &mut Call,
    (agreement, keeper, acts): (&mut Agreement, Option<Addr>, u32),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let keeper = keeper.unwrap_or_else(|| call.sender.clone());
    let tip = agreement.terms_at(call.now()).tip.u128();
    let period = agreement.period_at(call.now()).unwrap_or(0);
    let given = agreement.money.tips_in(period);
    let acts = affordable(&agreement.money, (tip, acts), given);
    if acts == 0 || is_linked(call.deps.as_ref(), &call.env, (agreement, &keeper))? {
        return Ok(());
    }
    let amount = tip
        .checked_mul(acts.into())
        .ok_or_else(|| overflow("tip"))?;
    let (_, enough) = agreement.bond_asked(call.now());
    let storage = &mut *call.deps.storage;
    let provider = agreement.cover.provider.clone();
    let asset = agreement.asset().clone();
    let mut account = Account::load(storage, &provider, &asset)?;
    account.draw(amount)?;
    let money = &mut agreement.money;
    provider::take_part(&mut money.bond.tips, amount)?;
    add_to(&mut money.totals.tipped, amount, "tipped")?;
    (money.tip_period, money.tips) = (period, given.saturating_add(acts));
    if money.bond.tips < enough && money.short_since.is_none() {
        money.short_since = Some(aftercare_kit::now(&call.env));
        account.record.short = account.record.short.saturating_add(1);
    }
    account.save(storage, deed);
    deed.tell(Tipped {
        agreement: agreement.id,
        keeper: keeper.clone(),
        asset: asset.key(),
        amount,
    });
    let tip = AssetAmount {
        asset,
        amount: amount.into(),
    };
    books::claim(storage, &keeper, tip)?;
    Ok(())
}

/// How many of the acts the bond's part for tips can thank, at most ten in a period.
fn affordable(money: &Money, (tip, acts): (u128, u32), given: u32) -> u32 {
    let funded = money.bond.tips.u128().checked_div(tip).unwrap_or(0);
    let funded = u32::try_from(funded).unwrap_or(u32::MAX);
    acts.min(MAX_TIPS.saturating_sub(given)).min(funded)
}

/// The parties, their agents and delegates now or lately, and their payout addresses.
fn is_linked(
    deps: Deps,
    env: &Env,
    (agreement, keeper): (&Agreement, &Addr),
) -> Result<bool, Refusal> {
    let cover = &agreement.cover;
    if agreement.is_customer_side(keeper) || cover.provider == *keeper {
        return Ok(true);
    }
    let payout = raw::payout_key(agreement.id, keeper);
    if agreement.money.has_payouts && deps.storage.get(&payout).is_some() {
        return Ok(true);
    }
    let registry = REGISTRY.load(deps.storage)?;
    let links = [
        raw::agent_key(&cover.provider, keeper),
        raw::delegate_key(&cover.customer, keeper),
    ];
    // A registry that answers something else costs a tip, never the settlement or booking that it is for.
    let is_link = |key: &Vec<u8>| !matches!(link(deps, &registry, key, env), Ok(None));
    Ok(links.iter().any(is_link))
}
