//! What booking a miss would do now. `QuoteCredit` answers with the very function that books.

use aftercare_domain::credit::{added, draw, Credited, Sources};
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{CreditQuote, Miss, MissCursor};
use cosmwasm_std::Storage;

use super::period::{self, Standing};
use super::till::Held;
use super::wait::{self, Wait};
use crate::agreement::Agreement;
use crate::error::{overflow, Refusal};
use crate::state::{capped_subject, miss_key, MissRecord, MISSES, TICKETS};

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
    /// The key with its new want, and nothing credited for that yet.
    pub held: Held,
    /// Its period before it.
    pub standing: Standing,
    /// What its ticket was credited in the period before it.
    pub ticket: u128,
    /// What it adds.
    pub added: u128,
    /// Where that comes from.
    pub sources: Sources,
    /// What it waits for.
    pub wait: Wait,
}

impl Booking {
    /// Whether it credits all that the key wants.
    pub fn fills(&self) -> bool {
        self.added >= self.held.record.missing()
    }
}

impl MissRecord {
    /// What it wants and was not credited.
    fn missing(&self) -> u128 {
        let wanted = self.want.saturating_sub(self.forgone);
        wanted.saturating_sub(self.credited)
    }

    /// Whether a cap cut it short.
    pub(super) fn is_cut(&self) -> bool {
        self.decided != Some(false) && self.missing() > 0
    }
}

impl Assessment {
    pub fn quote(&self) -> CreditQuote {
        let (added, sources, wait) = match &self.booking {
            Some(booking) => (booking.added, booking.sources, booking.wait),
            None => (0, Sources::default(), None),
        };
        let wait = wait.filter(|_| added > 0);
        CreditQuote {
            period: self.period,
            want: self.want.into(),
            added: added.into(),
            from_fee: sources.from_fee.into(),
            from_bond: sources.from_bond.into(),
            as_debt: sources.as_debt.into(),
            waits_for: wait.map(|(reason, _)| reason),
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
) -> Result<Assessment, Refusal> {
    let cursor = cursor(miss);
    let known = MISSES.may_load(storage, (agreement.id, miss_key(&cursor)))?;
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
    let record = known.unwrap_or_else(|| new_record(number, miss.due));
    let raised = want > record.want && record.decided != Some(false);
    let standing = period::load(storage, agreement, number)?;
    let booking = if raised && standing.is_open() {
        let mut held = Held::new(cursor, record);
        held.record.want = want;
        held.record.due = held.record.due.max(miss.due);
        let times = (miss.due, now);
        Some(book(storage, agreement, (held, standing), times)?)
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
        forgone: 0,
        credited: 0,
        period,
        due,
        waiting: vec![],
        dispute: None,
        decided: None,
    }
}

/// What a key's want adds inside the caps, where it comes from and what it waits for, by the due that it is
/// booked for.
pub(super) fn book(
    storage: &dyn Storage,
    agreement: &Agreement,
    (held, standing): (Held, Standing),
    times: (UnixTime, UnixTime),
) -> Result<Booking, Refusal> {
    let record = &held.record;
    let ticket = (capped_subject(&held.cursor), record.period);
    let ticket = TICKETS.may_load(storage, (agreement.id, ticket))?;
    let credited = Credited {
        key: record.credited,
        ticket: ticket.unwrap_or(0),
        period: standing.credits.credited,
        block: standing.block,
    };
    let wanted = record.want.saturating_sub(record.forgone);
    let added = added(wanted, &credited, &standing.caps);
    let bond = agreement.money.bond.credit.u128();
    Ok(Booking {
        sources: draw(added, standing.fee_left(), bond),
        wait: wait::for_what(storage, agreement, record, times)?,
        ticket: credited.ticket,
        held,
        standing,
        added,
    })
}
