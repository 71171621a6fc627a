//! A rating of paid service releases its customer's feedback allowance.

use aftercare_interface::community::MAX_RATINGS;
use aftercare_interface::raw::TicketFact;
use aftercare_kit::check;
use cosmwasm_std::Response;

use super::{allowance, epochs, told, Call};
use crate::event::RatingRegistered;
use crate::state::{Config, ALLOWANCES, REGISTERED};
use crate::{peers, ContractError};

pub fn register(mut call: Call<'_>, tickets: Vec<u64>) -> Result<Response, ContractError> {
    check::count(tickets.len(), "tickets", 1, MAX_RATINGS)?;
    check::each_once(&tickets, "tickets")?;
    let config = call.config()?;
    let mut response = told("register_ratings");
    for ticket in tickets {
        let fact = registrable(&call, &config, ticket)?;
        REGISTERED.save(call.deps.storage, ticket, &());
        response = release(&mut call, response, (ticket, fact))?;
    }
    Ok(response)
}

/// Rated, of paid service, beyond its reopen window, and not registered yet.
fn registrable(call: &Call<'_>, config: &Config, ticket: u64) -> Result<TicketFact, ContractError> {
    if REGISTERED.has(call.deps.storage, ticket) {
        return Err(ContractError::TicketRegistered { ticket });
    }
    let fact = peers::fact(call.deps.as_ref(), &config.registry, ticket)?;
    let (now, final_at) = (call.now(), fact.final_at);
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
    response: Response,
    (ticket, fact): (u64, TicketFact),
) -> Result<Response, ContractError> {
    let customer = fact.customer;
    let accrual = allowance::accrued(call.deps.as_ref(), call.now(), &customer)?;
    let (mut held, events) = allowance::note(call, &customer, accrual)?;
    let points = std::mem::take(&mut held.feedback);
    let empty = points.is_zero() && events.is_empty();
    if !empty {
        ALLOWANCES.save(call.deps.storage, &customer, &held);
    }
    let (response, added) = epochs::add(call, response.add_events(events), (&customer, points))?;
    Ok(response.add_event(RatingRegistered {
        ticket,
        customer,
        points,
        epoch: added.epoch,
        customer_points: added.owner_points,
    }))
}
