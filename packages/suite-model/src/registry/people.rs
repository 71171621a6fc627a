//! Agents, and who is linked to whom.

use aftercare_domain::time::{UnixTime, LATEST};
use aftercare_interface::ticket_registry::{AgentScope, NewAgent};

use super::ticket::DAY;
use crate::suite::{require, Done, Suite};
use crate::Account;

/// How long a link is known after its end.
pub(crate) const LINK_MEMORY: u64 = 90 * DAY;

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its last second.
    pub until: u64,
    /// What it may do.
    pub scopes: Vec<AgentScope>,
    /// The queues it serves; none: every queue.
    pub queues: Vec<u8>,
    /// The most tickets in its hands.
    pub max_open: u32,
    /// Whether it is a bot.
    pub automated: bool,
    /// The last second of its absence, and who has its tickets meanwhile.
    pub away: Option<(u64, Option<Account>)>,
}

impl Agent {
    pub(super) fn is_away(&self, now: u64) -> bool {
        self.away.as_ref().is_some_and(|(until, _)| now <= *until)
    }
}

/// Whether nothing stands twice.
pub(super) fn each_once<T: PartialEq>(all: &[T]) -> bool {
    let twice = |one| all.iter().filter(|other| *other == one).count() > 1;
    !all.iter().any(twice)
}

impl Suite {
    pub(super) fn set_agent(&mut self, sender: &str, asked: &NewAgent) -> Done {
        let until = asked.expires.0;
        require((self.now..=LATEST.0).contains(&until), "TKT-020")?;
        require(asked.agent != sender, "TKT-022")?;
        let key = (sender.to_owned(), asked.agent.clone());
        require(!self.served.contains(&key), "TKT-023")?;
        require((1..=6).contains(&asked.scopes.len()), "KIT-006")?;
        require(each_once(&asked.scopes), "KIT-007")?;
        require(asked.queues.len() <= 8, "KIT-006")?;
        require(each_once(&asked.queues), "KIT-007")?;
        require(
            asked.queues.iter().all(|it| (1..=32).contains(it)),
            "KIT-008",
        )?;
        // Whoever is named anew is still away.
        let before = self.agents.remove(&key);
        let agent = Agent {
            until,
            scopes: asked.scopes.clone(),
            queues: asked.queues.clone(),
            max_open: asked.max_open,
            automated: asked.automated,
            away: before.and_then(|agent| agent.away),
        };
        self.agents.insert(key, agent);
        Ok(())
    }

    /// The second before this one was its last.
    pub(super) fn remove_agent(&mut self, sender: &str, agent: &str) -> Done {
        require(self.agent(sender, agent).is_some(), "TKT-021")?;
        let before = self.now - 1;
        let key = (sender.to_owned(), agent.to_owned());
        let found = self.agents.get_mut(&key).into_iter();
        found.for_each(|agent| agent.until = before);
        Ok(())
    }

    pub(super) fn set_away(
        &mut self,
        sender: &str,
        (provider, until, cover): (&str, UnixTime, Option<&str>),
    ) -> Done {
        require(self.agent(provider, sender).is_some(), "TKT-021")?;
        require(cover != Some(sender), "TKT-067")?;
        let covers = |cover| self.agent(provider, cover).is_some();
        require(cover.is_none_or(covers), "TKT-021")?;
        let (until, ended) = (until.0, until.0 < self.now);
        let away = (until, cover.map(str::to_owned));
        let key = (provider.to_owned(), sender.to_owned());
        let found = self.agents.get_mut(&key).into_iter();
        found.for_each(|agent| agent.away = Some(away.clone()).filter(|_| !ended));
        Ok(())
    }

    /// An agent that may act now.
    #[must_use]
    pub fn agent(&self, provider: &str, agent: &str) -> Option<&Agent> {
        let key = (provider.to_owned(), agent.to_owned());
        self.agents
            .get(&key)
            .filter(|agent| self.now <= agent.until)
    }

    /// Whether somebody is the provider, or its agent now.
    pub(super) fn serves(&self, provider: &str, who: &str) -> bool {
        provider == who || self.agent(provider, who).is_some()
    }

    /// Whether somebody is an agent of a provider, or was one within 90 days.
    pub(crate) fn is_agent_lately(&self, provider: &str, agent: &str) -> bool {
        let key = (provider.to_owned(), agent.to_owned());
        let found = self.agents.get(&key);
        found.is_some_and(|agent| self.now <= agent.until + LINK_MEMORY)
    }
}
