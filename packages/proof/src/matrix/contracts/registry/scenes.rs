//! Tickets in every state that matters, each by what people did.

use aftercare_domain::ticket::State;
use aftercare_domain::time::Seconds;
use aftercare_engine::Failure;
use serde_json::{json, Value};

use super::super::ground::{words, Told};
use super::{talk, work};
use crate::matrix::{Scene, Stage, Subject};

/// A ticket in a state.
pub struct Ticket {
    /// Its name in the rules.
    pub name: &'static str,
    /// What the table of moves calls it, after what time has done to it.
    pub state: State,
    /// Brings a fresh world there.
    pub build: fn(&mut Stage) -> Told,
}

const fn ticket(name: &'static str, state: State, build: fn(&mut Stage) -> Told) -> Ticket {
    Ticket { name, state, build }
}

/// Every ticket that is looked at.
pub const TICKETS: &[Ticket] = &[
    ticket("open", State::Open, fresh),
    ticket("offered", State::Open, offered),
    ticket("escalated", State::Open, |stage| {
        after_fresh(stage, "customer", escalate)
    }),
    ticket("claimed", State::Open, |stage| {
        after_fresh(stage, "agent", |_, it| json!({"claim": {"ticket": it}}))
    }),
    ticket("held-by-another", State::Open, |stage| {
        after_fresh(
            stage,
            "agent-reply",
            |_, it| json!({"claim": {"ticket": it}}),
        )
    }),
    ticket("late", State::Open, |stage| {
        later(stage, fresh, Seconds::days(3))
    }),
    ticket("confidential", State::Open, confidential),
    ticket("best-effort", State::Open, best_effort),
    ticket("raised", State::Open, |stage| {
        after_fresh(
            stage,
            "customer",
            |_, it| json!({"raise": {"ticket": it, "impact": "high", "urgency": "high", "reason": words("Worse")}}),
        )
    }),
    ticket("triage-proposed", State::Open, |stage| {
        after_fresh(
            stage,
            "agent",
            |_, it| json!({"propose_triage": {"ticket": it, "impact": "low", "urgency": "low", "reason": words("Minor")}}),
        )
    }),
    ticket("merge-proposed", State::Open, |stage| merge(stage, false)),
    ticket("duplicate-proposed", State::Open, |stage| {
        merge(stage, true)
    }),
    ticket("in-progress", State::InProgress, answered),
    ticket("hollow", State::InProgress, |stage| {
        answered(stage)?;
        about(
            stage,
            "customer",
            |_, it| json!({"flag_hollow": {"ticket": it}}),
        )
    }),
    ticket("hold-proposed", State::InProgress, hold),
    ticket("hold-over", State::InProgress, |stage| {
        later(stage, held, Seconds(2 * 86_400 + 60))
    }),
    ticket("awaiting", State::AwaitingCustomer, asked),
    ticket("on-hold", State::OnHold, held),
    ticket("suggested", State::Suggested, |stage| {
        after_fresh(stage, "bot", propose)
    }),
    ticket("suggestion-lapsed", State::Open, |stage| {
        after_fresh(stage, "bot", propose)?;
        stage.wait(Seconds::days(4))
    }),
    ticket("resolved", State::Resolved, resolved),
    ticket("silent", State::Resolved, |stage| {
        later(stage, asked, Seconds(6 * 86_400))
    }),
    ticket("confirmed", State::Closed, confirmed),
    ticket("rated", State::Closed, rated),
    ticket("disclosed", State::Closed, |stage| {
        confidential(stage)?;
        close(stage)?;
        about(stage, "customer", disclose)
    }),
    ticket("closed-confidential", State::Closed, |stage| {
        confidential(stage)?;
        close(stage)
    }),
    ticket("lapsed", State::Closed, |stage| {
        later(stage, resolved, Seconds::days(6))
    }),
    ticket("cancelled", State::Closed, |stage| {
        after_fresh(stage, "customer", |_, it| json!({"cancel": {"ticket": it}}))
    }),
    ticket("automated", State::Closed, |stage| {
        after_fresh(stage, "bot", propose)?;
        about(stage, "customer", |_, it| json!({"accept": {"ticket": it}}))
    }),
    ticket("declined", State::Closed, |stage| {
        best_effort(stage)?;
        about(
            stage,
            "provider",
            |_, it| json!({"decline": {"ticket": it}}),
        )
    }),
    ticket("merged", State::Closed, |stage| {
        merge(stage, false)?;
        about(
            stage,
            "customer",
            |_, it| json!({"agree_merge": {"ticket": it}}),
        )
    }),
    ticket("reopened", State::Open, reopened),
    ticket("reopened-thrice", State::Closed, |stage| {
        reopened(stage)?;
        for _ in 0..2 {
            close(stage)?;
            about(stage, "customer", reopen)?;
        }
        close(stage)
    }),
    ticket("final", State::Closed, |stage| {
        later(stage, confirmed, Seconds(14 * 86_400 + 1))
    }),
    ticket("forgotten", State::Closed, |stage| {
        later(stage, confirmed, Seconds::days(700))
    }),
];

pub(super) fn tickets() -> Subject {
    let scene = |it: &Ticket| Scene {
        name: it.name,
        build: it.build,
    };
    let mut messages = talk::messages();
    messages.extend(work::messages());
    Subject {
        scenes: TICKETS.iter().map(scene).collect(),
        messages,
        other: Some(Scene {
            name: "other",
            build: fresh,
        }),
    }
}

/// What is said about the ticket that the stage is about.
type Says = fn(&mut Stage, Value) -> Value;

fn about(stage: &mut Stage, part: &'static str, says: Says) -> Told {
    let ticket = stage.noted("ticket");
    let message = says(stage, ticket);
    stage.desk(part, message)
}

fn after_fresh(stage: &mut Stage, part: &'static str, says: Says) -> Told {
    fresh(stage)?;
    about(stage, part, says)
}

fn later(stage: &mut Stage, build: fn(&mut Stage) -> Told, span: Seconds) -> Told {
    build(stage)?;
    stage.wait(span)
}

/// A message that opens a ticket of the customer with the provider.
pub(super) fn opening(stage: &mut Stage, agreement: Value) -> Value {
    let provider = stage.part("provider");
    json!({
        "agreement": agreement, "provider": provider, "impact": "medium", "urgency": "medium",
        "category": 0, "tags": [], "content": words("No connection"), "external_ref": null,
        "on_behalf_of": null, "related": null, "confidential": false
    })
}

/// The opening with one field said otherwise.
pub(super) fn saying(mut opening: Value, field: &str, value: Value) -> Value {
    if let Some(place) = opening.get_mut(field) {
        *place = value;
    }
    opening
}

fn open(stage: &mut Stage, part: &'static str, opening: Value) -> Result<u64, Failure> {
    let role = stage.cast(part);
    let events = stage.registry(role, json!({"open": opening}))?;
    stage.made("ticket", &events)
}

/// Two tickets: the one that messages are about, and its twin.
fn fresh(stage: &mut Stage) -> Told {
    with(stage, |_, opening| opening)
}

fn with(stage: &mut Stage, change: fn(&mut Stage, Value) -> Value) -> Told {
    stage.ground(|_| {})?;
    let agreement = stage.noted("agreement");
    let plain = opening(stage, agreement);
    let twin = open(stage, "customer", plain.clone())?;
    stage.note("twin", twin);
    let opening = change(stage, plain);
    open(stage, "customer", opening).map(drop)
}

fn confidential(stage: &mut Stage) -> Told {
    with(stage, |_, opening| {
        saying(opening, "confidential", json!(true))
    })
}

fn offered(stage: &mut Stage) -> Told {
    fresh(stage)?;
    let (agreement, customer) = (stage.noted("agreement"), stage.part("customer"));
    let opening = opening(stage, agreement);
    let opening = saying(opening, "on_behalf_of", json!(customer));
    open(stage, "agent", opening).map(drop)
}

fn best_effort(stage: &mut Stage) -> Told {
    stage.desk(
        "provider",
        json!({"set_intake": {"open_to_public": true, "max_open": 9}}),
    )?;
    fresh(stage)?;
    let opening = opening(stage, Value::Null);
    open(stage, "customer", opening).map(drop)
}

fn answered(stage: &mut Stage) -> Told {
    after_fresh(
        stage,
        "agent",
        |_, it| json!({"reply": {"ticket": it, "content": words("Seen"), "expects_answer": false}}),
    )
}

fn asked(stage: &mut Stage) -> Told {
    after_fresh(
        stage,
        "agent",
        |_, it| json!({"ask_customer": {"ticket": it, "question": words("Which one?")}}),
    )
}

fn hold(stage: &mut Stage) -> Told {
    after_fresh(stage, "agent", |stage, it| {
        let until = stage.after(Seconds::days(2));
        json!({"propose_hold": {"ticket": it, "until": until, "content": words("Parts")}})
    })
}

fn held(stage: &mut Stage) -> Told {
    hold(stage)?;
    about(
        stage,
        "customer",
        |_, it| json!({"agree_hold": {"ticket": it}}),
    )
}

fn resolved(stage: &mut Stage) -> Told {
    after_fresh(stage, "agent", propose)
}

/// The agent proposes, the customer confirms.
fn close(stage: &mut Stage) -> Told {
    about(stage, "agent", propose)?;
    about(stage, "customer", |_, it| json!({"accept": {"ticket": it}}))
}

fn confirmed(stage: &mut Stage) -> Told {
    fresh(stage)?;
    close(stage)
}

fn rated(stage: &mut Stage) -> Told {
    confirmed(stage)?;
    about(
        stage,
        "customer",
        |_, it| json!({"rate": {"ticket": it, "answers": [5], "comment": null}}),
    )
}

fn reopened(stage: &mut Stage) -> Told {
    confirmed(stage)?;
    about(stage, "customer", reopen)
}

fn merge(stage: &mut Stage, duplicate: bool) -> Told {
    fresh(stage)?;
    let (ticket, twin) = (stage.noted("ticket"), stage.noted("twin"));
    let merge = json!({"ticket": ticket, "into": twin, "duplicate": duplicate});
    stage.desk("agent", json!({"propose_merge": merge}))
}

fn propose(_: &mut Stage, ticket: Value) -> Value {
    json!({"propose_resolution": {"ticket": ticket, "content": words("Restart"), "cites": []}})
}

fn reopen(_: &mut Stage, ticket: Value) -> Value {
    json!({"reopen": {"ticket": ticket, "content": words("Again")}})
}

fn escalate(_: &mut Stage, ticket: Value) -> Value {
    json!({"escalate": {"ticket": ticket, "content": words("Please")}})
}

fn disclose(_: &mut Stage, ticket: Value) -> Value {
    json!({"disclose": {"ticket": ticket, "category": 0, "tags": [], "external_ref": null}})
}
