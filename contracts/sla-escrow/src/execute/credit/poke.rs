//! What time has decided about waiting credits happens, and what then finds room is credited.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::MAX_SETTLE;
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, StdResult};

use super::super::conclude::conclude;
use super::super::{tip, Call, Deed};
use super::assess;
use super::period;
use super::till::{Till, MAX_LINES};
use crate::agreement::Agreement;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::state::{MissKey, STARVED, WAITING};

pub(crate) fn poke(mut call: Call, id: u64, limit: u32) -> Result<Response, Refusal> {
    check::range(limit, "limit", 1, MAX_SETTLE)?;
    let limit = usize::try_from(limit).map_err(|_| overflow("limit"))?;
    let now = call.now();
    let contract = call.env.contract.address.clone();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    let due = agreement.money.due;
    let mut deed = Deed::new("poke");
    let mut till = Till::new(call.deps.storage, (&mut agreement, &mut deed), now);
    let taken = till.take_decided(limit)?;
    let looked = till.agreement.money.refill.is_some();
    let filled = till.refill(limit.saturating_sub(taken), &contract)?;
    if taken == 0 && !looked {
        return refuse(ContractError::NothingDue { agreement: id, due });
    }
    till.pay(&contract)?;
    let acts = u32::try_from(taken.saturating_add(filled)).unwrap_or(u32::MAX);
    tip::give(&mut call, (&mut agreement, None, acts), &mut deed)?;
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

impl Till<'_> {
    /// Keys with a decided part, the oldest first; how many.
    fn take_decided(&mut self, limit: usize) -> Result<usize, Refusal> {
        let keys = self.decided(limit)?;
        for key in &keys {
            let mut held = self.load(*key)?;
            self.decide(&mut held)?;
            self.save(&held);
        }
        Ok(keys.len())
    }

    fn decided(&self, limit: usize) -> StdResult<Vec<MissKey>> {
        if self.agreement.money.waiting_keys == 0 {
            return Ok(vec![]);
        }
        let last = self.now.minus(Seconds(1)).0;
        let until = Some((last, [u8::MAX; 17]));
        let rows = WAITING.of(self.storage, self.agreement.id, (None, until));
        rows.take(limit)
            .map(|row| row.map(|((_, key), ())| key))
            .collect()
    }

    /// Goes on through the starved keys, once through all of them after each cancellation: room only shrinks
    /// on the way, so that none is passed over. How many were credited something.
    fn refill(&mut self, limit: usize, contract: &Addr) -> Result<usize, Refusal> {
        let Some(after) = self.agreement.money.refill.filter(|_| limit > 0) else {
            return Ok(0);
        };
        let rows = STARVED.of(self.storage, self.agreement.id, (Some(after), None));
        let keys = rows.take(limit).map(|row| row.map(|(key, ())| key));
        let keys: Vec<MissKey> = keys.collect::<StdResult<_>>()?;
        let mut filled = 0usize;
        for key in &keys {
            filled = filled.saturating_add(usize::from(self.fill(*key, contract)?));
        }
        let last = keys.last().filter(|_| keys.len() == limit);
        self.agreement.money.refill = last.copied();
        Ok(filled)
    }

    /// Credits a starved key what finds room now; whether that is something.
    fn fill(&mut self, key: MissKey, contract: &Addr) -> Result<bool, Refusal> {
        let held = self.load(key)?;
        let standing = period::load(self.storage, self.agreement, held.record.period)?;
        let kept = standing.number < self.agreement.money.periods;
        if !kept || !standing.is_open() || !held.record.is_cut() {
            STARVED.remove(self.storage, (self.agreement.id, key));
            return Ok(false);
        }
        let times: (UnixTime, UnixTime) = (held.record.due, self.now);
        let full = held.record.waiting.len() >= MAX_LINES;
        let booking = assess::book(self.storage, self.agreement, (held, standing), times)?;
        if booking.added == 0 || full {
            return Ok(false);
        }
        if booking.fills() {
            STARVED.remove(self.storage, (self.agreement.id, key));
        }
        self.enter(booking, contract)?;
        Ok(true)
    }
}
