//! Bytes of records, of raw keys and of anything: read as every type that has a record. What is read is
//! written and read again as the same.

use std::fmt::Debug;

use aftercare_domain::calendar::Calendar;
use aftercare_domain::ticket::{Clocks, Progress};
use aftercare_domain::time::UnixTime;
use aftercare_interface::packed::{from_bytes, to_bytes, Packed};
use aftercare_interface::raw::{
    AgreementTickets, CalendarHead, Cover, EmissionFact, Layout, Peers, Terms, TicketFact,
};
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_interface::AssetAmount;
use cosmwasm_std::{Addr, Record};

use super::super::dice::Dice;
use super::super::door::Kind;
use super::super::grounds::Input;
use super::super::mutate::mutate;
use super::super::verdict::{Verdict, Wrong};
use super::holds;

/// A record of the world, whole or changed.
pub fn bytes(records: &[(Kind, Record)], input: Input, dice: &mut Dice) -> Vec<u8> {
    let one = |dice: &mut Dice| {
        let record = dice.pick(records);
        record
            .map(|(_, (_, value))| value.clone())
            .unwrap_or_default()
    };
    let (value, other) = (one(dice), one(dice));
    match input {
        Input::Drawn => value,
        Input::Mutated => mutate(&value, &other, dice),
    }
}

/// Reads the bytes as everything.
///
/// # Errors
/// A type that comes back as another value.
pub fn case(bytes: &[u8]) -> Result<Verdict, Wrong> {
    let layouts = [
        layout::<Cover>(bytes)?,
        layout::<Terms>(bytes)?,
        layout::<AgreementTickets>(bytes)?,
        layout::<TicketFact>(bytes)?,
        layout::<CalendarHead>(bytes)?,
        layout::<EmissionFact>(bytes)?,
        layout::<Peers>(bytes)?,
        layout::<UnixTime>(bytes)?,
        layout::<u128>(bytes)?,
        layout::<()>(bytes)?,
    ];
    let records = [
        record::<PlanTerms>(bytes)?,
        record::<Calendar>(bytes)?,
        record::<Progress>(bytes)?,
        record::<Clocks>(bytes)?,
        record::<AssetAmount>(bytes)?,
        record::<Vec<(u64, Addr)>>(bytes)?,
        record::<Vec<Vec<String>>>(bytes)?,
        record::<Option<(bool, [u8; 32])>>(bytes)?,
        record::<u64>(bytes)?,
    ];
    let read = layouts.iter().chain(&records).any(|read| *read);
    Ok(if read {
        Verdict::Accepted
    } else {
        Verdict::Unread
    })
}

fn layout<T: Layout + Packed + PartialEq + Debug>(bytes: &[u8]) -> Result<bool, Wrong> {
    let Ok(value) = T::decode(bytes) else {
        return Ok(false);
    };
    let again = T::decode(&value.encode()).ok();
    holds(again.as_ref() == Some(&value), || {
        format!("{value:?} comes back as {again:?}")
    })?;
    Ok(true)
}

fn record<T: Packed + PartialEq + Debug>(bytes: &[u8]) -> Result<bool, Wrong> {
    let Ok(value) = from_bytes::<T>(bytes) else {
        return Ok(false);
    };
    let again = from_bytes::<T>(&to_bytes(&value)).ok();
    holds(again.as_ref() == Some(&value), || {
        format!("{value:?} comes back as {again:?}")
    })?;
    Ok(true)
}
