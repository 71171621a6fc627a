//! The owner names curators and experts; a set is in force 7 days after it was named.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{CIRCLE_NOTICE, MAX_CURATORS, MAX_EXPERTS};
use aftercare_kit::store::Item;
use aftercare_kit::{check, ownership};
use cosmwasm_std::{Addr, Response, StdResult, Storage};

use super::{pool, told, Call};
use crate::event::CircleAnnounced;
use crate::state::people::{Circle, Member, Term, ACCOUNTS, CURATORS, EXPERTS};
use crate::ContractError;

/// One of the two circles: its record, an account's seat in it, its name, its most members.
struct Kind {
    circle: &'static Item<Circle>,
    seat: fn(&mut Member) -> &mut Option<Term>,
    name: &'static str,
    most: usize,
}

const CURATOR: Kind = Kind {
    circle: &CURATORS,
    seat: |member| &mut member.curator,
    name: "curators",
    most: MAX_CURATORS,
};

const EXPERT: Kind = Kind {
    circle: &EXPERTS,
    seat: |member| &mut member.expert,
    name: "experts",
    most: MAX_EXPERTS,
};

pub fn set_curators(call: Call<'_>, members: Vec<Addr>) -> Result<Response, ContractError> {
    set(call, &CURATOR, members)
}

pub fn set_experts(call: Call<'_>, members: Vec<Addr>) -> Result<Response, ContractError> {
    set(call, &EXPERT, members)
}

fn set(mut call: Call<'_>, kind: &Kind, members: Vec<Addr>) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    check::count(members.len(), kind.name, 0, kind.most)?;
    check::each_once(&members, kind.name)?;
    // This epoch's parts belong to who was a member when it began.
    pool::fix_parts(&mut call)?;
    let (now, from) = (call.now(), call.now().plus(CIRCLE_NOTICE));
    let storage = &mut *call.deps.storage;
    let noted = kind.circle.may_load(storage)?.unwrap_or_default();
    withdraw(storage, kind, (&noted, now))?;
    let held = noted.at(now);
    seat_all(storage, kind, (&held, &members, from))?;
    let event = CircleAnnounced {
        circle: kind.name,
        members: members.len().try_into().unwrap_or(u32::MAX),
        from,
    };
    let next = Some((from, members));
    kind.circle.save(
        storage,
        &Circle {
            members: held,
            next,
        },
    );
    Ok(told(&format!("set_{}", kind.name)).add_event(event))
}

/// A set that is not in force yet never will be.
fn withdraw(
    storage: &mut dyn Storage,
    kind: &Kind,
    (noted, now): (&Circle, UnixTime),
) -> StdResult<()> {
    let announced = noted.next.as_ref().filter(|(from, _)| now < *from);
    for account in announced.iter().flat_map(|(_, members)| members) {
        if !noted.members.contains(account) {
            seat(storage, kind, (account, None))?;
        }
    }
    Ok(())
}

/// Who stays keeps the seat without an end, who leaves has it until the new set is in force, who joins from
/// then on.
fn seat_all(
    storage: &mut dyn Storage,
    kind: &Kind,
    (held, members, from): (&[Addr], &[Addr], UnixTime),
) -> StdResult<()> {
    for account in held {
        let stays = members.contains(account);
        let until = (!stays).then_some(from);
        let mut record = ACCOUNTS.may_load(storage, account)?.unwrap_or_default();
        if let Some(term) = (kind.seat)(record.member.get_or_insert_default()) {
            term.until = until;
        }
        ACCOUNTS.save(storage, account, &record);
    }
    for account in members.iter().filter(|account| !held.contains(account)) {
        let term = Term { from, until: None };
        seat(storage, kind, (account, Some(term)))?;
    }
    Ok(())
}

fn seat(
    storage: &mut dyn Storage,
    kind: &Kind,
    (account, term): (&Addr, Option<Term>),
) -> StdResult<()> {
    let mut record = ACCOUNTS.may_load(storage, account)?.unwrap_or_default();
    *(kind.seat)(record.member.get_or_insert_default()) = term;
    ACCOUNTS.save(storage, account, &record);
    Ok(())
}
