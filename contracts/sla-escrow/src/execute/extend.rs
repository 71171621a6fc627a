//! More periods of a running agreement, under the terms in force at its end.

use aftercare_domain::billing::Term;
use aftercare_domain::time::UnixTime;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{ExtensionQuote, PlanTerms, MAX_PERIODS};
use aftercare_kit::{books, check};
use cosmwasm_std::{Response, Storage, Uint128};

use super::conclude::conclude;
use super::provider::Account;
use super::subscribe::check::comes;
use super::{add_to, Call, Deed};
use crate::agreement::{fee_of, Agreement};
use crate::error::{refuse, ContractError, Refusal};
use crate::event::Extended;
use crate::life::Act;

pub(crate) fn extend(
    call: Call,
    paid: &AssetAmount,
    (id, periods, total): (u64, u32, Uint128),
) -> Result<Response, Refusal> {
    let now = call.now();
    let storage = call.deps.storage;
    let mut agreement = Agreement::load(storage, id)?;
    agreement.customer_side(&call.sender)?;
    let quote = quote(storage, &agreement, (periods, now))?;
    comes(Some(paid), &quote.asset, (total, quote.total.u128()))?;
    books::receive(storage, &paid.asset, paid.amount)?;
    let money = &mut agreement.money;
    money.periods = quote.periods;
    add_to(&mut money.escrowed, paid.amount.u128(), "escrowed")?;
    add_to(&mut money.totals.deposited, paid.amount.u128(), "deposited")?;
    agreement.cover.until = quote.until;
    agreement.save_cover(storage);
    let mut deed = Deed::new("extend");
    deed.tell(Extended {
        agreement: id,
        by: call.sender,
        periods,
        total: paid.amount.u128(),
        until: quote.until,
    });
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// What extending takes now. The bond stays behind the agreement for longer, so it must be whole.
pub(crate) fn quote(
    storage: &dyn Storage,
    agreement: &Agreement,
    (periods, now): (u32, UnixTime),
) -> Result<ExtensionQuote, Refusal> {
    agreement.require(Act::Extend, now)?;
    let (terms, term) = (agreement.last_terms(), agreement.term());
    let room = MAX_PERIODS.saturating_sub(term.periods);
    check::range(periods, "periods", 1, room)?;
    let longer = Term {
        periods: term.periods.saturating_add(periods),
        ..term
    };
    let until = longer.until();
    let latest = terms.extendable_until;
    if latest.is_none_or(|latest| until > latest) {
        return refuse(ContractError::NotExtendable {
            agreement: agreement.id,
            until: latest,
        });
    }
    books::require_open(storage, &terms.asset)?;
    Account::load(storage, &agreement.cover.provider, &terms.asset)?.refuse_debtor()?;
    has_whole_bond(agreement, terms)?;
    Ok(ExtensionQuote {
        asset: terms.asset.clone(),
        total: fee_of(terms, periods)?.into(),
        periods: longer.periods,
        until,
    })
}

fn has_whole_bond(agreement: &Agreement, terms: &PlanTerms) -> Result<(), Refusal> {
    let (held, need) = (&agreement.money.bond, &terms.bond);
    let parts = [
        ("bond.credit", held.credit, need.credit),
        ("bond.termination", held.termination, need.termination),
        ("bond.tips", held.tips, need.tips),
    ];
    for (field, held, need) in parts {
        check::range(held, field, need, Uint128::MAX)?;
    }
    Ok(())
}
