//! Who is a curator or an expert, and when.

use aftercare_domain::time::UnixTime;
use aftercare_kit::store::Item;
use cosmwasm_std::{Addr, StdResult, Storage};

use crate::state::people::{Account, Circle, Term, ACCOUNTS, CURATORS, EXPERTS};
use crate::ContractError;

impl Circle {
    /// In force at an instant.
    pub fn at(self, now: UnixTime) -> Vec<Addr> {
        match self.next {
            Some((from, members)) if now >= from => members,
            _ => self.members,
        }
    }
}

impl Term {
    /// Whether the seat is held at an instant.
    pub fn holds(&self, now: UnixTime) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}

impl Account {
    /// Whether it is a curator at an instant.
    pub fn is_curator(&self, now: UnixTime) -> bool {
        let seat = self
            .member
            .as_ref()
            .and_then(|member| member.curator.as_ref());
        seat.is_some_and(|term| term.holds(now))
    }

    /// Whether it is a curator or an expert at an instant.
    pub fn is_member(&self, now: UnixTime) -> bool {
        let seat = self
            .member
            .as_ref()
            .and_then(|member| member.expert.as_ref());
        seat.is_some_and(|term| term.holds(now)) || self.is_curator(now)
    }
}

/// The members of a circle that are in force.
pub fn in_force(
    storage: &dyn Storage,
    circle: &Item<Circle>,
    now: UnixTime,
) -> StdResult<Vec<Addr>> {
    Ok(circle.may_load(storage)?.unwrap_or_default().at(now))
}

/// How many people are curators or experts at an instant, each counted once.
pub fn members(storage: &dyn Storage, now: UnixTime) -> StdResult<usize> {
    let curators = in_force(storage, &CURATORS, now)?;
    let experts = in_force(storage, &EXPERTS, now)?;
    let further = experts.iter().filter(|expert| !curators.contains(expert));
    Ok(curators.len().saturating_add(further.count()))
}

/// Whether an account is a curator now.
pub fn is_curator(storage: &dyn Storage, account: &Addr, now: UnixTime) -> StdResult<bool> {
    let record = ACCOUNTS.may_load(storage, account)?;
    Ok(record.is_some_and(|record| record.is_curator(now)))
}

/// Refuses everybody but curators.
///
/// # Errors
/// [`ContractError::NotCurator`].
pub fn assert_curator(
    storage: &dyn Storage,
    account: &Addr,
    now: UnixTime,
) -> Result<(), ContractError> {
    if is_curator(storage, account, now)? {
        return Ok(());
    }
    let sender = account.clone();
    Err(ContractError::NotCurator { sender })
}
