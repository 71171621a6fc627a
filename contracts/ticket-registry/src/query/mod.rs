//! One function a question. Time is taken into account by the functions that messages use.

mod clocks;
mod lists;
mod steps;
mod tickets;

use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::QueryMsg;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};

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

/// Which function answers.
pub fn answer(asked: Asked<'_>, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    let answer = match msg {
        Q::Config {} => to_json_binary(&tickets::config(asked)?),
        Q::Calendar { calendar } => to_json_binary(&clocks::calendar(asked, calendar)?),
        Q::Agents {
            provider,
            start_after,
            limit,
        } => to_json_binary(&lists::agents(asked, &provider, (start_after, limit))?),
        Q::Intake { provider } => to_json_binary(&tickets::intake(asked, &provider)?),
        Q::Ticket { ticket } => to_json_binary(&tickets::ticket(asked, ticket)?),
        Q::History {
            ticket,
            start_after,
            limit,
        } => to_json_binary(&lists::history(asked, ticket, (start_after, limit))?),
        Q::Clock { ticket } => to_json_binary(&clocks::clock(asked, ticket)?),
        Q::QuoteDeadline {
            calendar,
            start,
            span,
        } => to_json_binary(&clocks::quote_deadline(asked, calendar, (start, span))?),
        Q::NextStep { ticket } => to_json_binary(&steps::next_step(asked, ticket)?),
        Q::Due {
            before,
            start_after,
            limit,
        } => to_json_binary(&lists::due(asked, before, (start_after, limit))?),
        Q::AgreementTickets { agreement } => to_json_binary(&tickets::agreement(asked, agreement)?),
        Q::Rating { ticket } => to_json_binary(&tickets::rating(asked, ticket)?),
        Q::TicketsByCustomer {
            customer,
            open_only,
            start_after,
            limit,
        } => {
            let from = (start_after, limit);
            let wanted = lists::Wanted { open_only, from };
            to_json_binary(&lists::by_customer(asked, &customer, wanted)?)
        }
        Q::TicketsByProvider {
            provider,
            open_only,
            start_after,
            limit,
        } => {
            let from = (start_after, limit);
            let wanted = lists::Wanted { open_only, from };
            to_json_binary(&lists::by_provider(asked, &provider, wanted)?)
        }
        Q::TicketsByAgreement {
            agreement,
            open_only,
            start_after,
            limit,
        } => {
            let from = (start_after, limit);
            let wanted = lists::Wanted { open_only, from };
            to_json_binary(&lists::by_agreement(asked, agreement, wanted)?)
        }
    };
    Ok(answer?)
}
