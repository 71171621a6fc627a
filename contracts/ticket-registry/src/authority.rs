//! Who the sender is on a ticket, and whether it may do what it asks: the one gate, in one order. Who is it?
//! Was it given the right to this? Does the ticket's state allow it?

use aftercare_domain::ticket::{next, Action, Role};
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope};
use cosmwasm_std::{Addr, Storage};

use crate::case::Case;
use crate::scope::{self, Scope};
use crate::state::{Agent, AGENTS, DELEGATES};
use crate::ContractError;

/// Somebody who may act on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// For whom.
    pub role: Role,
    /// Its number, where it is an agent.
    pub agent: Option<u32>,
    /// Whether it acts in the customer's place.
    pub is_delegate: bool,
}

impl Sender {
    const fn party(role: Role) -> Self {
        Self {
            role,
            agent: None,
            is_delegate: false,
        }
    }
}

/// Records and time in the light of which somebody is asked for.
#[derive(Clone, Copy)]
pub struct Gate<'a> {
    /// The registry's records.
    pub storage: &'a dyn Storage,
    /// Block time.
    pub now: UnixTime,
}

impl Gate<'_> {
    /// The sender, if it has the right to this action and the ticket's state allows it.
    ///
    /// # Errors
    /// A stranger, a scope that was not given, a move that the table does not hold.
    pub fn admit(
        &self,
        case: &Case,
        sender: &Addr,
        action: Action,
    ) -> Result<Sender, ContractError> {
        let found = self.sender(case, sender, action)?;
        next(case.state(), action, found.role).map_err(|illegal| ContractError::Illegal {
            ticket: case.id,
            illegal,
        })?;
        Ok(found)
    }

    /// Parties first. Whoever is an agent and a delegate is an agent: a customer cannot make the provider's
    /// agents its own by naming them, and a provider cannot name whom it has met as a delegate.
    fn sender(&self, case: &Case, sender: &Addr, action: Action) -> Result<Sender, ContractError> {
        if *sender == case.ticket.customer {
            return Ok(Sender::party(Role::Customer));
        }
        if *sender == case.ticket.provider {
            return Ok(Sender::party(Role::Provider));
        }
        if let Some(agent) = self.agent(&case.ticket.provider, sender)? {
            check_scope(agent.scopes, agent_scope(action), sender)?;
            return Ok(acting(&agent));
        }
        let whose = (&case.ticket.customer, case.named_agreement());
        match self.delegate(whose, sender)? {
            Some(scopes) => {
                check_scope(scopes, delegate_scope(action), sender)?;
                Ok(Sender {
                    is_delegate: true,
                    ..Sender::party(Role::Customer)
                })
            }
            None => Err(ContractError::Stranger {
                ticket: case.id,
                sender: sender.clone(),
            }),
        }
    }

    /// What the provider lets this address do now; `None` where it is no agent.
    ///
    /// # Errors
    /// Those of storage.
    pub fn agent(&self, provider: &Addr, agent: &Addr) -> Result<Option<Agent>, ContractError> {
        let found = AGENTS.may_load(self.storage, (provider, agent))?;
        Ok(found.filter(|agent| self.now <= agent.until))
    }

    /// The scopes that a customer gave an address for its tickets under an agreement, or under none; `None`
    /// where it gave none.
    ///
    /// # Errors
    /// Those of storage.
    pub fn delegate(
        &self,
        (customer, agreement): (&Addr, Option<u64>),
        who: &Addr,
    ) -> Result<Option<u8>, ContractError> {
        let grants = DELEGATES.may_load(self.storage, (customer, who))?;
        let holds = grants.unwrap_or_default().into_iter().filter(|grant| {
            let fits = grant.agreement.is_none() || grant.agreement == agreement;
            fits && self.now <= grant.until
        });
        Ok(holds
            .map(|grant| grant.scopes)
            .reduce(|all, more| all | more))
    }

    /// Whether an address is the provider or may act for it now.
    ///
    /// # Errors
    /// Those of storage.
    pub fn acts_for(&self, provider: &Addr, sender: &Addr) -> Result<bool, ContractError> {
        Ok(sender == provider || self.agent(provider, sender)?.is_some())
    }
}

/// A scope that was given, where the action needs one.
///
/// # Errors
/// [`ContractError::ScopeMissing`].
pub fn check_scope<S: Scope>(
    given: u8,
    need: Option<S>,
    sender: &Addr,
) -> Result<(), ContractError> {
    match need {
        Some(scope) if !scope::holds(given, scope) => Err(ContractError::ScopeMissing {
            sender: sender.clone(),
            scope: scope.word(),
        }),
        _ => Ok(()),
    }
}

const fn acting(agent: &Agent) -> Sender {
    Sender {
        role: if agent.automated {
            Role::Bot
        } else {
            Role::Provider
        },
        agent: Some(agent.number),
        is_delegate: false,
    }
}

/// What an agent needs for an action; nothing for what no agent can do, which the table refuses.
const fn agent_scope(action: Action) -> Option<AgentScope> {
    use Action as A;
    match action {
        A::Reply | A::Ask | A::ProposeHold | A::Note | A::Link | A::Claim | A::HandOver => {
            Some(AgentScope::Reply)
        }
        A::Propose | A::ProposeMerge | A::Decline => Some(AgentScope::Resolve),
        A::ProposeTriage => Some(AgentScope::Triage),
        A::Assign | A::Queue => Some(AgentScope::Assign),
        _ => None,
    }
}

/// What a delegate needs for an action; nothing for what no customer can do.
const fn delegate_scope(action: Action) -> Option<DelegateScope> {
    use Action as A;
    match action {
        A::Reply | A::EndPause | A::FlagHollow | A::Raise => Some(DelegateScope::Reply),
        A::Accept | A::Reject | A::AgreeHold | A::ConsentTriage | A::ObjectTriage | A::Lower => {
            Some(DelegateScope::Confirm)
        }
        A::Merge | A::Duplicate => Some(DelegateScope::Confirm),
        A::Acknowledge | A::Cancel | A::Reopen | A::Disclose => Some(DelegateScope::Open),
        A::Rate => Some(DelegateScope::Rate),
        A::Escalate => Some(DelegateScope::Escalate),
        _ => None,
    }
}
