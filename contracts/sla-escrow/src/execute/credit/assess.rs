//! What booking a miss would do now. `QuoteCredit` answers with the very function that books.

use aftercare_domain::credit::{added, draw, Credited, Sources};
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{CreditQuote, Miss, MissCursor};
use cosmwasm_std::Storage;

use super::period::{self, Standing};
use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::state::{miss_key, MissKey, MissRecord, MISSES, TICKETS};

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
    pub key: MissKey,
    pub subject: u64,
    /// The key's record before it.
    pub record: MissRecord,
    /// Its period before it.
    pub standing: Standing,
    /// What its ticket was credited in the period before it.
    pub ticket: u128,
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
            waits_for: None,
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
    let key = miss_key(&cursor(miss));
    let known = MISSES.may_load(storage, (agreement.id, key))?;
    let of_due = agreement.term().period_of(miss.due);
    let period = of_due.map(|of_due| known.as_ref().map_or(of_due, |record| record.period));
    let Some(number) = period.filter(|_| miss.due < now) else {
        return Ok(Assessment {
            period,
            want: 0,
            booking: None,
        });
    };
    let terms = agreement.terms_of(number);
    let want = terms
        .schedule
        .amount(miss.metric, miss.measure, terms.fee.u128());
    let want = want.ok_or_else(|| overflow("credit"))?;
    let mut record = known.unwrap_or_else(|| new_record(number, miss.due));
    let raised = want > record.want && record.decided.is_none();
    let standing = period::load(storage, agreement, number)?;
    let booking = if raised && standing.is_open() {
        record.want = want;
        record.due = record.due.max(miss.due);
        Some(book(
            storage,
            agreement,
            (key, miss.subject),
            (record, standing),
        )?)
    } else {
        None
    };
    Ok(Assessment {
        period,
        want,
        booking,
    })
}

/// The key of a miss.
fn cursor(miss: &Miss) -> MissCursor {
    MissCursor {
        subject: miss.subject,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
    }
}

fn new_record(period: u32, due: UnixTime) -> MissRecord {
    MissRecord {
        want: 0,
        credited: 0,
        period,
        due,
        waiting: vec![],
        dispute: None,
        decided: None,
    }
}

/// What a key's want adds inside the caps, and where it comes from.
pub(super) fn book(
    storage: &dyn Storage,
    agreement: &Agreement,
    (key, subject): (MissKey, u64),
    (record, standing): (MissRecord, Standing),
) -> Result<Booking, ContractError> {
    let ticket = TICKETS.may_load(storage, (agreement.id, (subject, record.period)))?;
    let credited = Credited {
        key: record.credited,
        ticket: ticket.unwrap_or(0),
        period: standing.credits.credited,
        block: standing.block,
    };
    let added = added(record.want, &credited, &standing.caps);
    let bond = agreement.money.bond.credit.u128();
    Ok(Booking {
        key,
        subject,
        sources: draw(added, standing.fee_left(), bond),
        ticket: credited.ticket,
        record,
        standing,
        added,
    })
}
