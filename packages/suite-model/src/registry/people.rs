//! Agents, and who is linked to whom.

use aftercare_interface::ticket_registry::{AgentScope, NewAgent};

use crate::suite::{require, Done, Suite};

const NINETY_DAYS: u64 = 90 * 86_400;

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its last second.
    pub until: u64,
    /// What it may do.
    pub scopes: Vec<AgentScope>,
}

impl Suite {
    pub(super) fn set_agent(&mut self, sender: &str, asked: &NewAgent) -> Done {
        require(asked.expires.0 >= self.now, "TKT-020")?;
        require(asked.agent != sender, "TKT-022")?;
        let key = (sender.to_owned(), asked.agent.clone());
        require(!self.served.contains(&key), "TKT-023")?;
        let scopes = &asked.scopes;
        require((1..=6).contains(&scopes.len()), "KIT-006")?;
        let twice = |scope| scopes.iter().filter(|other| *other == scope).count() > 1;
        require(!scopes.iter().any(twice), "KIT-007")?;
        let agent = Agent {
            until: asked.expires.0,
            scopes: scopes.clone(),
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

    /// An agent that may act now.
    #[must_use]
    pub fn agent(&self, provider: &str, agent: &str) -> Option<&Agent> {
        let key = (provider.to_owned(), agent.to_owned());
        self.agents
            .get(&key)
            .filter(|agent| self.now <= agent.until)
    }

    /// Whether somebody is an agent of a provider, or was one within 90 days.
    pub(crate) fn is_agent_lately(&self, provider: &str, agent: &str) -> bool {
        let key = (provider.to_owned(), agent.to_owned());
        let found = self.agents.get(&key);
        found.is_some_and(|agent| self.now <= agent.until + NINETY_DAYS)
    }
}
