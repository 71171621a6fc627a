//! A missed target moves money back to the customer, in the transaction that books it.

use aftercare_domain::policy::Metric;
use aftercare_interface::sla_escrow::{Miss, MAX_MISSES};
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Storage};

use super::conclude::conclude;
use super::provider::{self, Account};
use super::{add_to, debt, payout, plus, take_from, tip, Call, Deed};
use crate::agreement::Agreement;
use crate::error::ContractError;
use crate::event::MissBooked;
use crate::state::{Credits, MISSES, MONITORINGS, REGISTRY, TICKETS, WITHHELD};

mod assess;
pub(crate) mod period;

pub(crate) use assess::assess;
use assess::Booking;

pub(crate) fn book_misses(
    mut call: Call,
    id: u64,
    (misses, keeper): (&[Miss], Option<&str>),
) -> Result<Response, ContractError> {
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    check::count(misses.len(), "misses", 1, MAX_MISSES)?;
    may_book(&call, &agreement, misses)?;
    let keeper = keeper
        .map(|text| call.deps.api.addr_validate(text))
        .transpose()?;
    let mut deed = Deed::new("book_misses");
    let storage = &mut *call.deps.storage;
    let (mut paid, mut raised) = (0u128, 0u32);
    for miss in misses {
        if let Some(booking) = assess(storage, &agreement, (miss, now))?.booking {
            raised = raised.saturating_add(1);
            paid = plus(paid, booking.sources.paid(), "credited")?;
            let event = enter(
                storage,
                &mut agreement,
                (miss, booking, &call.sender),
                &mut deed,
            )?;
            deed.tell(event);
        }
    }
    let customer = agreement.cover.customer.clone();
    payout::push(
        storage,
        (&call.env.contract.address, now),
        (&agreement, &customer, paid),
        &mut deed,
    )?;
    if let Some(keeper) = keeper {
        tip::give(&mut call, (&mut agreement, Some(keeper), raised), &mut deed)?;
    }
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// Tickets are the registry's; availability is the monitoring's that the agreement was accepted with.
fn may_book(call: &Call, agreement: &Agreement, misses: &[Miss]) -> Result<(), ContractError> {
    let storage = &*call.deps.storage;
    let availability = misses
        .iter()
        .any(|miss| miss.metric == Metric::Availability);
    let tickets = misses
        .iter()
        .any(|miss| miss.metric != Metric::Availability);
    let registry = REGISTRY.may_load(storage)?;
    let monitoring = if availability {
        monitoring_of(storage, agreement)?
    } else {
        None
    };
    let foreign = (tickets && registry.as_ref() != Some(&call.sender))
        || (availability && monitoring.as_ref() != Some(&call.sender));
    if foreign {
        return Err(ContractError::ForeignPeer {
            agreement: agreement.id,
            registry,
            monitoring,
        });
    }
    Ok(())
}

/// The last monitoring that was in force when the agreement was accepted.
pub(crate) fn monitoring_of(
    storage: &dyn Storage,
    agreement: &Agreement,
) -> Result<Option<Addr>, ContractError> {
    let announced = MONITORINGS.may_load(storage)?.unwrap_or_default();
    let accepted = agreement.cover.accepted;
    let of = announced.into_iter().rev().find(|one| one.from <= accepted);
    Ok(of.map(|monitoring| monitoring.address))
}

/// Writes one booking into every record that bounds the next ones.
fn enter(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    (miss, booking, by): (&Miss, Booking, &Addr),
    deed: &mut Deed,
) -> Result<MissBooked, ContractError> {
    let mut record = booking.record.clone();
    record.credited = plus(record.credited, booking.added, "credited")?;
    MISSES.save(storage, (agreement.id, booking.key), &record);
    if booking.added > 0 {
        raise(storage, agreement, &booking, deed)?;
        debt::owe(storage, (agreement, booking.sources.as_debt), deed)?;
    }
    Ok(MissBooked {
        agreement: agreement.id,
        by: by.clone(),
        subject: miss.subject,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
        due: record.due,
        period: record.period,
        want: record.want,
        credited: record.credited,
        added: booking.added,
        from_fee: booking.sources.from_fee,
        from_bond: booking.sources.from_bond,
        as_debt: booking.sources.as_debt,
        waits_for: None,
        until: None,
    })
}

/// The addition leaves its sources and counts on every level that a cap bounds.
fn raise(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    booking: &Booking,
    deed: &mut Deed,
) -> Result<(), ContractError> {
    let (id, number) = (agreement.id, booking.standing.number);
    let ticket = plus(booking.ticket, booking.added, "credited")?;
    TICKETS.save(storage, (id, (booking.subject, number)), &ticket);
    let (sources, before) = (&booking.sources, booking.standing.credits);
    let credits = Credits {
        credited: plus(before.credited, booking.added, "credited")?,
        from_bond: plus(before.from_bond, sources.from_bond, "credited")?,
        as_debt: plus(before.as_debt, sources.as_debt, "credited")?,
    };
    period::save(storage, id, (number, credits))?;
    take_fee(storage, agreement, booking)?;
    take_bond(storage, agreement, sources.from_bond, deed)?;
    let totals = &mut agreement.money.totals;
    add_to(&mut totals.credited, booking.added, "credited")?;
    add_to(
        &mut totals.credited_from_bond,
        sources.from_bond,
        "credited",
    )?;
    add_to(&mut totals.credited_as_debt, sources.as_debt, "credited")
}

/// Out of escrow, or out of what was kept back of a settled period.
fn take_fee(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    booking: &Booking,
) -> Result<(), ContractError> {
    let amount = booking.sources.from_fee;
    if !booking.standing.is_settled() {
        return take_from(&mut agreement.money.escrowed, amount, "escrowed");
    }
    let left = booking.standing.fee_left().saturating_sub(amount);
    WITHHELD.save(storage, (agreement.id, booking.standing.number), &left);
    take_from(&mut agreement.money.withheld, amount, "withheld")
}

fn take_bond(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    amount: u128,
    deed: &mut Deed,
) -> Result<(), ContractError> {
    if amount == 0 {
        return Ok(());
    }
    provider::take_part(&mut agreement.money.bond.credit, amount)?;
    let mut account = Account::load(storage, &agreement.cover.provider, agreement.asset())?;
    account.draw(amount)?;
    account.save(storage, deed);
    Ok(())
}
