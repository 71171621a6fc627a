//! Beside each message, the token turns: into each of the ways in which tokens go wrong, and, where it is
//! hostile already, into an honest one.

use aftercare_engine::{Code, Failure, Snapshot};
use cosmwasm_std::{Addr, Event};

use super::mood::Mood;
use super::others;
use super::token::{turn, Habits, HABITS};
use crate::faults::again::Again;
use crate::faults::beside::{Chain, Message, Trial};
use crate::faults::{books, heal, state};

/// How a transfer calls its recipient.
const TO: &str = "to";

/// The token is honest; beside each message it is each of the others.
pub struct Turns;

/// The token is hostile; beside each message it is honest.
pub struct Returns;

impl Trial for Turns {
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
        let Some(token) = chain.of(Code::Cw20).next().cloned() else {
            return Ok(());
        };
        Mood::HOSTILE.iter().try_for_each(|mood| {
            chain.native.restore(message.before);
            let habits = habits(chain, (&token, *mood), message)?;
            turned(chain, (&token, &habits), message).map_err(|failure| {
                let text = format!("a token that {}: {failure}", mood.name());
                Failure { text, ..failure }
            })
        })
    }
}

impl Trial for Returns {
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
        let Some(token) = chain.of(Code::Cw20).next().cloned() else {
            return Ok(());
        };
        let honest = Habits::default();
        let (outcome, ended) = send(chain, (&token, &honest), message)?;
        if touches(&token, message, &outcome) || touches(&token, message, message.outcome) {
            return Ok(());
        }
        chain.count("messages about other assets that did the same");
        same(chain, (&token, &honest), message, (&outcome, &ended))
    }
}

/// What a token of a mood does at this message.
fn habits(
    chain: &Chain,
    (token, mood): (&Addr, Mood),
    message: &Message<'_>,
) -> Result<Habits, Failure> {
    if !touches(token, message, message.outcome) {
        let habits = Habits::default();
        return Ok(Habits { mood, ..habits });
    }
    let mut owners = paid(chain, token, message.outcome);
    owners.push(message.sender.clone());
    Habits::of(mood, chain, token, &owners)
}

/// Whom the token pays in a message.
fn paid(chain: &Chain, token: &Addr, outcome: &Result<Vec<Event>, Failure>) -> Vec<Addr> {
    let events = outcome.iter().flatten();
    let words = events
        .filter(|event| is_of(event, token))
        .flat_map(|event| &event.attributes);
    let named = words.filter(|word| word.key == TO);
    let mut paid: Vec<Addr> = named
        .filter_map(|word| chain.native.api().addr_validate(&word.value).ok())
        .collect();
    paid.dedup();
    paid
}

fn is_of(event: &Event, token: &Addr) -> bool {
    let mut words = event.attributes.iter();
    words.any(|word| word.key == "_contract_address" && word.value == token.as_str())
}

/// Whether a message is about the token: it is sent to it, or the token is called.
fn touches(token: &Addr, message: &Message<'_>, outcome: &Result<Vec<Event>, Failure>) -> bool {
    let called = outcome.iter().flatten().any(|event| is_of(event, token));
    called || message.calls.iter().any(|call| call.contract == *token)
}

type Outcome = Result<Vec<Event>, Failure>;

fn send(
    chain: &mut Chain,
    (token, habits): (&Addr, &Habits),
    message: &Message<'_>,
) -> Result<(Outcome, Snapshot), Failure> {
    chain.native.restore(message.before);
    turn(&mut chain.native, token, habits)?;
    let outcome = message.send(chain);
    Ok((outcome, chain.native.snapshot()))
}

/// The message to a token with those habits.
fn turned(
    chain: &mut Chain,
    (token, habits): (&Addr, &Habits),
    message: &Message<'_>,
) -> Result<(), Failure> {
    let name = habits.mood.name();
    let (outcome, ended) = send(chain, (token, habits), message)?;
    if !touches(token, message, message.outcome) {
        chain.count(&format!(
            "{name}: messages about other assets that did the same"
        ));
        return same(chain, (token, habits), message, (&outcome, &ended));
    }
    let Ok(events) = outcome else {
        chain.count(&format!("{name}: messages refused, without a trace"));
        return untouched(chain, (token, habits), message, &ended);
    };
    chain.count(&format!(
        "{name}: messages accepted, of no harm to other assets"
    ));
    others::are_the_same(chain, message, &ended)?;
    chain.native.restore(&ended);
    accepted(chain, (token, habits), message, (&events, &ended))
}

/// Outcome and every byte are what they would have been.
fn same(
    chain: &mut Chain,
    (token, habits): (&Addr, &Habits),
    message: &Message<'_>,
    (outcome, ended): (&Outcome, &Snapshot),
) -> Result<(), Failure> {
    if outcome != message.outcome {
        let told = |outcome: &Outcome| {
            outcome
                .as_ref()
                .map_or_else(ToString::to_string, |_| "accepted".to_owned())
        };
        let (one, other) = (told(message.outcome), told(outcome));
        return Err(Failure::new(format!(
            "a message about other assets ends otherwise: {one}, and then {other}"
        )));
    }
    is(
        chain,
        (token, habits),
        message.after,
        ended,
        "a message about other assets leaves something else",
    )
}

/// A refused message left everything as it was.
fn untouched(
    chain: &mut Chain,
    of: (&Addr, &Habits),
    message: &Message<'_>,
    ended: &Snapshot,
) -> Result<(), Failure> {
    is(
        chain,
        of,
        message.before,
        ended,
        "a refused message leaves something",
    )
}

/// That a chain with the same habits is byte by byte another one.
fn is(
    chain: &mut Chain,
    (token, habits): (&Addr, &Habits),
    wanted: &Snapshot,
    found: &Snapshot,
    otherwise: &str,
) -> Result<(), Failure> {
    chain.native.restore(wanted);
    turn(&mut chain.native, token, habits)?;
    if chain.native.is_as(found) {
        return Ok(());
    }
    let wanted = state::but(&chain.native, &[HABITS]);
    chain.native.restore(found);
    let told = state::differences(&wanted, &state::but(&chain.native, &[HABITS]));
    if told.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("{otherwise}:{told}")))
}

/// An accepted message that moved the token: what its owners are owed is kept, as far as the token lets it.
fn accepted(
    chain: &mut Chain,
    (token, habits): (&Addr, &Habits),
    message: &Message<'_>,
    (events, ended): (&[Event], &Snapshot),
) -> Result<(), Failure> {
    let mood = habits.mood;
    if mood.only_talks() {
        return is(
            chain,
            (token, habits),
            message.after,
            ended,
            "its words changed something",
        );
    }
    if mood.refuses() {
        let again = Again::all(chain, events)?;
        if again.is_empty() {
            return is(
                chain,
                (token, habits),
                message.after,
                ended,
                "nothing failed, and something differs",
            );
        }
        let honest = |chain: &mut Chain| turn(&mut chain.native, token, &Habits::default());
        return heal::comes_home(chain, message, &again, honest);
    }
    if mood.moves_wrongly() {
        return others::books_are_the_same(chain, message, (events, ended));
    }
    if matches!(mood, Mood::Reentering | Mood::Visiting) {
        turn(&mut chain.native, token, &Habits::default())?;
        return books::balance(chain);
    }
    Ok(())
}
