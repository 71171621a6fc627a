//! Tickets, and who helps with them.

use aftercare_domain::policy::Level;
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket};
use aftercare_suite_model::Message;
use aftercare_testing::commitment;

use super::super::people::{CAST, CUSTOMERS, PROVIDERS};
use super::super::step::{Deed, Step, Twist, Word, PLACE};
use super::{one, place, Draft, Stage};

pub(super) const LEVELS: [Level; 3] = [Level::High, Level::Medium, Level::Low];

impl Stage<'_> {
    pub(super) fn help(&self, step: &Step) -> Option<Draft> {
        match step.deed {
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
            Deed::OpenFor(which, covered) => self.open_for(step, (which, covered)),
            Deed::Word(which, word) => self.word(step, (which, word)),
            Deed::Fitting(which, of) => {
                let (at, words) = self.fitting(which)?;
                self.word(step, (at + PLACE, one(words, of)?))
            }
            _ => self.desk(step),
        }
    }

    fn open(&self, step: &Step, (which, covered): (usize, bool)) -> Option<Draft> {
        let named = match covered {
            true => Some(self.covering(which, step.twist)?),
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
            category: match step.who % 3 {
                _ if bounds && !covered => 65,
                _ if step.who.is_multiple_of(5) && !bounds => 0,
                0 => 1,
                1 => 2,
                _ => 0,
            },
            tags: vec![],
            content: commitment("It does not work"),
            external_ref: None,
            on_behalf_of: None,
            related: None,
            confidential: step.who.is_multiple_of(5),
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

    /// What the customer would say itself, said by an agent, a delegate or anybody.
    fn open_for(&self, step: &Step, (which, covered): (usize, bool)) -> Option<Draft> {
        let mut draft = self.open(step, (which, covered))?;
        let Message::Registry(ExecuteMsg::Open(asked)) = &mut draft.message else {
            return None;
        };
        let customer = self.people.address(&draft.name);
        let provider = self.people.name(&asked.provider);
        let anybody = one(&CAST, which)?;
        let agent = self.agent_of(&asked.provider, step.who)?;
        let others = [&agent, &provider, &agent, anybody];
        let delegate = self
            .delegate_of(&customer)
            .filter(|_| step.who.is_multiple_of(3));
        let name = match delegate {
            Some(name) => name,
            None => one(&others, step.who)?.to_owned(),
        };
        draft.words += &format!(", for {}", draft.name);
        asked.on_behalf_of = Some(customer);
        Some(Draft { name, ..draft })
    }

    fn word(&self, step: &Step, (which, word): (usize, Word)) -> Option<Draft> {
        let count = self.model.tickets.len();
        let at = place(which, count).or_else(|| self.aim(which, word))?;
        let one_of = self.model.tickets.get(at)?;
        let number = u64::try_from(at).ok()? + 1;
        let ticket = number + u64::from(step.twist == Twist::Id) * 1_000;
        let (customer, provider) = (
            self.people.name(&one_of.customer),
            self.people.name(&one_of.provider),
        );
        let delegate = self.delegate_of(&one_of.customer);
        let delegate = delegate.filter(|_| step.who.is_multiple_of(4));
        let agent = self.agent_of(&one_of.provider, step.who);
        let name = match word {
            Word::Poke | Word::Purge => one(&CAST, step.who)?.to_owned(),
            Word::Claim | Word::Relay if step.who.is_multiple_of(5) => provider,
            Word::Claim | Word::Relay => agent?,
            Word::HandOver => self.holder_of(one_of, step.who)?,
            _ if word.is_customers() => delegate.unwrap_or(customer),
            _ if step.who.is_multiple_of(3) => agent?,
            Word::Answer | Word::Propose if step.who.is_multiple_of(2) => agent?,
            _ => provider,
        };
        let bounds = step.twist == Twist::Bounds;
        let message = self
            .desk_word(step, (one_of, ticket), word)
            .or_else(|| self.waiting_word(step, (one_of, ticket), word))
            .or_else(|| message(ticket, word, (step.who, bounds)))?;
        let words = format!("{} ticket {ticket}{}", word.verb(), self.detail(&message));
        let mut draft = Draft::free(&name, message, words);
        draft.ticket = Some(ticket);
        draft.agreement = one_of.agreement;
        Some(draft)
    }
}

fn message(ticket: u64, word: Word, (number, bounds): (usize, bool)) -> Option<ExecuteMsg> {
    let content = commitment(word.verb());
    let reply = |expects_answer| ExecuteMsg::Reply {
        ticket,
        content: content.clone(),
        expects_answer,
    };
    let message = match word {
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
        _ => return None,
    };
    Some(message)
}
