//! Where a party's money from an agreement goes: to the party, or to the address that it named.

use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::payout_key;
use aftercare_interface::sla_escrow::PAYOUT_DELAY;
use aftercare_kit::raw;
use cosmwasm_std::{Addr, Response, StdResult, Storage};

use super::conclude::conclude;
use super::{refuse_self, Call, Deed};
use crate::agreement::Agreement;
use crate::error::{refuse, ContractError, Refusal};
use crate::event::PayoutAddressSet;
use crate::state::{PayoutAddress, PAYOUTS};

impl PayoutAddress {
    /// The address that counts at an instant.
    pub(crate) fn at(&self, now: UnixTime) -> Option<&Addr> {
        match &self.next {
            Some((next, from)) if *from <= now => next.as_ref(),
            _ => self.now.as_ref(),
        }
    }
}

/// Pushes to a party's payout address what has left its account.
pub(super) fn push(
    storage: &mut dyn Storage,
    (contract, now): (&Addr, UnixTime),
    (agreement, party, amount): (&Agreement, &Addr, u128),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    if amount == 0 {
        return Ok(());
    }
    let named = named(storage, agreement, (party, now))?;
    let owner = named.as_ref().unwrap_or(party);
    deed.push(storage, contract, (owner, agreement.asset(), amount))
}

fn named(
    storage: &dyn Storage,
    agreement: &Agreement,
    (party, now): (&Addr, UnixTime),
) -> StdResult<Option<Addr>> {
    if !agreement.money.has_payouts {
        return Ok(None);
    }
    let record = PAYOUTS.may_load(storage, (agreement.id, party))?;
    Ok(record.and_then(|record| record.at(now).cloned()))
}

/// Visible for three days before it counts, so that a stolen key can be noticed.
pub(crate) fn set_payout_address(
    call: Call,
    id: u64,
    address: Option<&str>,
) -> Result<Response, Refusal> {
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    if !agreement.is_customer_side(&call.sender) && agreement.cover.provider != call.sender {
        return refuse(ContractError::NotParty { agreement: id });
    }
    let address = address
        .map(|text| call.deps.api.addr_validate(text))
        .transpose()?;
    if let Some(address) = &address {
        refuse_self(&call.env, address, "address")?;
    }
    let storage = call.deps.storage;
    let before = PAYOUTS
        .may_load(storage, (id, &call.sender))?
        .unwrap_or_default();
    let from = now.plus(PAYOUT_DELAY);
    let record = PayoutAddress {
        now: before.at(now).cloned(),
        next: Some((address.clone(), from)),
    };
    PAYOUTS.save(storage, (id, &call.sender), &record);
    if let Some(address) = &address {
        raw::save(storage, &payout_key(id, address), &());
    }
    agreement.money.has_payouts = true;
    let mut deed = Deed::new("set_payout_address");
    deed.tell(PayoutAddressSet {
        agreement: id,
        party: call.sender,
        address,
        from,
    });
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}
