//! What booking a miss would do now. `QuoteCredit` answers with the very function that books.

use aftercare_domain::billing::block_of;
use aftercare_domain::credit::{added, draw, Credited, Measured, Sources};
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{CreditQuote, Miss, MissCursor};
use cosmwasm_std::{Storage, Uint128};

use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::state::{miss_key, BLOCKS, MISSES, TICKETS};

/// What a miss comes to.
pub(crate) struct Assessment {
    /// The period whose fee it is measured against; `None` where its due lies outside the term.
    period: Option<u32>,
    /// The tier amount of this measure.
    want: u128,
    /// What it would write; `None` where it changes nothing.
    pub booking: Option<Booking>,
}

/// A booking that raises its key's want.
pub(crate) struct Booking {
    /// The period in which the key was first booked.
    pub period: u32,
    /// The key's want after it.
    pub want: u128,
    /// What was credited before it.
    pub before: Credited,
    /// What it adds.
    pub added: u128,
    /// Where that comes from.
    pub sources: Sources,
}

impl Assessment {
    pub fn quote(&self) -> CreditQuote {
        let (added, sources) = match &self.booking {
            Some(booking) => (booking.added, booking.sources),
            None => (0, Sources::default()),
        };
        CreditQuote {
            period: self.period,
            want: self.want.into(),
            added: added.into(),
            from_fee: sources.from_fee.into(),
            from_bond: sources.from_bond.into(),
            as_debt: sources.as_debt.into(),
        }
    }
}

/// A miss changes something where its due has passed and lies in an unsettled period of the term, and its
/// measure is worse than any booked before. Everything else succeeds and credits nothing, so that a registry
/// that retries never jams. A key stays in the period in which it was first booked.
pub(crate) fn assess(
    storage: &dyn Storage,
    agreement: &Agreement,
    (miss, now): (&Miss, UnixTime),
) -> Result<Assessment, ContractError> {
    let want = tier_amount(agreement, miss)?;
    let known = MISSES.may_load(storage, (agreement.id, miss_key(&cursor(miss))))?;
    let (booked, credited) = known.as_ref().map_or((0, 0), |record| {
        (record.want.u128(), record.credited.u128())
    });
    let period = agreement
        .term()
        .period_of(miss.due)
        .map(|of_due| known.map_or(of_due, |record| record.period));
    let open = period
        .filter(|period| want > booked && miss.due < now && *period >= agreement.ledger.settled);
    let booking = open
        .map(|period| {
            let before = before(storage, agreement, (miss.subject, period))?;
            let before = Credited {
                key: credited,
                ..before
            };
            booking(agreement, (period, want), before)
        })
        .transpose()?;
    Ok(Assessment {
        period,
        want,
        booking,
    })
}

/// The key of a miss.
pub(crate) fn cursor(miss: &Miss) -> MissCursor {
    MissCursor {
        subject: miss.subject,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
    }
}

/// What was taken out of a period's fee: its credits, as far as the fee reaches, because a credit takes the
/// fee first.
pub(crate) fn from_fee(
    storage: &dyn Storage,
    agreement: &Agreement,
    period: u32,
) -> Result<u128, ContractError> {
    let credited = block(storage, agreement.id, period)?.period;
    Ok(credited.min(agreement.terms.fee.u128()))
}

fn tier_amount(agreement: &Agreement, miss: &Miss) -> Result<u128, ContractError> {
    let terms = &agreement.terms;
    let lateness = Measured {
        late: miss.late,
        target: miss.target,
    };
    let amount = terms
        .schedule
        .amount(miss.metric, lateness, terms.fee.u128());
    amount.ok_or_else(|| overflow("credit"))
}

fn before(
    storage: &dyn Storage,
    agreement: &Agreement,
    (subject, period): (u64, u32),
) -> Result<Credited, ContractError> {
    let ticket = TICKETS.may_load(storage, (agreement.id, subject, period))?;
    Ok(Credited {
        ticket: ticket.unwrap_or_default().u128(),
        ..block(storage, agreement.id, period)?
    })
}

/// What a period and its block were credited.
fn block(storage: &dyn Storage, agreement: u64, period: u32) -> Result<Credited, ContractError> {
    let (block, place) = block_of(period);
    let sums = BLOCKS.may_load(storage, (agreement, block))?;
    let sums = sums.unwrap_or_default();
    let place = usize::try_from(place).map_err(|_| overflow("period"))?;
    let total = sums
        .iter()
        .try_fold(Uint128::zero(), |total, sum| total.checked_add(*sum));
    Ok(Credited {
        period: sums.get(place).copied().unwrap_or_default().u128(),
        block: total.map_err(|_| overflow("credited"))?.u128(),
        ..Credited::default()
    })
}

fn booking(
    agreement: &Agreement,
    (period, want): (u32, u128),
    before: Credited,
) -> Result<Booking, ContractError> {
    let (terms, ledger) = (&agreement.terms, &agreement.ledger);
    let fee = terms.fee.u128();
    let caps = terms.caps.amounts(fee).ok_or_else(|| overflow("caps"))?;
    let added = added(want, &before, &caps);
    Ok(Booking {
        period,
        want,
        added,
        sources: draw(added, fee.saturating_sub(before.period), ledger.bond.u128()),
        before,
    })
}
