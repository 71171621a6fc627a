//! A missed target moves money back to the customer, in the transaction that books it.

use aftercare_domain::billing::block_of;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{Miss, MAX_MISSES};
use aftercare_kit::books::{self, Payout};
use aftercare_kit::check;
use cosmwasm_std::{Response, Storage, Uint128};

use super::{bond, Call};
use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::event::MissBooked;
use crate::state::{miss_key, Ledger, MissRecord, BLOCKS, MISSES, TICKETS};

mod assess;

use assess::Booking;
pub(crate) use assess::{assess, cursor, from_fee};

pub(crate) fn book_misses(call: Call, id: u64, misses: &[Miss]) -> Result<Response, ContractError> {
    let now = call.now();
    let storage = call.deps.storage;
    let mut agreement = Agreement::load(storage, id)?;
    if agreement.head.registry != call.sender {
        let registry = agreement.head.registry;
        return Err(ContractError::NotRegistry {
            agreement: id,
            registry,
        });
    }
    check::count(misses.len(), "misses", 1, MAX_MISSES)?;
    let mut response = Response::new().add_attribute("action", "book_misses");
    let mut paid = Uint128::zero();
    for miss in misses {
        if let Some(booking) = assess(storage, &agreement, (miss, now))?.booking {
            paid = plus(paid, booking.sources.paid())?;
            let booked = book(storage, &mut agreement, (miss, &booking))?;
            response = response.add_event(booked);
        }
    }
    agreement.save(storage)?;
    let payout = Payout {
        owner: agreement.head.customer,
        asset: agreement.terms.asset,
        amount: paid,
    };
    let push = books::push(storage, &call.env.contract.address, payout)?;
    Ok(response.add_submessages(push))
}

/// Writes one booking into every record that bounds the next ones.
fn book(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    (miss, booking): (&Miss, &Booking),
) -> Result<MissBooked, ContractError> {
    let record = MissRecord {
        want: booking.want.into(),
        credited: plus(booking.before.key.into(), booking.added)?,
        period: booking.period,
    };
    MISSES.save(storage, (agreement.id, miss_key(&cursor(miss))), &record)?;
    if booking.added > 0 {
        raise_ticket(storage, (agreement.id, miss.subject), booking)?;
        raise_period(storage, agreement.id, booking)?;
        take_bond(storage, agreement, booking)?;
        enter(&mut agreement.ledger, booking)?;
    }
    Ok(booked(agreement, miss, (booking, &record)))
}

fn raise_ticket(
    storage: &mut dyn Storage,
    (agreement, subject): (u64, u64),
    booking: &Booking,
) -> Result<(), ContractError> {
    let sum = plus(booking.before.ticket.into(), booking.added)?;
    Ok(TICKETS.save(storage, (agreement, subject, booking.period), &sum)?)
}

fn raise_period(
    storage: &mut dyn Storage,
    agreement: u64,
    booking: &Booking,
) -> Result<(), ContractError> {
    let (block, place) = block_of(booking.period);
    let place = usize::try_from(place).map_err(|_| overflow("period"))?;
    let mut sums = BLOCKS
        .may_load(storage, (agreement, block))?
        .unwrap_or_default();
    let length = sums.len().max(place.saturating_add(1));
    sums.resize(length, Uint128::zero());
    if let Some(sum) = sums.get_mut(place) {
        *sum = plus(*sum, booking.added)?;
    }
    Ok(BLOCKS.save(storage, (agreement, block), &sums)?)
}

fn take_bond(
    storage: &mut dyn Storage,
    agreement: &Agreement,
    booking: &Booking,
) -> Result<(), ContractError> {
    let drawn = AssetAmount {
        asset: agreement.terms.asset.clone(),
        amount: booking.sources.from_bond.into(),
    };
    bond::draw(storage, &agreement.head.provider, &drawn)
}

fn enter(ledger: &mut Ledger, booking: &Booking) -> Result<(), ContractError> {
    let sources = &booking.sources;
    ledger.escrowed = minus(ledger.escrowed, sources.from_fee)?;
    ledger.bond = minus(ledger.bond, sources.from_bond)?;
    ledger.debt = plus(ledger.debt, sources.as_debt)?;
    ledger.credited = plus(ledger.credited, booking.added)?;
    ledger.credited_from_bond = plus(ledger.credited_from_bond, sources.from_bond)?;
    Ok(())
}

fn booked(
    agreement: &Agreement,
    miss: &Miss,
    (booking, record): (&Booking, &MissRecord),
) -> MissBooked {
    MissBooked {
        agreement: agreement.id,
        registry: agreement.head.registry.clone(),
        subject: miss.subject,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
        due: miss.due,
        late: miss.late,
        period: record.period,
        want: record.want,
        credited: record.credited,
        added: booking.added.into(),
        from_fee: booking.sources.from_fee.into(),
        from_bond: booking.sources.from_bond.into(),
        as_debt: booking.sources.as_debt.into(),
        escrowed: agreement.ledger.escrowed,
    }
}

fn plus(a: Uint128, b: u128) -> Result<Uint128, ContractError> {
    a.checked_add(b.into()).map_err(|_| overflow("credited"))
}

fn minus(a: Uint128, b: u128) -> Result<Uint128, ContractError> {
    a.checked_sub(b.into()).map_err(|_| overflow("credited"))
}
