//! Misses on their way into the escrow. A booking that fails is kept and never blocks a ticket.

use aftercare_interface::sla_escrow::Miss;
use aftercare_json::ToJson;
use aftercare_kit::{json, reply, KitError};
use cosmwasm_std::{Addr, StdResult, SubMsg, WasmMsg};

use crate::case::Case;
use crate::context::Context;
use crate::event::{BookingFailed, BookingRetried};
use crate::state::{FAILED, SENT};
use crate::{tally, ContractError};

/// Replies of this kind carry the number of the refused booking.
const BOOKING: u8 = 2;
/// The most misses that the escrow takes in one message.
const MAX_MISSES: usize = 30;
/// More tickets than there will be: what numbers of replies count the parcels of one message in.
const PLACE: u64 = 1 << 48;

/// Misses that this message sends, by ticket, and whom it owes them to where no party's own word brought them
/// about.
#[derive(Default)]
pub struct Outbox {
    /// Of each ticket what was refused before: it goes first, as it came first.
    kept: Vec<Parcel>,
    /// Of each ticket what is new.
    new: Vec<Parcel>,
    keeper: Option<Addr>,
}

/// The one message of `sla_escrow::ExecuteMsg` that is ever sent: writing all of them would be 16 KB of code.
#[derive(ToJson)]
enum Booking {
    BookMisses {
        agreement: u64,
        misses: Vec<Miss>,
        keeper: Option<Addr>,
    },
}

/// Misses of one agreement: those of one ticket, or one message to the escrow.
struct Parcel {
    agreement: u64,
    misses: Vec<Miss>,
}

impl Outbox {
    /// The sender is the keeper of what this message sends.
    pub fn kept_by(&mut self, keeper: Addr) {
        self.keeper = Some(keeper);
    }

    /// Adds a miss to those of its ticket, each in its place, and of a key the latest alone. Under a cap the
    /// first that the escrow hears of gets the credit: refused ones come again as they are kept, and the same
    /// of them must get it.
    pub fn add(&mut self, agreement: u64, miss: Miss) {
        let is_of = |parcel: &Parcel| parcel.of() == Some(miss.subject);
        let Some(own) = self.new.iter_mut().find(|parcel| is_of(parcel)) else {
            return self.new.push(Parcel {
                agreement,
                misses: vec![miss],
            });
        };
        let key = failed_key(&miss);
        let at = own.misses.partition_point(|other| failed_key(other) < key);
        match own
            .misses
            .get_mut(at)
            .filter(|other| failed_key(other) == key)
        {
            Some(other) => *other = miss,
            None => own.misses.insert(at, miss),
        }
    }

    /// What was added, in parcels that the escrow takes.
    fn parcels(&mut self) -> Vec<Parcel> {
        let mut parcels: Vec<Parcel> = vec![];
        let kept = std::mem::take(&mut self.kept);
        let new = std::mem::take(&mut self.new);
        for Parcel { agreement, misses } in kept.into_iter().chain(new) {
            for part in misses.chunks(MAX_MISSES) {
                let room = MAX_MISSES.saturating_sub(part.len());
                let fits = |parcel: &&mut Parcel| {
                    parcel.agreement == agreement && parcel.misses.len() <= room
                };
                match parcels.iter_mut().find(fits) {
                    Some(parcel) => parcel.misses.extend_from_slice(part),
                    None => parcels.push(Parcel {
                        agreement,
                        misses: part.to_vec(),
                    }),
                }
            }
        }
        parcels
    }
}

impl Parcel {
    /// The first ticket that it speaks of.
    fn of(&self) -> Option<u64> {
        self.misses.first().map(|miss| miss.subject)
    }
}

/// The messages to the escrow. They carry no gas limit: both contracts are ours.
pub fn send(context: &mut Context<'_>) -> Result<Vec<SubMsg>, ContractError> {
    let parcels = context.outbox.parcels();
    (0..)
        .zip(parcels)
        .map(|(place, parcel)| send_one(context, place, parcel))
        .collect()
}

fn send_one(
    context: &mut Context<'_>,
    place: u64,
    parcel: Parcel,
) -> Result<SubMsg, ContractError> {
    let number = number(place, &parcel);
    SENT.save(context.deps.storage, number, &parcel.misses);
    let booking = Booking::BookMisses {
        agreement: parcel.agreement,
        misses: parcel.misses,
        keeper: context.outbox.keeper.clone(),
    };
    let message = WasmMsg::Execute {
        contract_addr: context.escrow()?.into_string(),
        msg: json::answer(&booking),
        funds: vec![],
    };
    Ok(SubMsg::reply_on_error(message, reply::id(BOOKING, number)))
}

/// By first ticket, so that a call that comes back in the middle sends under other numbers; and by place,
/// because two parcels of one message begin with the same ticket where its kept misses fill the first.
fn number(place: u64, parcel: &Parcel) -> u64 {
    let first = parcel.of().unwrap_or_default();
    place.saturating_mul(PLACE).saturating_add(first)
}

/// The escrow refused a booking: its misses are kept, and their tickets are due at once.
pub fn refused(context: &mut Context<'_>, id: u64) -> Result<(), ContractError> {
    let (kind, number) = reply::split(id);
    let sent = SENT.may_load(context.deps.storage, number)?;
    let misses = sent
        .filter(|_| kind == BOOKING)
        .ok_or(KitError::UnknownReply { id })?;
    SENT.remove(context.deps.storage, number);
    misses.iter().try_for_each(|miss| keep(context, miss))
}

fn keep(context: &mut Context<'_>, miss: &Miss) -> Result<(), ContractError> {
    let mut case = Case::load(context.deps.storage, miss.subject)?;
    let Some(agreement) = case.agreement() else {
        return Ok(());
    };
    let key = failed_key(miss);
    if !FAILED.has(context.deps.storage, key) {
        tally::booking_failed(context, agreement)?;
        case.course.failed = case.course.failed.saturating_add(1);
    }
    FAILED.save(context.deps.storage, key, miss);
    context.tell(BookingFailed {
        ticket: miss.subject,
        agreement,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
    });
    case.save(context)
}

/// Where a refused miss is kept: a worse one of the same key takes its place.
const fn failed_key(miss: &Miss) -> (u64, (u32, (u8, u32))) {
    let of_metric = (miss.metric.index(), miss.ordinal);
    (miss.subject, (miss.cycle, of_metric))
}

/// Takes the kept misses of a ticket, 30 at most, for another try; whether there were any.
pub fn retry(context: &mut Context<'_>, case: &mut Case) -> Result<bool, ContractError> {
    let Some(agreement) = case.agreement().filter(|_| case.course.failed > 0) else {
        return Ok(false);
    };
    let kept = FAILED
        .of(context.deps.storage, case.id, (None, None))
        .take(MAX_MISSES)
        .map(|entry| entry.map(|(_, miss)| miss))
        .collect::<StdResult<Vec<_>>>()?;
    for miss in &kept {
        FAILED.remove(context.deps.storage, failed_key(miss));
        case.course.failed = case.course.failed.saturating_sub(1);
        tally::booking_retried(context, agreement)?;
        context.tell(BookingRetried {
            ticket: case.id,
            agreement,
            metric: miss.metric,
            cycle: miss.cycle,
            ordinal: miss.ordinal,
        });
    }
    context.outbox.kept.push(Parcel {
        agreement,
        misses: kept,
    });
    Ok(true)
}
