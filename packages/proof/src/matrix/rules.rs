//! The published table as data: who may send what, in which state, or with which code it is refused.
//!
//! A file of rules holds named sets (`roles parties = customer payer`, `states over = ended-*`), and for each
//! message, or several at once, lines `OUTCOME: ROLES [in STATES] [while paused|running]`, of which the first
//! that fits a cell counts. An outcome is `allowed` or a code.

use std::cell::Cell as Counter;
use std::collections::BTreeMap;

use aftercare_engine::Failure;

use super::sets::{Names, Sets};

/// What a cell must come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is accepted.
    Allowed,
    /// It is refused with this code.
    Code(String),
}

/// One line.
#[derive(Debug)]
pub struct Rule {
    /// What the cells that it fits come to.
    pub outcome: Outcome,
    /// The line as written.
    pub text: String,
    /// How many cells it decided.
    pub met: Counter<u64>,
    roles: Names,
    states: Names,
    paused: Option<bool>,
}

/// Where a message is sent.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// By whom.
    pub role: &'a str,
    /// In which state of its object.
    pub state: &'a str,
    /// Whether the suite is paused.
    pub paused: bool,
}

impl Rule {
    fn fits(&self, place: Place<'_>) -> bool {
        self.roles.hold(place.role)
            && self.states.hold(place.state)
            && self.paused.is_none_or(|paused| paused == place.paused)
    }
}

/// A message that may be sent twice.
#[derive(Debug)]
pub struct Repeat {
    /// What the second one does.
    pub kind: Kind,
    /// Why it may.
    pub reason: String,
    /// How often it was sent twice.
    pub met: Counter<u64>,
}

/// What a message does that is accepted a second time at the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: every byte stays.
    Idle,
    /// A deed of its own; no contract holds less than before.
    Anew,
    /// Takes more of the sender's own, or pays what is due next.
    Own,
}

/// All rules of a contract.
#[derive(Debug, Default)]
pub struct Rules {
    /// By message.
    pub messages: BTreeMap<String, Vec<usize>>,
    /// Every line, in order.
    pub lines: Vec<Rule>,
    /// By message.
    pub repeats: BTreeMap<String, Repeat>,
    /// Of messages that take money: what each way to attach it comes to.
    pub funds: BTreeMap<String, BTreeMap<String, String>>,
}

impl Rules {
    /// Reads a file of rules.
    ///
    /// # Errors
    /// The first line that is none.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let (mut rules, mut sets, mut open) = (Self::default(), Sets::default(), vec![]);
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let wrong = || Failure::new(format!("rules: {line:?} says nothing"));
            match line.split_once(' ') {
                _ if line.trim().is_empty() => {}
                Some(("", rest)) => rules.line(&sets, &open, rest.trim()).ok_or_else(wrong)?,
                Some(("roles" | "states", rest)) => sets.define(rest).ok_or_else(wrong)?,
                Some(("repeat", rest)) => rules.repeat(rest).ok_or_else(wrong)?,
                Some(("funds", rest)) => rules.fund(rest).ok_or_else(wrong)?,
                _ => open = line.split_whitespace().map(str::to_owned).collect(),
            }
        }
        Ok(rules)
    }

    fn line(&mut self, sets: &Sets, open: &[String], line: &str) -> Option<()> {
        let (outcome, rest) = line.split_once(": ")?;
        let (rest, paused) = match rest.split_once(" while ") {
            Some((rest, "paused")) => (rest, Some(true)),
            Some((rest, "running")) => (rest, Some(false)),
            Some(_) => return None,
            None => (rest, None),
        };
        let (roles, states) = rest.split_once(" in ").unwrap_or((rest, "*"));
        let number = self.lines.len();
        for message in open {
            let of_message = self.messages.entry(message.clone()).or_default();
            of_message.push(number);
        }
        self.lines.push(Rule {
            outcome: outcome_of(outcome)?,
            text: line.to_owned(),
            met: Counter::new(0),
            roles: sets.names(roles),
            states: sets.names(states),
            paused,
        });
        Some(())
    }

    fn repeat(&mut self, rest: &str) -> Option<()> {
        let (head, reason) = rest.split_once(": ")?;
        let (kind, messages) = head.split_once(' ')?;
        let kind = match kind {
            "idle" => Kind::Idle,
            "anew" => Kind::Anew,
            "own" => Kind::Own,
            _ => return None,
        };
        for message in messages.split_whitespace() {
            let repeat = Repeat {
                kind,
                reason: reason.to_owned(),
                met: Counter::new(0),
            };
            self.repeats.insert(message.to_owned(), repeat);
        }
        Some(())
    }

    fn fund(&mut self, rest: &str) -> Option<()> {
        let (messages, ways) = rest.split_once(": ")?;
        let way = |pair: &str| {
            let (way, outcome) = pair.split_once(' ')?;
            Some((way.to_owned(), outcome.to_owned()))
        };
        let ways: BTreeMap<_, _> = ways.split(", ").map(way).collect::<Option<_>>()?;
        for message in messages.split_whitespace() {
            self.funds.insert(message.to_owned(), ways.clone());
        }
        Some(())
    }

    /// The line that decides a cell, which is counted; `None` where none fits.
    #[must_use]
    pub fn decide(&self, message: &str, place: Place<'_>) -> Option<&Rule> {
        let numbers = self.messages.get(message)?;
        let mut rules = numbers.iter().filter_map(|number| self.lines.get(*number));
        let found = rules.find(|rule| rule.fits(place))?;
        found.met.set(found.met.get() + 1);
        Some(found)
    }

    /// Lines that decided nothing, and repeats that never were.
    #[must_use]
    pub fn idle(&self) -> Vec<String> {
        let unmet = |rule: &&Rule| rule.met.get() == 0;
        let lines = self.lines.iter().filter(unmet);
        let lines = lines.map(|rule| format!("no cell meets {:?}", rule.text));
        let repeats = self.repeats.iter().filter(|(_, it)| it.met.get() == 0);
        let repeats = repeats.map(|(message, _)| format!("{message} is never accepted twice"));
        lines.chain(repeats).collect()
    }
}

fn outcome_of(text: &str) -> Option<Outcome> {
    if text == "allowed" {
        return Some(Outcome::Allowed);
    }
    let code = Failure::new(text).code?;
    (code == text).then_some(Outcome::Code(code))
}
