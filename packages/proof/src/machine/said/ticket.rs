//! Tickets, and who helps with them.

use aftercare_clock_model::State;
use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_interface::ticket_registry::{AgentScope, ExecuteMsg, NewAgent, OpenTicket};
use aftercare_testing::commitment;

use super::super::people::{CAST, CUSTOMERS, PROVIDERS};
use super::super::step::{Deed, Step, Twist, Word, PLACE};
use super::{one, place, Draft, Stage};

const LEVELS: [Level; 3] = [Level::High, Level::Medium, Level::Low];

impl Stage<'_> {
    pub(super) fn help(&self, step: &Step) -> Option<Draft> {
        match step.deed {
            Deed::SetAgent(which) => self.set_agent(step, which),
            Deed::RemoveAgent(which) => {
                let agent = self.people.address(one(&CAST, which)?);
                let words = format!("removes {} as its agent", one(&CAST, which)?);
                let message = ExecuteMsg::RemoveAgent { agent };
                Some(Draft::free(one(&PROVIDERS, step.who)?, message, words))
            }
            Deed::Intake(open, most) => {
                let words = format!("takes tickets without an agreement: {open}, at most {most}");
                let message = ExecuteMsg::SetIntake {
                    open_to_public: open,
                    max_open: most,
                };
                Some(Draft::free(one(&PROVIDERS, step.who)?, message, words))
            }
            Deed::Open(which, covered) => self.open(step, (which, covered)),
            Deed::Word(which, word) => self.word(step, (which, word)),
            Deed::Fitting(which, of) => {
                let (at, words) = self.fitting(which)?;
                self.word(step, (at + PLACE, one(words, of)?))
            }
            _ => None,
        }
    }

    fn set_agent(&self, step: &Step, which: usize) -> Option<Draft> {
        use AgentScope::{Assign, Open, Reply, Resolve, Triage};
        let agents = ["agent", "agent", "keeper", "rival", "member"];
        let agent = one(&agents, which)?;
        let days = [1, 10, 40, 400];
        let now = aftercare_domain::time::UnixTime(self.model.now);
        let ahead = now.plus(Seconds::days(one(&days, step.who)?));
        let past = now.minus(Seconds(1));
        let scopes = match step.twist {
            Twist::Bounds => vec![Reply; 2 * (which % 2)],
            _ if which.is_multiple_of(5) => vec![Reply],
            _ => vec![Open, Reply, Resolve, Triage, Assign],
        };
        let asked = NewAgent {
            agent: self.people.address(agent),
            scopes,
            queues: vec![],
            expires: if step.twist == Twist::Id { past } else { ahead },
            max_open: 5,
            automated: false,
        };
        let words = format!("names {agent} its agent until {}", asked.expires.0);
        let name = one(&PROVIDERS, step.who)?;
        Some(Draft::free(name, ExecuteMsg::SetAgent(asked), words))
    }

    fn open(&self, step: &Step, (which, covered): (usize, bool)) -> Option<Draft> {
        let named = match covered {
            true => Some(self.agreement(which, step.twist)?),
            false => None,
        };
        let one_of = named.and_then(|(at, _)| self.model.agreements.get(at));
        let bounds = step.twist == Twist::Bounds;
        let (customer, provider) = match one_of {
            Some(one_of) => (one_of.customer.clone(), one_of.provider.clone()),
            None => (
                self.people.address(one(&CAST, step.who)?),
                self.people.address(one(&PROVIDERS, which)?),
            ),
        };
        let other = self.people.address(one(&CUSTOMERS, which)?);
        let asked = OpenTicket {
            agreement: named.map(|(_, number)| number),
            provider: if bounds && covered { other } else { provider },
            impact: one(&LEVELS, step.who)?,
            urgency: one(&LEVELS, step.who / 3)?,
            category: if bounds && !covered { 65 } else { 0 },
            tags: vec![],
            content: commitment("It does not work"),
            external_ref: None,
            on_behalf_of: None,
            related: None,
            confidential: false,
        };
        let under = match asked.agreement {
            Some(number) => format!("under agreement {number}"),
            None => format!("without one with {}", self.people.name(&asked.provider)),
        };
        let (impact, urgency) = (asked.impact, asked.urgency);
        let words = format!("opens a ticket {under}, impact {impact:?}, urgency {urgency:?}");
        let name = self.people.name(&customer);
        let mut draft = Draft::free(&name, ExecuteMsg::Open(asked), words);
        draft.agreement = named.map(|(_, number)| number);
        Some(draft)
    }

    /// One of the newest tickets, and what its state allows.
    fn fitting(&self, which: usize) -> Option<(usize, &'static [Word])> {
        use Word::{
            Accept, Answer, Ask, Cancel, EndPause, Escalate, Poke, Propose, Rate, Reject, Reopen,
            Say,
        };
        let count = self.model.tickets.len();
        let at = count.checked_sub(1 + which.checked_rem(count.min(3))?)?;
        let state = self.model.tickets.get(at)?.at(self.model.now).clocks.state;
        let words: &[Word] = match state {
            State::Open => &[Answer, Propose, Ask, Say, Poke, Poke, Cancel],
            State::InProgress => &[Say, Answer, Propose, Propose, Ask, Poke, Poke, Escalate],
            State::Awaiting | State::OnHold => &[Say, EndPause, Poke, Propose, Ask],
            State::Suggested | State::Resolved => &[Accept, Accept, Reject, Poke],
            State::Closed => &[Reopen, Reopen, Rate, Poke],
        };
        Some((at, words))
    }

    fn word(&self, step: &Step, (which, word): (usize, Word)) -> Option<Draft> {
        let count = self.model.tickets.len();
        let at = place(which, count).or_else(|| which.checked_rem(count))?;
        let one_of = self.model.tickets.get(at)?;
        let number = u64::try_from(at).ok()? + 1;
        let ticket = number + u64::from(step.twist == Twist::Id) * 1_000;
        let (customer, provider) = (
            self.people.name(&one_of.customer),
            self.people.name(&one_of.provider),
        );
        let name = match word {
            Word::Poke => one(&CAST, step.who)?.to_owned(),
            _ if word.is_customers() => customer,
            _ if step.who.is_multiple_of(3) => "agent".to_owned(),
            _ => provider,
        };
        let bounds = step.twist == Twist::Bounds;
        let message = message(ticket, word, (step.who, bounds));
        let words = format!("{} ticket {ticket}", word.verb());
        let mut draft = Draft::free(&name, message, words);
        draft.ticket = Some(ticket);
        draft.agreement = one_of.agreement;
        Some(draft)
    }
}

fn message(ticket: u64, word: Word, (number, bounds): (usize, bool)) -> ExecuteMsg {
    let content = commitment(word.verb());
    let reply = |expects_answer| ExecuteMsg::Reply {
        ticket,
        content: content.clone(),
        expects_answer,
    };
    match word {
        Word::Say => reply(true),
        Word::Thank => reply(false),
        Word::Answer => reply(true),
        Word::Ask => ExecuteMsg::AskCustomer {
            ticket,
            question: content,
        },
        Word::Propose => ExecuteMsg::ProposeResolution {
            ticket,
            content,
            cites: if bounds { vec![1, 2, 3, 4] } else { vec![] },
        },
        Word::Accept => ExecuteMsg::Accept { ticket },
        Word::Reject => ExecuteMsg::Reject { ticket, content },
        Word::Cancel => ExecuteMsg::Cancel { ticket },
        Word::EndPause => ExecuteMsg::EndPause { ticket },
        Word::Escalate => ExecuteMsg::Escalate { ticket, content },
        Word::Decline => ExecuteMsg::Decline { ticket },
        Word::Reopen => ExecuteMsg::Reopen { ticket, content },
        Word::Rate => ExecuteMsg::Rate {
            ticket,
            answers: match (bounds, number % 2) {
                (true, 0) => vec![],
                (true, _) => vec![6],
                _ => vec![5, 4],
            },
            comment: None,
        },
        Word::Poke => ExecuteMsg::Poke { ticket },
    }
}
