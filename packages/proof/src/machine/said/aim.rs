//! Which of several tickets a word is most often about, and by whom; what a story tells of it.

use aftercare_clock_model::State;
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_suite_model::Ticket;

use super::super::people::AGENTS;
use super::super::step::{Twist, Word};
use super::{one, Stage};

impl Stage<'_> {
    /// One of the tickets that a word can be about, three times of four.
    pub(super) fn aim(&self, which: usize, word: Word) -> Option<usize> {
        let all = &self.model.tickets;
        let suits = |at: &usize| all.get(*at).is_some_and(|it| self.suits(it, word));
        let fitting: Vec<usize> = (0..all.len()).filter(suits).collect();
        let aimed = one(&fitting, which / 4).filter(|_| !which.is_multiple_of(4));
        aimed.or_else(|| which.checked_rem(all.len()))
    }

    fn suits(&self, ticket: &Ticket, word: Word) -> bool {
        let seen = ticket.at(self.model.now);
        let open = seen.ending.is_none();
        match word {
            Word::Acknowledge => open && seen.offered.is_some(),
            Word::HandOver => open && self.model.holder(&seen).is_some(),
            Word::AgreeHold => open && seen.hold.is_some(),
            Word::Consent | Word::Object => open && seen.lower.is_some(),
            Word::ProposeMerge => open && !self.siblings(&seen).is_empty(),
            Word::AgreeMerge => open && seen.merge.is_some(),
            Word::Accept | Word::Reject => {
                [State::Suggested, State::Resolved].contains(&seen.clocks.state)
            }
            Word::Disclose => !open && seen.confidential,
            Word::Reopen | Word::Rate | Word::Purge => !open,
            _ => open,
        }
    }

    /// Open tickets that could take this one up.
    pub(super) fn siblings(&self, ticket: &Ticket) -> Vec<u64> {
        let alike = |other: &&Ticket| {
            other.number != ticket.number
                && other.ending.is_none()
                && other.customer == ticket.customer
                && other.provider == ticket.provider
                && other.agreement == ticket.agreement
        };
        let all = self.model.tickets.iter().filter(alike);
        all.map(|it| it.number).collect()
    }

    /// Most often an agreement that covers now, by its place and number.
    pub(super) fn covering(&self, which: usize, twist: Twist) -> Option<(usize, u64)> {
        let (now, all) = (self.model.now, &self.model.agreements);
        let covers = |at: &usize| {
            all.get(*at)
                .is_some_and(|one| (one.from..one.until()).contains(&now))
        };
        let covering: Vec<usize> = (0..all.len()).filter(covers).collect();
        match one(&covering, which / 4) {
            Some(at) if !which.is_multiple_of(8) => self.agreement(at + super::PLACE, twist),
            _ => self.agreement(which, twist),
        }
    }

    /// An agent of a provider, or somebody else.
    pub(super) fn agent_of(&self, provider: &str, number: usize) -> Option<String> {
        let of = self.model.agents.keys().filter(|(of, _)| of == provider);
        let acts: Vec<&str> = of
            .filter(|(of, agent)| self.model.agent(of, agent).is_some())
            .map(|(_, agent)| agent.as_str())
            .collect();
        let agent = one(&acts, number).filter(|_| !number.is_multiple_of(7));
        let agent = agent.map(|it| self.people.name(it));
        agent.or_else(|| one(&AGENTS, number).map(str::to_owned))
    }

    /// What a story tells of a message on a ticket beside its verb.
    pub(super) fn detail(&self, message: &ExecuteMsg) -> String {
        use ExecuteMsg as M;
        match message {
            M::Assign { agent, .. } | M::HandOver { agent, .. } | M::Relay { agent, .. } => {
                format!(", agent {}", self.people.name(agent))
            }
            M::Queue { queue, .. } => format!(", queue {queue}"),
            M::ProposeHold { until, .. } => format!(", until {}", until.0),
            M::Link { to, .. } => format!(", ticket {to}"),
            M::ProposeMerge { into, .. } => format!(", ticket {into}"),
            M::ProposeTriage {
                impact, urgency, ..
            }
            | M::Raise {
                impact, urgency, ..
            }
            | M::Lower {
                impact, urgency, ..
            } => format!(", impact {impact:?}, urgency {urgency:?}"),
            _ => String::new(),
        }
    }
}
