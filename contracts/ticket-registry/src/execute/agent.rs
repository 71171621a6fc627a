//! Agents: named by a provider, by itself alone. A link outlives the right to act, so that whoever was an
//! agent lately is still known as linked.

use aftercare_domain::time::{Seconds, UnixTime, LATEST};
use aftercare_interface::raw::agent_key;
use aftercare_interface::ticket_registry::{AgentScope, NewAgent, MAX_AGENT_QUEUES, MAX_QUEUES};
use aftercare_kit::{check, raw, KitError};
use cosmwasm_std::{Addr, StdResult};

use super::Done;
use crate::context::Context;
use crate::event::{joined, AgentAwaySet, AgentRemoved, AgentSet};
use crate::scope;
use crate::state::{Agent, Away, AGENTS, AGENT_COUNT, AGENT_NAMES, SERVED};
use crate::ContractError;

/// Names the sender's agent, or names it anew. Its number stays, and so does its absence.
pub fn set(context: &mut Context<'_>, msg: NewAgent) -> Done {
    let address = context.deps.api.addr_validate(&msg.agent)?;
    let provider = context.sender.clone();
    check(context, &address, msg.expires)?;
    let (scopes, queues) = (scope::bits(&msg.scopes)?, queue_bits(&msg.queues)?);
    let key = (&provider, &address);
    let before = AGENTS.may_load(context.deps.storage, key)?;
    let (number, away) = match before {
        Some(agent) => (agent.number, agent.away),
        None => (next_number(context, key)?, None),
    };
    let agent = Agent {
        number,
        until: msg.expires,
        scopes,
        queues,
        max_open: msg.max_open,
        automated: msg.automated,
        away,
    };
    write(context, key, &agent);
    context.tell(AgentSet {
        provider,
        agent: address,
        until: agent.until,
        scopes: scope::words::<AgentScope>(scopes),
        queues: joined(&msg.queues),
        max_open: agent.max_open,
        automated: agent.automated,
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

/// A bit for each queue, from queue 1.
fn queue_bits(queues: &[u8]) -> Result<u32, ContractError> {
    check::count(queues.len(), "queues", 0, MAX_AGENT_QUEUES)?;
    check::each_once(queues, "queues")?;
    let mut bits = 0;
    for queue in queues {
        check::range(*queue, "queues", 1, MAX_QUEUES)?;
        bits |= queue_bit(*queue);
    }
    Ok(bits)
}

/// The bit of a queue; none of queue 0.
pub fn queue_bit(queue: u8) -> u32 {
    let place = u32::from(queue).checked_sub(1);
    place.and_then(|place| 1u32.checked_shl(place)).unwrap_or(0)
}

fn next_number(
    context: &mut Context<'_>,
    (provider, agent): (&Addr, &Addr),
) -> Result<u32, ContractError> {
    let storage = &mut *context.deps.storage;
    let newest = AGENT_COUNT.may_load(storage, provider)?.unwrap_or(0);
    let number = newest
        .checked_add(1)
        .ok_or(KitError::Overflow { field: "agents" })?;
    AGENT_COUNT.save(storage, provider, &number);
    AGENT_NAMES.save(storage, (provider, number), agent);
    Ok(number)
}

/// The agent's record, and the end of its link where others read it.
fn write(context: &mut Context<'_>, (provider, address): (&Addr, &Addr), agent: &Agent) {
    let storage = &mut *context.deps.storage;
    AGENTS.save(storage, (provider, address), agent);
    raw::save(storage, &agent_key(provider, address), &agent.until);
}

/// Ends an agent's right: the second before this one was its last. A right that has already ended stays as
/// it is, so that a removal never prolongs a link.
pub fn remove(context: &mut Context<'_>, agent: &str) -> Done {
    let address = context.deps.api.addr_validate(agent)?;
    let provider = context.sender.clone();
    let mut agent = active(context, &provider, &address)?;
    agent.until = context.now.minus(Seconds(1));
    write(context, (&provider, &address), &agent);
    context.tell(AgentRemoved {
        provider,
        agent: address,
        until: agent.until,
    });
    Ok("remove_agent")
}

/// The sender, an agent, is away until an instant.
pub fn set_away(
    context: &mut Context<'_>,
    provider: &str,
    (until, cover): (UnixTime, Option<String>),
) -> Done {
    let provider = context.deps.api.addr_validate(provider)?;
    let address = context.sender.clone();
    let mut agent = active(context, &provider, &address)?;
    let cover = cover
        .map(|cover| context.deps.api.addr_validate(&cover))
        .transpose()?;
    let number = match &cover {
        Some(cover) if *cover == address => {
            return Err(ContractError::OwnCover { agent: address });
        }
        Some(cover) => Some(active(context, &provider, cover)?.number),
        None => None,
    };
    agent.away = (until >= context.now).then_some(Away {
        until,
        cover: number,
    });
    AGENTS.save(context.deps.storage, (&provider, &address), &agent);
    context.tell(AgentAwaySet {
        provider,
        agent: address,
        away_until: agent.away.as_ref().map(|away| away.until),
        cover: cover.filter(|_| agent.away.is_some()),
    });
    Ok("set_away")
}

/// An agent that may act now.
pub fn active(
    context: &Context<'_>,
    provider: &Addr,
    agent: &Addr,
) -> Result<Agent, ContractError> {
    let found = context.gate().agent(provider, agent)?;
    found.ok_or_else(|| ContractError::AgentUnknown {
        agent: agent.clone(),
        provider: provider.clone(),
    })
}

/// The last second of a link, past or coming.
pub fn link(context: &Context<'_>, provider: &Addr, agent: &Addr) -> StdResult<Option<UnixTime>> {
    raw::load(context.deps.storage, &agent_key(provider, agent))
}
