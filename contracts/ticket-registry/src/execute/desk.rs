//! Who of the provider works on a ticket: queues, claims, handing over.

use aftercare_domain::ticket::Action;
use cosmwasm_std::Addr;

use super::agent::{active, queue_bit};
use super::catalogue::check_queue;
use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::desk;
use crate::event::{TicketAssigned, TicketQueued};
use crate::state::{Holder, CATALOGUES};
use crate::ContractError;

/// The sender takes a ticket that nobody else has.
pub fn claim(context: &mut Context<'_>, ticket: u64) -> Done {
    let case = admitted(context, ticket, Action::Claim)?;
    let agent = context.sender.clone();
    let number = active(context, &case.ticket.provider, &agent)?.number;
    let holder = desk::holder_now(context.gate(), &case)?;
    if let Some(holder) = holder.filter(|holder| *holder != number) {
        let provider = &case.ticket.provider;
        let name = desk::name(context.deps.storage, provider, holder)?;
        return Err(ContractError::Held {
            ticket,
            agent: name.unwrap_or(agent),
        });
    }
    give(context, case, (Action::Claim, &agent))?;
    Ok("claim")
}

/// The sender puts a ticket into an agent's hands.
pub fn assign(context: &mut Context<'_>, ticket: u64, agent: &str) -> Done {
    let agent = context.deps.api.addr_validate(agent)?;
    let case = admitted(context, ticket, Action::Assign)?;
    give(context, case, (Action::Assign, &agent))?;
    Ok("assign")
}

/// The sender, who has the ticket, puts it into another agent's hands.
pub fn hand_over(context: &mut Context<'_>, ticket: u64, agent: &str) -> Done {
    let agent = context.deps.api.addr_validate(agent)?;
    let case = admitted(context, ticket, Action::HandOver)?;
    let sender = context.sender.clone();
    let own = context.gate().agent(&case.ticket.provider, &sender)?;
    let holder = desk::holder_now(context.gate(), &case)?;
    if holder.is_none() || holder != own.map(|own| own.number) {
        return Err(ContractError::NotHolder { ticket, sender });
    }
    give(context, case, (Action::HandOver, &agent))?;
    Ok("hand_over")
}

/// The sender puts a ticket into a queue, where nobody has it.
pub fn queue(context: &mut Context<'_>, ticket: u64, queue: u8) -> Done {
    let mut case = admitted(context, ticket, Action::Queue)?;
    let catalogue = CATALOGUES.may_load(context.deps.storage, &case.ticket.provider)?;
    check_queue(queue, catalogue.map_or(0, |catalogue| catalogue.queues))?;
    let before = desk::queue_of(context.deps.storage, &case)?;
    desk::pass(context.deps.storage, &mut case, None)?;
    case.course.desk.queue = queue;
    let after = desk::queue_of(context.deps.storage, &case)?;
    case.course.desk.detour |= before != after;
    let word = Word {
        extra: vec![queue],
        ..Word::silent(Action::Queue)
    };
    case.act(context, word)?;
    context.tell(TicketQueued {
        ticket,
        actor: context.sender.clone(),
        queue: after,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("queue")
}

fn admitted(context: &mut Context<'_>, ticket: u64, action: Action) -> Result<Case, ContractError> {
    let case = Case::settled(context, ticket)?;
    case.role_for(context, action)?;
    Ok(case)
}

/// Into the hands of an agent that is there, serves the queue and has room.
fn give(
    context: &mut Context<'_>,
    mut case: Case,
    (action, to): (Action, &Addr),
) -> Result<(), ContractError> {
    let number = check_taker(context, &case, to)?;
    let holder = Holder {
        agent: number,
        heard: context.now,
    };
    desk::pass(context.deps.storage, &mut case, Some(holder))?;
    let word = Word {
        extra: number.to_be_bytes().to_vec(),
        ..Word::silent(action)
    };
    case.act(context, word)?;
    context.tell(TicketAssigned {
        ticket: case.id,
        actor: context.sender.clone(),
        agent: to.clone(),
        state: case.state_word(),
    });
    case.save(context)
}

fn check_taker(context: &Context<'_>, case: &Case, to: &Addr) -> Result<u32, ContractError> {
    let (storage, provider) = (&*context.deps.storage, &case.ticket.provider);
    let taker = active(context, provider, to)?;
    let agent = to.clone();
    if let Some(away) = taker.away.filter(|away| context.now <= away.until) {
        let until = away.until;
        return Err(ContractError::AgentAway { agent, until });
    }
    let queue = desk::queue_of(storage, case)?;
    if taker.queues > 0 && taker.queues & queue_bit(queue) == 0 {
        return Err(ContractError::AgentQueue { agent, queue });
    }
    let has_it = case.course.desk.holder.map(|holder| holder.agent) == Some(taker.number);
    let open = desk::load_of(storage, provider, taker.number)?;
    if !has_it && open >= taker.max_open {
        return Err(ContractError::AgentFull {
            agent,
            open,
            max_open: taker.max_open,
        });
    }
    Ok(taker.number)
}
