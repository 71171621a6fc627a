//! An agreement ends before all its periods were served: on one of the grounds that its terms give.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{Ground, TerminationQuote};
use cosmwasm_std::{Addr, Response, Storage};

use super::conclude::conclude;
use super::credit::period;
use super::provider::{take_part, Account};
use super::{add_to, debt, payout, plus, take_from, Call, Deed};
use crate::agreement::Agreement;
use crate::error::Refusal;
use crate::event::Terminated;

mod cause;
mod quote;

pub(crate) use quote::quote;

pub(crate) fn terminate(call: Call, id: u64, ground: &Ground) -> Result<Response, Refusal> {
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    may_end(&agreement, ground, &call.sender)?;
    let quote = quote(call.deps.as_ref(), &agreement, (ground, now))?;
    let mut deed = Deed::new("terminate");
    deed.tell(terminated(id, call.sender, &quote));
    let storage = call.deps.storage;
    enter(storage, &mut agreement, &quote, &mut deed)?;
    agreement.save_cover(storage);
    let contract = &call.env.contract.address;
    pay(storage, (contract, now), (&agreement, &quote), &mut deed)?;
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// A provider leaves on its own ground only, and nobody else on that.
fn may_end(agreement: &Agreement, ground: &Ground, sender: &Addr) -> Result<(), Refusal> {
    if *ground == (Ground::ByProvider {}) {
        agreement.only_provider(sender)
    } else {
        agreement.only_customer(sender)
    }
}

/// Escrow and bond pay what the quote says, the rest of it is owed.
fn enter(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    quote: &TerminationQuote,
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let money = &mut agreement.money;
    take_from(&mut money.escrowed, quote.from_escrow.u128(), "refund")?;
    add_to(&mut money.totals.refunded, quote.refund.u128(), "refund")?;
    let leaving = quote.termination_credit.u128();
    add_to(&mut money.totals.termination_credit, leaving, "refund")?;
    shift(storage, agreement, quote)?;
    draw(storage, agreement, quote, deed)?;
    debt::owe(storage, (agreement, quote.as_debt.u128()), deed)?;
    agreement.end((quote.reason, quote.until), quote.periods);
    Ok(())
}

/// Where bond or debt pays a refund, credits had taken more of the fee than was earned: that much of them
/// comes from bond or debt after all, so that what is left of the fee is what was earned.
fn shift(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    quote: &TerminationQuote,
) -> Result<(), Refusal> {
    let (from_bond, as_debt) = (quote.from_bond.u128(), quote.as_debt.u128());
    if from_bond == 0 && as_debt == 0 {
        return Ok(());
    }
    let running = quote.periods.saturating_sub(1);
    let standing = period::load(storage, agreement, running)?;
    let mut credits = standing.credits;
    add_to(&mut credits.from_bond, from_bond, "credited")?;
    add_to(&mut credits.as_debt, as_debt, "credited")?;
    period::save(storage, agreement.id, (&standing, credits))?;
    let totals = &mut agreement.money.totals;
    add_to(&mut totals.credited_from_bond, from_bond, "credited")?;
    add_to(&mut totals.credited_as_debt, as_debt, "credited")
}

fn draw(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    quote: &TerminationQuote,
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let (from_bond, leaving) = (quote.from_bond.u128(), quote.termination_credit.u128());
    let drawn = plus(from_bond, leaving, "bond")?;
    if drawn == 0 {
        return Ok(());
    }
    let bond = &mut agreement.money.bond;
    take_part(&mut bond.credit, from_bond)?;
    take_part(&mut bond.termination, leaving)?;
    let mut account = Account::load(storage, &agreement.cover.provider, agreement.asset())?;
    account.draw(drawn)?;
    account.save(storage, deed);
    Ok(())
}

/// A refund is the payer's, what a leaving provider pays is the customer's.
fn pay(
    storage: &mut dyn Storage,
    to: (&Addr, UnixTime),
    (agreement, quote): (&Agreement, &TerminationQuote),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let (payer, customer) = (agreement.payer(), &agreement.cover.customer);
    let refund = plus(quote.from_escrow.u128(), quote.from_bond.u128(), "refund")?;
    payout::push(storage, to, (agreement, payer, refund), deed)?;
    let leaving = quote.termination_credit.u128();
    payout::push(storage, to, (agreement, customer, leaving), deed)
}

fn terminated(agreement: u64, by: Addr, quote: &TerminationQuote) -> Terminated {
    Terminated {
        agreement,
        by,
        reason: quote.reason,
        until: quote.until,
        periods: quote.periods,
        refund: quote.refund.u128(),
        from_bond: quote.from_bond.u128(),
        as_debt: quote.as_debt.u128(),
        termination_credit: quote.termination_credit.u128(),
    }
}
