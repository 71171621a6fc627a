//! A rating of paid service releases its customer's feedback allowance.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::MAX_RATINGS;
use aftercare_interface::raw::TicketFact;
use aftercare_kit::check;
use cosmwasm_std::{Addr, Deps, Response, Uint128};

use super::{allowance, epochs, told, Call};
use crate::event::RatingRegistered;
use crate::state::people::ACCOUNTS;
use crate::state::{Config, REGISTERED};
use crate::{peers, ContractError};

pub fn register(
    mut call: Call<'_>,
    tickets: Vec<u64>,
    named: Option<u8>,
) -> Result<Response, ContractError> {
    check::count(tickets.len(), "tickets", 1, MAX_RATINGS)?;
    check::each_once(&tickets, "tickets")?;
    let config = call.config()?;
    let of = peers::registry(call.deps.storage, (&config, call.now()), named)?;
    let mut response = told("register_ratings");
    for ticket in tickets {
        let fact = registrable(call.deps.as_ref(), (&of, call.now()), ticket)?;
        REGISTERED.save(call.deps.storage, (of.0, ticket), &());
        response = release(&mut call, (&config, response), (ticket, fact))?;
    }
    Ok(response)
}

/// Rated, of paid service, beyond its reopen window, and not registered yet.
pub fn registrable(
    deps: Deps<'_>,
    ((peers, registry), now): (&(u8, Addr), UnixTime),
    ticket: u64,
) -> Result<TicketFact, ContractError> {
    if REGISTERED.has(deps.storage, (*peers, ticket)) {
        return Err(ContractError::TicketRegistered { ticket });
    }
    let fact = peers::fact(deps, registry, ticket)?;
    let final_at = fact.final_at;
    if fact.agreement.is_none() {
        return Err(ContractError::TicketNotCovered { ticket });
    }
    if !fact.rated {
        return Err(ContractError::TicketNotRated { ticket });
    }
    if now <= final_at {
        return Err(ContractError::TicketNotFinal {
            ticket,
            final_at,
            now,
        });
    }
    Ok(fact)
}

/// The whole allowance at once: a second rating before new fees are burnt releases nothing.
fn release(
    call: &mut Call<'_>,
    (config, response): (&Config, Response),
    (ticket, fact): (u64, TicketFact),
) -> Result<Response, ContractError> {
    let customer = fact.customer;
    let accrual = allowance::accrued(call.deps.as_ref(), (config, call.now()), &customer)?;
    let (mut account, events) = allowance::note(call, &customer, accrual)?;
    let points = Uint128::new(account.lots.release());
    let empty = points.is_zero() && events.is_empty();
    if !empty {
        ACCOUNTS.save(call.deps.storage, &customer, &account);
    }
    let response = response.add_events(events);
    let (response, added) = epochs::add(call, (config, response), (&customer, points))?;
    Ok(response.add_event(RatingRegistered {
        ticket,
        customer,
        points,
        epoch: added.epoch,
        customer_points: added.owner_points,
    }))
}
