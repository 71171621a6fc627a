//! What one message works with, and what it leaves behind beside storage: events and bookings.

use std::cell::Cell;
use std::rc::Rc;

use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{self as layout, terms_key, Peers, Terms, PEERS_KEY};
use aftercare_kit::raw;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, StdError, StdResult, Storage};

use crate::authority::Gate;
use crate::booking::Outbox;
use crate::scorecard::Score;
use crate::ContractError;

/// The surroundings of one message.
pub struct Context<'a> {
    pub deps: DepsMut<'a>,
    pub env: Env,
    pub sender: Addr,
    pub now: UnixTime,
    pub outbox: Outbox,
    events: Vec<Event>,
    scores: Vec<(Addr, Score)>,
    escrow: Cell<Option<Addr>>,
    terms: Cell<Option<(u64, Rc<Terms>)>>,
}

impl<'a> Context<'a> {
    pub fn new(deps: DepsMut<'a>, env: Env, sender: Addr) -> Self {
        Self {
            deps,
            sender,
            now: aftercare_kit::now(&env),
            env,
            outbox: Outbox::default(),
            events: vec![],
            scores: vec![],
            escrow: Cell::default(),
            terms: Cell::default(),
        }
    }

    /// The one escrow; read once a message.
    pub fn escrow(&self) -> StdResult<Addr> {
        let known = match self.escrow.take() {
            Some(known) => known,
            None => escrow(self.deps.storage)?,
        };
        self.escrow.set(Some(known.clone()));
        Ok(known)
    }

    /// Terms that an agreement froze, as the escrow's raw key says; those that were read last are not read
    /// again.
    pub fn terms(&self, id: u64) -> StdResult<Option<Rc<Terms>>> {
        let known = self.terms.take().filter(|(known, _)| *known == id);
        let terms = match known {
            Some((_, terms)) => Some(terms),
            None => layout::read(&self.deps.querier, &self.escrow()?, &terms_key(id))?.map(Rc::new),
        };
        self.terms.set(terms.clone().map(|terms| (id, terms)));
        Ok(terms)
    }

    /// Who may act, as records and time say now.
    pub fn gate(&self) -> Gate<'_> {
        Gate {
            storage: &*self.deps.storage,
            now: self.now,
        }
    }

    /// Notes something for the scorecard of a provider.
    pub fn score(&mut self, provider: &Addr, score: Score) {
        self.scores.push((provider.clone(), score));
    }

    /// What was noted for scorecards.
    pub fn take_scores(&mut self) -> Vec<(Addr, Score)> {
        std::mem::take(&mut self.scores)
    }

    /// Notes a change for whoever listens.
    pub fn tell(&mut self, event: impl Into<Event>) {
        self.events.push(event.into());
    }

    /// Ends the message: what was noted, and the bookings, which come after all state is written.
    pub fn respond(mut self, action: &'static str) -> Result<Response, ContractError> {
        crate::scorecard::write(&mut self)?;
        let bookings = crate::booking::send(&mut self)?;
        Ok(Response::new()
            .add_attribute("action", action)
            .add_events(self.events)
            .add_submessages(bookings))
    }
}

/// The one escrow.
pub fn escrow(storage: &dyn Storage) -> StdResult<Addr> {
    raw::load::<Peers>(storage, PEERS_KEY)?
        .map(|peers| peers.escrow)
        .ok_or_else(|| StdError::not_found("peers"))
}
