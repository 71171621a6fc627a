//! In whose hands a ticket is. Who is away, has no right any more or has been silent for eight counted hours
//! has it no longer, although the record says so until somebody else takes it.

use aftercare_domain::ticket::{Action, Role, State};
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::CLAIM_WINDOW;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, StdResult, Storage};

use crate::authority::{Gate, Sender};
use crate::case::Case;
use crate::state::{Desk, Holder, AGENT_NAMES, CATALOGUES, LOADS, SUBJECTS};
use crate::ContractError;

impl Desk {
    /// What an act of a customer or agent means for it.
    pub fn after(&mut self, action: Action, sender: Sender, now: UnixTime) {
        if action == Action::Reopen {
            self.words = 0;
            self.detour = false;
        }
        let speaks = matches!(action, Action::Reply | Action::Ask | Action::Propose);
        if sender.role == Role::Provider && speaks {
            self.words = self.words.saturating_add(1);
            self.detour |= action == Action::Ask;
        }
        self.hear(sender, now);
    }

    /// A word of the customer or of the holder keeps a claim alive.
    fn hear(&mut self, sender: Sender, now: UnixTime) {
        let Some(holder) = &mut self.holder else {
            return;
        };
        if sender.role == Role::Customer || sender.agent == Some(holder.agent) {
            holder.heard = now;
        }
    }
}

/// The number of the agent who has the ticket now; its cover, where that one is away.
pub fn holder_now(gate: Gate<'_>, case: &Case) -> Result<Option<u32>, ContractError> {
    let Some(holder) = case
        .course
        .desk
        .holder
        .filter(|it| !lapsed(gate, case, *it))
    else {
        return Ok(None);
    };
    let provider = &case.ticket.provider;
    let Some(agent) = numbered(gate, provider, holder.agent)? else {
        return Ok(None);
    };
    let away = agent.away.filter(|away| gate.now <= away.until);
    match away {
        None => Ok(Some(holder.agent)),
        Some(away) => match away.cover {
            Some(cover) if is_present(gate, provider, cover)? => Ok(Some(cover)),
            _ => Ok(None),
        },
    }
}

fn is_present(gate: Gate<'_>, provider: &Addr, number: u32) -> Result<bool, ContractError> {
    let agent = numbered(gate, provider, number)?;
    Ok(agent.is_some_and(|agent| agent.away.is_none_or(|away| gate.now > away.until)))
}

fn numbered(
    gate: Gate<'_>,
    provider: &Addr,
    number: u32,
) -> Result<Option<crate::state::Agent>, ContractError> {
    match name(gate.storage, provider, number)? {
        Some(address) => gate.agent(provider, &address),
        None => Ok(None),
    }
}

/// The address of an agent of that number.
pub fn name(storage: &dyn Storage, provider: &Addr, number: u32) -> StdResult<Option<Addr>> {
    AGENT_NAMES.may_load(storage, (provider, number))
}

/// Only the provider's own silence counts: while the customer has the word, nobody is late.
fn lapsed(gate: Gate<'_>, case: &Case, holder: Holder) -> bool {
    let at_work = matches!(case.state(), State::Open | State::InProgress);
    let silent = case.rules().hours.elapsed(holder.heard, gate.now);
    at_work && silent > CLAIM_WINDOW
}

/// The queue in which a ticket waits; 0 for none.
pub fn queue_of(storage: &dyn Storage, case: &Case) -> Result<u8, ContractError> {
    if case.course.desk.queue > 0 {
        return Ok(case.course.desk.queue);
    }
    let Some(catalogue) = CATALOGUES.may_load(storage, &case.ticket.provider)? else {
        return Ok(0);
    };
    let category = SUBJECTS.load(storage, case.id)?.category;
    let mut routes = catalogue.categories.iter();
    let route = routes.find(|route| route.category == category);
    Ok(route.map_or(0, |route| route.queue))
}

/// Tickets in an agent's hands, as stored.
pub fn load_of(storage: &dyn Storage, provider: &Addr, agent: u32) -> StdResult<u32> {
    Ok(LOADS.may_load(storage, (provider, agent))?.unwrap_or(0))
}

/// Puts a ticket into an agent's hands, or out of anybody's; loads follow.
pub fn pass(
    storage: &mut dyn Storage,
    case: &mut Case,
    holder: Option<Holder>,
) -> Result<(), ContractError> {
    let before = case.course.desk.holder.map(|holder| holder.agent);
    let after = holder.map(|holder| holder.agent);
    case.course.desk.holder = holder;
    if before == after {
        return Ok(());
    }
    let provider = &case.ticket.provider;
    if let Some(agent) = before {
        let open = load_of(storage, provider, agent)?;
        LOADS.save(storage, (provider, agent), &open.saturating_sub(1));
    }
    if let Some(agent) = after {
        let open = load_of(storage, provider, agent)?.checked_add(1);
        let open = open.ok_or(KitError::Overflow { field: "load" })?;
        LOADS.save(storage, (provider, agent), &open);
    }
    Ok(())
}
