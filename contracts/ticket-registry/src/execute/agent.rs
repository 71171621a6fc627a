//! Agents: named by a provider, by itself alone. A link outlives the right to act, so that whoever was an
//! agent lately is still known as linked.

use aftercare_domain::time::{Seconds, UnixTime, LATEST};
use aftercare_interface::raw::agent_key;
use aftercare_kit::raw;
use cosmwasm_std::{Addr, StdResult};

use super::Done;
use crate::context::Context;
use crate::event::{AgentRemoved, AgentSet};
use crate::state::SERVED;
use crate::ContractError;

/// Names the sender's agent, or moves the last second in which it may act.
pub fn set(context: &mut Context<'_>, agent: &str, expires: UnixTime) -> Done {
    let agent = context.deps.api.addr_validate(agent)?;
    let provider = context.sender.clone();
    check(context, &agent, expires)?;
    raw::save(
        context.deps.storage,
        &agent_key(&provider, &agent),
        &expires,
    );
    context.tell(AgentSet {
        provider,
        agent,
        until: expires,
    });
    Ok("set_agent")
}

fn check(context: &Context<'_>, agent: &Addr, expires: UnixTime) -> Result<(), ContractError> {
    let (now, provider) = (context.now, context.sender.clone());
    if expires < now || expires > LATEST {
        return Err(ContractError::AgentExpiry {
            expires,
            now,
            latest: LATEST,
        });
    }
    if *agent == provider {
        return Err(ContractError::AgentIsProvider { provider });
    }
    if SERVED.has(context.deps.storage, (&provider, agent)) {
        return Err(ContractError::AgentIsCustomer {
            agent: agent.clone(),
            provider,
        });
    }
    Ok(())
}

/// Ends an agent's right: the second before this one was its last. A right that has already ended stays as
/// it is, so that a removal never prolongs a link.
pub fn remove(context: &mut Context<'_>, agent: &str) -> Done {
    let agent = context.deps.api.addr_validate(agent)?;
    let provider = context.sender.clone();
    let ended = |until| context.now > until;
    if link(context, &provider, &agent)?.is_none_or(ended) {
        return Err(ContractError::AgentUnknown { agent, provider });
    }
    let until = context.now.minus(Seconds(1));
    raw::save(context.deps.storage, &agent_key(&provider, &agent), &until);
    context.tell(AgentRemoved {
        provider,
        agent,
        until,
    });
    Ok("remove_agent")
}

/// The last second of a link, past or coming.
pub fn link(context: &Context<'_>, provider: &Addr, agent: &Addr) -> StdResult<Option<UnixTime>> {
    raw::load(context.deps.storage, &agent_key(provider, agent))
}

/// Whether the sender is the provider or may act for it now.
pub fn acts_for(context: &Context<'_>, provider: &Addr) -> StdResult<bool> {
    if context.sender == *provider {
        return Ok(true);
    }
    let until = link(context, provider, &context.sender)?;
    Ok(until.is_some_and(|until| context.now <= until))
}
