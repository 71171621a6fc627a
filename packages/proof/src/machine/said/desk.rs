//! Agents, delegates and queues, and what they do on tickets.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::{
    AgentScope, Catalogue, CategoryRoute, DelegateScope, ExecuteMsg, NewAgent, NewDelegate,
    TicketReply,
};
use aftercare_suite_model::Ticket;
use aftercare_testing::commitment;

use super::super::people::{AGENTS, CAST, CUSTOMERS, DELEGATES, PROVIDERS};
use super::super::step::{Deed, Step, Twist, Word};
use super::{one, Draft, Stage};

const DAYS: [u64; 4] = [1, 10, 40, 400];

impl Stage<'_> {
    pub(super) fn desk(&self, step: &Step) -> Option<Draft> {
        match step.deed {
            Deed::Calendar(which) => self.calendar(step, which),
            Deed::SetAgent(which) => self.set_agent(step, which),
            Deed::SetAway(which) => self.set_away(step, which),
            Deed::SetQueues(which) => set_queues(step, which),
            Deed::SetDelegate(which, of_one) => self.set_delegate(step, (which, of_one)),
            Deed::RemoveDelegate(which, of_one) => self.remove_delegate(step, (which, of_one)),
            Deed::RateAgreement(which) => self.rate_agreement(step, which),
            Deed::ReplyMany(which) => self.reply_many(step, which),
            Deed::PokeMany(which) => {
                let tickets = self.several(step, which)?;
                let words = format!("pokes tickets {tickets:?}");
                let message = ExecuteMsg::PokeMany { tickets };
                Some(Draft::free(one(&CAST, step.who)?, message, words))
            }
            _ => None,
        }
    }

    /// So many days ahead, or the second before now.
    fn end(&self, number: usize, past: bool) -> Option<UnixTime> {
        let now = UnixTime(self.model.now);
        let ahead = now.plus(Seconds::days(one(&DAYS, number)?));
        Some(if past { now.minus(Seconds(1)) } else { ahead })
    }

    fn set_agent(&self, step: &Step, which: usize) -> Option<Draft> {
        use AgentScope::{Assign, Open, Relay, Reply, Resolve, Triage};
        let agent = one(&AGENTS, which)?;
        let bounds = step.twist == Twist::Bounds;
        let scopes = match which / 5 % 5 {
            _ if bounds => vec![Reply; which % 3],
            0 => vec![Reply],
            1 => vec![Open, Triage],
            _ => vec![Open, Reply, Resolve, Triage, Assign, Relay],
        };
        let queues = match which % 7 {
            0 if bounds => vec![33],
            1 if bounds => vec![2; 2],
            2 if bounds => vec![1; 9],
            0 => vec![2, 1],
            1 => vec![2],
            _ => vec![],
        };
        let asked = NewAgent {
            agent: self.people.address(agent),
            scopes,
            queues,
            expires: self.end(step.who, step.twist == Twist::Id)?,
            max_open: one(&[5, 1, 2], which / 7)?,
            automated: which % 6 == 5,
        };
        let (until, queues, most) = (asked.expires.0, &asked.queues, asked.max_open);
        let kind = if asked.automated { "bot" } else { "agent" };
        let words =
            format!("names {agent} its {kind} until {until} for queues {queues:?}, at most {most}");
        let name = one(&PROVIDERS, step.who)?;
        Some(Draft::free(name, ExecuteMsg::SetAgent(asked), words))
    }

    fn set_away(&self, step: &Step, which: usize) -> Option<Draft> {
        let provider = one(&PROVIDERS, step.who)?;
        let cover = one(&[None, Some("agent"), Some("keeper")], which / 5)?;
        let now = UnixTime(self.model.now);
        let until = match step.who % 4 {
            0 => now.minus(Seconds(1)),
            days => now.plus(Seconds::hours(one(&DAYS, days)?)),
        };
        let words = format!(
            "is away for {provider} until {}, covered by {cover:?}",
            until.0
        );
        let message = ExecuteMsg::SetAway {
            provider: self.people.address(provider),
            until,
            cover: cover.map(|cover| self.people.address(cover)),
        };
        Some(Draft::free(one(&AGENTS, which)?, message, words))
    }

    fn set_delegate(&self, step: &Step, (which, of_one): (usize, bool)) -> Option<Draft> {
        use DelegateScope::{Confirm, Escalate, Open, Rate, Reply};
        let (customer, agreement) = self.customer_of(step, (which, of_one))?;
        let who = one(&DELEGATES, which)?;
        let bounds = step.twist == Twist::Bounds;
        let scopes = match which % 4 {
            _ if bounds => vec![Open; which % 3],
            0 => vec![Reply, Escalate],
            1 => vec![Rate, Confirm],
            _ => vec![Escalate, Open, Reply, Confirm, Rate],
        };
        let asked = NewDelegate {
            agreement,
            who: self.people.address(who),
            scopes,
            expires: self.end(step.who, bounds && step.who.is_multiple_of(2))?,
        };
        let (scopes, until) = (&asked.scopes, asked.expires.0);
        let words = format!("names {who} its delegate for {agreement:?} until {until}: {scopes:?}");
        Some(Draft::free(
            &customer,
            ExecuteMsg::SetDelegate(asked),
            words,
        ))
    }

    /// A right that was given, or somebody's that was not.
    fn remove_delegate(&self, step: &Step, (which, of_one): (usize, bool)) -> Option<Draft> {
        let given: Vec<_> = self.model.delegates.iter().collect();
        let given = one(&given, which / 4).filter(|_| !which.is_multiple_of(4));
        let grant = given.and_then(|(key, it)| it.grants.first().map(|grant| (key, grant)));
        let (customer, agreement, who) = match grant {
            Some(((customer, who), grant)) => (
                self.people.name(customer),
                grant.agreement,
                self.people.name(who),
            ),
            None => {
                let (customer, agreement) = self.customer_of(step, (which, of_one))?;
                (customer, agreement, one(&DELEGATES, step.who)?.to_owned())
            }
        };
        let words = format!("removes {who} as its delegate for {agreement:?}");
        let message = ExecuteMsg::RemoveDelegate {
            agreement,
            who: self.people.address(&who),
        };
        Some(Draft::free(&customer, message, words))
    }

    /// The customer of an agreement, or a customer and none.
    fn customer_of(
        &self,
        step: &Step,
        (which, of_one): (usize, bool),
    ) -> Option<(String, Option<u64>)> {
        if !of_one {
            return Some((one(&CUSTOMERS, which)?.to_owned(), None));
        }
        let (at, agreement) = self.agreement(which, step.twist)?;
        let customer = &self.model.agreements.get(at)?.customer;
        Some((self.people.name(customer), Some(agreement)))
    }

    fn reply_many(&self, step: &Step, which: usize) -> Option<Draft> {
        let tickets = self.several(step, which)?;
        let words = format!("answers on tickets {tickets:?}");
        let reply = |ticket| TicketReply {
            ticket,
            content: commitment("To all of you"),
        };
        let replies = tickets.into_iter().map(reply).collect();
        let names = ["provider", "agent", "provider", "rival", "customer"];
        let name = one(&names, step.who)?;
        Some(Draft::free(name, ExecuteMsg::ReplyMany { replies }, words))
    }

    /// Some of the newest tickets, those of one provider or of both.
    fn several(&self, step: &Step, which: usize) -> Option<Vec<u64>> {
        let newest = u64::try_from(self.model.tickets.len()).ok()?;
        let provider = self.people.address(one(&PROVIDERS, which)?);
        let numbered = (1..=newest).rev().zip(self.model.tickets.iter().rev());
        let alike = numbered.filter(|(_, one)| one.provider == provider || which.is_multiple_of(8));
        let mut tickets: Vec<u64> = alike
            .map(|(number, _)| number)
            .take(1 + which % 4)
            .collect();
        match step.twist {
            Twist::Id => tickets.push(newest + 1),
            Twist::Bounds if which.is_multiple_of(2) => tickets.extend(tickets.clone()),
            Twist::Bounds => tickets = (1..=31).collect(),
            _ => {}
        }
        Some(tickets)
    }

    /// What those who serve do with a ticket, and the customer's yes to what they opened for it.
    pub(super) fn desk_word(
        &self,
        step: &Step,
        (one_of, ticket): (&Ticket, u64),
        word: Word,
    ) -> Option<ExecuteMsg> {
        let agent = || {
            let name = self.agent_of(&one_of.provider, step.who / 2)?;
            Some(self.people.address(&name))
        };
        let far = u8::from(step.twist == Twist::Bounds) * 32;
        let message = match word {
            Word::Acknowledge => ExecuteMsg::Acknowledge { ticket },
            Word::Claim => ExecuteMsg::Claim { ticket },
            Word::Assign => ExecuteMsg::Assign {
                ticket,
                agent: agent()?,
            },
            Word::HandOver => ExecuteMsg::HandOver {
                ticket,
                agent: agent()?,
            },
            Word::Queue => ExecuteMsg::Queue {
                ticket,
                queue: far + u8::try_from(step.who % 4).ok()?,
            },
            Word::Relay => ExecuteMsg::Relay {
                ticket,
                agent: agent()?,
                content: commitment(word.verb()),
            },
            Word::Note => ExecuteMsg::Note {
                ticket,
                content: commitment(word.verb()),
            },
            _ => return None,
        };
        Some(message)
    }

    /// In whose hands a ticket is, or somebody else.
    pub(super) fn holder_of(&self, ticket: &Ticket, number: usize) -> Option<String> {
        let seen = ticket.at(self.model.now);
        let holder = self.model.holder(&seen).map(|it| self.people.name(it));
        let other = one(&AGENTS, number)?.to_owned();
        Some(
            holder
                .filter(|_| !number.is_multiple_of(5))
                .unwrap_or(other),
        )
    }

    /// Somebody whom a customer has named its delegate.
    pub(super) fn delegate_of(&self, customer: &str) -> Option<String> {
        let mut all = self.model.delegates.iter();
        let found = all.find(|((of, _), one)| of == customer && !one.grants.is_empty());
        found.map(|((_, who), _)| self.people.name(who))
    }
}

fn set_queues(step: &Step, which: usize) -> Option<Draft> {
    let queues = u8::try_from(which % 4).ok()?;
    let bounds = step.twist == Twist::Bounds;
    let route = |category, queue| CategoryRoute { category, queue };
    let (mut categories, mut beyond) = (vec![route(1, queues), route(2, queues / 2)], 0);
    match which % 5 {
        0 if bounds => categories.push(route(1, 0)),
        1 if bounds => categories.push(route(65, 0)),
        2 if bounds => categories.push(route(3, queues + 1)),
        _ if bounds => beyond = 33,
        _ => {}
    }
    let catalogue = Catalogue {
        queues: queues + beyond,
        categories,
        names: None,
    };
    let words = format!("has {} queues", catalogue.queues);
    let name = one(&PROVIDERS, step.who)?;
    Some(Draft::free(name, ExecuteMsg::SetQueues(catalogue), words))
}
