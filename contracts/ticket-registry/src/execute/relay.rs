//! Several replies at once, and replies that agents gave in another help desk.

use aftercare_domain::ticket::Role;
use aftercare_interface::ticket_registry::{AgentScope, TicketReply, MAX_REPLIES};
use aftercare_interface::Commitment;
use aftercare_kit::check;
use cosmwasm_std::Addr;

use super::agent::active;
use super::{talk, Done};
use crate::authority::check_scope;
use crate::context::Context;
use crate::event::Relayed;
use crate::scope;
use crate::state::TICKETS;
use crate::ContractError;

/// The provider's replies on several tickets; one that is refused refuses all.
pub fn reply_many(context: &mut Context<'_>, replies: &[TicketReply]) -> Done {
    check::count(replies.len(), "replies", 1, MAX_REPLIES)?;
    let tickets: Vec<_> = replies.iter().map(|reply| reply.ticket).collect();
    check::each_once(&tickets, "replies")?;
    for TicketReply { ticket, content } in replies {
        let role = talk::say(context, *ticket, (content, false))?;
        if role == Role::Customer {
            return Err(ContractError::NotProvider {
                ticket: *ticket,
                sender: context.sender.clone(),
            });
        }
    }
    Ok("reply_many")
}

/// The sender, a bridge, posts an agent's reply: it counts as that agent's own.
pub fn relay(
    context: &mut Context<'_>,
    (ticket, agent): (u64, &str),
    content: &Commitment,
) -> Done {
    let agent = context.deps.api.addr_validate(agent)?;
    let found = TICKETS.may_load(context.deps.storage, ticket)?;
    let provider = found
        .ok_or(ContractError::TicketUnknown { ticket })?
        .provider;
    let bridge = context.sender.clone();
    check_bridge(context, (ticket, &provider), &agent)?;
    context.sender = agent.clone();
    talk::say(context, ticket, (content, false))?;
    context.sender = bridge.clone();
    context.tell(Relayed {
        ticket,
        actor: bridge,
        agent,
    });
    Ok("relay")
}

/// The bridge must be allowed to relay, and the agent must be a human who may reply.
fn check_bridge(
    context: &Context<'_>,
    (ticket, provider): (u64, &Addr),
    agent: &Addr,
) -> Result<(), ContractError> {
    let sender = &context.sender;
    let bridge = context.gate().agent(provider, sender)?;
    let bridge = bridge.ok_or_else(|| ContractError::Stranger {
        ticket,
        sender: sender.clone(),
    })?;
    check_scope(bridge.scopes, Some(AgentScope::Relay), sender)?;
    let named = active(context, provider, agent)?;
    if named.automated || !scope::holds(named.scopes, AgentScope::Reply) {
        return Err(ContractError::NotRelayed {
            agent: agent.clone(),
        });
    }
    Ok(())
}
