//! Who of a provider works on a ticket: queues, claims, handing over.

use aftercare_clock_model::State;
use aftercare_interface::ticket_registry::{AgentScope, Catalogue};

use super::people::each_once;
use super::ticket::{instant, Holder, Ticket};
use super::who::{Role, HUMANS, STAFF};
use crate::suite::{require, Done, Suite};
use crate::Refused;

/// Counted seconds of silence after which a claim lapses.
const CLAIM_WINDOW: i64 = 8 * 3_600;

impl Suite {
    pub(super) fn set_queues(&mut self, sender: &str, catalogue: &Catalogue) -> Done {
        let (queues, routes) = (catalogue.queues, &catalogue.categories);
        require(queues <= 32, "KIT-008")?;
        require(routes.len() <= 64, "KIT-006")?;
        let categories: Vec<u16> = routes.iter().map(|route| route.category).collect();
        require(each_once(&categories), "KIT-007")?;
        for route in routes {
            require((1..=64).contains(&route.category), "KIT-008")?;
            require(route.queue <= queues, "TKT-066")?;
        }
        self.catalogues.insert(sender.to_owned(), catalogue.clone());
        Ok(())
    }

    pub(super) fn claim(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.live_for((sender, HUMANS), (ticket, AgentScope::Reply))?;
        let one = &self.tickets[at];
        // The provider itself is no agent.
        require(self.agent(&one.provider, sender).is_some(), "TKT-021")?;
        let holder = self.holder(one);
        require(holder.is_none_or(|it| it == sender), "TKT-071")?;
        self.give(sender, (at, sender))
    }

    pub(super) fn assign(&mut self, sender: &str, (ticket, agent): (u64, &str)) -> Done {
        let at = self.live_for((sender, STAFF), (ticket, AgentScope::Assign))?;
        self.give(sender, (at, agent))
    }

    pub(super) fn hand_over(&mut self, sender: &str, (ticket, agent): (u64, &str)) -> Done {
        let at = self.live_for((sender, HUMANS), (ticket, AgentScope::Reply))?;
        let holder = self.holder(&self.tickets[at]);
        require(holder.is_some_and(|it| it == sender), "TKT-072")?;
        self.give(sender, (at, agent))
    }

    pub(super) fn queue(&mut self, sender: &str, (ticket, queue): (u64, u8)) -> Done {
        let at = self.live_for((sender, STAFF), (ticket, AgentScope::Assign))?;
        let one = &mut self.tickets[at];
        let catalogue = self.catalogues.get(&one.provider);
        require(queue <= catalogue.map_or(0, |it| it.queues), "TKT-066")?;
        (one.holder, one.chosen_queue) = (None, queue);
        self.spoken(sender, at)
    }

    /// Something said among those who serve.
    pub(super) fn note(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.live_for((sender, STAFF), (ticket, AgentScope::Reply))?;
        self.spoken(sender, at)
    }

    /// A ticket that is not closed, for somebody who serves it.
    pub(super) fn live_for(
        &mut self,
        who: (&str, &[Role]),
        (ticket, scope): (u64, AgentScope),
    ) -> Result<usize, Refused> {
        let at = self.settled_for(who, ticket, scope)?;
        require(self.tickets[at].ending.is_none(), "TKT-015")?;
        Ok(at)
    }

    /// Into the hands of an agent that is there, serves the queue and has room.
    fn give(&mut self, sender: &str, (at, agent): (usize, &str)) -> Done {
        let one = &self.tickets[at];
        let taker = self.agent(&one.provider, agent).ok_or(Refused("TKT-021"))?;
        require(!taker.is_away(self.now), "TKT-068")?;
        let queue = self.queue_of(one);
        let serves = taker.queues.is_empty() || taker.queues.contains(&queue);
        require(serves, "TKT-070")?;
        let room = self.load(&one.provider, agent) < taker.max_open;
        require(room || one.is_with(agent), "TKT-069")?;
        self.tickets[at].holder = Some(Holder {
            agent: agent.to_owned(),
            heard: self.now,
        });
        self.spoken(sender, at)
    }

    /// The queue that somebody chose, or that of the category.
    #[must_use]
    pub fn queue_of(&self, ticket: &Ticket) -> u8 {
        let catalogue = self.catalogues.get(&ticket.provider);
        let mut routes = catalogue.into_iter().flat_map(|it| &it.categories);
        let route = routes.find(|route| route.category == ticket.category);
        match ticket.chosen_queue {
            0 => route.map_or(0, |route| route.queue),
            chosen => chosen,
        }
    }

    /// In whose hands a ticket is now: not in those of whoever may not act or has been silent for too long; in
    /// those of the cover where one is away.
    #[must_use]
    pub fn holder<'a>(&'a self, ticket: &'a Ticket) -> Option<&'a str> {
        let holder = ticket.holder.as_ref()?;
        let at_work = matches!(ticket.clocks.state, State::Open | State::InProgress);
        let silent = ticket.hours.count(instant(holder.heard), instant(self.now));
        if at_work && silent > CLAIM_WINDOW {
            return None;
        }
        let agent = self.agent(&ticket.provider, &holder.agent)?;
        if !agent.is_away(self.now) {
            return Some(&holder.agent);
        }
        let (_, cover) = agent.away.as_ref()?;
        let cover = cover.as_deref()?;
        let there = self.agent(&ticket.provider, cover)?;
        Some(cover).filter(|_| !there.is_away(self.now))
    }

    /// How many tickets are in an agent's hands, as far as somebody has settled them.
    #[must_use]
    pub fn load(&self, provider: &str, agent: &str) -> u32 {
        let held = |ticket: &&Ticket| ticket.provider == provider && ticket.is_with(agent);
        let held = self.tickets.iter().filter(held).count();
        u32::try_from(held).unwrap_or(u32::MAX)
    }
}

impl Ticket {
    /// The last second in which whoever has it may be silent.
    pub(crate) fn claimed_until(&self) -> Option<u64> {
        let heard = self.holder.as_ref()?.heard;
        let until = self.hours.reach(instant(heard), CLAIM_WINDOW)?;
        Some(until.unsigned_abs())
    }
}
