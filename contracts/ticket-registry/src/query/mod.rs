//! One function a question. Time is taken into account by the functions that messages use.

mod clocks;
mod intervals;
mod lists;
mod people;
mod scorecard;
mod steps;
mod tickets;
mod turns;

use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::QueryMsg;
use aftercare_kit::json;
use cosmwasm_std::{Binary, Deps, Env};

use crate::authority::Gate;
use crate::ContractError;

/// The surroundings of one question.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub deps: Deps<'a>,
    pub env: &'a Env,
    pub now: UnixTime,
}

impl<'a> Asked<'a> {
    pub fn new(deps: Deps<'a>, env: &'a Env) -> Self {
        Self {
            deps,
            env,
            now: aftercare_kit::now(env),
        }
    }
}

impl<'a> Asked<'a> {
    /// Who may act, as records and time say now.
    pub const fn gate(&self) -> Gate<'a> {
        Gate {
            storage: self.deps.storage,
            now: self.now,
        }
    }
}

/// Which function answers.
pub fn answer(asked: Asked<'_>, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    let answer = match msg {
        Q::Config {} => json::answer(&tickets::config(asked)?),
        Q::Calendar { calendar, version } => {
            json::answer(&clocks::calendar(asked, calendar, version)?)
        }
        Q::Agents {
            provider,
            start_after,
            limit,
        } => json::answer(&people::agents(asked, &provider, (start_after, limit))?),
        Q::Agent { provider, agent } => json::answer(&people::agent(asked, &provider, &agent)?),
        Q::Queues { provider } => json::answer(&people::queues(asked, &provider)?),
        Q::Delegates {
            customer,
            start_after,
            limit,
        } => json::answer(&people::delegates(asked, &customer, (start_after, limit))?),
        Q::Allowance {
            customer,
            agreement,
        } => json::answer(&people::allowance(asked, &customer, agreement)?),
        Q::TicketsByTurn {
            who,
            start_after,
            limit,
        } => json::answer(&turns::by_turn(asked, &who, (start_after, limit))?),
        Q::PendingBookings { start_after, limit } => {
            json::answer(&lists::pending_bookings(asked, (start_after, limit))?)
        }
        Q::Scorecard { provider, from, to } => {
            json::answer(&scorecard::scorecard(asked, &provider, (from, to))?)
        }
        Q::AgreementRating { agreement, period } => {
            json::answer(&tickets::agreement_rating(asked, agreement, period)?)
        }
        Q::Intake { provider } => json::answer(&tickets::intake(asked, &provider)?),
        Q::Ticket { ticket } => json::answer(&tickets::ticket(asked, ticket)?),
        Q::History {
            ticket,
            start_after,
            limit,
        } => json::answer(&lists::history(asked, ticket, (start_after, limit))?),
        Q::Clock {
            ticket,
            start_after,
            limit,
        } => json::answer(&clocks::clock(asked, ticket, (start_after, limit))?),
        Q::QuoteDeadline {
            calendar,
            start,
            span,
        } => json::answer(&clocks::quote_deadline(asked, calendar, (start, span))?),
        Q::NextStep { ticket } => json::answer(&steps::next_step(asked, ticket)?),
        Q::Due {
            before,
            start_after,
            limit,
        } => json::answer(&lists::due(asked, before, (start_after, limit))?),
        Q::AgreementTickets { agreement } => json::answer(&tickets::agreement(asked, agreement)?),
        Q::Rating { ticket } => json::answer(&tickets::rating(asked, ticket)?),
        Q::TicketsByCustomer {
            customer,
            open_only,
            start_after,
            limit,
        } => {
            let from = (start_after, limit);
            let wanted = lists::Wanted { open_only, from };
            json::answer(&lists::by_customer(asked, &customer, wanted)?)
        }
        Q::TicketsByProvider {
            provider,
            open_only,
            start_after,
            limit,
        } => {
            let from = (start_after, limit);
            let wanted = lists::Wanted { open_only, from };
            json::answer(&lists::by_provider(asked, &provider, wanted)?)
        }
        Q::TicketsByAgreement {
            agreement,
            open_only,
            start_after,
            limit,
        } => {
            let from = (start_after, limit);
            let wanted = lists::Wanted { open_only, from };
            json::answer(&lists::by_agreement(asked, agreement, wanted)?)
        }
    };
    Ok(answer)
}
